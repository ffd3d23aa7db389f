import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import { dayOfCivil } from "../domain/civil.ts";
import { periodContaining, periodsTouching, type Cadence, type CompanyCalendar } from "../domain/period.ts";
import type { Window } from "../domain/metric.ts";
import { columnOf, dayValue } from "./column-types.ts";

// Activities are refused outside of this span (domain/instant).
const FIRST = dayOfCivil(1989, 1, 1);
const AFTER_LAST = dayOfCivil(2102, 1, 1);

const laidOut = new WeakMap<CompanyCalendar, Map<Cadence, RawBuilder<unknown>>>();

/** First days of a company's periods, laid out once for each calendar. */
const startsOf = (calendar: CompanyCalendar, window: Cadence): RawBuilder<unknown> => {
  const known = laidOut.get(calendar) ?? new Map<Cadence, RawBuilder<unknown>>();
  laidOut.set(calendar, known);
  const starts =
    known.get(window) ??
    columnOf(
      "date",
      periodsTouching(window, { startsOn: FIRST, endsBefore: AFTER_LAST }, calendar).map((period) => period.startsOn),
    );
  known.set(window, starts);
  return starts;
};

/**
 * First day of the window that holds `a.local_day`, not before `runsFrom`. The periods are laid out by the domain and found by
 * binary search, so that no calendar is written down a second time in SQL; only days and weeks, which are plain arithmetic, are.
 */
export const windowStartSql = (calendar: CompanyCalendar, window: Window | Cadence, runsFrom: Day): RawBuilder<Day> => {
  switch (window) {
    case "ever":
      return dayValue(runsFrom);
    case "day":
      return sql<Day>`a.local_day`;
    case "week": {
      const anchor = periodContaining("week", FIRST, calendar).startsOn;
      return sql<Day>`greatest(a.local_day - (a.local_day - ${dayValue(anchor)}) % 7, ${dayValue(runsFrom)})`;
    }
    default: {
      const starts = startsOf(calendar, window);
      return sql<Day>`greatest((${starts})[width_bucket(a.local_day, ${starts})], ${dayValue(runsFrom)})`;
    }
  }
};

/** A bound on the length of a window in days, for index ranges; `Infinity` for ever. */
export const longestWindow = (window: Window): number =>
  ({ day: 1, week: 7, month: 36, quarter: 98, half: 190, year: 372, ever: Infinity })[window];
