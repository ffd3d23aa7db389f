import type { Rounding } from "./apportion.ts";
import { WHOLE_FACTOR, type Factor } from "./factor.ts";
import type { Audience, PlanVersion, QuotaTarget, Requirement } from "./plan.ts";
import type { Ramp } from "./ramp.ts";
import { isSame } from "./same.ts";

const isSameAudience = (one: Audience, other: Audience): boolean =>
  one.team === other.team &&
  one.role === other.role &&
  one.phase === other.phase &&
  (one.members?.join() ?? null) === (other.members?.join() ?? null);

/** A table says of each their own number, so it is no lower than itself alone. */
const targetsNoMore = (before: QuotaTarget, after: QuotaTarget): boolean =>
  typeof before === "bigint" && typeof after === "bigint"
    ? after <= before
    : typeof before === "object" && typeof after === "object" && before.table === after.table;

type Combination = Exclude<Requirement, { type: "quota" }>;

/** Besides its parts: as many points or periods, or fewer, of the same. */
const setsNoMore = (before: Combination, after: Combination): boolean => {
  if (before.type === "score") return after.type === "score" && after.needed <= before.needed && isSame(after.weights, before.weights);
  if (before.type === "over")
    return after.type === "over" && after.cadence === before.cadence && after.rule === before.rule && after.needed <= before.needed;
  return before.type === after.type;
};

const asksNoMore = (before: Requirement, after: Requirement): boolean => {
  if (before.type === "quota" || after.type === "quota")
    return (
      before.type === "quota" &&
      after.type === "quota" &&
      before.metric === after.metric &&
      before.proration === after.proration &&
      before.atLeast === after.atLeast &&
      targetsNoMore(before.target, after.target)
    );
  return (
    setsNoMore(before, after) &&
    before.parts.length === after.parts.length &&
    before.parts.every((part, index) => asksNoMore(part, after.parts[index] ?? part))
  );
};

const shareAt = ({ steps }: Ramp, nth: number): Factor => steps.find(({ through }) => nth <= through)?.share ?? WHOLE_FACTOR;

const rampsNoSteeper = (before: Ramp | null, after: Ramp | null): boolean => {
  if (before === null) return true;
  if (after === null || before.cadence !== after.cadence || before.from !== after.from) return false;
  const edges = [...before.steps, ...after.steps].flatMap(({ through }) => [through, through + 1]);
  return edges.every((nth) => shareAt(after, nth) <= shareAt(before, nth));
};

const upward: Readonly<Record<Rounding, number>> = { down: 0, "half-up": 1, up: 2 };

/** Whether a version asks the same of the same people as the one before, and nowhere more: such a one may hold at once. */
export const isLowering = (before: PlanVersion, after: PlanVersion): boolean =>
  before.cadence === after.cadence &&
  before.of === after.of &&
  before.proration === after.proration &&
  upward[after.rounding] <= upward[before.rounding] &&
  isSameAudience(before.audience, after.audience) &&
  isSame(before.carryOver, after.carryOver) &&
  isSame(before.makeUp, after.makeUp) &&
  asksNoMore(before.require, after.require) &&
  rampsNoSteeper(before.ramp, after.ramp);
