import { parseCadence } from "./cadence.ts";
import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { readMoney } from "./money.ts";
import type { Cadence } from "./period.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { shown } from "./shown.ts";
import { perhaps } from "./meant.ts";

const LONGEST_REASON = 1000;
const LONGEST_SAID = 4000;
const LONGEST_ID = 255;
/** More statements at once nobody has looked at. */
export const MOST_STATEMENTS = 1000;

/** What somebody does with a statement. */
export const stepNames = ["publish", "withdraw", "approve-as-manager", "approve-as-finance", "lock", "pay"] as const;
export type StepName = (typeof stepNames)[number];

const readReason = (value: unknown, pointer: string, max = LONGEST_REASON): Outcome<string> =>
  readText(value, pointer, { max, hasLines: true });
const readName = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: LONGEST_ID });

const readCadence = (value: unknown): Outcome<Cadence> => {
  if (isMissing(value)) return refused(refusal("required", "/cadence"));
  if (typeof value !== "string") return refused(refuseType(value, "string", '"month"', "/cadence"));
  return parseCadence(value, "/cadence");
};

const fieldsOf = (value: unknown, known: readonly string[], example: string, found: Refusal[]): Fields => {
  if (!isFields(value)) {
    found.push(refuseType(value, "object", example, ""));
    return {};
  }
  refuseUnknown(value, new Set(known), found);
  return value;
};

/** Whether what is no object was refused already: what its fields lack is then not told too. */
const orRefused = <T>(build: () => T, found: readonly Refusal[]): Outcome<T> => {
  const [first] = found;
  return first !== undefined && first.pointer === "" && first.code !== "unknown-field" ? refused(first) : outcomeOf(build, found);
};

/** Which period's statements are drawn up. */
export const readDrawing = (value: unknown): Outcome<{ readonly cadence: Cadence; readonly on: Day }> => {
  const found: Refusal[] = [];
  const fields = fieldsOf(value, ["cadence", "on"], '{"cadence": "month", "on": "2026-03-31"}', found);
  const cadence = take(readCadence(fields["cadence"]), "month", found);
  const on = take(parseDay(fields["on"], "/on"), 0, found);
  return orRefused(() => ({ cadence, on }), found);
};

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 999_999_999;

const readStatements = (value: unknown): Outcome<readonly number[]> => {
  if (!Array.isArray(value))
    return isMissing(value) ? refused(refusal("required", "/statements")) : refused(refuseType(value, "array", "[12]", "/statements"));
  if (value.length === 0) return refused(refusal("required", "/statements"));
  if (value.length > MOST_STATEMENTS)
    return refused(refusal("reward-statements-many", "/statements", { found: value.length, limit: MOST_STATEMENTS }));
  const wrong = value.findIndex((each) => !isNumber(each));
  return wrong < 0 ? accepted(value.filter(isNumber)) : refused(refuseType(value[wrong], "number", "12", `/statements/${wrong}`));
};

const readStepName = (value: unknown): Outcome<StepName> => {
  const name = stepNames.find((each) => each === value);
  if (name !== undefined) return accepted(name);
  if (isMissing(value)) return refused(refusal("required", "/step"));
  if (typeof value !== "string") return refused(refuseType(value, "string", '"publish"', "/step"));
  return refused(refusal("not-found", "/step", { what: { en: "step", ko: "단계" }, found: shown(value), hint: perhaps(value, stepNames) }));
};

/** What is done with which statements. */
export const readStep = (
  value: unknown,
): Outcome<{ readonly step: StepName; readonly statements: readonly number[]; readonly reason: string | null }> => {
  const found: Refusal[] = [];
  const fields = fieldsOf(value, ["step", "statements", "reason"], '{"step": "publish", "statements": [12]}', found);
  const step = take(readStepName(fields["step"]), "publish", found);
  const statements = take(readStatements(fields["statements"]), [], found);
  const reason = isMissing(fields["reason"]) ? null : take<string | null>(readReason(fields["reason"], "/reason"), null, found);
  return orRefused(() => ({ step, statements, reason }), found);
};

/** What a member says against a line of a statement. */
export const readRewardDispute = (value: unknown): Outcome<{ readonly reward: string; readonly said: string }> => {
  const found: Refusal[] = [];
  const fields = fieldsOf(value, ["reward", "said"], '{"reward": "calls-bonus", "said": "…"}', found);
  const reward = take(readName(fields["reward"], "/reward"), "", found);
  const said = take(readReason(fields["said"], "/said", LONGEST_SAID), "", found);
  return orRefused(() => ({ reward, said }), found);
};

/** An amount of money in a currency that is not known to the reader yet: its text, as it stands. */
const readAmount = (value: unknown, currency: string): Outcome<bigint> => {
  const money = readMoney({
    amount: typeof value === "number" ? String(value) : value,
    currency,
    pointers: { amount: "/amount", currency: "/amount" },
  });
  return money.ok ? accepted(money.value.amountMinor) : money;
};

/** How a dispute on a line is decided; `amount` in the currency of its statement, nothing where it is left out. */
export const readRewardDecision = (
  value: unknown,
): Outcome<{ readonly upheld: boolean; readonly reason: string; readonly amount: (currency: string) => Outcome<bigint> }> => {
  const found: Refusal[] = [];
  const fields = fieldsOf(value, ["upheld", "reason", "amount"], '{"upheld": true, "reason": "…"}', found);
  const { upheld, amount } = fields;
  if (typeof upheld !== "boolean")
    found.push(isMissing(upheld) ? refusal("required", "/upheld") : refuseType(upheld, "boolean", "true", "/upheld"));
  const reason = take(readReason(fields["reason"], "/reason"), "", found);
  return orRefused(
    () => ({ upheld: upheld === true, reason, amount: (currency) => (isMissing(amount) ? accepted(0n) : readAmount(amount, currency)) }),
    found,
  );
};

/** What a person enters into a ledger. */
export const readRewardEntry = (
  value: unknown,
): Outcome<{
  readonly member: string;
  readonly reward: string;
  readonly on: Day;
  readonly type: "advance" | "adjust";
  readonly reason: string;
  readonly amount: (currency: string) => Outcome<bigint>;
}> => {
  const found: Refusal[] = [];
  const fields = fieldsOf(value, ["member", "reward", "on", "type", "amount", "reason"], '{"member": "raj", "type": "advance"}', found);
  const member = take(readName(fields["member"], "/member"), "", found);
  const reward = take(readName(fields["reward"], "/reward"), "", found);
  const on = take(parseDay(fields["on"], "/on"), 0, found);
  const reason = take(readReason(fields["reason"], "/reason"), "", found);
  const type = fields["type"] === "adjust" ? "adjust" : "advance";
  if (fields["type"] !== "advance" && fields["type"] !== "adjust")
    found.push(
      isMissing(fields["type"]) ? refusal("required", "/type") : refuseType(fields["type"], "string", '"advance", "adjust"', "/type"),
    );
  return orRefused(() => ({ member, reward, on, type, reason, amount: (currency) => readAmount(fields["amount"], currency) }), found);
};
