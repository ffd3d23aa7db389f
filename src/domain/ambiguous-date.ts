import { isoDay } from "./day.ts";
import { dayOfCivil, daysInMonth } from "./civil.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

const twoWays = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?![\d])/;

const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** For a date such as 03/04/2026, which is 3 April or 4 March by the country: both readings. Undefined when there is but one, or none. */
export const ambiguousDate = (text: string, pointer: string): Refusal | undefined => {
  const [whole, first = "", second = "", years = ""] = text.length > 60 ? [] : (twoWays.exec(text) ?? []);
  if (whole === undefined || first === second) return undefined;
  const year = Number(years) + (years.length === 2 ? 2000 : 0);
  const [a, b] = [Number(first), Number(second)];
  if (!isDay(year, b, a) || !isDay(year, a, b) || a === b) return undefined;
  return refusal("date-ambiguous", pointer, {
    found: shown(text),
    first: isoDay(dayOfCivil(year, b, a)),
    second: isoDay(dayOfCivil(year, a, b)),
  });
};
