import { isoDay, plainDay, weekdayNames, type Weekday } from "../../domain/day.ts";
import type { Language } from "../../domain/language.ts";
import { periodLabel } from "../../domain/period-label.ts";
import { defaultCalendar, periodContaining, type CompanyCalendar } from "../../domain/period.ts";
import type { Days } from "./api.ts";

export const spans = ["week", "month", "quarter", "year"] as const;
export type SpanName = (typeof spans)[number];

export const isSpan = (text: string | undefined): text is SpanName => spans.some((span) => span === text);

export type Shown = { readonly days: Days; readonly label: string; readonly earlier: string; readonly later: string };

const calendarFrom = (firstWeekday: string | undefined): CompanyCalendar => {
  const index = weekdayNames.findIndex((name) => name === firstWeekday);
  // The index of a name is the number of the weekday less one.
  return index < 0 ? defaultCalendar : { ...defaultCalendar, firstWeekday: (index + 1) as Weekday };
};

/** The week, month, quarter or year of the calendar that holds a day, what it is called, and a day of the ones beside it. */
export const spanAround = (span: SpanName, day: string, language: Language, firstWeekday: string | undefined): Shown => {
  const calendar = calendarFrom(firstWeekday);
  const period = periodContaining(span, plainDay(day), calendar);
  return {
    days: { from: isoDay(period.startsOn), before: isoDay(period.endsBefore) },
    label: periodLabel(period, calendar, language),
    earlier: isoDay(period.startsOn - 1),
    later: isoDay(period.endsBefore),
  };
};
