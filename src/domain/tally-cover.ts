import { civilOfDay, dayOfCivil } from "./civil.ts";
import type { Day, Span } from "./day.ts";

/** The spans that are kept summed up for every member: calendar months, and weeks from the company's first weekday. */
export type TallyUnit = "week" | "month";

/** A span as whole units and the days that are left: together they hold each of its days once. */
export type Cover = { readonly months: readonly Day[]; readonly weeks: readonly Day[]; readonly days: readonly Span[] };

const monthStart = (day: Day): Day => {
  const { year, month } = civilOfDay(day);
  return dayOfCivil(year, month, 1);
};

const nextMonth = (start: Day): Day => monthStart(start + 31);

const weekStart = (day: Day, firstWeekday: number): Day => day - ((((day + 3 - (firstWeekday - 1)) % 7) + 7) % 7);

const cover = (
  span: Span,
  firstStart: Day,
  next: (start: Day) => Day,
): { readonly starts: readonly Day[]; readonly days: readonly Span[] } => {
  const starts: Day[] = [];
  let start = firstStart;
  while (next(start) <= span.endsBefore) {
    starts.push(start);
    start = next(start);
  }
  if (starts.length === 0) return { starts, days: [span] };
  const days = [
    { startsOn: span.startsOn, endsBefore: firstStart },
    { startsOn: start, endsBefore: span.endsBefore },
  ].filter((each) => each.startsOn < each.endsBefore);
  return { starts, days };
};

const daysLeft = (days: readonly Span[]): number => days.reduce((sum, each) => sum + each.endsBefore - each.startsOn, 0);

/** By months or by weeks, whichever leaves fewer single days to add up. */
export const coverOf = (span: Span, firstWeekday: number): Cover => {
  const month = monthStart(span.startsOn);
  const week = weekStart(span.startsOn, firstWeekday);
  const byMonths = cover(span, month === span.startsOn ? month : nextMonth(month), nextMonth);
  const byWeeks = cover(span, week === span.startsOn ? week : week + 7, (start) => start + 7);
  return daysLeft(byWeeks.days) < daysLeft(byMonths.days)
    ? { months: [], weeks: byWeeks.starts, days: byWeeks.days }
    : { months: byMonths.starts, weeks: [], days: byMonths.days };
};
