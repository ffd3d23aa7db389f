import { amountOf, type Amount } from "../domain/amount.ts";
import type { Status } from "../domain/attainment.ts";
import type { PlanOutcome, Spread } from "../domain/backtest.ts";
import type { Name } from "../domain/language.ts";
import { quotasIn, type Standing } from "../domain/luck.ts";
import type { Cadence } from "../domain/period.ts";
import { periodJson, progressJson, type PeriodJson, type ProgressJson } from "./attainment-json.ts";
import type { Backtest, BacktestPeriod } from "./backtest-plan.ts";

/** `attain backtest --json` and `POST /backtests`, field by field. */

export type PlanOutcomeJson = Omit<PlanOutcome, "spread"> & { readonly spread: Readonly<Record<keyof Spread, ProgressJson>> | null };

/** What was asked of a member in a period, quota by quota, and what came of it. */
export type StandingJson = {
  readonly status: Status;
  readonly progress: ProgressJson | null;
  readonly quotas: readonly { readonly metric: string; readonly target: Amount; readonly credited: Amount | null }[];
};

export type BacktestRowJson = {
  readonly member: string;
  readonly memberName: Name;
  readonly team: string | null;
  /** Null where the plan does not ask the member. */
  readonly draft: StandingJson | null;
  readonly inForce: StandingJson | null;
};

export type BacktestPeriodJson = {
  readonly period: PeriodJson;
  readonly draft: PlanOutcomeJson;
  readonly inForce: PlanOutcomeJson | null;
  /** Left out when only the periods were asked for. */
  readonly rows?: readonly BacktestRowJson[];
};

export type BacktestJson = {
  readonly plan: string;
  readonly planName: Name;
  readonly cadence: Cadence;
  readonly counted: readonly string[];
  /** Periods asked for; there are fewer where the log begins later. */
  readonly asked: number;
  readonly periods: readonly BacktestPeriodJson[];
};

/** An expected number of members, to a tenth. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

const outcomeJson = ({ spread, luck, ...counts }: PlanOutcome): PlanOutcomeJson => ({
  ...counts,
  spread:
    spread === null
      ? null
      : {
          p10: progressJson(spread.p10),
          p25: progressJson(spread.p25),
          p50: progressJson(spread.p50),
          p75: progressJson(spread.p75),
          p90: progressJson(spread.p90),
        },
  luck: luck === null ? null : { meet: tenth(luck.meet), miss: tenth(luck.miss) },
});

const standingJson = ({ requirement }: Standing): StandingJson => ({
  status: requirement.status,
  progress: requirement.progress === null ? null : progressJson(requirement.progress),
  quotas: quotasIn(requirement).map(({ asked: { metric, unit, target }, credited }) => ({
    metric: metric.id,
    target: amountOf(target, unit),
    credited: credited === null ? null : amountOf(credited, unit),
  })),
});

/** One row for each member whom either asks, in the order of the members. */
const rowsOf = ({ standings, inForceStandings }: BacktestPeriod): readonly BacktestRowJson[] => {
  const drafted = new Map(standings.map((standing) => [standing.row.member.number, standing]));
  const inForce = new Map(inForceStandings.map((standing) => [standing.row.member.number, standing]));
  return [...new Set([...drafted.keys(), ...inForce.keys()])]
    .toSorted((a, b) => a - b)
    .flatMap((number) => {
      const [draft, was] = [drafted.get(number), inForce.get(number)];
      const row = (draft ?? was)?.row;
      if (row === undefined) return [];
      return [
        {
          member: row.member.id,
          memberName: row.member.name,
          team: row.team,
          draft: draft === undefined ? null : standingJson(draft),
          inForce: was === undefined ? null : standingJson(was),
        },
      ];
    });
};

export const backtestJson = ({ settings, plan, version, counted, asked, periods }: Backtest, { rows = true } = {}): BacktestJson => ({
  plan: plan.id,
  planName: version.name,
  cadence: version.cadence,
  counted,
  asked,
  periods: periods.map((each) => ({
    period: periodJson(each.period, settings.company.calendar),
    draft: outcomeJson(each.draft),
    inForce: each.inForce === null ? null : outcomeJson(each.inForce),
    ...(rows ? { rows: rowsOf(each) } : {}),
  })),
});
