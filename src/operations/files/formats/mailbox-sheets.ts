import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { envelopeDate, mailDate } from "../../../domain/mail-date.ts";
import { accepted, type Outcome } from "../../../domain/refusal.ts";
import type { Row } from "./csv-rows.ts";
import { addressesIn, headerText } from "./mail-words.ts";
import { headersOf, MailboxSplitter, type MailHead } from "./mailbox-lines.ts";
import { surveyOnce, type RowPiece, type SheetFile } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";

/** What a mailbox is as a table: a row for each message, of its headers alone. */
const mailboxHeader = ["date", "from", "to", "cc", "bcc", "subject", "message_id", "mailbox", "left_out"] as const;

const wanted: ReadonlySet<string> = new Set([
  "date",
  "from",
  "sender",
  "to",
  "cc",
  "bcc",
  "subject",
  "message-id",
  "delivered-to",
  "auto-submitted",
  "x-autoreply",
  "x-autorespond",
  "precedence",
  "list-id",
  "list-unsubscribe",
  "return-path",
  "x-gmail-labels",
  "x-mozilla-status",
]);

type Headers = ReadonlyMap<string, string>;
const header = (headers: Headers, name: string): string => headers.get(name) ?? "";

/** Labels of Gmail in English and Korean under which nothing was sent or is to be read. */
const labels: readonly (readonly [reason: string, names: readonly string[]])[] = [
  ["draft", ["drafts", "draft", "임시보관함"]],
  ["spam", ["spam", "스팸함", "스팸"]],
  ["trash", ["trash", "휴지통"]],
  ["chat", ["chat", "chats", "채팅"]],
];

const labelsOf = (headers: Headers): ReadonlySet<string> =>
  new Set(
    headerText(header(headers, "x-gmail-labels"))
      .toLowerCase()
      .split(",")
      .map((each) => each.trim().replaceAll('"', "")),
  );

const isSent = (found: ReadonlySet<string>): boolean => found.has("sent") || found.has("보낸편지함");

const labelled = (found: ReadonlySet<string>): string | undefined => {
  const reason = labels.find(([, names]) => names.some((name) => found.has(name)))?.[0];
  // What was sent stays sent when its copy is thrown away.
  return reason === "trash" && isSent(found) ? undefined : reason;
};

/** Thunderbird keeps what was deleted until the folder is compacted. */
const isExpunged = (headers: Headers): boolean => (Number.parseInt(header(headers, "x-mozilla-status"), 16) & 8) !== 0;

const isAutomatic = (headers: Headers): boolean =>
  !["", "no"].includes(header(headers, "auto-submitted").toLowerCase()) || headers.has("x-autoreply") || headers.has("x-autorespond");

const robots = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?)(?:[+._-].*)?@/;

/** Why a mail is nobody's contact with anybody; empty for one that a person wrote. What is ours was sent for a purpose, however many it went to. */
const leftOut = (headers: Headers, from: string, isOurs: boolean): string => {
  const label = labelled(labelsOf(headers));
  if (label !== undefined) return label;
  if (isExpunged(headers)) return "deleted";
  if (isAutomatic(headers)) return "automatic";
  if (isOurs) return "";
  if (robots.test(from) || header(headers, "return-path").replaceAll(" ", "") === "<>") return "automatic";
  const isBulk = headers.has("list-id") || headers.has("list-unsubscribe") || /^(?:bulk|list|junk)$/i.test(header(headers, "precedence"));
  return isBulk ? "list" : "";
};

/** Named apart from the ids that mail programs give. */
const madeId = (parts: readonly string[]): string =>
  `made:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32)}`;

/** More is no id that mail programs make. */
const longestId = 250;

