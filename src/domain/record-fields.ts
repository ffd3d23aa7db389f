import type { ProspectReference, Voided } from "./activity.ts";
import { parseCurrency } from "./currency.ts";
import { refuseSecret, take, wordOf, type Fields } from "./field-reading.ts";
import { checkOccurred, parseInstant, type Instant } from "./instant.ts";
import { readSource } from "./key.ts";
import { perhaps } from "./meant.ts";
import { readMoney, type Money } from "./money.ts";
import { ATTESTED_SOURCE } from "./own-sources.ts";
import { readProspects } from "./participants.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** What activities and opportunities say of themselves in the same fields. */

const longestReason = 1000;

/** Where it comes from; the source of what people enter by a decision is kept for those records. */
export const readSourceField = (value: unknown, attests: boolean | undefined): Outcome<string> => {
  const source = readSource(value, "/source");
  return source.ok && source.value === ATTESTED_SOURCE && attests !== true
    ? refused(refusal("source-reserved", "/source", { found: ATTESTED_SOURCE }))
    : source;
};

/** The field amount, with the field currency beside it. */
export const readAmount = (amount: unknown, currency: unknown): Outcome<Money> =>
  readMoney({ amount, currency, pointers: { amount: "/amount", currency: "/currency" } });

/** A currency beside no amount says nothing, but a wrong one is told all the same. */
export const refuseLoneCurrency = ({ amount, currency }: Fields, found: Refusal[]): void => {
  if (isMissing(amount) && !isMissing(currency)) take(parseCurrency(currency, "/currency"), "", found);
};

/** One of a few words, however its case. */
export const readChoice = <T extends string>(value: unknown, choices: readonly T[], pointer: string): Outcome<T> => {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return accepted(chosen);
  const text = readText(value, pointer, { max: 100 });
  if (!text.ok) return text;
  const word = wordOf(text.value);
  const choice = choices.find((each) => each === word);
  if (choice !== undefined) return accepted(choice);
  return refused(refusal("enum", pointer, { found: shown(text.value), choices: choices.join(", "), hint: perhaps(text.value, choices) }));
};

/** An instant that can have been. */
export const readPast = (value: unknown, pointer: string, now: Instant): Outcome<Instant> => {
  const instant = parseInstant(value, pointer);
  return instant.ok ? checkOccurred(instant.value, now, pointer) : instant;
};

/** With whom: one prospect as a rule, several set apart by `;`. */
export const readProspectField = (value: unknown, country: string): Outcome<readonly ProspectReference[]> => {
  if (typeof value !== "string") return refused(refuseType(value, "string", '"mina@example.com"', "/prospect"));
  if (value.trim() === "") return refused(refusal("text-empty", "/prospect"));
  const safe = refuseSecret(accepted(value), "/prospect");
  return safe.ok ? readProspects(value, "/prospect", country) : safe;
};

/** Null of what is not taken back; a reason without a time and a time without a reason are put to the refusals. */
export const readVoid = ({ voidedAt, voidReason }: Fields, now: Instant, found: Refusal[]): Voided | null => {
  if (isMissing(voidedAt)) {
    if (!isMissing(voidReason)) found.push(refusal("void-time", "/voidedAt"));
    return null;
  }
  const at = take(readPast(voidedAt, "/voidedAt", now), 0n, found);
  const reason = isMissing(voidReason)
    ? refused(refusal("void-reason", "/voidReason"))
    : readText(voidReason, "/voidReason", { max: longestReason, hasLines: true });
  return { at, reason: take(reason, "", found) };
};
