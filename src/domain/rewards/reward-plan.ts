import type { Rounding } from "../apportion.ts";
import type { Credit, Unit } from "../credit.ts";
import type { Day } from "../day.ts";
import type { Factor } from "../factor.ts";
import type { Name } from "../language.ts";
import type { Cadence } from "../period.ts";
import type { Audience } from "../plan.ts";

/**
 * What a reward plan pays on: the attainment of all that a plan requires or of one of its quotas, the credits above that quota's target,
 * or all credits of a metric.
 */
export type RewardBasis =
  | { readonly type: "requirement"; readonly plan: string }
  | { readonly type: "quota" | "surplus"; readonly plan: string; readonly metric: string }
  | { readonly type: "credits"; readonly metric: string };

/** Where on its basis something lies: in ten-thousandths of what is asked of an attainment, else in credits. */
export type Bound = bigint;

export const isAttainment = (basis: RewardBasis): boolean => basis.type === "requirement" || basis.type === "quota";

/** An amount of money, or so much money for each `per` of the basis. */
export type TierPay =
  | { readonly type: "amount"; readonly amountMinor: bigint }
  | { readonly type: "rate"; readonly amountMinor: bigint; readonly per: Bound };

/** Half-open: `from` belongs to it, `below` does not; null: it goes on without end. */
export type Tier = { readonly from: Bound; readonly below: Bound | null; readonly pays: TierPay };

/** What the credits of its basis are; of an attainment it is a share. */
export type BasisUnit = Unit | { readonly type: "share" };

export const splits = ["marginal", "whole"] as const;
/** marginal: each part of the quantity pays by the tier in which it lies. whole: all of it pays by the tier that it reaches. */
export type Split = (typeof splits)[number];

export const accumulations = ["each", "period", "year-to-date"] as const;
/** Of what the tiers are asked: each record by itself, the sum of a period, or the sum since the fiscal year began. */
export type Accumulation = (typeof accumulations)[number];

/** hard: nothing is paid above it. soft: of what is above it, a share is paid. */
export type Cap =
  | { readonly type: "hard"; readonly most: bigint }
  | { readonly type: "soft"; readonly most: bigint; readonly above: Factor };

/** All that decides what a quantity pays. */
export type RewardTerms = {
  readonly basis: RewardBasis;
  /** What its bounds are written in. */
  readonly unit: BasisUnit;
  /** Below it nothing is paid; from it on everything, from the first of it; null: none. */
  readonly threshold: Bound | null;
  /** Contiguous from 0; the last one is open. */
  readonly tiers: readonly [Tier, ...Tier[]];
  readonly split: Split;
  readonly accumulate: Accumulation;
  /** Whether an amount rises evenly from its tier's start to its end. */
  readonly interpolate: boolean;
  /** Null: none. Of what is accumulated: a record, a period, a year. */
  readonly cap: Cap | null;
  readonly currency: string;
  readonly rounding: Rounding;
};

export const participations = ["own", "equal", "credits", "working-days"] as const;
/** own: whoever earned it has it. Of a team's, its members share it: all alike, by their credits, or by their working days in the team. */
export type Participation = (typeof participations)[number];

export const overBudgets = ["share", "refuse"] as const;
/** share: all lines of a period shrink alike. refuse: what would go beyond it is not approved. */
export type Budget = { readonly mostMinor: bigint; readonly over: (typeof overBudgets)[number] };

/** The prior that a team's own rate gives, worth so many records; or one that is said. */
export type GatePrior =
  | { readonly type: "team"; readonly worth: number }
  | { readonly type: "said"; readonly good: number; readonly bad: number };

/** What is above the target pays only where so many of the records are good with at least that probability. */
export type QualityGate = {
  /** The metrics of the good records, and of those among which they are. */
  readonly good: string;
  readonly of: string;
  readonly least: Factor;
  readonly probability: Factor;
  readonly prior: GatePrior;
};

/** Holds for the periods that begin from `startsOn` on, until the next version's. */
export type RewardVersion = RewardTerms & {
  readonly version: number;
  readonly startsOn: Day;
  readonly name: Name;
  readonly cadence: Cadence;
  readonly audience: Audience;
  readonly participants: Participation;
  /** Of all lines of a period; null: none. */
  readonly budget: Budget | null;
  readonly gate: QualityGate | null;
};

export type RewardPlan = {
  readonly number: number;
  readonly id: string;
  /** Periods that begin on this day or later are not paid any more; null while it runs. */
  readonly endedOn: Day | null;
  readonly versions: readonly [RewardVersion, ...RewardVersion[]];
};

/** The version that pays a period: the one in force on its first day, so that nothing promised is changed while it runs. */
export const rewardVersionOf = ({ endedOn, versions }: RewardPlan, periodStartsOn: Day): RewardVersion | undefined =>
  endedOn !== null && periodStartsOn >= endedOn ? undefined : versions.findLast(({ startsOn }) => startsOn <= periodStartsOn);

/** What was done of what was asked, in credits of the metric; of a requirement, the two sides of its progress. `target` is 0 where nothing is asked. */
export type Measured = { readonly credited: Credit; readonly target: Credit };
