import type { ProspectReference } from "./activity.ts";
import { readAttributes, type AttributeContext } from "./attribute-reading.ts";
import type { Company } from "./company.ts";
import { parseDay } from "./day.ts";
import { isFields, refuseSecret, refuseUnknown, take, wordOf, type Fields } from "./field-reading.ts";
import { parseInstant, startOfDay, type Instant } from "./instant.ts";
import { readExternalId } from "./key.ts";
import { nearest } from "./nearest.ts";
import { parseEmail, parsePhone, parseProspect } from "./prospect-reference.ts";
import type { ProspectFact, ProspectReport } from "./prospect.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { parseZone } from "./zone.ts";

/** What a prospect is read against; prepared once for many. */
export type ProspectContext = AttributeContext & { readonly country: string; readonly timeZone: string };

export const prospectContext = (company: Pick<Company, "attributes" | "country" | "currency" | "timeZone">): ProspectContext => ({
  attributes: new Map(Object.entries(company.attributes)),
  country: company.country,
  currency: company.currency,
  timeZone: company.timeZone,
});

const fieldNames: ReadonlySet<string> = new Set([
  "id",
  "name",
  "email",
  "phone",
  "handle",
  "stage",
  "stageFrom",
  "owner",
  "timeZone",
  "segment",
  "attributes",
]);

/** The stages that metrics and funnels speak of; a company may have others between them. */
const stages = ["prospect", "opportunity", "customer"] as const;
const longestStage = 100;
const longestName = 200;

const readReference = (kind: ProspectReference["kind"], value: unknown, { country }: ProspectContext): Outcome<ProspectReference> => {
  const pointer = `/${kind}`;
  if (typeof value !== "string")
    return refused(refuseType(value, "string", kind === "phone" ? '"+821012345678"' : '"mina@example.com"', pointer));
  const safe = refuseSecret(accepted(value), pointer);
  if (!safe.ok) return safe;
  if (kind === "handle") {
    const read = parseProspect(value, pointer, country);
    return read.ok && read.value.kind !== "handle"
      ? refused(refusal("handle-format", pointer, { found: shown(value), networks: "bsky, x, linkedin …" }))
      : read;
  }
  const read =
    kind === "id" ? readExternalId(value, pointer) : kind === "email" ? parseEmail(value, pointer) : parsePhone(value, pointer, country);
  return read.ok ? accepted({ kind, value: read.value }) : read;
};

const readReferences = (fields: Fields, context: ProspectContext, found: Refusal[]): readonly ProspectReference[] =>
  (["id", "email", "phone", "handle"] as const).flatMap((kind) => {
    if (isMissing(fields[kind])) return [];
    const read = readReference(kind, fields[kind], context);
    if (read.ok) return [read.value];
    found.push(...read.refusals);
    return [];
  });

const readStage = (value: unknown): Outcome<string> => {
  const text = readText(value, "/stage", { max: longestStage });
  if (!text.ok) return text;
  const word = wordOf(text.value);
  const known = stages.find((stage) => stage === word);
  if (known !== undefined) return accepted(known);
  // A metric that leaves customers out would count every "custmer".
  const meant = nearest(word, stages);
  return meant === undefined ? text : refused(refusal("stage-slip", "/stage", { found: shown(text.value), meant }));
};

/** A day, from its beginning in the company's zone, or an instant. */
const readFrom = (value: unknown, { timeZone }: ProspectContext): Outcome<Instant> => {
  if (typeof value === "string" && value.length > 10) return parseInstant(value, "/stageFrom");
  const day = parseDay(value, "/stageFrom");
  return day.ok ? accepted(startOfDay(timeZone, day.value)) : day;
};

const readFacts = ({ stage, stageFrom, segment }: Fields, context: ProspectContext, found: Refusal[]): readonly ProspectFact[] => {
  const facts: ProspectFact[] = [];
  if (isMissing(stage) && !isMissing(stageFrom)) found.push(refusal("stage-missing", "/stage"));
  if (!isMissing(stage)) {
    const from = isMissing(stageFrom) ? null : take<Instant | null>(readFrom(stageFrom, context), null, found);
    facts.push({ aspect: "stage", value: take(readStage(stage), "", found), from });
  }
  if (!isMissing(segment))
    facts.push({ aspect: "segment", value: take(readText(segment, "/segment", { max: longestStage }), "", found), from: null });
  return facts;
};

/**
 * A prospect as its source tells it, from the canonical JSON object. A stage without `stageFrom` holds from the beginning. Refuses with
 * every wrong at once; fields that it does not know are refused, never skipped: consent and do-not-contact are not taken yet.
 */
export const readProspect = (fields: unknown, context: ProspectContext): Outcome<ProspectReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"email": "mina@example.com", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const [first, ...others] = readReferences(fields, context, found);
  const optional = <T>(value: unknown, read: (value: unknown) => Outcome<T>): T | null =>
    isMissing(value) ? null : take<T | null>(read(value), null, found);
  const facts = readFacts(fields, context, found);
  const told = {
    facts,
    name: optional(fields["name"], (value) => readText(value, "/name", { max: longestName })),
    owner: optional(fields["owner"], (value) => readExternalId(value, "/owner")),
    timeZone: optional(fields["timeZone"], (value) => parseZone(value, "/timeZone")),
    attributes: isMissing(fields["attributes"]) ? null : readAttributes(fields["attributes"], context, found),
  };
  if (first === undefined && found.length === 0) found.push(refusal("prospect-unnamed", ""));
  const [wrong, ...more] = found;
  return first === undefined || wrong !== undefined
    ? refused(wrong ?? refusal("prospect-unnamed", ""), ...more)
    : accepted({ references: [first, ...others], ...told });
};
