import { calendarYear } from "../domain/calendar-year.ts";
import { calendarIds, calendarsOf } from "../domain/holiday-calendar.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { calendarJson, readYear, type CalendarJson } from "./calendar-json.ts";

export type CalendarQuestion = { readonly calendar: string; readonly year: number };

/**
 * The working days of a year by month that the company's full-time week has in a calendar, with its holidays by name. Refuses a calendar that there
 * is not; a year whose holidays nobody has told is answered and said to be unknown.
 */
export const showCalendar = (database: Database, companyId: number, question: CalendarQuestion): Promise<Outcome<CalendarJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<CalendarJson>> => {
    const year = readYear(question.year);
    if (!year.ok) return year;
    const settings = await loadSettings(tx, companyId);
    const { calendars, workingDays: standard } = settings.company;
    const value = calendarsOf(calendars)(question.calendar);
    if (value === null)
      return refused(
        notFound(
          "calendar",
          question.calendar,
          calendarIds(calendars).map((id) => ({ id })),
        ),
      );
    const employed = { startsOn: -Infinity, endsBefore: Infinity };
    const facts = { standard, pattern: [], calendar: [{ value, from: -Infinity }], leaves: [], employed };
    return accepted(calendarJson(calendarYear(facts, year.value), settings, facts, null));
  });
