import type { Settings } from "../../domain/company.ts";
import type { Instant } from "../../domain/instant.ts";
import { contactWith, type ContactPlace } from "../../domain/signals/barred.ts";
import type { Channel } from "../../domain/signals/contact-rules.ts";
import { allowedFrom, contactVerdict, type Contact, type ContactVerdict } from "../../domain/signals/contact-verdict.ts";
import { contactRulesOf } from "../../domain/signals/own-contact-rules.ts";
import { contactsSince } from "../../store/barring.ts";
import type { Transaction } from "../../store/database.ts";
import { recipientsOf } from "../../store/recipients.ts";

/** A contact that somebody means to make; `prospect` is the root of those that are one. `name` is whom a sentence names. */
export type MeantContact = { readonly prospect: bigint; readonly name: string; readonly channel: Channel; readonly at: Instant };

/** `from`: from when on it may be made; null where nothing known ends what speaks against it. */
export type MeantVerdict = ContactVerdict & { readonly from: Instant | null };

const MICROS_PER_DAY = 86_400_000_000n;

export const contactPlaceOf = ({ company }: Settings): ContactPlace => ({
  rules: contactRulesOf(company),
  country: company.country,
  timeZone: company.timeZone,
});

/**
 * Whether each of these contacts may be made at its time, by everything that is known now: refused with every reason, or allowed, or allowed with a
 * flag. For any number of contacts three questions are asked of the database.
 */
export const mayContact = async (tx: Transaction, settings: Settings, meant: readonly MeantContact[]): Promise<readonly MeantVerdict[]> => {
  if (meant.length === 0) return [];
  const place = contactPlaceOf(settings);
  const { rules } = place;
  const prospects = [...new Set(meant.map(({ prospect }) => prospect))];
  const recipients = await recipientsOf(tx, settings.companyId, prospects);
  const days = BigInt(Math.max(0, ...rules.caps.map((cap) => cap.days)));
  const earliest = meant.reduce((first, { at }) => (at < first ? at : first), meant[0]?.at ?? 0n);
  const made = await contactsSince(tx, { companyId: settings.companyId, contacts: place }, prospects, earliest - days * MICROS_PER_DAY);
  return meant.map(({ prospect, name, channel, at }): MeantVerdict => {
    const recipient = recipients.get(prospect) ?? { timeZone: null, phoneCountry: null, optOuts: [], bases: [] };
    const contact: Contact = contactWith(recipient, place, { is: "planned", name, channel, at, contacts: made.get(prospect) ?? [] });
    return { ...contactVerdict(contact, rules), from: allowedFrom(contact, rules) };
  });
};
