import type { Day } from "./day.ts";

/** How far back the days are looked at on which something came. */
export const RHYTHM_DAYS = 56;

/** From fewer days no rhythm is told: a file that was imported now and then has none. */
export const FEWEST_DAYS = 5;

/** So many of ten waits are no longer than the usual one; what happens more rarely is an outage of its own. */
const OF_TEN = 9;

/** `usual` and `waited` are working days of the company. */
export type SourceRhythm = {
  /** Something comes at least every so many working days; null: too little came to tell. */
  readonly usual: number | null;
  /** Full working days since the last day on which something came. */
  readonly waited: number | null;
  readonly isLate: boolean;
};

const noRhythm: SourceRhythm = { usual: null, waited: null, isLate: false };

/**
 * How often a source sends, from the days on which something came, ascending and before or on `today`. It is late once more full working days
 * have gone without anything than nine of ten waits took: today, which is not over, is no such day.
 */
export const rhythmOf = (days: readonly Day[], today: Day, isWorked: (day: Day) => boolean): SourceRhythm => {
  const workedBetween = (after: Day, before: Day): number => {
    let worked = 0;
    for (let day = after + 1; day < before; day += 1) if (isWorked(day)) worked += 1;
    return worked;
  };
  const last = days.at(-1);
  if (last === undefined) return noRhythm;
  const waited = workedBetween(last, today);
  if (days.length < FEWEST_DAYS) return { ...noRhythm, waited };
  const waits = days
    .slice(1)
    .map((day, index) => workedBetween(days[index] ?? day, day) + 1)
    .toSorted((a, b) => a - b);
  const usual = waits[Math.ceil((waits.length * OF_TEN) / 10) - 1] ?? 1;
  return { usual, waited, isLate: waited >= usual };
};
