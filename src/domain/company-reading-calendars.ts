import type {
  CalendarDaysEntry,
  CompanyEntry,
  CompanyFile,
  DatedEngagementEntry,
  DatedPatternEntry,
  PatternEntry,
} from "./company-file.ts";
import type { Company, Settings } from "./company.ts";
import { firstYear, isoDay, lastYear, type Day } from "./day.ts";
import { calendarIds, DEEPEST_BASE, type OwnCalendar, type OwnHoliday } from "./holiday-calendar.ts";
import { builtInCalendars } from "./holidays/countries.ts";
import { engagements, type Dated, type Engagement } from "./member.ts";
import { noHint } from "./meant.ts";
import { refusal } from "./refusal.ts";
import { HALF_DAY, mondayToFriday, WHOLE_DAY, type WorkingPattern } from "./working-days.ts";
import { patternOf, shortWeekdays, type ShortWeekday } from "./working-pattern.ts";
import { readDated, readDay, readId, readName, refuseRepeated, refuseUnknown, things, type Findings } from "./company-reading-basics.ts";

const workOf = (findings: Findings, share: number, pointer: string): number => {
  const work = Math.round(share * WHOLE_DAY);
  if (share >= 0 && share <= 1 && Math.abs(work - share * WHOLE_DAY) <= 1e-9) return work;
  findings.push(refusal("work-share", pointer, { found: String(share) }));
  // Whatever was meant, it was not that the day is free.
  return WHOLE_DAY;
};

const readPattern = (findings: Findings, entry: PatternEntry, pointer: string): WorkingPattern => {
  const named = (weekdays: readonly ShortWeekday[]): WorkingPattern => patternOf((weekday) => (weekdays.includes(weekday) ? WHOLE_DAY : 0));
  const shared = (shares: Readonly<Partial<Record<ShortWeekday, number | undefined>>>): WorkingPattern =>
    patternOf((weekday) => workOf(findings, shares[weekday] ?? 0, `${pointer}/${weekday}`));
  // An array is the one, a record of weekdays the other; the compiler does not tell read-only arrays from records.
  const pattern = Array.isArray(entry)
    ? named(entry as readonly ShortWeekday[])
    : shared(entry as Exclude<PatternEntry, readonly ShortWeekday[]>);
  if (pattern.every((work) => work === 0)) findings.push(refusal("pattern-empty", pointer));
  return pattern;
};

const isPattern = (entry: DatedPatternEntry): entry is PatternEntry => !Array.isArray(entry) || typeof entry[0] !== "object";

const packed = (pattern: WorkingPattern): string => pattern.join(" ");
const unpacked = (text: string): WorkingPattern => {
  const work = text.split(" ").map(Number);
  return patternOf((weekday) => work[shortWeekdays.indexOf(weekday)] ?? 0);
};
const mapDated = <T, U>(dated: Dated<T | null>, change: (value: T) => U): Dated<U | null> =>
  dated.map(({ value, from }) => ({ value: value === null ? null : change(value), from }));

type Known<T> = { readonly before: Dated<T | null>; readonly today: Day };

/** A member's weeks. As texts on the way, so that two that say the same are the same. */
export const readPatterns = (
  findings: Findings,
  entry: DatedPatternEntry | null | undefined,
  { before, today }: Known<WorkingPattern>,
  pointer: string,
): Dated<WorkingPattern | null> => {
  const read = (pattern: PatternEntry, at: string): string => packed(readPattern(findings, pattern, at));
  const texts =
    entry === null || entry === undefined
      ? null
      : isPattern(entry)
        ? read(entry, pointer)
        : entry.map(({ value, from }, index) => ({ value: value === null ? null : read(value, `${pointer}/${index}/value`), from }));
  return mapDated(readDated(findings, texts, { before: mapDated(before, packed), today }, pointer, String), unpacked);
};

const engagementNamed = (value: string): Engagement | null => engagements.find((each) => each === value) ?? null;

export const readEngagements = (
  findings: Findings,
  entry: DatedEngagementEntry | null | undefined,
  known: Known<Engagement>,
  pointer: string,
): Dated<Engagement | null> => readDated(findings, entry, known, pointer, engagementNamed);

/** Names a calendar; refuses one that there is not. */
export const calendarReader =
  (findings: Findings, own: readonly OwnCalendar[]) =>
  (value: string, pointer: string): string => {
    const ids = calendarIds(own);
    if (!ids.includes(value)) findings.push(refuseUnknown("calendar", value, ids, pointer));
    return value;
  };

const MOST_DAYS = 10_000;

const readOwnDays = (findings: Findings, entries: NonNullable<CalendarDaysEntry["days"]>, pointer: string): readonly OwnHoliday[] => {
  const seen = new Map<Day, string>();
  return entries
    .flatMap((entry, index): readonly OwnHoliday[] => {
      const at = `${pointer}/${index}`;
      const on = readDay(findings, entry.on, `${at}/on`);
      const name = readName(findings, entry.name, entry.on, `${at}/name`);
      if (on === null) return [];
      const other = seen.get(on);
      if (other !== undefined) findings.push(refusal("calendar-day-repeated", `${at}/on`, { found: isoDay(on), other }));
      seen.set(on, at);
      return [{ on, name, off: entry.half === true ? HALF_DAY : WHOLE_DAY }];
    })
    .toSorted((a, b) => a.on - b.on);
};

