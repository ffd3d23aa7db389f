import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type MetricPreviewOrder = { readonly input: unknown; readonly metric: string; readonly through: Day | undefined };

const LONGEST_ID = 255;

/** Which metric is to be tried, from a JSON object. Refuses with every wrong of it at once; the draft in it is read elsewhere. */
export const readMetricPreview = (fields: unknown): Outcome<MetricPreviewOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"content": {"metrics": […]}, "metric": "calls"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["content", "metric", "through"]), found);
  if (isMissing(fields["content"])) found.push(refusal("required", "/content"));
  const order = {
    input: fields["content"],
    metric: take(readText(fields["metric"], "/metric", { max: LONGEST_ID }), "", found),
    through: isMissing(fields["through"]) ? undefined : take(parseDay(fields["through"], "/through"), undefined, found),
  };
  return outcomeOf(() => order, found);
};
