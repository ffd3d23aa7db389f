import { civilOfDay, dayOfCivil } from "../../domain/civil.ts";
import { lastWeekday, weekdayOf, type Day, type Span } from "../../domain/day.ts";
import { dayIn, type Instant } from "../../domain/instant.ts";
import { zones } from "./people.ts";

const monthOf = (day: Day, shift: number): Day => {
  const { year, month } = civilOfDay(day);
  const months = year * 12 + month - 1 + shift;
  return dayOfCivil(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
};

/** The days around which the sample is laid, all of them from the company's day. */
export type SampleDays = {
  /** The company's. */
  readonly today: Day;
  /** The first on which everybody of the company already is: earlier ones are over everywhere. */
  readonly overBefore: Day;
  /** Two months and what there is of this one: all that is told of. */
  readonly history: Span;
  readonly monthBefore: Span;
  readonly thisMonth: Day;
  readonly nextMonth: Day;
  readonly weekBefore: Span;
};

export const sampleDays = (now: Instant): SampleDays => {
  const today = dayIn("Asia/Seoul", now);
  const thisMonth = monthOf(today, 0);
  const thisWeek = lastWeekday(1, today);
  return {
    today,
    overBefore: Math.min(...Object.values(zones).map((zone) => dayIn(zone, now))),
    history: { startsOn: monthOf(today, -2), endsBefore: today + 1 },
    monthBefore: { startsOn: monthOf(today, -1), endsBefore: thisMonth },
    thisMonth,
    nextMonth: monthOf(today, 1),
    weekBefore: { startsOn: thisWeek - 7, endsBefore: thisWeek },
  };
};

export const isWeekend = (day: Day): boolean => weekdayOf(day) > 5;

/** The weekdays of a span. */
export const weekdaysOf = ({ startsOn, endsBefore }: Span): readonly Day[] =>
  Array.from({ length: Math.max(0, endsBefore - startsOn) }, (_, index) => startsOn + index).filter((day) => !isWeekend(day));
