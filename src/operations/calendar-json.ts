import type { CalendarYear } from "../domain/calendar-year.ts";
import type { Settings } from "../domain/company.ts";
import { dayOfCivil } from "../domain/civil.ts";
import { firstYear, isoDay, lastYear, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { noHint } from "../domain/meant.ts";
import type { Dated } from "../domain/member.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { HALF_DAY, WHOLE_DAY, type Work, type WorkFacts } from "../domain/working-days.ts";
import { patternText } from "../domain/working-pattern.ts";

type HeldJson = { readonly value: string | null; readonly from: string | null };

/** Working days are whole days, or parts of them: 4.5. */
export type CalendarJson = {
  readonly member: string | null;
  /** What held in the year, from which day on. */
  readonly calendars: readonly HeldJson[];
  readonly workingWeeks: readonly HeldJson[];
  readonly year: number;
  readonly workingDays: number;
  /** Those of the full-time week, without holidays. */
  readonly standardDays: number;
  readonly months: readonly {
    readonly month: string;
    readonly workingDays: number;
    readonly standardDays: number;
    readonly holidays: readonly { readonly on: string; readonly name: Name; readonly half: boolean }[];
    readonly away: readonly { readonly from: string; readonly through: string; readonly half: boolean }[];
  }[];
  /** Calendars that do not know the holidays of this year. */
  readonly unknown: readonly string[];
  /** Calendars of the company's own by which this year is gone by although not all its holidays are known. */
  readonly provisional: readonly string[];
};

const daysOf = (work: Work): number => work / WHOLE_DAY;
const dayOrNull = (day: Day): string | null => (Number.isFinite(day) ? isoDay(day) : null);

const heldJson = <T>(dated: Dated<T | null>, year: number, otherwise: string | null, text: (value: T) => string): readonly HeldJson[] => {
  const [first, next] = [dayOfCivil(year, 1, 1), dayOfCivil(year + 1, 1, 1)];
  const entries = dated[0]?.from === -Infinity ? dated : [{ value: null, from: -Infinity }, ...dated];
  return entries
    .filter(({ from }, index) => from < next && (entries[index + 1]?.from ?? Infinity) > first)
    .map(({ value, from }) => ({ value: value === null ? otherwise : text(value), from: dayOrNull(from) }));
};

export const calendarJson = (of: CalendarYear, { company }: Settings, facts: WorkFacts, member: string | null): CalendarJson => {
  const calendars = heldJson(facts.calendar, of.year, null, ({ id }) => id);
  const named = new Set(calendars.map(({ value }) => value));
  return {
    member,
    calendars,
    workingWeeks: heldJson(facts.pattern, of.year, patternText(facts.standard), patternText),
    year: of.year,
    workingDays: daysOf(of.worked),
    standardDays: daysOf(of.standard),
    months: of.months.map(({ span, worked, standard, holidays, away }) => ({
      month: isoDay(span.startsOn).slice(0, 7),
      workingDays: daysOf(worked),
      standardDays: daysOf(standard),
      holidays: holidays.map(({ on, name, off }) => ({ on: isoDay(on), name, half: off === HALF_DAY })),
      away: away.map(({ span: days, off }) => ({
        from: isoDay(days.startsOn),
        through: isoDay(days.endsBefore - 1),
        half: off === HALF_DAY,
      })),
    })),
    unknown: of.unknown.map(({ calendar }) => calendar),
    provisional: company.calendars.filter(({ id, provisional }) => named.has(id) && provisional.includes(of.year)).map(({ id }) => id),
  };
};

/** A year that a calendar may be asked for. */
export const readYear = (year: number): Outcome<number> =>
  Number.isInteger(year) && year >= firstYear && year <= lastYear
    ? accepted(year)
    : refused(refusal("date-range", "/year", { found: String(year), from: firstYear, through: lastYear, hint: noHint }));
