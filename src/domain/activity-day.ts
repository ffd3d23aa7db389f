import { civilOfDay, dayOfCivil, daysInMonth, englishMonths } from "./civil.ts";
import { isoDay, weekdayOf, type Day } from "./day.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** How far back a message may report. */
export const mostDaysBack = 31;

const refuseDay = (found: string, on: Day): Refusal => refusal("activity-day", "/date", { found: shown(found), on: isoDay(on) });

const weekdayLetters = "월화수목금토일";
const englishWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekdayIn = (text: string): number => {
  const plain = text.toLowerCase();
  return weekdayLetters.indexOf(plain.charAt(0)) + 1 || englishWeekdays.findIndex((each) => plain.startsWith(each)) + 1;
};

const isDate = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** The latest day with this month and day of the month that is not after `on`. */
const latestDate = (month: number, day: number, on: Day): Day | undefined => {
  const { year } = civilOfDay(on);
  return [year, year - 1].flatMap((each) => (isDate(each, month, day) ? [dayOfCivil(each, month, day)] : [])).find((each) => each <= on);
};

/** The latest day of this number, in the month of `on` or the one before. */
const latestDayOfMonth = (day: number, on: Day): Day | undefined => {
  const { year, month } = civilOfDay(on);
  const before = month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 };
  return [{ year, month }, before]
    .flatMap((each) => (isDate(each.year, each.month, day) ? [dayOfCivil(each.year, each.month, day)] : []))
    .find((each) => each <= on);
};

const dayOfGiven = (year: number, month: number, day: number): Day | undefined =>
  isDate(year, month, day) ? dayOfCivil(year, month, day) : undefined;

const monthNames = englishMonths.map((name) => name.slice(0, 3)).join("|");
const monthNumber = (name: string): number => englishMonths.findIndex((each) => each.toLowerCase().startsWith(name.toLowerCase())) + 1;
const weekday = String.raw`(?:\s*[(,]?\s*([월화수목금토일](?:요일)?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s*\)?(?![\p{L}]))?`;
/** After a day comes its end, a space or a colon: `3.25%` is none. */
const end = String.raw`(?=$|[\s:,()\]-])`;

type DayForm = { readonly form: RegExp; readonly dayOf: (parts: readonly string[], on: Day) => Day | undefined };

/** How days are written in front of the numbers. Without a year it is the latest such day; month stands before day, as in Korea. */
const dayForms: readonly DayForm[] = [
  {
    form: new RegExp(String.raw`^(\d{4})\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})\s?(?:일|\.)?${end}${weekday}`, "iu"),
    dayOf: ([year, month, day]) => dayOfGiven(Number(year), Number(month), Number(day)),
  },
  {
    form: new RegExp(String.raw`^(\d{2})[-./](\d{1,2})[-./](\d{1,2})\.?${end}${weekday}`, "iu"),
    dayOf: ([year, month, day]) => dayOfGiven(2000 + Number(year), Number(month), Number(day)),
  },
  {
    form: new RegExp(String.raw`^()(\d{1,2})\s?(?:[/.]|월)\s?(\d{1,2})\s?(?:일|\.)?${end}${weekday}`, "iu"),
    dayOf: ([, month, day], on) => latestDate(Number(month), Number(day), on),
  },
  { form: new RegExp(String.raw`^()()(\d{1,2})일${end}${weekday}`, "iu"), dayOf: ([, , day], on) => latestDayOfMonth(Number(day), on) },
  {
    form: new RegExp(String.raw`^()(${monthNames})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?${end}${weekday}`, "iu"),
    dayOf: ([, month = "", day], on) => latestDate(monthNumber(month), Number(day), on),
  },
  { form: /^()()(오늘|금일|today)(?![\p{L}])()/iu, dayOf: (_, on) => on },
  { form: /^()()(어제|전일|작일|yesterday)(?![\p{L}])()/iu, dayOf: (_, on) => on - 1 },
  { form: /^()()(그제|그저께)(?![\p{L}])()/iu, dayOf: (_, on) => on - 2 },
];

const dayStart = new RegExp(`^(?:\\d|${monthNames}|오늘|금일|today|어제|전일|작일|yesterday|그제|그저께)`, "i");

/** The day that a line begins with, or null, and what follows it. */
export type ActivityDay = { readonly rest: string; readonly day: Day | null; readonly refusals: readonly Refusal[] };

/**
 * The day that a line about somebody's work begins with, as of the day `on` when it was sent. Refuses one that has not come yet or lies more
 * than a month back, and a weekday that it is not.
 */
export const readActivityDay = (line: string, on: Day): ActivityDay => {
  const open = line.replace(/^[[(<]\s*/, "");
  if (!dayStart.test(open)) return { rest: line, day: null, refusals: [] };
  for (const { form, dayOf } of dayForms) {
    const [found, year = "", month = "", day = "", named = ""] = form.exec(open) ?? [];
    if (found === undefined) continue;
    const rest = open.slice(found.length).replace(/^\s*[\])>:,-]*\s*/, "");
    const told = dayOf([year, month, day], on);
    const wanted = weekdayIn(named);
    const isWrong = told === undefined || told > on || told < on - mostDaysBack || (named !== "" && wanted !== weekdayOf(told));
    return isWrong ? { rest, day: null, refusals: [refuseDay(found.trim(), on)] } : { rest, day: told, refusals: [] };
  }
  return { rest: line, day: null, refusals: [] };
};
