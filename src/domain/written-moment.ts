import { daysInMonth } from "./civil.ts";
import { isoDay, weekdayOf, weekdayWords, type Weekday } from "./day.ts";
import { dateOrders, dayOfReading, fallsOn, writtenDate, type DateOrder, type DateReading } from "./written-date.ts";
import { clockText, isSerialText, isoOfSerial, secondOfFraction, type ExcelEpoch } from "./excel-serial.ts";
import type { Words } from "./refusals/words.ts";
import { compactTime, writtenOffset, writtenTime, type WrittenTime } from "./written-time.ts";

/** A date with or without a time, in every way that it can be read. */
export type WrittenMoment = {
  readonly readings: readonly DateReading[];
  readonly weekday: Weekday | null;
  /** `T09:05:00`, or empty. */
  readonly time: string;
  /** `Z`, `+09:00`, or empty. */
  readonly offset: string;
};

const two = (value: number): string => String(value).padStart(2, "0");
const four = (value: number): string => String(value).padStart(4, "0");

const timeText = ({ hour, minute, second, fraction }: WrittenTime): string =>
  `T${two(hour)}:${two(minute)}:${two(second)}${fraction === "" ? "" : `.${fraction}`}`;

const isMidnight = (time: string): boolean => /^T00:00:00(?:\.0+)?$/.test(time);
const between = /^(?:T(?=\d)|[\s,]*(?:\bat\b)?[\s,]*)/i;

/** The time and offset behind a date. A cell of a date alone often carries midnight, and the real time stands in the cell beside it. */
const readTail = (behind: string, hasYear: boolean): { readonly time: string; readonly offset: string } | undefined => {
  const text = behind.replace(between, "").trimEnd();
  if (text === "") return { time: "", offset: "" };
  if (/^0?[.,]\d{1,17}$/.test(text)) return { time: `T${clockText(secondOfFraction(Number(text.replace(",", "."))))}`, offset: "" };
  const digits = hasYear ? compactTime(text) : undefined;
  if (digits !== undefined) return { time: timeText(digits), offset: "" };
  const found = writtenTime(text);
  if (found === undefined) return undefined;
  const time = timeText(found.time);
  const offset = writtenOffset(found.rest);
  if (offset !== undefined) return { time, offset };
  return isMidnight(time) && /^\s/.test(found.rest) ? readTail(found.rest, hasYear) : undefined;
};

/** The whole text as a date with or without a time; undefined when it is none. Spaces that nobody can tell apart are one. */
export const writtenMoment = (written: string): WrittenMoment | undefined => {
  const text = written.replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, " ").trim();
  const date = writtenDate(text);
  if (date === undefined) return undefined;
  const hasYear = date.readings.some(({ year }) => year !== null);
  const tail = readTail(date.rest, hasYear);
  return tail === undefined ? undefined : { readings: date.readings, weekday: date.weekday, ...tail };
};

/** A date that cannot be taken as it stands, and why. */
export type DateDoubt =
  | { readonly type: "unreadable" }
  | { readonly type: "two-ways"; readonly first: string; readonly second: string }
  | { readonly type: "no-year" }
  | { readonly type: "weekday"; readonly real: Words; readonly date: string };

/** How dates of a column are read: gives ISO 8601, the time and offset with it where the cell has them. */
export type DateStyle = (text: string) => string | DateDoubt;

const unreadable: DateDoubt = { type: "unreadable" };

const isoOf = ({ year, month, day }: DateReading): string => `${four(year ?? 0)}-${two(month)}-${two(day)}`;

const exists = ({ year, month, day }: DateReading): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year ?? 2000, month);

const settle = ({ readings, weekday, time, offset }: WrittenMoment, order: DateOrder | null, year: number | null): string | DateDoubt => {
  const wanted = readings.filter((each) => order === null || each.order === null || each.order === order);
  const dated = wanted.map((each) => (each.year === null && year !== null ? { ...each, year } : each));
  const possible = weekday === null ? dated : dated.filter((each) => !exists(each) || fallsOn(each, weekday));
  const [first, second] = possible;
  if (first === undefined) {
    const [one] = dated;
    if (one === undefined) return unreadable;
    return { type: "weekday", real: weekdayWords(weekdayOf(dayOfReading(one))), date: isoDay(dayOfReading(one)) };
  }
  if (first.year === null) return { type: "no-year" };
  if (second !== undefined && isoOf(first) !== isoOf(second)) return { type: "two-ways", first: isoOf(first), second: isoOf(second) };
  return `${isoOf(first)}${time}${offset}`;
};

const written =
  (order: DateOrder | null, year: number | null): DateStyle =>
  (text) => {
    const moment = writtenMoment(text);
    return moment === undefined ? unreadable : settle(moment, order, year);
  };

const serials = (epoch: ExcelEpoch, year: number | null): DateStyle => {
  const otherwise = written(null, year);
  return (text) => {
    const [day = "", ...behind] = text.trim().split(/\s+/);
    if (!isSerialText(day)) return otherwise(text);
    const iso = isoOfSerial(day, epoch);
    if (iso === undefined) return unreadable;
    if (behind.length === 0) return iso;
    const tail = readTail(behind.join(" "), true);
    return tail === undefined ? unreadable : `${iso.slice(0, 10)}${tail.time}${tail.offset}`;
  };
};

const unix =
  (perSecond: number): DateStyle =>
  (text) => {
    if (!/^\d{9,13}$/.test(text)) return unreadable;
    const millis = (Number(text) / perSecond) * 1000;
    const second = Math.floor(millis / 1000);
    const day = Math.floor(second / 86_400);
    const fraction = millis - second * 1000;
    return `${isoDay(day)}T${clockText(second - day * 86_400)}${fraction === 0 ? "" : `.${String(fraction).padStart(3, "0")}`}Z`;
  };

/** The names that a format may have in place of a pattern, for dates and times. */
export const dateStyleNames = ["auto", ...dateOrders, "excel", "excel-1904", "unix-seconds", "unix-milliseconds"] as const;
export type DateStyleName = (typeof dateStyleNames)[number];

export const isDateStyleName = (name: string): name is DateStyleName => dateStyleNames.some((each) => each === name);

/**
 * How a format that has a name reads dates. `auto` takes every usual form that can be read in one way only; `month-first`, `day-first` and
 * `year-first` decide those that cannot; `excel` reads serial numbers, and text like `auto`. `year` is that of dates which name none.
 */
export const dateStyle = (name: DateStyleName, year: number | null): DateStyle => {
  switch (name) {
    case "auto":
      return written(null, year);
    case "excel":
      return serials(1900, year);
    case "excel-1904":
      return serials(1904, year);
    case "unix-seconds":
      return unix(1);
    case "unix-milliseconds":
      return unix(1000);
    default:
      return written(name, year);
  }
};
