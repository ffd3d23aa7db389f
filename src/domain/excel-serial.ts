import { dayOfCivil } from "./civil.ts";
import { firstYear, isoDay, lastYear, type Day } from "./day.ts";

/** From which day a workbook counts: 1900 as Windows always has, 1904 as the Mac once did. */
export type ExcelEpoch = 1900 | 1904;

/** Serial 0; that of 1900 stands two days early, since Excel counts a 29 February 1900 that there was not. Right from 1 March 1900 on. */
const dayZero: Readonly<Record<ExcelEpoch, Day>> = { 1900: dayOfCivil(1899, 12, 30), 1904: dayOfCivil(1904, 1, 1) };
const firstCertain = dayOfCivil(firstYear, 3, 1);
const lastDay = dayOfCivil(lastYear, 12, 31);

const secondsPerDay = 86_400;
const serial = /^\d{1,6}(?:[.,]\d{1,17})?$/;

export const isSerialText = (text: string): boolean => serial.test(text);

const two = (value: number): string => String(value).padStart(2, "0");

/** `09:05:12` for a second of the day. */
export const clockText = (second: number): string =>
  `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;

/** A fraction of a day in whole seconds, to the nearest; what is not yet midnight stays on its day. */
export const secondOfFraction = (fraction: number): number => Math.min(Math.round(fraction * secondsPerDay), secondsPerDay - 1);

/** The day and the second of it that a serial stands for, a decimal comma too. Undefined outside of 1 March 1900 to 2199. */
export const readSerial = (text: string, epoch: ExcelEpoch): { readonly day: Day; readonly second: number } | undefined => {
  if (!isSerialText(text)) return undefined;
  const [whole = "", decimals = "0"] = text.split(/[.,]/);
  const day = dayZero[epoch] + Number(whole);
  if (day < firstCertain || day > lastDay) return undefined;
  return { day, second: secondOfFraction(Number(`0.${decimals}`)) };
};

/** A serial in ISO 8601: the day, with the time when the serial has one. */
export const isoOfSerial = (text: string, epoch: ExcelEpoch): string | undefined => {
  const read = readSerial(text, epoch);
  if (read === undefined) return undefined;
  return /[.,]/.test(text) ? `${isoDay(read.day)}T${clockText(read.second)}` : isoDay(read.day);
};