const rowOf = ({ envelope, headers: text }: MailHead, number: number, owner: string): Row => {
  const headers = headersOf(text, wanted);
  const [from = ""] = addressesIn(header(headers, "from") || header(headers, "sender"));
  // Also under another address of theirs.
  const mailbox = isSent(labelsOf(headers)) ? from : owner;
  const [to, cc, bcc] = ["to", "cc", "bcc"].map((name) => addressesIn(header(headers, name)).join("; "));
  const date = mailDate(header(headers, "date")) ?? envelopeDate(envelope) ?? "";
  const subject = headerText(header(headers, "subject")).slice(0, 1000);
  const [id = ""] = header(headers, "message-id")
    .replace(/^.*<|>.*$/gs, "")
    .trim()
    .split(/\s/);
  const made = id === "" || id.length > longestId ? madeId([date, from, to ?? "", subject]) : id;
  const delivered = addressesIn(header(headers, "delivered-to"));
  const isOurs = from !== "" && from === mailbox;
  // A mail by a hidden copy names its receiver only there.
  const hidden = delivered.find((each) => each === mailbox && !isOurs && ![to, cc, bcc].some((cell) => cell?.includes(each)));
  const cells = [
    date,
    from,
    to ?? "",
    cc ?? "",
    [bcc ?? "", hidden ?? ""].filter((each) => each !== "").join("; "),
    subject,
    made,
    mailbox,
  ];
  return { number, cells: [...cells, leftOut(headers, from, isOurs)], quoteFault: null };
};

const head: Row = { number: 1, cells: mailboxHeader, quoteFault: null };

async function* headsOf(path: string): AsyncGenerator<{ readonly heads: readonly MailHead[]; readonly bytesRead: number }> {
  const splitter = new MailboxSplitter();
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
    const bytes: Buffer = chunk;
    bytesRead += bytes.length;
    yield { heads: splitter.push(bytes), bytesRead };
  }
  yield { heads: splitter.end(), bytesRead };
}

async function* mailRows(path: string, mailbox: string): AsyncGenerator<RowPiece> {
  let number = 1;
  yield { rows: [head], bytesRead: 0, fault: null };
  for await (const { heads, bytesRead } of headsOf(path)) {
    const rows = heads.map((each) => {
      number += 1;
      return rowOf(each, number, mailbox);
    });
    yield { rows, bytesRead, fault: null };
  }
}

/** Enough to see whose mailbox it is. */
const mailsSeen = 500;

/** Whose mailbox a file is: the address that the most of its first messages are from or to, and at least half of them. Empty when it is nobody's. */
const mailboxOf = async (path: string): Promise<string> => {
  const seen = new Map<string, number>();
  let mails = 0;
  for await (const { heads } of headsOf(path)) {
    for (const { headers: text } of heads.slice(0, mailsSeen - mails)) {
      mails += 1;
      const headers = headersOf(text, wanted);
      const named = ["from", "to", "cc", "delivered-to"].flatMap((name) => addressesIn(header(headers, name)));
      // What was delivered came to the mailbox, and what is kept as sent came from it: whoever is only written to often has neither.
      const owned = [header(headers, "delivered-to"), isSent(labelsOf(headers)) ? header(headers, "from") : ""].flatMap(addressesIn);
      for (const address of [...new Set(named), ...owned, ...owned]) seen.set(address, (seen.get(address) ?? 0) + 1);
    }
    if (mails >= mailsSeen) break;
  }
  const [first] = [...seen].filter(([address]) => address.includes("@")).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first !== undefined && first[1] * 2 >= mails ? first[0] : "";
};

/**
 * A mailbox (mbox: Gmail Takeout, Thunderbird) as rows of its messages' headers, in flat memory however long it is. Bodies never become text,
 * names of people neither. `left_out` says of a message why it is no contact: a draft, spam, automatic, a list.
 */
export const openMailbox = async ({ path }: Spooled): Promise<Outcome<SheetFile>> => {
  const mailbox = await mailboxOf(path);
  const rows = (): AsyncGenerator<RowPiece> => mailRows(path, mailbox);
  return accepted({
    format: "mbox",
    encoding: null,
    sheets: [{ name: "", isHidden: false }],
    isSparse: false,
    rows,
    survey: surveyOnce(rows),
    close: async () => undefined,
  });
};
