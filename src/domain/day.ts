import { civilOfDay, dayOfCivil, daysInMonth, englishMonth } from "./civil.ts";
import { noHint } from "./meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

/**
 * A local day as a whole number: days since 1970-01-01. Everything after the log counts on days, and a comparison or
 * a difference of days is then one machine instruction. `-Infinity` and `Infinity` stand for "from the beginning" and "without end".
 */
export type Day = number;

/** Half-open: `startsOn` belongs to the span, `endsBefore` does not. */
export type Span = { readonly startsOn: Day; readonly endsBefore: Day };

/** 1 Monday … 7 Sunday, as in ISO 8601 and in the field `weekday` of an expression. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const weekdayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** The weekday as people read it. */
export const weekdayWords = (weekday: Weekday): { readonly en: string; readonly ko: string } => {
  const name = weekdayNames[weekday - 1] ?? "";
  return { en: name.slice(0, 1).toUpperCase() + name.slice(1), ko: `${"월화수목금토일".charAt(weekday - 1)}요일` };
};

const digits = (value: number, width: number): string => String(value).padStart(width, "0");

/** `2026-03-01` for its day number. The infinities are for comparing, not for showing. */
export const isoDay = (day: Day): string => {
  const { year, month, day: dayOfMonth } = civilOfDay(day);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`;
};

/** Always 0 … 6, also for a negative dividend: how far `day` lies after the last multiple of seven. */
const modulo = (value: number, divisor: number): number => value - Math.floor(value / divisor) * divisor;

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): Weekday => (modulo(day + 3, 7) + 1) as Weekday; // a remainder of 7 plus 1 is one of the seven

/** The last day on or before `day` that is this weekday. */
export const lastWeekday = (weekday: Weekday, day: Day): Day => day - modulo(day + 4 - weekday, 7);

export const isWithin = (span: Span, day: Day): boolean => span.startsOn <= day && day < span.endsBefore;

export const daysIn = (span: Span): number => Math.max(0, span.endsBefore - span.startsOn);

/** Equal for equal spans. */
export const spanKey = ({ startsOn, endsBefore }: Span): string => `${startsOn} ${endsBefore}`;

/** The days that both spans have, or undefined when there are none. */
export const commonDays = (a: Span, b: Span): Span | undefined => {
  const startsOn = Math.max(a.startsOn, b.startsOn);
  const endsBefore = Math.min(a.endsBefore, b.endsBefore);
  return startsOn < endsBefore ? { startsOn, endsBefore } : undefined;
};

/** Years outside are slips: an empty date, a Buddhist year, a column of microseconds. */
export const firstYear = 1900;
export const lastYear = 2199;

const example = "2026-01-05";
const longestDay = 40;
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

/** The day of `YYYY-MM-DD` at the start of a text, or NaN when the text is written otherwise or the day does not exist. */
export const plainDay = (text: string): Day => {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (
    !(year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && day >= 1) ||
    text.charCodeAt(4) !== 45 ||
    text.charCodeAt(7) !== 45
  )
    return NaN;
  return day <= 28 || day <= daysInMonth(year, month) ? dayOfCivil(year, month, day) : NaN;
};

/** Why there is no such month or day of the month; undefined when there is. */
export const missingDay = (
  found: string,
  pointer: string,
  date: { readonly year: number; readonly month: number; readonly day: number },
): Refusal | undefined => {
  const { year, month, day } = date;
  if (month < 1 || month > 12) {
    return refusal("date-invalid", pointer, {
      found: shown(found),
      reason: { en: `months go from 01 to 12`, ko: `월은 01부터 12까지입니다` },
    });
  }
  const last = daysInMonth(year, month);
  if (day >= 1 && day <= last) return undefined;
  return refusal("date-invalid", pointer, {
    found: shown(found),
    reason: { en: `${englishMonth(month)} ${year} has ${last} days`, ko: `${year}년 ${month}월은 ${last}일까지입니다` },
  });
};

/** A year that no record, quota or employment of ours can have. */
export const refuseYear = (found: string, pointer: string): Refusal =>
  refusal("date-range", pointer, { found: shown(found), from: `${firstYear}-01-01`, through: `${lastYear}-12-31`, hint: noHint });

/** ISO 8601 with any year, signed or of up to six digits, before or after Christ: well-formed, so the range is what is wrong. */
export const wideDay = /^([+-]?)(\d{4,6})-(\d{2})-(\d{2})( BC)?$/;

const refuseDay = (text: string, pointer: string): Refusal => {
  const malformed = (): Refusal => refusal("date-format", pointer, { found: shown(text), example });
  if (text.length > longestDay) return malformed();
  const [whole, sign = "", year = "", month = "", day = "", era] = wideDay.exec(text) ?? [];
  if (whole === undefined) return malformed();
  const inRange = sign === "" && era === undefined && year.length === 4 && Number(year) >= firstYear && Number(year) <= lastYear;
  if (!inRange) return refuseYear(text, pointer);
  return missingDay(text, pointer, { year: Number(year), month: Number(month), day: Number(day) }) ?? malformed();
};

/**
 * A day written `YYYY-MM-DD`, 1900 to 2199. Refuses everything that PostgreSQL or `Date` would guess at: `today`, `infinity`,
 * `2026-02-30`, week and ordinal dates, other digits, other orders.
 */
export const parseDay = (value: unknown, pointer: string): Outcome<Day> => {
  if (isMissing(value) || value === "") return refused(refusal("date-required", pointer, { example }));
  if (typeof value !== "string") return refused(refuseType(value, "string", example, pointer));
  const day = value.length === 10 ? plainDay(value) : NaN;
  return Number.isNaN(day) ? refused(refuseDay(value, pointer)) : accepted(day);
};

/** A half-open span from two days; refuses one without a day in it. */
export const parseSpan = (from: unknown, before: unknown, pointers: { readonly from: string; readonly before: string }): Outcome<Span> => {
  const startsOn = parseDay(from, pointers.from);
  const endsBefore = parseDay(before, pointers.before);
  if (!startsOn.ok) return endsBefore.ok ? startsOn : refused(startsOn.refusals[0], ...startsOn.refusals.slice(1), ...endsBefore.refusals);
  if (!endsBefore.ok) return endsBefore;
  if (startsOn.value >= endsBefore.value) {
    return refused(refusal("period-empty", pointers.before, { from: isoDay(startsOn.value), before: isoDay(endsBefore.value) }));
  }
  return accepted({ startsOn: startsOn.value, endsBefore: endsBefore.value });
};
