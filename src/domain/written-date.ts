import { civilOfDay, dayOfCivil, daysInMonth, englishMonths } from "./civil.ts";
import { firstYear, lastYear, weekdayOf, type Weekday } from "./day.ts";

/** Which number stands first where numbers alone do not say it: `03/04/2026`, `26.03.02`. */
export const dateOrders = ["year-first", "month-first", "day-first"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** One way to read a date. Where the form leaves one only, the day may still not exist: who reads it on says so. */
export type DateReading = {
  /** Null when the form leaves no other. */
  readonly order: DateOrder | null;
  /** Null when the text names none. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
};

/** A date at the beginning of a text: every way to read it, the weekday that stands with it, and what stands behind. */
export type WrittenDate = { readonly readings: readonly DateReading[]; readonly weekday: Weekday | null; readonly rest: string };

/** Two digits are of this century from 00 to 69, as in POSIX. */
const yearOf = (digits: string): number => (digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900));

const isReal = ({ year, month, day }: DateReading): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= daysInMonth(year ?? 2000, month) &&
  (year === null || (year >= firstYear && year <= lastYear));

/** A year needs two digits or four. */
const isYear = (digits: string): boolean => digits.length === 2 || digits.length === 4;

const readingsOfThree = (first: string, second: string, third: string, isYearMarked: boolean): readonly DateReading[] => {
  if (first.length === 4) return third.length > 2 ? [] : [{ order: null, year: Number(first), month: Number(second), day: Number(third) }];
  const yearFirst = { order: "year-first", year: yearOf(first), month: Number(second), day: Number(third) } as const;
  if (isYearMarked) return isYear(first) ? [{ ...yearFirst, order: null }] : [];
  const [a, b] = [Number(first), Number(second)];
  const yearLast: readonly DateReading[] = isYear(third)
    ? [
        { order: "month-first", year: yearOf(third), month: a, day: b },
        { order: "day-first", year: yearOf(third), month: b, day: a },
      ]
    : [];
  return [...(isYear(first) && third.length <= 2 ? [yearFirst] : []), ...yearLast].filter(isReal);
};

const readingsOfTwo = (first: string, second: string): readonly DateReading[] => {
  const [a, b] = [Number(first), Number(second)];
  return (
    [
      { order: "month-first", year: null, month: a, day: b },
      { order: "day-first", year: null, month: b, day: a },
    ] as const
  ).filter(isReal);
};

const monthNamed = (name: string): number => {
  const written = name.toLowerCase();
  const index = written.length < 3 ? -1 : englishMonths.findIndex((each) => each.toLowerCase().startsWith(written));
  return written === "sept" ? 9 : index + 1;
};

const named = (year: string | undefined, month: string, day: string): readonly DateReading[] => {
  const number = monthNamed(month);
  return number === 0 ? [] : [{ order: null, year: year === undefined ? null : yearOf(year), month: number, day: Number(day) }];
};

type Form = { readonly pattern: RegExp; readonly read: (parts: readonly string[]) => readonly DateReading[] };

const given = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text);

