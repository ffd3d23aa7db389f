import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A ruling as a person sends it: `counts: null` withdraws the one before; without `conditions` those that fail are replaced. */
export type RulingReport = {
  readonly metric: string;
  readonly counts: boolean | null;
  readonly conditions?: readonly string[];
  readonly reason: string;
};

const fieldNames: ReadonlySet<string> = new Set(["metric", "counts", "conditions", "reason"]);
const longestReason = 1000;
const longestCondition = 4000;

const readConditions = (value: unknown): Outcome<readonly string[] | undefined> => {
  if (isMissing(value)) return accepted(undefined);
  if (!Array.isArray(value)) return refused(refuseType(value, "array", '["durationSeconds >= 60"]', "/conditions"));
  const found: Refusal[] = [];
  const conditions = value.map((each: unknown, index) =>
    take(readText(each, `/conditions/${index}`, { max: longestCondition }), "", found),
  );
  return outcomeOf(() => conditions, found);
};

/** Refuses with every wrong at once; fields that it does not know are refused. */
export const readRuling = (fields: unknown): Outcome<RulingReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"metric": "calls", "counts": true, "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const { counts } = fields;
  if (counts === undefined) found.push(refusal("required", "/counts"));
  else if (counts !== null && typeof counts !== "boolean") found.push(refuseType(counts, "boolean", "true", "/counts"));
  const metric = take(readText(fields.metric, "/metric", { max: 255 }), "", found);
  const conditions = take(readConditions(fields.conditions), undefined, found);
  const reason = take(readText(fields.reason, "/reason", { max: longestReason, hasLines: true }), "", found);
  return outcomeOf(
    () => ({ metric, counts: typeof counts === "boolean" ? counts : null, reason, ...(conditions === undefined ? {} : { conditions }) }),
    found,
  );
};
