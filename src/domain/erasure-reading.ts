import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { parseJson } from "./strict-json.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** Whose data are to be erased, and why. */
export type ErasureOrder = { readonly person: { readonly member: string } | { readonly prospect: string }; readonly reason: string };

const longestName = 255;
const longestReason = 1000;
const known: ReadonlySet<string> = new Set(["member", "prospect", "reason"]);

/** Refuses with every wrong at once. */
export const readErasure = (fields: unknown): Outcome<ErasureOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"member": "raj", "reason": "asked for it"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  const { member, prospect } = fields;
  if (isMissing(member) === isMissing(prospect)) found.push(refusal("erasure-ask", isMissing(member) ? "/member" : "/prospect"));
  const of = isMissing(prospect) ? "member" : "prospect";
  const name = isMissing(fields[of]) ? "" : take(readText(fields[of], `/${of}`, { max: longestName }), "", found);
  const reason = take(readText(fields["reason"], "/reason", { max: longestReason, hasLines: true }), "", found);
  return outcomeOf(() => ({ person: of === "member" ? { member: name } : { prospect: name }, reason }), found);
};

export type ErasureKept = { readonly what: "member" | "prospect"; readonly reason: string; readonly hashes: readonly string[] };

const hash = /^[0-9a-f]{64}$/;

const readKept = (value: unknown): ErasureKept | undefined => {
  if (!isFields(value)) return undefined;
  const { what, reason, hashes } = value;
  const isKnown = (what === "member" || what === "prospect") && typeof reason === "string" && Array.isArray(hashes);
  const texts = isKnown ? hashes.filter((each): each is string => typeof each === "string" && hash.test(each)) : [];
  return isKnown && texts.length === hashes.length ? { what, reason, hashes: texts } : undefined;
};

/** Reads what `export-erasures` printed. Refuses what is none of it. */
export const readErasuresKept = (text: string): Outcome<readonly ErasureKept[]> => {
  const json = parseJson(text);
  if (!json.ok) return json;
  const found = isFields(json.value) ? json.value["erasures"] : undefined;
  const kept = Array.isArray(found) ? found.map(readKept) : [undefined];
  const erasures = kept.flatMap((each) => each ?? []);
  return erasures.length === kept.length ? accepted(erasures) : refused(refusal("erasures-invalid", ""));
};
