import { isoDay, plainDay, weekdayOf, type Day } from "./day.ts";

/** Days from and to, written out. */
export type IsoSpan = { readonly startsOn: string; readonly endsBefore: string };

const SATURDAY = 6;

/** The next day that is not in a weekend, or the day itself. */
const afterWeekend = (day: Day): Day => {
  const weekday = weekdayOf(day);
  return weekday < SATURDAY ? day : day + 8 - weekday;
};

/** Days in their order as stretches, for reading: those with nothing but a weekend between them are one. */
export const stretchesOf = (days: readonly string[]): readonly IsoSpan[] => {
  const stretches: { startsOn: Day; endsBefore: Day }[] = [];
  for (const text of days) {
    const day = plainDay(text);
    const before = stretches.at(-1);
    if (before !== undefined && (before.endsBefore === day || afterWeekend(before.endsBefore) === day)) before.endsBefore = day + 1;
    else stretches.push({ startsOn: day, endsBefore: day + 1 });
  }
  return stretches.map(({ startsOn, endsBefore }) => ({ startsOn: isoDay(startsOn), endsBefore: isoDay(endsBefore) }));
};
