import { isFields, refuseUnknown, take, type Fields } from "../field-reading.ts";
import { readChoice } from "../choice.ts";
import { checkOccurred, parseInstant, type Instant } from "../instant.ts";
import { readExternalId, readSource } from "../key.ts";
import { parseProspect } from "../prospect-reference.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { readText } from "../text.ts";
import { isMissing, refuseType } from "../value-type.ts";
import { readWebAddress } from "../web-address.ts";
import type { ProspectReference } from "../activity.ts";
import { excerptOf } from "./excerpt.ts";
import { signalKinds, type Signal, type SignalKind } from "./signal.ts";

const fieldNames: ReadonlySet<string> = new Set([
  "source",
  "externalId",
  "kind",
  "occurredAt",
  "author",
  "topic",
  "text",
  "url",
  "evidence",
  "revisedAt",
  "purgedAt",
]);

const LONGEST_TEXT = 20_000;

/** A signal as a source tells it; `text` is what topics are looked for in, and only its beginning is kept. */
export type SignalReport = { readonly signal: Signal; readonly text: string | null };

const readPast = (value: unknown, pointer: string, now: Instant): Outcome<Instant> => {
  const instant = parseInstant(value, pointer);
  return instant.ok ? checkOccurred(instant.value, now, pointer) : instant;
};

const readAuthor = (value: unknown, country: string): Outcome<ProspectReference> =>
  typeof value === "string"
    ? parseProspect(value, "/author", country)
    : refused(refuseType(value, "string", '"bsky:did:plc:…"', "/author"));

/** A mention without a topic has a text in which one may be found; of whom everything else is, must be said. */
const refuseGaps = ({ author, topic, text }: Fields, kind: SignalKind, found: Refusal[]): void => {
  if (kind === "mention") {
    if (isMissing(topic) && isMissing(text)) found.push(refusal("signal-topic", "/topic"));
  } else if (isMissing(author)) found.push(refusal("signal-author", "/author", { kind }));
};

/**
 * A signal from the canonical JSON object, as a hook, a line of NDJSON, a mapped row or a pasted link tells it. `country` is how a telephone number without a
 * country code is read. Refuses with every wrong at once.
 */
export const readSignal = (
  fields: unknown,
  { country, now }: { readonly country: string; readonly now: Instant },
): Outcome<SignalReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"source": "newsletter", "kind": "mention", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const optional = <T>(name: string, read: (value: unknown, pointer: string) => Outcome<T>): T | null =>
    isMissing(fields[name]) ? null : take<T | null>(read(fields[name], `/${name}`), null, found);
  const past = (value: unknown, pointer: string): Outcome<Instant> => readPast(value, pointer, now);
  const kind = readChoice(fields["kind"], signalKinds, "/kind");
  if (kind.ok) refuseGaps(fields, kind.value, found);
  const text = optional("text", (value, pointer) => readText(value, pointer, { max: LONGEST_TEXT, hasLines: true, mayBeEmpty: true }));
  const purgedAt = optional("purgedAt", past);
  const isPurged = purgedAt !== null;
  const signal = {
    source: take(readSource(fields["source"], "/source"), "", found),
    externalId: take(readExternalId(fields["externalId"], "/externalId"), "", found),
    kind: take<SignalKind>(kind, "mention", found),
    occurredAt: take(past(fields["occurredAt"], "/occurredAt"), 0n, found),
    author: optional("author", (value) => readAuthor(value, country)),
    topic: optional("topic", readExternalId),
    url: optional("url", readWebAddress),
    excerpt: text === null || text === "" ? null : excerptOf(text),
    evidence: optional("evidence", readWebAddress),
    revisedAt: optional("revisedAt", past),
    purgedAt,
  };
  // What its author has taken back is kept as nothing but its having been, however much of it is sent along.
  const kept = isPurged ? { ...signal, excerpt: null, url: null, evidence: null } : signal;
  return outcomeOf(() => ({ signal: kept, text: isPurged ? null : text }), found);
};
