import type { HolidayCalendar } from "../working-days.ts";

/** The calendars that come with Attain: `KR`, `DE`, and parts of countries that keep days of their own, `DE-BY`. */
export const builtInCalendars: readonly string[] = [];

/** Null for a calendar that does not come with Attain. */
export const holidaysOf = (_id: string): HolidayCalendar | null => null;
