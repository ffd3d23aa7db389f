import type { Change } from "../domain/company-changes.ts";
import type { CalendarDaysEntry, CompanyFile } from "../domain/company-file.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import type { Settings } from "../domain/company.ts";
import { civilOfDay, dayOfCivil } from "../domain/civil.ts";
import { firstYear, isoDay, lastYear, type Day } from "../domain/day.ts";
import { calendarsOf } from "../domain/holiday-calendar.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyFile } from "./company-file/apply-file.ts";
import { calendarEventsIn, type CalendarEvents } from "./files/formats/calendar-events.ts";

export type CalendarImport = {
  /** The text of an iCalendar file. */
  readonly text: string;
  /** One of the company's own; a new one is made. */
  readonly calendar: string;
  /** Years of which the file has all holidays; only their days are taken. Left out: every day, and no year becomes known by it. */
  readonly years: readonly number[];
  readonly by: string;
  readonly now: Instant;
};

export type CalendarImported = {
  readonly calendar: string;
  readonly added: number;
  /** Free already. */
  readonly unchanged: number;
  /** Events with a time of day, and those that are cancelled: left out. */
  readonly timed: number;
  readonly cancelled: number;
  /** Years that days came of, but of which the calendar does not know all holidays. */
  readonly unknownYears: readonly number[];
  readonly changes: readonly Change[];
};

/** A rule without an end is followed so far. */
const YEARS_AHEAD = 10;

type Merging = { readonly settings: Settings; readonly events: CalendarEvents; readonly input: CalendarImport };

/** The days that the calendar does not have yet, and its entry with them. */
const merged = (
  file: CompanyFile,
  { settings, events, input }: Merging,
): { readonly entry: CalendarDaysEntry; readonly added: readonly Day[] } => {
  const before = (file.calendars ?? []).find(({ id }) => id === input.calendar);
  const free = calendarsOf(settings.company.calendars)(input.calendar)?.holidays;
  const wanted = events.days.filter(({ on }) => input.years.length === 0 || input.years.includes(civilOfDay(on).year));
  const added = wanted.filter(({ on }) => free?.has(on) !== true);
  const working = new Set(added.map(({ on }) => isoDay(on)));
  const entry: CalendarDaysEntry = {
    ...before,
    id: input.calendar,
    days: [...(before?.days ?? []), ...added.map(({ on, name }) => ({ on: isoDay(on), name }))],
    working: (before?.working ?? []).filter((day) => !working.has(day)),
    years: [...(before?.years ?? []), ...input.years],
    provisional: (before?.provisional ?? []).filter((year) => !input.years.includes(year)),
  };
  return { entry, added: added.map(({ on }) => on) };
};

const refuseYears = (years: readonly number[]): Outcome<readonly number[]> =>
  outcomeOf(
    () => years,
    years
      .filter((year) => !Number.isInteger(year) || year < firstYear || year > lastYear)
      .map((year) => refusal("date-range", "/years", { found: String(year), from: firstYear, through: lastYear, hint: noHint })),
  );

/**
 * Adds the whole-day events of an iCalendar file to a calendar of the company's own. The same file again changes nothing. Refuses a file that cannot
 * be read, with its line, and whatever the company's file refuses of a calendar.
 */
export const importCalendar = (database: Database, companyId: number, input: CalendarImport): Promise<Outcome<CalendarImported>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<CalendarImported>> => {
      const years = refuseYears(input.years);
      if (!years.ok) return years;
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const today = dayIn(settings.company.timeZone, input.now);
      const last = input.years.length === 0 ? civilOfDay(today).year + YEARS_AHEAD : Math.max(...input.years);
      const events = calendarEventsIn(input.text, { startsOn: dayOfCivil(firstYear, 1, 1), endsBefore: dayOfCivil(last + 1, 1, 1) });
      if (!events.ok) return events;
      const file = companyFileOf(settings);
      const { entry, added } = merged(file, { settings, events: events.value, input });
      const there = file.calendars ?? [];
      const calendars = there.some(({ id }) => id === entry.id)
        ? there.map((each) => (each.id === entry.id ? entry : each))
        : [...there, entry];
      const applied = await applyFile(tx, { ...file, calendars }, { companyId, settings }, { by: input.by, act: "import-calendar", today });
      // The file is ours: only what is wrong with it says something to who imports.
      if (!applied.ok) {
        const [first, ...rest] = applied.refusals.map((each) => ({ ...each, pointer: "" }));
        return first === undefined ? applied : refused(first, ...rest);
      }
      const now = calendarsOf((await loadSettings(tx, companyId)).company.calendars)(input.calendar);
      const { timed, cancelled, days } = events.value;
      return accepted({
        calendar: input.calendar,
        added: added.length,
        unchanged: days.filter(({ on }) => input.years.length === 0 || input.years.includes(civilOfDay(on).year)).length - added.length,
        timed,
        cancelled,
        unknownYears: [...new Set(added.map((day) => civilOfDay(day).year))].filter((year) => now?.years.has(year) !== true),
        changes: applied.value.changes,
      });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: 120 },
  );
