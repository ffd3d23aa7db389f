import { within } from "./within.ts";

/** One of a cohort: what came of it after how many days, or that nothing has so far, after so many. */
export type Watched<Event> = { readonly days: number; readonly event: Event | null };

/** By a day, what share of the cohort is expected to have come to each event, as far as those tell that were waited for so long. */
export type LagDay<Event> = { readonly day: number; readonly shares: ReadonlyMap<Event, number> };

/**
 * The lag from a stage to what comes of it (won, lost), for a cohort that is not grown yet: those still open count for as long as they were watched, and are not
 * taken for lost. Aalen and Johansen's estimator; of one event alone, one less Kaplan and Meier's. A day for each on which something came, ascending.
 */
export const lagOf = <Event>(cohort: readonly Watched<Event>[]): readonly LagDay<Event>[] => {
  const onDay = new Map<number, Watched<Event>[]>();
  for (const each of cohort) within(onDay, each.days, () => []).push(each);
  let [watched, open] = [cohort.length, 1];
  let shares: ReadonlyMap<Event, number> = new Map();
  const days: LagDay<Event>[] = [];
  for (const [day, those] of [...onDay].toSorted(([a], [b]) => a - b)) {
    const came = those.flatMap(({ event }) => (event === null ? [] : [event]));
    if (came.length > 0) {
      const next = new Map(shares);
      for (const event of came) next.set(event, (next.get(event) ?? 0) + open / watched);
      open *= 1 - came.length / watched;
      shares = next;
      days.push({ day, shares });
    }
    watched -= those.length;
  }
  return days;
};

/** The share that has come to an event by a day: at the last one what is expected of the cohort in the end, as far as anybody was watched. */
export const shareBy = <Event>(lag: readonly LagDay<Event>[], event: Event, day = Infinity): number =>
  lag.findLast((each) => each.day <= day)?.shares.get(event) ?? 0;

/** The day by which the given part of those that come to an event have come to it: at a half the middle lag. Null where none has. */
export const lagQuantile = <Event>(lag: readonly LagDay<Event>[], event: Event, part: number): number | null => {
  const all = shareBy(lag, event);
  // Sums of the same shares in another order differ in their last digits.
  return all === 0 ? null : (lag.find(({ shares }) => (shares.get(event) ?? 0) >= part * all - 1e-12)?.day ?? null);
};
