import { civilOfDay, dayOfCivil, daysInMonth } from "./civil.ts";
import { firstYear, lastWeekday, lastYear, type Day, type Span, type Weekday } from "./day.ts";
import type { Name } from "./language.ts";
import type { Window } from "./metric.ts";

/** The cadences that every company has. */
export const cadences = ["day", "week", "month", "quarter", "half", "year"] as const;
export type CompanyCadence = (typeof cadences)[number];
/** Months from a day of the month, 1 to 28 or the last one, whatever day the company's own months start on. */
export type MonthCadence = `month-from-${number | "last"}`;
/** The periods of one of the company's lists, by its id. */
export type ListCadence = `list:${string}`;
export type Cadence = CompanyCadence | MonthCadence | ListCadence;

/**
 * One stretch of a cadence. Periods of a cadence tile time: each day is in exactly one. What lies before the first period of a list or
 * after its end is a stretch too, of which nothing is asked; `outside` says which.
 */
export type Period = Span & { readonly cadence: Cadence; readonly outside?: "before" | "after" };

/** Named periods as the company publishes them, ascending; each ends where the next one starts, the last before `endsBefore`. */
export type PeriodList = {
  readonly id: string;
  readonly name: Name;
  readonly periods: readonly [ListedPeriod, ...ListedPeriod[]];
  readonly endsBefore: Day;
  /** Why boundaries on days gone were last moved. */
  readonly reason?: string;
};
export type ListedPeriod = { readonly label: Name; readonly startsOn: Day };

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

/** What weeks are called: `2026-W10` in every language, or `March 2026, week 1` and `2026년 3월 1주차`. */
export const weekLabels = ["iso", "month"] as const;
export type WeekLabels = (typeof weekLabels)[number];

export type CompanyCalendar = {
  readonly firstWeekday: Weekday;
  readonly fiscalYear: FiscalYear;
  /** Left out: as each language is used to. */
  readonly weekLabels?: WeekLabels;
  /** Left out: none. */
  readonly lists?: readonly PeriodList[];
};

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

const firstDay = dayOfCivil(firstYear, 1, 1);
const afterLastDay = dayOfCivil(lastYear + 1, 1, 1);

export const isListCadence = (cadence: Cadence): cadence is ListCadence => cadence.startsWith("list:");
export const isMonthCadence = (cadence: Cadence): cadence is MonthCadence => cadence.startsWith("month-from-");

/** The list that a cadence goes by; undefined of another cadence, and where there is no such list. */
export const listOf = (cadence: Cadence, { lists = [] }: CompanyCalendar): PeriodList | undefined =>
  isListCadence(cadence) ? lists.find(({ id }) => id === cadence.slice("list:".length)) : undefined;

/** The day of the month on which its periods start. */
const startOfMonthCadence = (cadence: MonthCadence): number | "last" => {
  const day = cadence.slice("month-from-".length);
  return day === "last" ? day : Number(day);
};

/** By binary search: a list of days may be long, and every answer asks. */
const listPeriod = (cadence: ListCadence, day: Day, list: PeriodList): Period => {
  const { periods, endsBefore } = list;
  if (day < periods[0].startsOn) return { cadence, startsOn: firstDay, endsBefore: periods[0].startsOn, outside: "before" };
  if (day >= endsBefore) return { cadence, startsOn: endsBefore, endsBefore: afterLastDay, outside: "after" };
  let [low, high] = [0, periods.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((periods[middle]?.startsOn ?? Infinity) <= day) low = middle;
    else high = middle;
  }
  return { cadence, startsOn: periods[low]?.startsOn ?? day, endsBefore: periods[high]?.startsOn ?? endsBefore };
};

/** The one period of this cadence that the day belongs to. Its start follows from the calendar, never from an earlier period. */
export const periodContaining = (cadence: Cadence, day: Day, calendar: CompanyCalendar): Period => {
  if (cadence === "day") return { cadence, startsOn: day, endsBefore: day + 1 };
  if (isListCadence(cadence)) {
    const list = listOf(cadence, calendar);
    if (list === undefined) throw new Error(`There is no list of periods for ${cadence}`);
    return listPeriod(cadence, day, list);
  }
  if (isMonthCadence(cadence)) {
    const startsOn = { month: 1, day: startOfMonthCadence(cadence) };
    const { startsOn: first, endsBefore } = monthsPeriod("month", day, { type: "months", startsOn });
    return { cadence, startsOn: first, endsBefore };
  }
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

/** The last periods that are over when a day begins, at most so many, the earliest first; of a list none that lies outside of it. */
export const periodsOverBy = (
  cadence: Cadence,
  { day, most, calendar }: { readonly day: Day; readonly most: number; readonly calendar: CompanyCalendar },
): readonly Period[] => {
  const periods: Period[] = [];
  for (let period = periodBefore(periodContaining(cadence, day, calendar), calendar); periods.length < most;) {
    if (period.outside === "before") break;
    if (period.outside === undefined) periods.unshift(period);
    period = periodBefore(period, calendar);
  }
  return periods;
};

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

const order = ["day", "week", "list", "month-from", "month", "quarter", "half", "year"];
const placeInOrder = (cadence: Cadence): number =>
  order.indexOf(isListCadence(cadence) ? "list" : isMonthCadence(cadence) ? "month-from" : cadence);

/** Each once, from the shortest on; a company's lists stand between weeks and months. */
export const inCadenceOrder = (all: Iterable<Cadence>): readonly Cadence[] =>
  [...new Set(all)].toSorted((a, b) => placeInOrder(a) - placeInOrder(b) || (a < b ? -1 : a > b ? 1 : 0));

/** Whether periods of the one are shorter than those of the other. Of lists it is not known: any may lie inside any. */
export const mayLieInside = (inner: Cadence, outer: Cadence): boolean => {
  if (inner === outer) return false;
  if (isListCadence(inner) || isListCadence(outer)) return true;
  const lengthOf = (cadence: Cadence): number => order.indexOf(isMonthCadence(cadence) ? "month" : cadence);
  return lengthOf(inner) < lengthOf(outer);
};
