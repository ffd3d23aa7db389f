import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
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
