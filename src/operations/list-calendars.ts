import { calendarsOf } from "../domain/holiday-calendar.ts";
import { builtInCalendars } from "../domain/holidays/countries.ts";
import type { Name } from "../domain/language.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

export type CalendarListed = {
  readonly calendar: string;
  /** Null of those that come with Attain: they are called as their country. */
  readonly name: Name | null;
  /** The one that it stands on. */
  readonly base: string | null;
  /** Years whose holidays are known, in order. */
  readonly years: readonly number[];
};

export type CalendarList = {
  /** The one that the company keeps where a team or a member has no other; null: no holidays are kept. */
  readonly kept: string | null;
  readonly calendars: readonly CalendarListed[];
};

/** The calendars that there are: the company's own, then those of countries and their parts. */
export const listCalendars = (database: Database, companyId: number): Promise<CalendarList> =>
  inCompany(database, companyId, async (tx) => {
    const { company } = await loadSettings(tx, companyId);
    const find = calendarsOf(company.calendars);
    const listed = (calendar: string, name: Name | null, base: string | null): CalendarListed => ({
      calendar,
      name,
      base,
      years: [...(find(calendar)?.years ?? [])].toSorted((a, b) => a - b),
    });
    return {
      kept: company.holidays,
      calendars: [
        ...company.calendars.map(({ id, name, base }) => listed(id, name, base)),
        ...builtInCalendars.map((id) => listed(id, null, null)),
      ],
    };
  });
