import { daysInMonth } from "./civil.ts";
import { parseDay, type Day } from "./day.ts";
import { refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";

const yearFirst = /^(\d{4})(?:\. ?|\/)(\d{1,2})(?:\. ?|\/)(\d{1,2})\.?$/;
const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;

const iso = (year: string, month: string, day: string): string => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

const isReal = (year: string, month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month));

/**
 * A day from a cell of a file whose format nobody named: `2026-03-04`, or with the year first in other punctuation (`2026/3/4`,
 * `2026. 3. 4.`). `03/04/2026` is 3 April to one reader and 4 March to another, so it is refused with both.
 */
export const parseDayCell = (cell: string, pointer: string): Outcome<Day> => {
  const text = cell.trim();
  const [isYearFirst, year = "", month = "", day = ""] = yearFirst.exec(text.slice(0, 20)) ?? [];
  if (isYearFirst === text && text !== "") return parseDay(iso(year, month, day), pointer);
  const [isYearLast, first = "", , second = "", of = ""] = yearLast.exec(text.slice(0, 20)) ?? [];
  if (isYearLast === text && text !== "" && isReal(of, first, second) && isReal(of, second, first)) {
    return refused(
      refusal("date-ambiguous", pointer, { found: shown(text), first: iso(of, second, first), second: iso(of, first, second) }),
    );
  }
  return parseDay(text, pointer);
};
