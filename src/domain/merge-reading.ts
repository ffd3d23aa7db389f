import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { longestKey } from "./key.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** That two prospects are one, each named by any of its identities: what is done with `other` counts for `keep`. */
export type MergeOrder = { readonly keep: string; readonly other: string; readonly reason: string };

/** That a prospect is none of those that it was merged into. */
export type UnmergeOrder = { readonly prospect: string; readonly reason: string };

/** Whether what a suggestion names is one. */
export type MergeDecisionOrder = { readonly merge: boolean; readonly reason: string };

const LONGEST_REASON = 1000;
/** `mailto:` and the like may stand before it. */
const LONGEST_REFERENCE = longestKey + 10;

const readReference = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: LONGEST_REFERENCE });

const readReason = (value: unknown): Outcome<string> => readText(value, "/reason", { max: LONGEST_REASON, hasLines: true });

/** Reads an object's fields, and refuses those that are not known. */
const readFields = <T>(
  fields: unknown,
  { names, example }: { readonly names: readonly string[]; readonly example: string },
  read: (fields: Fields, found: Refusal[]) => T,
): Outcome<T> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(names), found);
  const order = read(fields, found);
  return outcomeOf(() => order, found);
};

export const readMerge = (fields: unknown): Outcome<MergeOrder> =>
  readFields(
    fields,
    { names: ["keep", "other", "reason"], example: '{"keep": "mina@example.com", "other": "+821012345678", "reason": "…"}' },
    ({ keep, other, reason }, found) => ({
      keep: take(readReference(keep, "/keep"), "", found),
      other: take(readReference(other, "/other"), "", found),
      reason: take(readReason(reason), "", found),
    }),
  );

export const readUnmerge = (fields: unknown): Outcome<UnmergeOrder> =>
  readFields(
    fields,
    { names: ["prospect", "reason"], example: '{"prospect": "+821012345678", "reason": "…"}' },
    ({ prospect, reason }, found) => ({
      prospect: take(readReference(prospect, "/prospect"), "", found),
      reason: take(readReason(reason), "", found),
    }),
  );

export const readMergeDecision = (fields: unknown): Outcome<MergeDecisionOrder> =>
  readFields(fields, { names: ["merge", "reason"], example: '{"merge": true, "reason": "…"}' }, ({ merge, reason }, found) => {
    if (isMissing(merge)) found.push(refusal("required", "/merge"));
    else if (typeof merge !== "boolean") found.push(refuseType(merge, "boolean", "true", "/merge"));
    return { merge: merge === true, reason: take(readReason(reason), "", found) };
  });
