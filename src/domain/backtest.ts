import type { Status } from "./attainment.ts";
import { compareFractions, type Fraction } from "./fraction.ts";
import { luckIn, type Luck, type Standing } from "./luck.ts";

/** The attained shares below which a tenth, a quarter, half of the members are …, each one that somebody has. */
export type Spread = Readonly<Record<"p10" | "p25" | "p50" | "p75" | "p90", Fraction>>;

/** What one plan gave, or would have given, in a period. */
export type PlanOutcome = {
  /** Rows: members who were asked. */
  readonly asked: number;
  readonly met: number;
  readonly missed: number;
  readonly excused: number;
  /** Where the day is not over yet. */
  readonly open: number;
  /** Null when nobody has a share. */
  readonly spread: Spread | null;
  readonly luck: Luck | null;
};

/** The nearest rank: the share of the member with at least that part of all at or below it. */
const quantile = (sorted: readonly Fraction[], percent: number): Fraction | undefined =>
  sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];

const spreadOf = (standings: readonly Standing[]): Spread | null => {
  const sorted = standings
    .map(({ requirement }) => requirement.progress)
    .filter((progress) => progress !== null)
    .toSorted(compareFractions);
  const [p10, p25, p50, p75, p90] = [10, 25, 50, 75, 90].map((percent) => quantile(sorted, percent));
  return p10 === undefined || p25 === undefined || p50 === undefined || p75 === undefined || p90 === undefined
    ? null
    : { p10, p25, p50, p75, p90 };
};

/** What a plan gave in each of some periods, the luck of each judged by all of them. */
export const outcomesIn = (periods: readonly (readonly Standing[])[]): readonly PlanOutcome[] => {
  const luck = luckIn(periods);
  return periods.map((standings, index) => {
    const having = (status: Status): number => standings.filter(({ requirement }) => requirement.status === status).length;
    return {
      asked: standings.length,
      met: having("met"),
      missed: having("missed"),
      excused: having("excused"),
      open: having("open") + having("counting"),
      spread: spreadOf(standings),
      luck: luck[index] ?? null,
    };
  });
};
