import { dayOfCivil } from "./civil.ts";
import { commonDays, isWithin, type Day, type Span } from "./day.ts";
import type { Name } from "./language.ts";
import { heldOn } from "./member.ts";
import { workingTimeIn, yearsUnknown, type DaysOff, type Work, type WorkFacts, type YearOfCalendar } from "./working-days.ts";

export type HolidayOn = { readonly on: Day; readonly name: Name; readonly off: Work };

export type CalendarMonth = {
  readonly span: Span;
  readonly worked: Work;
  readonly standard: Work;
  /** Of the calendar that holds on the day, also where it falls on a day that is not worked anyway. */
  readonly holidays: readonly HolidayOn[];
  /** Leave, cut to the month. */
  readonly away: readonly DaysOff[];
};

export type CalendarYear = {
  readonly year: number;
  readonly worked: Work;
  readonly standard: Work;
  readonly months: readonly CalendarMonth[];
  /** Whose holidays of this year nobody has told: its working days are too many. */
  readonly unknown: readonly YearOfCalendar[];
};

const holidaysIn = ({ calendar, employed }: WorkFacts, { startsOn, endsBefore }: Span): readonly HolidayOn[] => {
  const found: HolidayOn[] = [];
  for (let on = startsOn; on < endsBefore; on += 1) {
    const holiday = isWithin(employed, on) ? heldOn(calendar, on)?.holidays.get(on) : undefined;
    if (holiday !== undefined) found.push({ on, ...holiday });
  }
  return found;
};

const monthOf = (facts: WorkFacts, span: Span): CalendarMonth => {
  const { worked, standard } = workingTimeIn(facts, span);
  const away = facts.leaves.flatMap(({ span: days, off }) => {
    const common = commonDays(days, span);
    return common === undefined ? [] : [{ span: common, off }];
  });
  return { span, worked, standard, holidays: holidaysIn(facts, span), away };
};

/** Working time of a year by month, with the holidays and leave that it lacks. */
export const calendarYear = (facts: WorkFacts, year: number): CalendarYear => {
  const starts = Array.from({ length: 13 }, (_, index) => (index === 12 ? dayOfCivil(year + 1, 1, 1) : dayOfCivil(year, index + 1, 1)));
  const months = starts.slice(0, 12).map((startsOn, index) => monthOf(facts, { startsOn, endsBefore: starts[index + 1] ?? startsOn }));
  const [startsOn = 0] = starts;
  const sum = (of: (month: CalendarMonth) => Work): Work => months.reduce((all, month) => all + of(month), 0);
  return {
    year,
    worked: sum(({ worked }) => worked),
    standard: sum(({ standard }) => standard),
    months,
    unknown: yearsUnknown(facts, { startsOn, endsBefore: starts[12] ?? startsOn }),
  };
};
