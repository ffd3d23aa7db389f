import { builtInKinds, type AttributeType, type Company } from "./company.ts";
import type { ActivityReport, Occurrence, Participant, ProspectReference } from "./activity.ts";
import { readAttributes } from "./attribute-reading.ts";
import { checkOccurredOn, latestToday, type Instant } from "./instant.ts";
import { isoDay, parseDay } from "./day.ts";
import { readExternalId } from "./key.ts";
import { isFields, refuseUnknown, take, wordOf, type Fields } from "./field-reading.ts";
import { isMilestoneId } from "./milestone-id.ts";
import { perhaps } from "./meant.ts";
import { provenances, type Provenance } from "./metric.ts";
import { readInteger } from "./number.ts";
import { readMembers } from "./participants.ts";
import { readAmount, readChoice, readPast, readProspectField, readSourceField, readVoid, refuseLoneCurrency } from "./record-fields.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { readWebAddress } from "./web-address.ts";

/** What an activity is read against; prepared once for many. */
export type ActivityContext = {
  /** Kinds by the way they may be written: their id, and that in lower case with `_` between words. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, Provenance>;
  readonly attributes: ReadonlyMap<string, AttributeType>;
  readonly country: string;
  readonly currency: string;
  /** What a record of a source is taken for that the company has not declared: decided by the door that it came through. */
  readonly defaultProvenance: Provenance;
  /** It is entered by a person's decision, which alone makes a record attested. */
  readonly attests?: true;
};

export const activityContext = (
  company: Pick<Company, "kinds" | "sources" | "attributes" | "country" | "currency">,
  defaultProvenance: Provenance,
): ActivityContext => {
  const kindIds = [...builtInKinds, ...company.kinds.map((kind) => kind.id)];
  return {
    // Ids come last: where two are spelt alike but for a hyphen, each is found by its own.
    kinds: new Map([...kindIds.map((id) => [wordOf(id), id] as const), ...kindIds.map((id) => [id, id] as const)]),
    sources: new Map(company.sources.map((source) => [source.id, source.provenance])),
    attributes: new Map(Object.entries(company.attributes)),
    country: company.country,
    currency: company.currency,
    defaultProvenance,
  };
};

/** The fields of an activity in JSON; a file's header has them in snake case. */
export const activityFieldNames = [
  "source",
  "externalId",
  "member",
  "kind",
  "direction",
  "occurredAt",
  "occurredOn",
  "durationSeconds",
  "outcome",
  "prospect",
  "quantity",
  "amount",
  "currency",
  "provenance",
  "subject",
  "url",
  "evidence",
  "attributes",
  "revisedAt",
  "voidedAt",
  "voidReason",
  "total",
  "signal",
] as const;

const fieldNames: ReadonlySet<string> = new Set(activityFieldNames);
const directions = ["outbound", "inbound"] as const;
/** From the most that can be claimed to the least. */
const claimRank: Readonly<Record<Provenance, number>> = { attested: 3, captured: 2, imported: 1, self_reported: 0 };
/** Outcomes that the glossary knows: "No Answer" is the same word as `no_answer`. Others stand as they were written. */
export const knownOutcomes: ReadonlySet<string> = new Set([
  "attempt",
  "answered",
  "contact",
  "conversation",
  "appointment_set",
  "held",
  "no_answer",
  "voicemail",
  "wrong_number",
  "refused",
  "callback",
  "no_show",
  "cancelled",
  "bounced",
  "replied",
  "connected",
]);

const longestSubject = 1000;
const longestOutcome = 100;
const mostSeconds = BigInt(31 * 86_400);
const nobody: readonly [Participant] = [{ reference: "", weight: 1n }];
const none: readonly ProspectReference[] = [];

const refuseUntaken = ({ total, signal, amount, currency }: Fields, found: Refusal[]): void => {
  if (!isMissing(total) && typeof total !== "boolean") found.push(refuseType(total, "boolean", "false", "/total"));
  refuseLoneCurrency({ amount, currency }, found);
  if (!isMissing(signal)) found.push(refusal("signal-untaken", "/signal"));
};

const readKind = (value: unknown, { kinds }: ActivityContext): Outcome<string> => {
  const known = typeof value === "string" ? kinds.get(value) : undefined;
  if (known !== undefined) return accepted(known);
  const text = readText(value, "/kind", { max: 100 });
  if (!text.ok) return text;
  const kind = kinds.get(wordOf(text.value));
  return kind === undefined
    ? refused(refusal("kind-unknown", "/kind", { found: shown(text.value), hint: perhaps(text.value, kinds.values()) }))
    : accepted(kind);
};

const readOccurrence = ({ occurredAt, occurredOn }: Fields, now: Instant): Outcome<Occurrence> => {
  if (isMissing(occurredOn)) {
    if (isMissing(occurredAt)) return refused(refusal("occurrence-required", "/occurredAt"));
    const at = readPast(occurredAt, "/occurredAt", now);
    return at.ok ? accepted({ at: at.value }) : at;
  }
  if (!isMissing(occurredAt)) return refused(refusal("occurrence-twice", "/occurredOn"));
  const day = parseDay(occurredOn, "/occurredOn");
  const on = day.ok ? checkOccurredOn(day.value, latestToday(now), "/occurredOn") : day;
  return on.ok ? accepted({ on: on.value }) : on;
};

