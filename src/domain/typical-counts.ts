import { daysIn, type Day, type Span } from "./day.ts";

/** At which place between the smallest (0) and the largest (1) of sorted values, in between by how near it lies to each. */
const quantile = (sorted: readonly number[], share: number): number | null => {
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
};

/** A number that is easy to say and to aim at: to five from twenty on, to ten from a hundred on, to fifty from a thousand on. */
const easyToSay = (value: number): number => {
  const step = value < 20 ? 1 : value < 100 ? 5 : value < 1_000 ? 10 : 50;
  return Math.max(1, Math.round(value / step) * step);
};

export type TypicalCounts = {
  readonly lowerQuartile: number | null;
  readonly median: number | null;
  readonly upperQuartile: number | null;
  readonly best: number | null;
  /** The upper quartile, as a number that is easy to say. */
  readonly suggested: number | null;
};

/** What is usual among counts of members and periods, zeros among them. Quartiles as spreadsheets work them out (QUARTILE.INC). */
export const typicalCounts = (counts: readonly number[]): TypicalCounts => {
  const sorted = counts.toSorted((a, b) => a - b);
  const upperQuartile = quantile(sorted, 0.75);
  return {
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile,
    best: sorted.at(-1) ?? null,
    suggested: upperQuartile === null ? null : easyToSay(upperQuartile),
  };
};

/**
 * The last periods of which the log knows enough: over by today, with two thirds of their days or more among the days of the log. A file that
 * begins on a Monday or ends on a Friday has whole weeks, one that ends in the middle of a month has no such month.
 */
export const knownPeriods = <P extends Span>(
  periods: readonly P[],
  { log, today, most }: { readonly log: { readonly firstDay: Day; readonly lastDay: Day }; readonly today: Day; readonly most: number },
): readonly P[] => {
  const known = { startsOn: log.firstDay, endsBefore: log.lastDay + 1 };
  const daysKnown = ({ startsOn, endsBefore }: P): number =>
    daysIn({ startsOn: Math.max(startsOn, known.startsOn), endsBefore: Math.min(endsBefore, known.endsBefore) });
  return periods.filter((period) => period.endsBefore <= today && daysKnown(period) * 3 >= daysIn(period) * 2).slice(-most);
};
