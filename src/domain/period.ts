import { civilOfDay, dayOfCivil, daysInMonth } from "./civil.ts";
import { lastWeekday, type Day, type Span, type Weekday } from "./day.ts";
import type { Window } from "./metric.ts";

export const cadences = ["day", "week", "month", "quarter", "half", "year"] as const;
export type Cadence = (typeof cadences)[number];

/** One stretch of a cadence. Periods of a cadence tile time: each day is in exactly one. */
export type Period = Span & { readonly cadence: Cadence };

export const weekPatterns = ["4-4-5", "4-5-4", "5-4-4"] as const;
export type WeekPattern = (typeof weekPatterns)[number];

/**
 * A year of twelve months that each start on one day of the month (`last`: the last day of the month before), or of 52 or 53
 * whole weeks (26 U.S.C. § 441(f)): it ends on the last such weekday of a month, or on the one nearest to the end of that month.
 * There a month is the four or five weeks of the pattern, and the 53rd week lengthens one of the twelve.
 */
export type FiscalYear =
  | { readonly type: "months"; readonly startsOn: { readonly month: number; readonly day: number | "last" } }
  | {
      readonly type: "weeks";
      readonly pattern: WeekPattern;
      readonly endsOn: { readonly weekday: Weekday; readonly month: number; readonly rule: "last" | "nearest" };
      readonly extraWeekIn: number;
    };

export type MonthsYear = Extract<FiscalYear, { type: "months" }>;
export type WeeksYear = Extract<FiscalYear, { type: "weeks" }>;

export type CompanyCalendar = { readonly firstWeekday: Weekday; readonly fiscalYear: FiscalYear };

export const defaultCalendar: CompanyCalendar = { firstWeekday: 1, fiscalYear: { type: "months", startsOn: { month: 1, day: 1 } } };

/** How many fiscal months make one period of this cadence. */
const monthsPer = { month: 1, quarter: 3, half: 6, year: 12 } as const;
type MonthlyCadence = keyof typeof monthsPer;

/** Months since year 0, so that a month is one number: 2026-03 is 2026 × 12 + 2. */
const startOfMonth = (fiscal: MonthsYear, index: number): Day => {
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayOfCivil(year, month, fiscal.startsOn.day === "last" ? daysInMonth(year, month) : fiscal.startsOn.day);
};

const monthsPeriod = (cadence: MonthlyCadence, day: Day, fiscal: MonthsYear): Span => {
  const { year, month } = civilOfDay(day);
  const calendarMonth = year * 12 + month - 1;
  const index = day < startOfMonth(fiscal, calendarMonth) ? calendarMonth - 1 : calendarMonth;
  const size = monthsPer[cadence];
  const anchor = fiscal.startsOn.month - 1;
  const first = Math.floor((index - anchor) / size) * size + anchor;
  return { startsOn: startOfMonth(fiscal, first), endsBefore: startOfMonth(fiscal, first + size) };
};

/** The last day of the fiscal year that is named by the year of its ending month. */
const lastDayOfYear = (endsOn: WeeksYear["endsOn"], year: number): Day => {
  const endOfMonth = dayOfCivil(year, endsOn.month, daysInMonth(year, endsOn.month));
  return lastWeekday(endsOn.weekday, endsOn.rule === "last" ? endOfMonth : endOfMonth + 3);
};

/** A fiscal year of weeks, named by the calendar year of the month it ends in. */
type NamedYear = Span & { readonly name: number };

const yearNamed = (endsOn: WeeksYear["endsOn"], name: number): NamedYear => ({
  name,
  startsOn: lastDayOfYear(endsOn, name - 1) + 1,
  endsBefore: lastDayOfYear(endsOn, name) + 1,
});

/** The end moves by less than a week round the end of a month, so at most two steps from the day's own year. */
export const weeksYearOf = ({ endsOn }: WeeksYear, day: Day): NamedYear => {
  let name = civilOfDay(day).year;
  while (day > lastDayOfYear(endsOn, name)) name += 1;
  while (day <= lastDayOfYear(endsOn, name - 1)) name -= 1;
  return yearNamed(endsOn, name);
};

const hasExtraWeek = (year: Span): boolean => year.endsBefore - year.startsOn > 52 * 7;

/** The first year of 53 weeks from a year on; there is one in every six or seven. */
export const firstLongYear = (endsOn: WeeksYear["endsOn"], from: number): NamedYear => {
  let year = yearNamed(endsOn, from);
  while (!hasExtraWeek(year)) year = yearNamed(endsOn, year.name + 1);
  return year;
};

const weeksPerMonth: Readonly<Record<WeekPattern, readonly [number, number, number]>> = {
  "4-4-5": [4, 4, 5],
  "4-5-4": [4, 5, 4],
  "5-4-4": [5, 4, 4],
};

/** Weeks from the start of the fiscal year to the start of its nth month, 0 … 12. */
const weeksBefore = (fiscal: WeeksYear, month: number, isLong: boolean): number => {
  const [first, second] = weeksPerMonth[fiscal.pattern];
  const inQuarter = [0, first, first + second][month % 3] ?? 0;
  return Math.floor(month / 3) * 13 + inQuarter + (isLong && month >= fiscal.extraWeekIn ? 1 : 0);
};

const weeksPeriod = (cadence: MonthlyCadence, day: Day, fiscal: WeeksYear): Span => {
  const year = weeksYearOf(fiscal, day);
  const isLong = hasExtraWeek(year);
  const startOf = (month: number): Day => year.startsOn + weeksBefore(fiscal, month, isLong) * 7;
  const size = monthsPer[cadence];
  let first = 12 - size;
  while (first > 0 && day < startOf(first)) first -= size;
  return { startsOn: startOf(first), endsBefore: startOf(first + size) };
};

/** The one period of this cadence that the day belongs to. Its start follows from the calendar, never from an earlier period. */
export const periodContaining = (cadence: Cadence, day: Day, calendar: CompanyCalendar): Period => {
  if (cadence === "day") return { cadence, startsOn: day, endsBefore: day + 1 };
  if (cadence === "week") {
    const startsOn = lastWeekday(calendar.firstWeekday, day);
    return { cadence, startsOn, endsBefore: startsOn + 7 };
  }
  const { fiscalYear } = calendar;
  const span = fiscalYear.type === "months" ? monthsPeriod(cadence, day, fiscalYear) : weeksPeriod(cadence, day, fiscalYear);
  return { cadence, startsOn: span.startsOn, endsBefore: span.endsBefore };
};

export const periodAfter = (period: Period, calendar: CompanyCalendar): Period =>
  periodContaining(period.cadence, period.endsBefore, calendar);

export const periodBefore = (period: Period, calendar: CompanyCalendar): Period =>
  periodContaining(period.cadence, period.startsOn - 1, calendar);

/** In order, every period that has a day in common with the span, which must have an end on both sides. */
export const periodsTouching = (cadence: Cadence, span: Span, calendar: CompanyCalendar): readonly Period[] => {
  if (!Number.isFinite(span.startsOn) || !Number.isFinite(span.endsBefore))
    throw new RangeError("Periods of a span without end cannot be listed");
  const periods: Period[] = [];
  for (let day = span.startsOn; day < span.endsBefore;) {
    const period = periodContaining(cadence, day, calendar);
    periods.push(period);
    day = period.endsBefore;
  }
  return periods;
};

/** The first day of the window that the day belongs to; `-Infinity` when there is only one window. */
export const windowStart = (window: Window, day: Day, calendar: CompanyCalendar): Day =>
  window === "ever" ? -Infinity : periodContaining(window, day, calendar).startsOn;