const readOutcome = (value: unknown): Outcome<string> => {
  if (typeof value === "string" && knownOutcomes.has(value)) return accepted(value);
  const text = readText(value, "/outcome", { max: longestOutcome });
  const word = text.ok ? wordOf(text.value) : "";
  return knownOutcomes.has(word) ? accepted(word) : text;
};

const readProvenance = (value: unknown, source: string, context: ActivityContext): Outcome<Provenance> => {
  if (context.attests === true) return accepted("attested");
  const most = context.sources.get(source);
  if (isMissing(value)) return accepted(most ?? context.defaultProvenance);
  const claimed = readChoice(value, provenances, "/provenance");
  if (!claimed.ok) return claimed;
  if (claimed.value === "attested") return refused(refusal("provenance-attested", "/provenance"));
  if (most === undefined || claimRank[claimed.value] <= claimRank[most]) return claimed;
  return refused(refusal("provenance-exceeds", "/provenance", { found: claimed.value, source: shown(source), most }));
};

const TOTAL_PREFIX = "total:";

/**
 * What makes a daily total itself: whose, of which kind and day. The next of the same source replaces it, so it has no other id. Refuses what
 * a sum over a day cannot have: an id of its own, a time, several members, a prospect.
 */
const readTotal = (report: ActivityReport, { externalId: given, quantity }: Fields, found: Refusal[]): ActivityReport => {
  const { members, kind, occurred, prospects } = report;
  if (!("on" in occurred)) found.push(refusal("total-day", "/occurredOn"));
  if (isMissing(quantity)) found.push(refusal("total-quantity", "/quantity"));
  if (members.length > 1) found.push(refusal("total-members", "/member", { found: members.length }));
  if (prospects.length > 0) found.push(refusal("total-prospect", "/prospect"));
  if (found.length > 0 || !("on" in occurred)) return report;
  const identity = `${TOTAL_PREFIX}${members[0].reference}:${kind}:${isoDay(occurred.on)}`;
  if (!isMissing(given) && given !== identity) found.push(refusal("total-identity", "/externalId", { identity }));
  return { ...report, externalId: take(readExternalId(identity, "/member"), "", found) };
};

/**
 * An activity as its source tells it, from the canonical JSON object. `now` bounds the times that can have been.
 * Refuses with every wrong at once, each with a JSON pointer into the object; fields that it does not know are refused, never skipped.
 */
export const readActivity = (fields: unknown, context: ActivityContext, now: Instant): Outcome<ActivityReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"source": "dialer", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  refuseUntaken(fields, found);
  const source = take(readSourceField(fields.source, context.attests), "", found);
  const optional = <T>(value: unknown, read: (value: unknown) => Outcome<T>): T | null =>
    isMissing(value) ? null : take<T | null>(read(value), null, found);
  const isTotal = fields.total === true;
  if (!isTotal && typeof fields.externalId === "string" && fields.externalId.startsWith(TOTAL_PREFIX))
    found.push(refusal("total-reserved", "/externalId", { found: shown(fields.externalId) }));
  if (typeof fields.externalId === "string" && isMilestoneId(fields.externalId))
    found.push(refusal("milestone-reserved", "/externalId", { found: shown(fields.externalId) }));
  const report: ActivityReport = {
    source,
    externalId: isTotal ? "" : take(readExternalId(fields.externalId, "/externalId"), "", found),
    members: take(readMembers(fields.member, "/member"), nobody, found),
    kind: take(readKind(fields.kind, context), "", found),
    direction: optional(fields.direction, (value) => readChoice(value, directions, "/direction")),
    occurred: take(readOccurrence(fields, now), { on: 0 }, found),
    durationSeconds: optional(fields.durationSeconds, (value) => readInteger(value, "/durationSeconds", { max: mostSeconds })),
    outcome: optional(fields.outcome, readOutcome),
    prospects: optional(fields.prospect, (value) => readProspectField(value, context.country)) ?? none,
    quantity: optional(fields.quantity, (value) => readInteger(value, "/quantity")),
    amount: optional(fields.amount, (amount) => readAmount(amount, fields.currency)),
    provenance: take<Provenance>(readProvenance(fields.provenance, source, context), "imported", found),
    subject: optional(fields.subject, (value) => readText(value, "/subject", { max: longestSubject })),
    url: optional(fields.url, (value) => readWebAddress(value, "/url")),
    evidence: optional(fields.evidence, (value) => readWebAddress(value, "/evidence")),
    attributes: isMissing(fields.attributes) ? null : readAttributes(fields.attributes, context, found),
    revisedAt: optional(fields.revisedAt, (value) => readPast(value, "/revisedAt", now)),
    voided: readVoid(fields, now, found),
    isTotal,
  };
  const read = isTotal ? readTotal(report, fields, found) : report;
  return outcomeOf(() => read, found);
};
