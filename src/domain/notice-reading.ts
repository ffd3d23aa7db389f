import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readInteger } from "./number.ts";
import { outcomeOf, type Outcome, type Refusal, refused } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type ReadingReport = { readonly member: string; readonly notices?: readonly number[] };

const fieldNames: ReadonlySet<string> = new Set(["member", "notices"]);
const longestId = 255;
const highest = BigInt(Number.MAX_SAFE_INTEGER);

/** Which notices of whom were read; without `notices` all of them. Refuses with every wrong at once. */
export const readReadNotices = (fields: unknown): Outcome<ReadingReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"member": "raj", "notices": [45]}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const member = take(readText(fields["member"], "/member", { max: longestId }), "", found);
  const { notices } = fields;
  if (isMissing(notices)) return outcomeOf(() => ({ member }), found);
  if (!Array.isArray(notices)) found.push(refuseType(notices, "array", "[45, 46]", "/notices"));
  const numbers = (Array.isArray(notices) ? (notices as readonly unknown[]) : []).map((each, index) =>
    Number(take(readInteger(each, `/notices/${index}`, { min: 1n, max: highest }), 1n, found)),
  );
  return outcomeOf(() => ({ member, notices: numbers }), found);
};
