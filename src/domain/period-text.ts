import { civilOfDay, dayOfCivil, englishMonths } from "./civil.ts";
import { isoDay, plainDay, type Day, type Span } from "./day.ts";
import { listOf, periodContaining, periodsTouching, type Cadence, type CompanyCalendar, type Period } from "./period.ts";
import { isoWeekOf, periodLabel } from "./period-label.ts";

/** As somebody may have written it: without spaces, marks or case. */
const plainly = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s.,'’_/~–-]/g, "");

const startsOnTheFirst = ({ fiscalYear }: CompanyCalendar): boolean => fiscalYear.type === "months" && fiscalYear.startsOn.day === 1;

const isCalendarYear = (calendar: CompanyCalendar): boolean =>
  startsOnTheFirst(calendar) && calendar.fiscalYear.type === "months" && calendar.fiscalYear.startsOn.month === 1;

const two = (value: number): string => String(value).padStart(2, "0");

/**
 * A period as a file writes it: `2026-01` for a month of the calendar, `2026` for a year of it, else its first day. The same text reads back
 * as the same period.
 */
export const periodText = ({ cadence, startsOn }: Period, calendar: CompanyCalendar): string => {
  const { year, month } = civilOfDay(startsOn);
  if (cadence === "month" && startsOnTheFirst(calendar)) return `${year}-${two(month)}`;
  return cadence === "year" && isCalendarYear(calendar) ? String(year) : isoDay(startsOn);
};

/** The names of a month of the calendar, as spreadsheets head their columns: `2026-01`, `Jan 2026`, `Jan-26`, `2026년 1월`, `26.1`. */
const monthNames = (startsOn: Day): readonly string[] => {
  const { year, month } = civilOfDay(startsOn);
  const name = englishMonths[month - 1] ?? "";
  const short = String(year % 100).padStart(2, "0");
  return [year, short].flatMap((each) => [
    `${each}년${month}월`,
    `${each}년${two(month)}월`,
    ...[name, name.slice(0, 3)].flatMap((written) => [`${written}${each}`, `${each}${written}`]),
  ]);
};

const numberedNames = (sign: string, word: string, number: number, year: number): readonly string[] => [
  `${year}${sign}${number}`,
  `${sign}${number}${year}`,
  `${year}년${number}${word}`,
];

/** What else people call a period of the calendar, beside its label. */
const namesOf = ({ cadence, startsOn }: Period, calendar: CompanyCalendar): readonly string[] => {
  const { year, month } = civilOfDay(startsOn);
  switch (cadence) {
    case "month":
      return startsOnTheFirst(calendar) ? monthNames(startsOn) : [];
    case "week": {
      const iso = isoWeekOf(startsOn);
      return calendar.firstWeekday === 1 ? [`${iso.year}w${two(iso.week)}`, `${iso.year}w${iso.week}`] : [];
    }
    case "quarter":
      return isCalendarYear(calendar) ? numberedNames("q", "분기", Math.ceil(month / 3), year) : [];
    case "half":
      return isCalendarYear(calendar) ? numberedNames("h", "반기", month === 1 ? 1 : 2, year) : [];
    case "year":
      return isCalendarYear(calendar) ? [String(year), `${year}년`] : [];
    default:
      return [];
  }
};

/** `2026-01`, `2026.1`, `2026/01`, `202601`, with the year first. */
const yearAndMonth = /^(\d{4})\s*[-./]\s*(\d{1,2})\.?$|^(\d{4})(\d{2})$/;
/** `2026-01-05`, `2026. 1. 5.`, `2026/1/5`. */
const yearMonthDay = /^(\d{4})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})\.?$/;

const dayOfText = (text: string): Day | undefined => {
  const [, year, month, day] = yearMonthDay.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const found = plainDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return Number.isNaN(found) ? undefined : found;
};

/** Any day will do to show how a period is written; one of a list must lie in it. */
const EXAMPLE_DAY = 20_454;

/** How a period of the cadence may be written. */
export const periodExample = (cadence: Cadence, calendar: CompanyCalendar): string =>
  periodText(periodContaining(cadence, listOf(cadence, calendar)?.periods[0].startsOn ?? EXAMPLE_DAY, calendar), calendar);

/** Years in which a period named with these digits may lie. */
const yearsIn = (text: string): readonly number[] =>
  Array.from(text.matchAll(/\d+/g), ([digits]) => Number(digits.length === 2 ? `20${digits}` : digits.slice(0, 4))).filter(
    (year) => year >= 1900 && year <= 2199,
  );

/** Every name of the periods that touch a year, once for each year, cadence and calendar. */
type Names = ReadonlyMap<string, Period>;

/** The period that a text names, or the one that it lies in without naming it. */
type Read = { readonly period: Period } | { readonly near: Period } | undefined;

/** Reads the names of periods of one cadence. What it has read it keeps: in a table of thousands the same few periods are named again and again. */
export const periodReader = (cadence: Cadence, calendar: CompanyCalendar): ((text: string) => Read) => {
  const read = new Map<string, Read>();
  const byYear = new Map<number, Names>();
  const list = listOf(cadence, calendar);
  // The labels of a list need not name a year: all of them are looked through, once.
  const spanOf = (year: number): Span =>
    list === undefined
      ? { startsOn: dayOfCivil(year, 1, 1), endsBefore: dayOfCivil(year + 1, 1, 1) }
      : { startsOn: list.periods[0].startsOn, endsBefore: list.endsBefore };
  const namesIn = (year: number): Names => {
    const known = byYear.get(year);
    if (known !== undefined) return known;
    const names = new Map<string, Period>();
    for (const period of periodsTouching(cadence, spanOf(year), calendar)) {
      if (period.outside !== undefined) continue;
      const all = [...namesOf(period, calendar), periodLabel(period, calendar, "en"), periodLabel(period, calendar, "ko")];
      for (const name of all) if (!names.has(plainly(name))) names.set(plainly(name), period);
    }
    byYear.set(year, names);
    return names;
  };
  const readNew = (written: string): Read => {
    const text = written.normalize("NFKC").trim();
    const day = dayOfText(text);
    if (day !== undefined) {
      const period = periodContaining(cadence, day, calendar);
      if (period.outside !== undefined) return undefined;
      return period.startsOn === day ? { period } : { near: period };
    }
    const [, year, month, yearTogether, monthTogether] = yearAndMonth.exec(text) ?? [];
    const numbers = { year: Number(year ?? yearTogether), month: Number(month ?? monthTogether) };
    if (cadence === "month" && numbers.month >= 1 && numbers.month <= 12 && numbers.year >= 1900 && numbers.year <= 2199) {
      const first = dayOfCivil(numbers.year, numbers.month, 1);
      const period = periodContaining(cadence, first, calendar);
      // A month from the 26th is called by either of two months: its first day is asked for.
      return startsOnTheFirst(calendar) ? { period } : { near: period };
    }
    for (const each of list === undefined ? yearsIn(text) : [0]) {
      const period = namesIn(each).get(plainly(text));
      if (period !== undefined) return { period };
    }
    return undefined;
  };
  return (written) => {
    const known = read.get(written);
    if (known !== undefined) return known;
    const found = readNew(written);
    read.set(written, found);
    return found;
  };
};

/** Whether a column's head looks as if it named a period, whichever it may be: such a column is never left out in silence. */
export const looksLikePeriod = (text: string): boolean => {
  const plain = plainly(text);
  return /\d/.test(plain) || englishMonths.some((name) => plain === name.toLowerCase() || plain === name.slice(0, 3).toLowerCase());
};
