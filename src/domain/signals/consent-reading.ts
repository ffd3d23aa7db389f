import type { ProspectReference } from "../activity.ts";
import { readChoice } from "../choice.ts";
import { isFields, refuseUnknown, take, type Fields } from "../field-reading.ts";
import { checkOccurred, parseInstant, type Instant } from "../instant.ts";
import { parseProspect } from "../prospect-reference.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { shown } from "../shown.ts";
import { readText } from "../text.ts";
import { isMissing, refuseType } from "../value-type.ts";
import { readWebAddress } from "../web-address.ts";
import { channels, type Channel } from "./contact-rules.ts";

/** Whom an opt-out is of: a person, or everybody with an e-mail address of a company. */
export type OptOutSubject = { readonly prospect: ProspectReference } | { readonly domain: string };

/** An opt-out as somebody enters it, or a line of a do-not-contact list. */
export type OptOutOrder = {
  readonly subject: OptOutSubject;
  /** The list that it comes from; null where the person said so themselves. */
  readonly list: string | null;
  /** Null: by no means at all. */
  readonly channels: readonly Channel[] | null;
  readonly from: Instant;
  readonly reason: string | null;
};

export const basisKinds = ["consent", "inquiry", "contract", "referral"] as const;
export type BasisKind = (typeof basisKinds)[number];

/** What allows to contact somebody, as it is entered. */
export type BasisOrder = {
  readonly prospect: ProspectReference;
  readonly kind: BasisKind;
  readonly channels: readonly Channel[] | null;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly coversQuietHours: boolean;
  readonly evidence: string | null;
};

type Context = { readonly country: string; readonly now: Instant };

const optOutFields: ReadonlySet<string> = new Set(["prospect", "domain", "list", "channels", "from", "reason"]);
const basisFields: ReadonlySet<string> = new Set(["prospect", "kind", "channels", "from", "until", "coversQuietHours", "evidence"]);
const LONGEST_NAME = 200;
const LONGEST_REASON = 1000;
const domainName = /^(?=.{1,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

const readChannels = (value: unknown, found: Refusal[]): readonly Channel[] | null => {
  if (isMissing(value)) return null;
  if (!Array.isArray(value) || value.length === 0) {
    found.push(refuseType(value, "array", '["telephone", "message"]', "/channels"));
    return null;
  }
  return [...new Set(value.map((each, place) => take<Channel>(readChoice(each, channels, `/channels/${place}`), "telephone", found)))];
};

const readProspect = (value: unknown, country: string): Outcome<ProspectReference> =>
  typeof value === "string"
    ? parseProspect(value, "/prospect", country)
    : refused(isMissing(value) ? refusal("required", "/prospect") : refuseType(value, "string", '"mina@example.com"', "/prospect"));

const nobody: ProspectReference = { kind: "id", value: "" };

const readDomain = (value: unknown): Outcome<string> => {
  const text = readText(value, "/domain", { max: 253 });
  if (!text.ok) return text;
  const domain = text.value.toLowerCase().replace(/^@/, "");
  return domainName.test(domain) ? accepted(domain) : refused(refusal("opt-out-domain", "/domain", { found: shown(text.value) }));
};

const readSubject = (fields: Fields, { country }: Context, found: Refusal[]): OptOutSubject => {
  const { prospect, domain } = fields;
  if (isMissing(prospect) === isMissing(domain)) found.push(refusal("opt-out-subject", ""));
  if (isMissing(domain)) return { prospect: isMissing(prospect) ? nobody : take(readProspect(prospect, country), nobody, found) };
  return { domain: take(readDomain(domain), "", found) };
};

/** When it was said: now where it does not say, and never after. */
const readFrom = (value: unknown, now: Instant): Outcome<Instant> => {
  if (isMissing(value)) return accepted(now);
  const from = parseInstant(value, "/from");
  return from.ok ? checkOccurred(from.value, now, "/from") : from;
};

/**
 * That somebody is not to be contacted: `prospect`, or `domain` for everybody of a company, and by which channels if not by any. Nobody has to say why. Refuses
 * with every wrong at once.
 */
export const readOptOut = (fields: unknown, context: Context): Outcome<OptOutOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"prospect": "mina@example.com"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, optOutFields, found);
  const text = (name: string, max: number): string | null =>
    isMissing(fields[name])
      ? null
      : take<string | null>(readText(fields[name], `/${name}`, { max, hasLines: name === "reason" }), null, found);
  const order = {
    subject: readSubject(fields, context, found),
    list: text("list", LONGEST_NAME),
    channels: readChannels(fields["channels"], found),
    from: take(readFrom(fields["from"], context.now), 0n, found),
    reason: text("reason", LONGEST_REASON),
  };
  return outcomeOf(() => order, found);
};

/** What allows to contact a prospect, and since when. Refuses with every wrong at once, an end before the beginning among them. */
export const readBasis = (fields: unknown, { country, now }: Context): Outcome<BasisOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"prospect": "mina@example.com", "kind": "consent"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, basisFields, found);
  const { coversQuietHours, until, evidence } = fields;
  if (!isMissing(coversQuietHours) && typeof coversQuietHours !== "boolean")
    found.push(refuseType(coversQuietHours, "boolean", "true", "/coversQuietHours"));
  const from = take(readFrom(fields["from"], now), 0n, found);
  const order = {
    prospect: take(readProspect(fields["prospect"], country), nobody, found),
    kind: take<BasisKind>(readChoice(fields["kind"], basisKinds, "/kind"), "consent", found),
    channels: readChannels(fields["channels"], found),
    from,
    until: isMissing(until) ? null : take<Instant | null>(parseInstant(until, "/until"), null, found),
    coversQuietHours: coversQuietHours === true,
    evidence: isMissing(evidence) ? null : take<string | null>(readWebAddress(evidence, "/evidence"), null, found),
  };
  if (found.length === 0 && order.until !== null && order.until <= from) found.push(refusal("basis-order", "/until"));
  return outcomeOf(() => order, found);
};

export type WithdrawalOrder = { readonly reason: string; readonly wasMistake: boolean };

/** Why an opt-out is taken back, and whether it was never said. */
export const readWithdrawal = (fields: unknown): Outcome<WithdrawalOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["reason", "mistake"]), found);
  const { reason, mistake } = fields;
  if (!isMissing(mistake) && typeof mistake !== "boolean") found.push(refuseType(mistake, "boolean", "true", "/mistake"));
  const order = {
    reason: isMissing(reason) ? "" : take(readText(reason, "/reason", { max: LONGEST_REASON, hasLines: true }), "", found),
    wasMistake: mistake === true,
  };
  if (isMissing(reason)) found.push(refusal("required", "/reason"));
  return outcomeOf(() => order, found);
};