/** In the order in which they are tried: a form that says more before one that says less. */
const forms: readonly Form[] = [
  {
    // 2026-03-02, 2026. 3. 2., 3/2/2026, '26.03.02
    pattern: /^(['’]?)(\d{4}|\d{1,2})\s?([-./])\s?(\d{1,2})\s?\3\s?(\d{4}|\d{1,2})(?!\d)\.?/,
    read: ([mark = "", first = "", , second = "", third = ""]) => readingsOfThree(first, second, third, mark !== ""),
  },
  {
    // 2026년 3월 2일, 3월 2일
    pattern: /^(?:['’]?(\d{4}|\d{2})\s*년\s*)?(\d{1,2})\s*월\s*(\d{1,2})\s*일/,
    read: ([year, month = "", day = ""]) => [
      { order: null, year: given(year) === undefined ? null : yearOf(year ?? ""), month: Number(month), day: Number(day) },
    ],
  },
  {
    // 2-Mar-26, 2nd of March 2026, 2 Mar
    pattern: /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]{0,2}(?:of\s+)?([a-z]{3,9})\.?(?:[\s,-]{1,2}(\d{4}|['’]?\d{2})(?![\d:]))?/i,
    read: ([day = "", month = "", year]) => named(given(year)?.replace(/^['’]/, ""), month, day),
  },
  {
    // Mar 2, 2026
    pattern: /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:(?:\s|,\s?)(\d{4})(?![\d:])|,\s?['’]?(\d{2})(?![\d:]))?/i,
    read: ([month = "", day = "", long, short]) => named(given(long) ?? given(short), month, day),
  },
  {
    // 2026-Mar-02
    pattern: /^(\d{4})[-\s./]([a-z]{3,9})[-\s./](\d{1,2})(?!\d)/i,
    read: ([year, month = "", day = ""]) => named(year, month, day),
  },
  {
    // 20260302
    pattern: /^((?:19|20|21)\d{2})(\d{2})(\d{2})(?=$|[\sT])/,
    read: ([year = "", month = "", day = ""]) => {
      const reading = { order: null, year: Number(year), month: Number(month), day: Number(day) };
      return isReal(reading) ? [reading] : [];
    },
  },
  {
    // 3/2, 3.2
    pattern: /^(\d{1,2})\s?([-./])\s?(\d{1,2})(?![\d:])\.?(?!\d)/,
    read: ([first = "", , second = ""]) => readingsOfTwo(first, second),
  },
];

const koreanWeekdays = "월화수목금토일";
const englishWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekdayName = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
const leadingWeekday = new RegExp(`^(?:([월화수목금토일])요일|(${weekdayName}))\\.?,?\\s+`, "i");
const trailingWeekday = new RegExp(
  `^\\s*(?:[([]\\s*(?:([월화수목금토일])(?:요일)?|(${weekdayName})\\.?)\\s*[)\\]]|([월화수목금토일])(?:요일|(?=\\s|$))|,?\\s*(${weekdayName})(?![a-z]))`,
  "i",
);

/** Of the letters or the name that was found; the names begin with different letters, three of them. */
const weekdayOfName = (name: string): Weekday => {
  const korean = koreanWeekdays.indexOf(name);
  const index = korean >= 0 ? korean : englishWeekdays.indexOf(name.slice(0, 3).toLowerCase());
  return (index + 1) as Weekday; // the expressions above let only these seven pass
};

/** Whether the reading falls on the weekday; one without a year may. */
export const fallsOn = ({ year, month, day }: DateReading, weekday: Weekday): boolean =>
  year === null || weekdayOf(dayOfCivil(year, month, day)) === weekday;

const longest = 80;

/**
 * The date at the beginning of a text, in every way that it can be read: `03/04/2026` in two, `26.03.02` in two, `2026. 3. 2.`, `2-Mar-26` and
 * `Mar 2, 2026` in one. Undefined when there is none. The weekday is told, not checked.
 */
export const writtenDate = (written: string): WrittenDate | undefined => {
  if (written.length > longest) return undefined;
  const [lead = "", leadKorean, leadEnglish] = leadingWeekday.exec(written) ?? [];
  const text = written.slice(lead.length);
  for (const { pattern, read } of forms) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const [whole, ...parts] = found;
    const readings = read(parts);
    if (readings.length === 0) continue;
    const behind = text.slice(whole.length);
    const [trail = "", ...names] = trailingWeekday.exec(behind) ?? [];
    const name = [leadKorean, leadEnglish, ...names].find((each) => each !== undefined && each !== "");
    return { readings, weekday: name === undefined ? null : weekdayOfName(name), rest: behind.slice(trail.length) };
  }
  return undefined;
};

/** The day of a reading that exists and has its year, for comparing. */
export const dayOfReading = ({ year, month, day }: DateReading): number => dayOfCivil(year ?? 2000, month, day);

export const yearOfDay = (day: number): number => civilOfDay(day).year;
