import { parseSpan, type Span } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readInteger } from "./number.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { secretsWithin } from "./secrets-within.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A member to be added, by what the file calls them. */
export type MemberOrder = { readonly reference: string; readonly id: string | null; readonly name: string; readonly email: string | null };

/** What is wanted of an import that waits. */
export type ImportConfirmation = {
  /** Those that the preview proposes, or these. */
  readonly addMembers: boolean | readonly MemberOrder[];
  readonly saveMapAs: string | null;
  /** In place of the map of the preview. */
  readonly map: unknown;
  /** The file is all of its sources in this span; `voids` is what the one who confirms has seen. */
  readonly complete: { readonly span: Span; readonly voids: number | null } | null;
};

const longestReference = 255;
const longestName = 200;
const longestAddress = 254;
const mostMembers = 10_000;

const readMember = (value: unknown, pointer: string, found: Refusal[]): MemberOrder => {
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"reference": "Diane", "name": "Diane"}', pointer));
    return { reference: "", id: null, name: "", email: null };
  }
  refuseUnknown(value, new Set(["reference", "id", "name", "email"]), found, pointer);
  const text = (name: string, max: number): string => take(readText(value[name], `${pointer}/${name}`, { max }), "", found);
  const optional = (name: string, max: number): string | null => (isMissing(value[name]) ? null : text(name, max));
  return {
    reference: text("reference", longestReference),
    id: optional("id", longestReference),
    name: text("name", longestName),
    email: optional("email", longestAddress),
  };
};

const readMembers = (value: unknown, found: Refusal[]): ImportConfirmation["addMembers"] => {
  if (isMissing(value) || typeof value === "boolean") return value === true;
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "boolean", "true", "/addMembers"));
    return false;
  }
  if (value.length > mostMembers) {
    found.push(refusal("members-many", "/addMembers", { found: String(value.length), most: String(mostMembers) }));
    return false;
  }
  return value.map((each, index) => readMember(each, `/addMembers/${index}`, found));
};

const readComplete = (value: unknown, found: Refusal[]): ImportConfirmation["complete"] => {
  if (isMissing(value)) return null;
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"from": "2026-03-01", "before": "2026-04-01"}', "/complete"));
    return null;
  }
  refuseUnknown(value, new Set(["from", "before", "voids"]), found, "/complete");
  const pointers = { from: "/complete/from", before: "/complete/before" };
  const span = take(parseSpan(value["from"], value["before"], pointers), { startsOn: 0, endsBefore: 1 }, found);
  const voids = value["voids"];
  const seen = isMissing(voids) ? null : Number(take(readInteger(voids, "/complete/voids", { min: 0n, max: 10n ** 12n }), 0n, found));
  return { span, voids: seen };
};

/** `{"addMembers": true, "saveMapAs": "Phone system", "complete": {"from": …, "before": …, "voids": 3}}`; all of it may be left out. */
export const readConfirmation = (value: unknown): Outcome<ImportConfirmation> => {
  if (!isFields(value)) return refused(refuseType(value, "object", '{"addMembers": true}', ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(["addMembers", "saveMapAs", "map", "complete"]), found);
  const addMembers = readMembers(value["addMembers"], found);
  const name = value["saveMapAs"];
  const saveMapAs = isMissing(name) ? null : take(readText(name, "/saveMapAs", { max: longestName }), "", found);
  const complete = readComplete(value["complete"], found);
  found.push(...secretsWithin(value["map"], "/map"));
  return outcomeOf(() => ({ addMembers, saveMapAs, map: value["map"], complete }), found);
};

/** `{"map": …}`: the map language, as an object or as a text in YAML. */
export const readMapOrder = (value: unknown): Outcome<unknown> => {
  if (!isFields(value)) return refused(refuseType(value, "object", '{"map": {"columns": {"member": "Agent"}}}', ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(["map"]), found);
  if (isMissing(value["map"])) found.push(refusal("required", "/map"));
  found.push(...secretsWithin(value["map"], "/map"));
  return found.length === 0 ? accepted(value["map"]) : outcomeOf(() => undefined, found);
};
