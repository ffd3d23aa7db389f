import { readChoice } from "./choice.ts";
import { daysInMonth } from "./civil.ts";
import { isoDay, missingDay, weekdayNames, weekdayWords, type Weekday } from "./day.ts";
import { perhaps } from "./meant.ts";
import { readInteger } from "./number.ts";
import {
  defaultCalendar,
  firstLongYear,
  weekPatterns,
  type CompanyCalendar,
  type FiscalYear,
  type MonthsYear,
  type WeeksYear,
} from "./period.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** The calendar as the company file writes it: a fiscal year of months by its first day (`04-01`, `03-last`), or one of weeks. */
export type CalendarEntry = { readonly firstWeekday?: unknown; readonly fiscalYearStartsOn?: unknown; readonly fiscalYear?: unknown };

const example = "01-01";

const readWeekday = (value: unknown, pointer: string): Outcome<Weekday> => {
  const name = readChoice(value, weekdayNames, pointer);
  // A place in seven names plus 1 is one of the seven.
  return name.ok ? accepted((weekdayNames.indexOf(name.value) + 1) as Weekday) : name;
};

/** `MM-DD`, the day being 1 to 28 or `last`, so that each month of the year can start on it. */
const readStart = (value: unknown, pointer: string): Outcome<MonthsYear> => {
  if (typeof value !== "string") return refused(refuseType(value, "string", `"${example}"`, pointer));
  const [whole, months, days] = /^(\d{2})-(\d{2}|last)$/.exec(value.slice(0, 20)) ?? [];
  if (whole === undefined) return refused(refusal("date-format", pointer, { found: shown(value), example }));
  const month = Number(months);
  // 2024 had a 29 February, so that day is told it does not come in every month rather than that it does not exist.
  const missing = missingDay(value, pointer, { year: 2024, month, day: days === "last" ? 1 : Number(days) });
  if (missing !== undefined) {
    const reason =
      month >= 1 && month <= 12
        ? { en: `that month has at most ${daysInMonth(2024, month)} days`, ko: `${month}월은 ${daysInMonth(2024, month)}일까지입니다` }
        : undefined;
    return refused(reason === undefined ? missing : { ...missing, values: { ...missing.values, reason } });
  }
  if (days === "last") return accepted({ type: "months", startsOn: { month, day: "last" } });
  if (Number(days) > 28) return refused(refusal("fiscal-day", pointer, { found: value, example: `${months}-last` }));
  return accepted({ type: "months", startsOn: { month, day: Number(days) } });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readObject = (value: unknown, fields: readonly string[], pointer: string): Outcome<Readonly<Record<string, unknown>>> => {
  if (!isObject(value))
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "object", `{ ${fields.join(", ")} }`, pointer));
  const unknown = Object.keys(value).find((field) => !fields.includes(field));
  return unknown === undefined
    ? accepted(value)
    : refused(refusal("unknown-field", `${pointer}/${unknown}`, { found: shown(unknown), hint: perhaps(unknown, fields) }));
};

const readEnd = (value: unknown, pointer: string): Outcome<WeeksYear["endsOn"]> => {
  const entry = readObject(value, ["rule", "weekday", "month"], pointer);
  if (!entry.ok) return entry;
  const rule = readChoice(entry.value["rule"], ["last", "nearest"], `${pointer}/rule`);
  if (!rule.ok) return rule;
  const weekday = readWeekday(entry.value["weekday"], `${pointer}/weekday`);
  if (!weekday.ok) return weekday;
  const month = readInteger(entry.value["month"], `${pointer}/month`, { min: 1n, max: 12n });
  return month.ok ? accepted({ rule: rule.value, weekday: weekday.value, month: Number(month.value) }) : month;
};

