import type { Credit, Unit } from "./credit.ts";
import type { Span } from "./day.ts";
import type { Metric } from "./metric.ts";
import type { Period } from "./period.ts";
import type { Audience, Plan, PlanVersion } from "./plan.ts";
import type { FromTable } from "./target-table.ts";

export type PlanInForce = { readonly plan: Plan; readonly version: PlanVersion; readonly period: Period };

/** How a target came about, line by line. `days` are calendar days within employment, and so are `ofDays`, those of the whole period. */
export type DerivationStep =
  | { readonly step: "base"; readonly value: Credit; readonly table?: FromTable }
  /**
   * What a plan asked on some days of the period alone: `base` is its target for all of them, `value` its share of the target. The
   * values of all parts add up to the target.
   */
  | {
      readonly step: "part";
      readonly plan: string;
      readonly team: string | null;
      readonly span: Span;
      readonly days: number;
      readonly ofDays: number;
      readonly base: Credit;
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
  readonly derivation: readonly DerivationStep[];
  /** The days of which credits are held against the target when it was asked on these alone; null for the whole period. */
  readonly ownDays: readonly Span[] | null;
  /** Of a member who changed team within the period, in the order of the first day; null otherwise. */
  readonly teams: readonly TeamPart[] | null;
  /** Of a team's head count: the target counts members who have at least so much of the metric, in the unit of the metric. */
  readonly atLeast?: Credit;
};

export type AskedRequirement =
  | AskedQuota
  | { readonly type: "allOf" | "anyOf"; readonly parts: readonly [AskedRequirement, ...AskedRequirement[]] };

/** The quotas of what is asked, from left to right. */
export const askedQuotas = (asked: AskedRequirement): readonly AskedQuota[] =>
  asked.type === "quota" ? [asked] : asked.parts.flatMap(askedQuotas);

/** The same with each quota put in place of itself. */
export const withQuotas = (asked: AskedRequirement, put: (quota: AskedQuota) => AskedQuota): AskedRequirement => {
  if (asked.type === "quota") return put(asked);
  const [first, ...rest] = asked.parts;
  return { type: asked.type, parts: [withQuotas(first, put), ...rest.map((part) => withQuotas(part, put))] };
};

/** What one plan asks in one period, after narrower plans have taken over what they ask themselves. */
export type Ask = PlanInForce & { readonly requirement: AskedRequirement };

/** `team` is that of the day asked about. Members of equal facts share it, unless something of them changed within the period. */
export type Asked = { readonly team: string | null; readonly asks: readonly Ask[] };
