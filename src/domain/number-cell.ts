import { dayOfCivil } from "./civil.ts";
import { isoDay } from "./day.ts";
import type { NumberFormat } from "./number-format.ts";

/** From which day a workbook counts: 1900 as Windows always has, 1904 as the Mac once did. */
export type WorkbookEpoch = 1900 | 1904;

/** Serial 0. That of 1900 stands two days early, since it counts a 29 February 1900 that there was not; before that day it stands one early. */
const dayZero: Readonly<Record<WorkbookEpoch, number>> = { 1900: dayOfCivil(1899, 12, 30), 1904: dayOfCivil(1904, 1, 1) };
const imaginaryDay = 60;
/** 31 December 9999. */
const lastSerial: Readonly<Record<WorkbookEpoch, number>> = { 1900: 2_958_465, 1904: 2_957_003 };

const secondsPerDay = 86_400;
/** In seconds: how far a sum of fractions may stray. What is nearer than this to midnight is midnight; all else stays on its day. */
const stray = 0.000_01;

const two = (value: number): string => String(value).padStart(2, "0");

type DayAndSecond = { readonly days: number; readonly second: number };

const split = (serial: number): DayAndSecond => {
  const days = Math.floor(serial);
  const seconds = (serial - days) * secondsPerDay;
  if (secondsPerDay - seconds < stray) return { days: days + 1, second: 0 };
  return { days, second: Math.min(Math.round(seconds), secondsPerDay - 1) };
};

const clock = (second: number): string => `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;

/** A day as the spreadsheet shows it, also those that there were not. */
const dayText = (days: number, epoch: WorkbookEpoch): string => {
  if (epoch === 1900 && days === imaginaryDay) return "1900-02-29";
  if (epoch === 1900 && days === 0) return "1900-01-00";
  return isoDay(dayZero[epoch] + days + (epoch === 1900 && days < imaginaryDay ? 1 : 0));
};

const elapsedText = (serial: number): string => {
  const seconds = Math.round(Math.abs(serial) * secondsPerDay);
  const sign = serial < 0 && seconds > 0 ? "-" : "";
  return `${sign}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};

const padded = (value: number, pattern: string): string => {
  const places = pattern.replace(/[^0]/g, "").length;
  const digits = String(value).padStart(places, "0");
  let next = digits.length - places;
  const text = pattern.replace(/0/g, () => digits.charAt(next++));
  // What is longer than its pattern goes before it.
  return digits.slice(0, digits.length - places) + text;
};

/** Without an exponent: `1e-7` is `0.0000001`. */
const withoutExponent = (text: string): string => {
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (whole === "") return text;
  const point = whole.length + Number(exponent);
  const digits = whole + decimals;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, "0")}${point < digits.length ? `.${digits.slice(point)}` : ""}`;
};

/** Spreadsheets show no more; what stands behind is what adding has left. */
const shownDigits = 15;

const wholeNumber = /^-?(?:0|[1-9]\d*)$/;

/** The shortest decimal text of a number, with the digits that a spreadsheet shows. A whole number keeps all that are written. */
const numberText = (written: string, value: number): string => {
  if (wholeNumber.test(written)) return written;
  return withoutExponent(String(Number.isSafeInteger(value) ? value : Number(value.toPrecision(shownDigits))));
};

/** Beyond this range no number of a spreadsheet has an exponent that people wrote. */
const largest = 1e300;

/**
 * A number of a spreadsheet as its format shows it, in ISO 8601: a date `2026-03-02`, with its time `2026-03-02T09:05:00`, a time of day
 * `09:05:00`, a duration `0:03:41`, to the nearest second; else its shortest decimal text. What is no number, or no date of the calendar,
 * comes as it is written.
 */
export const numberCell = (written: string, format: NumberFormat, epoch: WorkbookEpoch): string => {
  if (format.type === "number" && wholeNumber.test(written)) return written;
  const value = Number(written);
  if (written === "" || !(Math.abs(value) < largest)) return written;
  if (format.type === "number") return numberText(written, value);
  if (format.type === "padded")
    return Number.isSafeInteger(value) && value >= 0 ? padded(value, format.pattern) : numberText(written, value);
  if (format.type === "elapsed") return elapsedText(value);
  const { days, second } = split(value);
  if (format.type === "time" || (format.type === "date-or-time" && value < 1 && value >= 0)) return clock(second);
  if (value < 0 || days > lastSerial[epoch]) return numberText(written, value);
  if (format.type !== "datetime") return dayText(days, epoch);
  return days === 0 && epoch === 1900 ? clock(second) : `${dayText(days, epoch)}T${clock(second)}`;
};
