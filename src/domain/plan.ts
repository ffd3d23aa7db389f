import type { Rounding } from "./apportion.ts";
import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Factor } from "./factor.ts";
import type { Name } from "./language.ts";
import type { Role } from "./member.ts";
import type { Cadence } from "./period.ts";
import type { Ramp } from "./ramp.ts";

/** Points of a score, in ten-thousandths. */
export type Points = bigint;

/** What a part of a score is worth: its weight times its progress, which counts up to the cap; below the floor the score is not met. */
export type ScoreWeight = { readonly weight: Points; readonly cap: Factor; readonly floor: Factor | null };

/** In how many of the shorter periods that end in the plan's period: in all so many, or in so many one after another. */
export type OverRule = "atLeast" | "inARow";

/** The number of everybody alike, or what a table says of each for the period. */
export type QuotaTarget = Credit | { readonly table: string };

/**
 * What must be reached: a quota, or a combination of requirements. A quota with `atLeast` counts heads: the members of a team who have at
 * least so much of the metric.
 */
export type Requirement =
  | {
      readonly type: "quota";
      readonly metric: string;
      readonly target: QuotaTarget;
      /** Said of a target that is no amount of work (a ratio, a floor): neither ramp nor working days change it. */
      readonly proration?: "none";
      /** A second mark above the target, which takes no part in whether it is met; left out where there is none. */
      readonly stretch?: Credit;
      readonly atLeast?: Credit;
    }
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [Requirement, ...Requirement[]] }
  /** The points of its parts must add up to `needed`; `weights` are those of the parts, in their order. */
  | {
      readonly type: "score";
      readonly needed: Points;
      readonly weights: readonly ScoreWeight[];
      readonly parts: readonly [Requirement, ...Requirement[]];
    }
  /** Its one part is asked in each period of the cadence. */
  | {
      readonly type: "over";
      readonly cadence: Cadence;
      readonly rule: OverRule;
      readonly needed: number;
      readonly parts: readonly [Requirement];
    };

/** Whom a plan asks; what is named must all hold. Only reps are asked unless members or a role are named; nothing named is every rep. */
export type Audience = {
  readonly members: readonly string[] | null;
  readonly phase: string | null;
  readonly role: Role | null;
  /** This team and its subteams. */
  readonly team: string | null;
};

/** Whether a target is the share of it for the working days that a member really has. */
export const prorations = ["working-days", "none"] as const;
export type Proration = (typeof prorations)[number];

/**
 * Holds from `startsOn` until the next version starts. That is the start of a period of its cadence, or a day within one: then the period
 * is cut there, which only lower targets may do, or whoever says why.
 */
export type PlanVersion = {
  readonly version: number;
  readonly startsOn: Day;
  readonly name: Name;
  readonly cadence: Cadence;
  readonly audience: Audience;
  /** The target is the team's own, not each member's; left out: each member's. */
  readonly of?: "team";
  readonly require: Requirement;
  /** How many days after a period it may close. */
  readonly graceDays: number;
  /** How much of this period's target what was over in the period before may stand for at most; left out: nothing is carried over. */
  readonly carryOver?: { readonly surplus: Factor };
  /** In how many of the next periods what was missed may be made up; left out: in none. */
  readonly makeUp?: { readonly within: number };
  readonly ramp: Ramp | null;
  readonly proration: Proration;
  readonly rounding: Rounding;
  /** Why it asks more from a day within a period on. */
  readonly reason?: string;
};

export type Plan = {
  readonly number: number;
  readonly id: string;
  /** From this day on nobody is asked any more; null while the plan runs. */
  readonly endedOn: Day | null;
  readonly versions: readonly [PlanVersion, ...PlanVersion[]];
};
