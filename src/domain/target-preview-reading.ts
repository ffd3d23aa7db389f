import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type TargetsOrder = {
  readonly input: unknown;
  readonly plan: string;
  readonly on: Day | undefined;
  readonly members: readonly string[] | undefined;
};

const LONGEST_ID = 255;
const MOST_SAMPLES = 6;

const readMembers = (value: unknown, found: Refusal[]): readonly string[] | undefined => {
  if (isMissing(value)) return undefined;
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", '["raj"]', "/members"));
    return undefined;
  }
  if (value.length > MOST_SAMPLES) found.push(refusal("samples-many", "/members", { found: value.length, limit: MOST_SAMPLES }));
  return value
    .slice(0, MOST_SAMPLES)
    .map((each: unknown, index) => take(readText(each, `/members/${index}`, { max: LONGEST_ID }), "", found));
};

/** What targets are to be worked out, from a JSON object. Refuses with every wrong of it at once; the draft in it is read elsewhere. */
export const readTargetsOrder = (fields: unknown): Outcome<TargetsOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"content": {"plans": […]}, "plan": "monthly"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["content", "plan", "on", "members"]), found);
  if (isMissing(fields["content"])) found.push(refusal("required", "/content"));
  const order = {
    input: fields["content"],
    plan: take(readText(fields["plan"], "/plan", { max: LONGEST_ID }), "", found),
    on: isMissing(fields["on"]) ? undefined : take(parseDay(fields["on"], "/on"), undefined, found),
    members: readMembers(fields["members"], found),
  };
  return outcomeOf(() => order, found);
};
