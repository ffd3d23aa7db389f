import { Temporal } from "temporal-polyfill";
import { dayOfCivil } from "./civil.ts";

/**
 * How far the clocks of a zone stand from UTC. The answer is a function of zone and second only; what is kept between calls are the
 * changes of a zone's clocks in a year, since asking for them costs a thousand times more than reading them.
 */
type ClockChanges = { readonly fromSecond: readonly number[]; readonly offset: readonly number[] };

const secondsPerDay = 86_400;
const knownHere = new Map<string, boolean>();

/** Whether this program's zone data has the zone; a name that came into the database this year may be missing. */
export const isKnownHere = (zone: string): boolean => {
  let known = knownHere.get(zone);
  if (known === undefined) {
    try {
      known = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).epochMilliseconds === 0;
    } catch {
      known = false;
    }
    knownHere.set(zone, known);
  }
  return known;
};
const yearsByZone = new Map<string, Map<number, ClockChanges>>();

const readChanges = (zone: string, year: number): ClockChanges => {
  const first = (dayOfCivil(year, 1, 1) - 2) * secondsPerDay;
  const end = (dayOfCivil(year + 1, 1, 1) + 2) * secondsPerDay;
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(first * 1000).toZonedDateTimeISO(zone);
  const fromSecond: number[] = [];
  const offset: number[] = [];
  while (at !== null && at.epochMilliseconds < end * 1000) {
    fromSecond.push(at.epochMilliseconds / 1000);
    offset.push(at.offsetNanoseconds / 1e9);
    at = at.getTimeZoneTransition("next");
  }
  return { fromSecond, offset };
};

/** Seconds east of UTC in force at this second since 1970-01-01T00:00:00Z. The zone is one that `parseZone` gave. */
export const offsetAt = (zone: string, second: number): number => {
  let years = yearsByZone.get(zone);
  if (years === undefined) yearsByZone.set(zone, (years = new Map()));
  const year = 1970 + Math.floor(second / 31_556_952);
  let changes = years.get(year);
  if (changes === undefined) years.set(year, (changes = readChanges(zone, year)));
  let index = changes.fromSecond.length - 1;
  while (index > 0 && second < (changes.fromSecond[index] ?? 0)) index -= 1;
  return changes.offset[index] ?? 0;
};

/** The offsets under which a local second really was on the clocks of a zone, the earlier instant first: none in a gap, two where it came twice. */
export const offsetsOfLocal = (zone: string, localSecond: number): readonly number[] => {
  const before = offsetAt(zone, localSecond - secondsPerDay);
  const after = offsetAt(zone, localSecond + secondsPerDay);
  if (before === after) {
    // Two changes inside two days that undo each other: only Ramadan comes near, and there they lie a month apart.
    return [before];
  }
  return [Math.max(before, after), Math.min(before, after)].filter((offset) => offsetAt(zone, localSecond - offset) === offset);
};
