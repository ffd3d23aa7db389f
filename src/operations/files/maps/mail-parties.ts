import { parseEmail } from "../../../domain/prospect-reference.ts";
import { addressesIn } from "../formats/mail-words.ts";

/** Where a list of mails says whom each is from and to: columns by their names. */
export type MailRule = { readonly from: string; readonly to: readonly string[]; readonly mailbox: string | null };

/** What such a rule gives. */
export const mailFields = ["member", "direction", "prospect"] as const;

/** The columns from which such a rule gives a field. */
export const mailColumns = (rule: MailRule | undefined, field: string): readonly string[] => {
  if (rule === undefined) return [];
  if (field === "prospect") return rule.to;
  return field === "member" || field === "direction" ? [rule.from] : [];
};

/** Who of us sent or got a mail, and with whom. */
export type MailParties = { readonly member: string; readonly direction: "outbound" | "inbound"; readonly prospects: readonly string[] };

export type MailCells = { readonly from: string; readonly to: readonly string[]; readonly mailbox: string };

/** Who has no address that could be one (a name, an entry of the company's directory) is known by what is written. */
export const mailProspect = (written: string): string =>
  parseEmail(written, "").ok ? `mailto:${written}` : `id:${written.replaceAll(";", ",")}`;

/** As many as a record may name. */
const mostProspects = 500;

/**
 * A mail from one of us is outbound and that person's; else it is inbound and of the first of us that it is to, in the order of its headers,
 * so that the copy in each mailbox is the same record. Where nobody is known yet, ours is whose mailbox it is, or whoever sent it. The others
 * are prospects, colleagues too: the company's own rules tell those apart. Undefined for a mail that is neither from nor to the mailbox.
 */
export const mailParties = ({ from, to, mailbox }: MailCells, isOwn: (address: string) => boolean): MailParties | undefined => {
  const [sender = ""] = addressesIn(from);
  const recipients = [...new Set(to.flatMap(addressesIn))];
  const [owner = ""] = addressesIn(mailbox);
  // What one sends to oneself is no contact.
  if (recipients.length > 0 && recipients.every((each) => each === sender)) return undefined;
  const others = (member: string, all: readonly string[]): readonly string[] =>
    all.filter((each) => each !== member).slice(0, mostProspects);
  const outbound = (): MailParties => ({ member: sender, direction: "outbound", prospects: others(sender, recipients) });
  if (sender !== "" && (isOwn(sender) || sender === owner)) return outbound();
  const receiver = recipients.find(isOwn) ?? recipients.find((each) => each === owner);
  // Colleagues who got it too had it from the same person, and are no prospects of the receiver.
  if (receiver !== undefined) return { member: receiver, direction: "inbound", prospects: sender === "" ? [] : [sender] };
  return owner === "" ? outbound() : undefined;
};
