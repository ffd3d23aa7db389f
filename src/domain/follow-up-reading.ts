import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { followUpActs, type FollowUpActKind } from "./follow-up.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { perhaps } from "./meant.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** An act as a person sends it. `by`: their id; `on`: a day of the missed period. */
export type FollowUpReport = {
  readonly member: string;
  readonly plan: string;
  readonly on: Day;
  readonly act: FollowUpActKind;
  readonly by: string;
  readonly text: string;
  readonly reviewOn: Day | null;
};

const fieldNames: ReadonlySet<string> = new Set(["member", "plan", "on", "act", "by", "text", "reviewOn"]);
const longestSaid = 4000;
const longestId = 255;

const readAct = (value: unknown): Outcome<FollowUpActKind> => {
  const known = followUpActs.find((each) => each === value);
  if (known !== undefined) return accepted(known);
  const text = readText(value, "/act", { max: 100 });
  if (!text.ok) return text;
  return refused(
    refusal("enum", "/act", { found: shown(text.value), choices: followUpActs.join(", "), hint: perhaps(text.value, followUpActs) }),
  );
};

/** Refuses with every wrong at once. A day of review stands with coaching, and with nothing else. */
export const readFollowUp = (fields: unknown): Outcome<FollowUpReport> => {
  if (!isFields(fields))
    return refused(refuseType(fields, "object", '{"member": "raj", "plan": "monthly", "on": "2026-03-01", "act": "reason", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const member = take(readText(fields["member"], "/member", { max: longestId }), "", found);
  const plan = take(readText(fields["plan"], "/plan", { max: longestId }), "", found);
  const on = take(parseDay(fields["on"], "/on"), 0, found);
  const act = take<FollowUpActKind>(readAct(fields["act"]), "reason", found);
  const by = take(readText(fields["by"], "/by", { max: longestId }), "", found);
  // An acknowledgement says enough by itself.
  const rules = { max: longestSaid, hasLines: true, mayBeEmpty: act === "acknowledgement" };
  const given = isMissing(fields["text"]) && act === "acknowledgement" ? "" : fields["text"];
  const text = take(readText(given, "/text", rules), "", found);
  const { reviewOn } = fields;
  const day = isMissing(reviewOn) ? null : take<Day | null>(parseDay(reviewOn, "/reviewOn"), null, found);
  if ((act === "coaching") !== !isMissing(reviewOn)) found.push(refusal("follow-up-review-day", "/reviewOn"));
  return outcomeOf(() => ({ member, plan, on, act, by, text, reviewOn: day }), found);
};
