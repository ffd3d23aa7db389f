import type { Attainment, PaceOfQuota } from "./attainment.ts";
import type { Credit } from "./credit.ts";
import { daysIn, type Day, type Span } from "./day.ts";

/** What was said of a target at a moment of a period that is over, and what came of it. */
export type Forecast = {
  readonly probability: number;
  /** What a straight line says: 1 for whoever has by then what is expected by then, else 0. */
  readonly straightLine: 0 | 1;
  readonly reached: boolean;
};

export type Reliability = {
  /** From this probability up, to below `before`; the last takes 1 in. */
  readonly from: number;
  readonly before: number;
  readonly forecasts: number;
  /** The mean of what was said, and the share that came true; null of none. */
  readonly said: number | null;
  readonly reached: number | null;
};

export type Calibration = {
  readonly forecasts: number;
  /** The mean of (probability − outcome)²: 0 is perfect, 0.25 is what saying one half of everything gives. Null of none. */
  readonly brier: number | null;
  readonly straightLineBrier: number | null;
  readonly deciles: readonly Reliability[];
};

const DECILES = 10;

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;

const missBy = (said: number, { reached }: Forecast): number => (said - (reached ? 1 : 0)) ** 2;

/** How well what was said fits what came of it. */
export const calibrationOf = (forecasts: readonly Forecast[]): Calibration => ({
  forecasts: forecasts.length,
  brier: meanOf(forecasts.map((each) => missBy(each.probability, each))),
  straightLineBrier: meanOf(forecasts.map((each) => missBy(each.straightLine, each))),
  deciles: Array.from({ length: DECILES }, (_, decile) => {
    const own = forecasts.filter(({ probability }) => Math.min(DECILES - 1, Math.floor(probability * DECILES)) === decile);
    return {
      from: decile / DECILES,
      before: (decile + 1) / DECILES,
      forecasts: own.length,
      said: meanOf(own.map(({ probability }) => probability)),
      reached: meanOf(own.map(({ reached }) => (reached ? 1 : 0))),
    };
  }),
});

/** The days after which forecasts are made: a quarter, half and three quarters into the period. None in one of a day. */
export const forecastDays = (period: Span): readonly Day[] => {
  const days = daysIn(period);
  const ends = [0.25, 0.5, 0.75].map((share) => period.startsOn + Math.round(days * share) - 1);
  return [...new Set(ends.filter((day) => day >= period.startsOn && day < period.endsBefore - 1))];
};

/** What each member had of each metric by the end of a day, within the period. */
export type CreditedBy = (metricNumber: number, memberNumber: number) => Credit;

/**
 * What would have been said at the end of a day, of every quota that was not reached then and could still be worked for. `rows` hold the
 * outcomes; `creditedBy` and `paceOfQuota` know what was known on the day. Quotas asked on some days alone are left out.
 */
export const forecastsOf = (
  rows: readonly Attainment[],
  { period, creditedBy, paceOfQuota }: { readonly period: Span; readonly creditedBy: CreditedBy; readonly paceOfQuota: PaceOfQuota },
): readonly Forecast[] =>
  rows.flatMap(({ member, quotas }) =>
    quotas.flatMap(({ asked, creditedOf }): Forecast[] => {
      const { target, metric, ownDays } = asked;
      if (creditedOf === null || ownDays !== null || target === 0n) return [];
      const credited = creditedBy(metric.number, member.number);
      if (credited >= target) return [];
      const pace = paceOfQuota(asked, period)(member.number, credited, target);
      if (pace === null || pace.probability === null || pace.workingDaysLeft <= 0) return [];
      return [
        {
          probability: pace.probability,
          straightLine: credited >= pace.expected ? 1 : 0,
          reached: creditedOf(member.number) >= target,
        },
      ];
    }),
  );
