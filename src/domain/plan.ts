import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Name } from "./language.ts";
import type { Role } from "./member.ts";
import type { Cadence } from "./period.ts";

/** The number of everybody alike, or what a table says of each for the period. */
export type QuotaTarget = Credit | { readonly table: string };

/**
 * What must be reached: a quota, or a combination of requirements. A quota with `atLeast` counts heads: the members of a team who have at
 * least so much of the metric.
 */
export type Requirement =
  | { readonly type: "quota"; readonly metric: string; readonly target: QuotaTarget; readonly atLeast?: Credit }
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [Requirement, ...Requirement[]] };

/** Whom a plan asks; what is named must all hold. Only reps are asked unless members or a role are named; nothing named is every rep. */
export type Audience = {
  readonly members: readonly string[] | null;
  readonly phase: string | null;
  readonly role: Role | null;
  /** This team and its subteams. */
  readonly team: string | null;
};

/** Holds from `startsOn`, the start of a period of its cadence, until the next version starts. */
export type PlanVersion = {
  readonly version: number;
  readonly startsOn: Day;
  readonly name: Name;
  readonly cadence: Cadence;
  readonly audience: Audience;
  /** The target is the team's own, not each member's; left out: each member's. */
  readonly of?: "team";
  readonly require: Requirement;
};

export type Plan = {
  readonly number: number;
  readonly id: string;
  /** From this day on nobody is asked any more; null while the plan runs. */
  readonly endedOn: Day | null;
  readonly versions: readonly [PlanVersion, ...PlanVersion[]];
};