const readWeeks = (value: unknown, pointer: string): Outcome<WeeksYear> => {
  const entry = readObject(value, ["pattern", "endsOn", "extraWeekIn"], pointer);
  if (!entry.ok) return entry;
  const pattern = readChoice(entry.value["pattern"], weekPatterns, `${pointer}/pattern`);
  if (!pattern.ok) return pattern;
  const endsOn = readEnd(entry.value["endsOn"], `${pointer}/endsOn`);
  if (!endsOn.ok) return endsOn;
  if (isMissing(entry.value["extraWeekIn"])) {
    const long = firstLongYear(endsOn.value, 2026);
    return refused(refusal("fiscal-53", `${pointer}/extraWeekIn`, { from: isoDay(long.startsOn), through: isoDay(long.endsBefore - 1) }));
  }
  const extraWeekIn = readInteger(entry.value["extraWeekIn"], `${pointer}/extraWeekIn`, { min: 1n, max: 12n });
  return extraWeekIn.ok
    ? accepted({ type: "weeks", pattern: pattern.value, endsOn: endsOn.value, extraWeekIn: Number(extraWeekIn.value) })
    : extraWeekIn;
};

const dayAfter = (weekday: Weekday): Weekday => ((weekday % 7) + 1) as Weekday; // a remainder of 7 plus 1 is one of the seven

const readYear = (entry: CalendarEntry, pointer: string): Outcome<FiscalYear> => {
  if (!isMissing(entry.fiscalYear)) {
    return isMissing(entry.fiscalYearStartsOn)
      ? readWeeks(entry.fiscalYear, `${pointer}/fiscalYear`)
      : refused(refusal("fiscal-twice", `${pointer}/fiscalYear`));
  }
  return isMissing(entry.fiscalYearStartsOn)
    ? accepted(defaultCalendar.fiscalYear)
    : readStart(entry.fiscalYearStartsOn, `${pointer}/fiscalYearStartsOn`);
};

/**
 * The company's calendar. Left out: weeks from Monday, a fiscal year that is the calendar year. A fiscal year of weeks brings its own first
 * weekday, the day after it ends, and refuses another one, since its weeks would not be those of the week cadence.
 */
export const readCalendar = (entry: CalendarEntry, pointer: string): Outcome<CompanyCalendar> => {
  const fiscalYear = readYear(entry, pointer);
  if (!fiscalYear.ok) return fiscalYear;
  const year = fiscalYear.value;
  const needed = year.type === "weeks" ? dayAfter(year.endsOn.weekday) : undefined;
  if (isMissing(entry.firstWeekday)) return accepted({ firstWeekday: needed ?? defaultCalendar.firstWeekday, fiscalYear: year });
  const firstWeekday = readWeekday(entry.firstWeekday, `${pointer}/firstWeekday`);
  if (!firstWeekday.ok) return firstWeekday;
  if (year.type === "weeks" && needed !== undefined && needed !== firstWeekday.value) {
    const words = { first: weekdayWords(firstWeekday.value), last: weekdayWords(year.endsOn.weekday), needed: weekdayWords(needed) };
    return refused(refusal("fiscal-week", `${pointer}/firstWeekday`, words));
  }
  return accepted({ firstWeekday: firstWeekday.value, fiscalYear: year });
};

const weekdayName = (weekday: Weekday): (typeof weekdayNames)[number] => weekdayNames[weekday - 1] ?? "monday";

/** The calendar as `readCalendar` takes it, for the exported company file; the lists of periods stand beside the company. */
export const calendarEntry = (calendar: CompanyCalendar) => ({
  ...yearEntry(calendar),
  ...(calendar.weekLabels === undefined ? {} : { weekLabels: calendar.weekLabels }),
});

const yearEntry = ({ firstWeekday, fiscalYear }: CompanyCalendar) => {
  if (fiscalYear.type === "weeks") {
    const { pattern, endsOn, extraWeekIn } = fiscalYear;
    return {
      firstWeekday: weekdayName(firstWeekday),
      fiscalYear: { pattern, endsOn: { rule: endsOn.rule, weekday: weekdayName(endsOn.weekday), month: endsOn.month }, extraWeekIn },
    };
  }
  const { month, day } = fiscalYear.startsOn;
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return { firstWeekday: weekdayName(firstWeekday), fiscalYearStartsOn: `${twoDigits(month)}-${day === "last" ? day : twoDigits(day)}` };
};