const readYears = (findings: Findings, years: readonly number[], pointer: string): readonly number[] => {
  for (const [index, year] of years.entries())
    if (!Number.isInteger(year) || year < firstYear || year > lastYear)
      findings.push(
        refusal("date-range", `${pointer}/${index}`, {
          found: String(year),
          from: String(firstYear),
          through: String(lastYear),
          hint: noHint,
        }),
      );
  return [...new Set(years)].toSorted((a, b) => a - b);
};

const readCalendar = (findings: Findings, entry: CalendarDaysEntry, pointer: string): OwnCalendar => {
  const id = readId(findings, entry.id, `${pointer}/id`);
  if (builtInCalendars.includes(id)) findings.push(refusal("calendar-built-in", `${pointer}/id`, { found: id }));
  const days = readOwnDays(findings, (entry.days ?? []).slice(0, MOST_DAYS), `${pointer}/days`);
  if ((entry.days ?? []).length > MOST_DAYS)
    findings.push(refusal("calendar-large", `${pointer}/days`, { found: (entry.days ?? []).length, limit: MOST_DAYS }));
  const free = new Set(days.map(({ on }) => on));
  const working = (entry.working ?? []).flatMap((text, index) => {
    const day = readDay(findings, text, `${pointer}/working/${index}`);
    if (day !== null && free.has(day)) findings.push(refusal("calendar-day-both", `${pointer}/working/${index}`, { found: isoDay(day) }));
    return day === null ? [] : [day];
  });
  return {
    id,
    name: readName(findings, entry.name, id, `${pointer}/name`),
    base: entry.base ?? null,
    days,
    working: [...new Set(working)].toSorted((a, b) => a - b),
    years: readYears(findings, entry.years ?? [], `${pointer}/years`),
    provisional: readYears(findings, entry.provisional ?? [], `${pointer}/provisional`),
  };
};

/** A calendar stands on one that is there, and after a few steps on a country's or on none. */
const refuseBases = (findings: Findings, calendars: readonly OwnCalendar[]): void => {
  const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]));
  const ids = calendarIds(calendars);
  for (const [index, { id, base, years, provisional }] of calendars.entries()) {
    const pointer = `/calendars/${index}`;
    if (base === null) {
      if (years.length + provisional.length === 0) findings.push(refusal("calendar-years", pointer, { found: id }));
      continue;
    }
    if (!ids.includes(base)) {
      findings.push(refuseUnknown("calendar", base, ids, `${pointer}/base`));
      continue;
    }
    const path = [id];
    for (let next: string | null = base; next !== null && path.length <= DEEPEST_BASE + 1; next = byId.get(next)?.base ?? null)
      path.push(next);
    if (path.length > DEEPEST_BASE + 1)
      findings.push(refusal("calendar-base", `${pointer}/base`, { path: path.join(" → "), limit: DEEPEST_BASE }));
  }
};

const readOwnCalendars = (findings: Findings, entries: readonly CalendarDaysEntry[]): readonly OwnCalendar[] => {
  refuseRepeated(findings, entries, "calendar", "/calendars");
  const calendars = entries.map((entry, index) => readCalendar(findings, entry, `/calendars/${index}`));
  refuseBases(findings, calendars);
  return calendars;
};

/** What the company itself says of working time. */
export const readWorkingTime = (
  findings: Findings,
  company: CompanyEntry,
  entries: readonly CalendarDaysEntry[],
): Pick<Company, "workingDays" | "holidays" | "calendars" | "clocksPauseOnLeave"> => {
  const calendars = readOwnCalendars(findings, entries);
  const named = calendarReader(findings, calendars);
  return {
    workingDays:
      company.workingDays === null || company.workingDays === undefined
        ? mondayToFriday
        : readPattern(findings, company.workingDays, "/company/workingDays"),
    holidays: company.holidays === null || company.holidays === undefined ? null : named(company.holidays, "/company/holidays"),
    calendars,
    clocksPauseOnLeave: company.clocksPauseOnLeave === true,
  };
};

/** A calendar that the file no longer names, but that was or is somebody's: without it days gone could not be worked out again. */
export const refuseCalendarsInUse = (
  findings: Findings,
  own: readonly OwnCalendar[],
  file: Pick<CompanyFile, "teams" | "members">,
  { teams, members }: Pick<Settings, "teams" | "members">,
): void => {
  const there = new Set(calendarIds(own));
  const named = new Set([
    ...(file.teams ?? []).map(({ holidays }) => holidays),
    ...(file.members ?? []).flatMap(({ holidays }) =>
      typeof holidays === "object" ? (holidays ?? []).map(({ value }) => value) : [holidays],
    ),
  ]);
  const uses = [
    ...teams.map(({ id, holidays }) => ({ calendar: holidays, user: { en: `the team "${id}"`, ko: `팀 "${id}"` } })),
    ...members.flatMap(({ id, holidays }) =>
      holidays.map(({ value }) => ({ calendar: value, user: { en: `the member "${id}"`, ko: `구성원 "${id}"` } })),
    ),
  ];
  const told = new Set<string>();
  for (const { calendar, user } of uses) {
    if (calendar === null || there.has(calendar) || named.has(calendar) || told.has(calendar)) continue;
    told.add(calendar);
    findings.push(refusal("reference-ended", "/calendars", { what: things.calendar, found: calendar, user }));
  }
};
