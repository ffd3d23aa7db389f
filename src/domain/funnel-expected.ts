import { lagOf, shareBy, type LagDay, type Watched } from "./lag.ts";

/** Tries of a cohort that waited alike: `came` after so many days, or not in so many. */
export type WaitedAlike = { readonly days: number; readonly came: boolean; readonly tries: number };

const CAME = "came";

/** By which day which share came, as far as anybody was watched. */
export const lagOfTries = (waited: readonly WaitedAlike[]): readonly LagDay<typeof CAME>[] =>
  lagOf(
    waited.flatMap(({ days, came, tries }): readonly Watched<typeof CAME>[] =>
      Array.from({ length: tries }, () => ({ days, event: came ? CAME : null })),
    ),
  );

export const shareCameBy = (lag: readonly LagDay<typeof CAME>[], day?: number): number => shareBy(lag, CAME, day);

/**
 * Of how many tries something is expected to have come in the end, by a lag that was seen of all cohorts: those of which it has, and of each that still waits the
 * chance that it comes yet, given that it has not in so many days.
 */
export const expectedInTheEnd = (waited: readonly WaitedAlike[], lag: readonly LagDay<typeof CAME>[]): number => {
  const all = shareCameBy(lag);
  return waited.reduce((sum, { days, came, tries }) => {
    if (came) return sum + tries;
    const by = shareCameBy(lag, days);
    return sum + (by >= 1 ? 0 : (tries * (all - by)) / (1 - by));
  }, 0);
};
