import type { Credit, Unit } from "./credit.ts";
import type { Span } from "./day.ts";
import type { Metric } from "./metric.ts";
import type { Cadence, Period } from "./period.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "./plan.ts";
import type { FromTable } from "./target-table.ts";
import type { RoundingStep, ScaleStep } from "./target.ts";
import type { YearOfCalendar } from "./working-days.ts";

export type PlanInForce = {
  readonly plan: Plan;
  readonly version: PlanVersion;
  readonly period: Period;
  /** The days of the period on which the version holds: all of them, unless another one cuts it. */
  readonly span: Span;
  /** The shorter periods over which it asks something, by their cadence: those that end in the period. Left out where it asks nothing so. */
  readonly inner?: ReadonlyMap<Cadence, readonly Period[]>;
};

/**
 * How a target came about, line by line: the lines multiply out to it. `days` are calendar days within employment, and so are `ofDays`,
 * those of the whole period.
 */
export type DerivationStep =
  | { readonly step: "base"; readonly value: Credit; readonly table?: FromTable }
  | ScaleStep
  | RoundingStep
  /** So many contacts that were asked may not be made in the period: the target is lower by `value`, of which none can be more than is asked. */
  | { readonly step: "relief"; readonly contacts: number; readonly value: Credit }
  /**
   * What a plan asked on some days of the period alone: `base` is its target for all of them, `value` its share of the target, by `scale`
   * and, where no working days are in it, by `days`. The values of all parts add up to the target.
   */
  | {
      readonly step: "part";
      readonly plan: string;
      readonly team: string | null;
      readonly span: Span;
      readonly days: number;
      readonly ofDays: number;
      readonly base: Credit;
      readonly scale: readonly ScaleStep[];
      readonly value: Credit;
      readonly table?: FromTable;
    }
  /** A wider plan that asks the same no longer does; `value` is its target, null when the whole plan gave way with a choice in it. */
  | { readonly step: "replaced"; readonly plan: string; readonly audience: Audience; readonly value: Credit | null }
  /** Joined or left within the period. The target stays as it is. */
  | { readonly step: "employed"; readonly span: Span; readonly days: number; readonly ofDays: number };

/** What of a quota belongs to one of the teams that a member was in. */
export type TeamPart = {
  readonly team: string | null;
  /** The days there on which it was asked, within employment. */
  readonly days: number;
  readonly target: Credit;
  /** Whose credits are the team's; they reach beyond employment where the member's membership does. */
  readonly spans: readonly Span[];
};

export type AskedQuota = {
  readonly type: "quota";
  readonly metric: Metric;
  readonly unit: Unit;
  readonly target: Credit;
  /** Whether ramp and working days leave the target as it is. */
  readonly isUnscaled: boolean;
  /** A second mark above the target; null where there is none. */
  readonly stretch: Credit | null;
  readonly derivation: readonly DerivationStep[];
  /** The days of which credits are held against the target when it was asked on these alone; null for the whole period. */
  readonly ownDays: readonly Span[] | null;
  /** Of a member who changed team within the period, in the order of the first day; null otherwise. */
  readonly teams: readonly TeamPart[] | null;
  /** Of a team's head count: the target counts members who have at least so much of the metric, in the unit of the metric. */
  readonly atLeast?: Credit;
};

/** What is asked in each of the shorter periods: its parts are theirs, in their order. */
export type AskedOver = Pick<Extract<Requirement, { type: "over" }>, "type" | "cadence" | "rule" | "needed"> & {
  readonly of: Requirement;
  /** Of some nothing is asked of a member who was not asked by the plan, or not employed, on the last of their days. */
  readonly periods: readonly { readonly period: Period; readonly isAsked: boolean }[];
  readonly parts: readonly AskedRequirement[];
};

export type AskedScore = Pick<Extract<Requirement, { type: "score" }>, "type" | "needed" | "weights"> & {
  readonly parts: readonly [AskedRequirement, ...AskedRequirement[]];
};

export type AskedRequirement =
  | AskedQuota
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [AskedRequirement, ...AskedRequirement[]] }
  | AskedScore
  | AskedOver;

/** The quotas of what is asked in the period itself, from left to right. What is asked over shorter periods is no quota of this one. */
export const askedQuotas = (asked: AskedRequirement): readonly AskedQuota[] =>
  asked.type === "quota" ? [asked] : asked.type === "over" ? [] : asked.parts.flatMap(askedQuotas);

/** The metrics of what is asked, over shorter periods too. */
export const askedMetrics = (asked: AskedRequirement): readonly Metric[] =>
  asked.type === "quota" ? [asked.metric] : asked.parts.flatMap(askedMetrics);

/** The same with each quota of the period itself put in place of itself. */
export const withQuotas = (asked: AskedRequirement, put: (quota: AskedQuota) => AskedQuota): AskedRequirement => {
  if (asked.type === "quota") return put(asked);
  if (asked.type === "over") return asked;
  const [first, ...rest] = asked.parts;
  return { ...asked, parts: [withQuotas(first, put), ...rest.map((part) => withQuotas(part, put))] };
};

/** The same with each quota that is asked over shorter periods put in place of itself, for its period. */
export const withInnerQuotas = (asked: AskedRequirement, put: (quota: AskedQuota, period: Period) => AskedQuota): AskedRequirement => {
  if (asked.type === "quota") return asked;
  if (asked.type === "over") {
    const parts = asked.parts.map((part, index) => {
      const inner = asked.periods[index]?.period;
      return inner === undefined ? part : withQuotas(part, (quota) => put(quota, inner));
    });
    return { ...asked, parts };
  }
  const [first, ...rest] = asked.parts;
  return { ...asked, parts: [withInnerQuotas(first, put), ...rest.map((part) => withInnerQuotas(part, put))] };
};

/** What one plan asks in one period, after narrower plans have taken over what they ask themselves. */
export type Ask = PlanInForce & { readonly requirement: AskedRequirement };

/** `team` is that of the day asked about. Members of equal facts share it, unless something of them changed within the period. */
export type Asked = {
  readonly team: string | null;
  readonly asks: readonly Ask[];
  readonly withheld: Withheld | null;
};

/** Plans whose targets cannot be told, since they go by working days and the holidays of the member are not known of these years. */
export type Withheld = { readonly plans: readonly string[]; readonly years: readonly YearOfCalendar[] };
