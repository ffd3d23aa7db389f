import { isSame } from "../same.ts";
import type { Refusal } from "../refusal.ts";
import { channelOf, countryOfZone, recipientZones, type ContactRules } from "./contact-rules.ts";
import {
  contactVerdict,
  type Contact,
  type ContactBasis,
  type ContactFinding,
  type ContactRuleName,
  type OptOut,
} from "./contact-verdict.ts";

/** What is known of a prospect that the rules of contact ask. */
export type Recipient = {
  readonly timeZone: string | null;
  /** Of their telephone number; null where they have none, or numbers of several countries. */
  readonly phoneCountry: string | null;
  readonly optOuts: readonly OptOut[];
  readonly bases: readonly ContactBasis[];
};

/** Where the company is: what is not known of a recipient is taken to be as there. */
export type ContactPlace = { readonly rules: ContactRules; readonly country: string; readonly timeZone: string };

/** A contact that was made, as the log has it. */
export type MadeContact = {
  readonly source: string;
  readonly externalId: string;
  readonly kind: string;
  readonly at: bigint;
  /** Else only its day is known, at whose end it stands. */
  readonly hasTime: boolean;
};

/** What keeps a contact that was made from counting. Who was contacted and what a list is called is not said: the log keeps it when they are erased. */
export type Bar = { readonly rule: ContactRuleName; readonly code: BarCode; readonly values: Refusal["values"] };
const barCodes = ["contact-opted-out", "contact-do-not-contact", "contact-quiet-hours", "contact-no-basis", "contact-cap"] as const;
type BarCode = (typeof barCodes)[number];

const isBarCode = (code: string): code is BarCode => barCodes.some((each) => each === code);

const barOf = ({ rule, says }: ContactFinding): Bar => {
  const { code } = says;
  if (!isBarCode(code)) throw new Error(`${code} bars no contact`);
  const { who: _who, list: _list, ...values } = says.values;
  return { rule, code, values };
};

/** Of a contact with a prospect: what the rules ask of whom it is made with. */
export const contactWith = (
  recipient: Recipient,
  { rules, country, timeZone }: ContactPlace,
  asked: Pick<Contact, "is" | "channel" | "at" | "contacts"> & { readonly name: string; readonly hasTime?: boolean },
): Contact => {
  const { name, hasTime = true, ...contact } = asked;
  // Of a zone that no rule knows it is known at least that it is in none of those countries.
  const ofZone = recipient.timeZone === null ? undefined : (countryOfZone(rules, recipient.timeZone) ?? "");
  const where = ofZone ?? recipient.phoneCountry ?? country;
  const zones =
    contact.is === "planned"
      ? recipientZones(rules, { timeZone: recipient.timeZone, country: where, companyZone: timeZone })
      : hasTime && recipient.timeZone !== null
        ? [recipient.timeZone]
        : [];
  return {
    ...contact,
    recipient: { name, country: where, zones, dayZone: recipient.timeZone ?? timeZone },
    optOuts: recipient.optOuts,
    bases: recipient.bases,
  };
};

const isBefore = (one: MadeContact, other: MadeContact): boolean =>
  one.at !== other.at ? one.at < other.at : one.source !== other.source ? one.source < other.source : one.externalId < other.externalId;

/** How far apart contacts may be that a cap counts together, in microseconds; 0 where no cap is counted. */
export const capReach = ({ caps }: ContactRules): bigint =>
  BigInt(Math.max(0, ...caps.filter(({ isCounted, off }) => isCounted && off === null).map(({ days }) => days))) * 86_400_000_000n;

/**
 * What keeps each of these contacts with one prospect from counting, by their places; null where nothing does. A function of the set: of two at one
 * instant the first is that of the smaller source and external id. Of a contact whose zone is not known nobody says that it was at night.
 */
export const barsAmong = (made: readonly MadeContact[], recipient: Recipient, place: ContactPlace): readonly (readonly Bar[] | null)[] => {
  const reach = capReach(place.rules);
  const inOrder = made.flatMap((contact) => {
    const channel = channelOf(contact.kind, place.rules);
    return channel === undefined ? [] : [{ ...contact, channel, contact }];
  });
  inOrder.sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const bars = new Map<MadeContact, readonly Bar[]>();
  let first = 0;
  for (const [index, { at, channel, hasTime, contact }] of inOrder.entries()) {
    while (first < index && (inOrder[first]?.at ?? at) <= at - reach) first += 1;
    const { findings } = contactVerdict(
      contactWith(recipient, place, { is: "logged", channel, at, hasTime, name: "", contacts: inOrder.slice(first, index) }),
      place.rules,
    );
    const found = findings.filter(({ forbids }) => forbids).map(barOf);
    if (found.length > 0) bars.set(contact, found);
  }
  return made.map((contact) => bars.get(contact) ?? null);
};

export const isSameBar = (one: readonly Bar[] | null, other: readonly Bar[] | null): boolean => isSame(one, other);
