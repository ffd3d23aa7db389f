import { civilOfDay, dayOfCivil, englishMonth } from "./civil.ts";
import { lastWeekday, type Day } from "./day.ts";
import { nameIn, type Language } from "./language.ts";
import {
  isListCadence,
  isMonthCadence,
  listOf,
  periodContaining,
  periodsTouching,
  weeksYearOf,
  type CompanyCadence,
  type CompanyCalendar,
  type Period,
} from "./period.ts";
import type { Words } from "./refusals/words.ts";

/** The week of ISO 8601 that holds a day: weeks from Monday, numbered in the year that has their Thursday. */
export const isoWeekOf = (day: Day): { readonly year: number; readonly week: number } => {
  const thursday = lastWeekday(1, day) + 3;
  const { year } = civilOfDay(thursday);
  return { year, week: Math.floor((thursday - dayOfCivil(year, 1, 1)) / 7) + 1 };
};

/** 3월 2주차: a week belongs to the month that has most of its days, as in KS X ISO 8601, whatever weekday it starts on. */
const weekOfMonth = (startsOn: Day): { readonly year: number; readonly month: number; readonly week: number } => {
  const { year, month, day } = civilOfDay(startsOn + 3);
  return { year, month, week: Math.ceil(day / 7) };
};

const dayLabel = (on: Day): Words => {
  const { year, month, day } = civilOfDay(on);
  return { en: `${day} ${englishMonth(month)} ${year}`, ko: `${year}년 ${month}월 ${day}일` };
};

const weekLabel = (startsOn: Day, calendar: CompanyCalendar): Words => {
  const { year, month, week } = weekOfMonth(startsOn);
  if (calendar.weekLabels === "iso") {
    const { year: named, week: number } = isoWeekOf(startsOn + 3);
    const label = `${named}-W${String(number).padStart(2, "0")}`;
    return { en: label, ko: label };
  }
  if (calendar.weekLabels === "month")
    return { en: `${englishMonth(month)} ${year}, week ${week}`, ko: `${year}년 ${month}월 ${week}주차` };
  const iso = isoWeekOf(startsOn);
  return {
    en: calendar.firstWeekday === 1 ? `Week ${iso.week}, ${iso.year}` : `Week of ${dayLabel(startsOn).en}`,
    ko: `${year}년 ${month}월 ${week}주차`,
  };
};

const monthLabel = (startsOn: Day): Words => {
  const { year, month } = civilOfDay(startsOn);
  return { en: `${englishMonth(month)} ${year}`, ko: `${year}년 ${month}월` };
};

/** From the first day through the last, for months that are not those of the calendar: no name of a month would be right. */
const spanLabel = ({ startsOn, endsBefore }: Period): Words => {
  const first = civilOfDay(startsOn);
  const last = civilOfDay(endsBefore - 1);
  const isOneYear = first.year === last.year;
  return {
    en: `${first.day} ${englishMonth(first.month)}${isOneYear ? "" : ` ${first.year}`} – ${last.day} ${englishMonth(last.month)} ${last.year}`,
    ko: `${first.year}년 ${first.month}월 ${first.day}일~${isOneYear ? "" : `${last.year}년 `}${last.month}월 ${last.day}일`,
  };
};

/** A period of a list by the name that it has there; outside of it, where the list begins or ended. */
const listedLabel = (period: Period, calendar: CompanyCalendar): Words => {
  const list = listOf(period.cadence, calendar);
  const name = { en: nameIn(list?.name ?? {}, "en"), ko: nameIn(list?.name ?? {}, "ko") };
  if (period.outside === "before") {
    const first = dayLabel(period.endsBefore);
    return { en: `Before ${name.en}, which begins on ${first.en}`, ko: `${name.ko} 시작 전(${first.ko}부터)` };
  }
  if (period.outside === "after") {
    const last = dayLabel(period.startsOn - 1);
    return { en: `After ${name.en}, which ended on ${last.en}`, ko: `${name.ko} 종료 후(${last.ko}까지)` };
  }
  const label = list?.periods.find(({ startsOn }) => startsOn === period.startsOn)?.label ?? {};
  return { en: nameIn(label, "en"), ko: nameIn(label, "ko") };
};

const isCalendarYear = ({ fiscalYear }: CompanyCalendar): boolean =>
  fiscalYear.type === "months" && fiscalYear.startsOn.month === 1 && fiscalYear.startsOn.day === 1;

/** 2025/26: both years, since companies differ in which one names a year that begins in one and ends in the other. */
const twoYears = (first: number): string => `${first}/${String((first + 1) % 100).padStart(2, "0")}`;

const fiscalYearName = (day: Day, calendar: CompanyCalendar): string => {
  const { fiscalYear } = calendar;
  if (fiscalYear.type === "months") return twoYears(civilOfDay(periodContaining("year", day, calendar).startsOn).year);
  const { name } = weeksYearOf(fiscalYear, day);
  return fiscalYear.endsOn.month === 12 ? String(name) : twoYears(name - 1);
};

const numberInYear = (period: Period, calendar: CompanyCalendar): number => {
  const { startsOn } = periodContaining("year", period.startsOn, calendar);
  return periodsTouching(period.cadence, { startsOn, endsBefore: period.startsOn }, calendar).length + 1;
};

const parts: Readonly<Record<Exclude<CompanyCadence, "day" | "week" | "year">, (number: number) => Words>> = {
  month: (number) => ({ en: `Month ${number},`, ko: `${number}번째 달` }),
  quarter: (number) => ({ en: `Q${number}`, ko: `${number}분기` }),
  half: (number) => ({ en: `H${number}`, ko: number === 1 ? "상반기" : "하반기" }),
};

/** What people call a period: `March 2026`, `Q1 FY 2025/26`, `2026년 3월 2주차`. */
export const periodLabel = (period: Period, calendar: CompanyCalendar, language: Language): string => {
  const { cadence, startsOn } = period;
  if (cadence === "day") return dayLabel(startsOn)[language];
  if (cadence === "week") return weekLabel(startsOn, calendar)[language];
  if (isListCadence(cadence)) return listedLabel(period, calendar)[language];
  if (isMonthCadence(cadence)) return (cadence === "month-from-1" ? monthLabel(startsOn) : spanLabel(period))[language];
  if (cadence === "month" && calendar.fiscalYear.type === "months") {
    return (calendar.fiscalYear.startsOn.day === 1 ? monthLabel(startsOn) : spanLabel(period))[language];
  }
  const year = isCalendarYear(calendar) ? String(civilOfDay(startsOn).year) : fiscalYearName(startsOn, calendar);
  const yearWords: Words = isCalendarYear(calendar) ? { en: year, ko: `${year}년` } : { en: `FY ${year}`, ko: `${year} 회계연도` };
  if (cadence === "year") return yearWords[language];
  const part = parts[cadence](numberInYear(period, calendar));
  return language === "en" ? `${part.en} ${yearWords.en}` : `${yearWords.ko} ${part.ko}`;
};
