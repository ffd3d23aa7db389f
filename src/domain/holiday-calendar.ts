import type { Day } from "./day.ts";
import { holidaysOf, builtInCalendars } from "./holidays/countries.ts";
import type { Name } from "./language.ts";
import type { Holiday, HolidayCalendar, Work } from "./working-days.ts";

/** A calendar of the company's own, alone or on top of another one. */
export type OwnCalendar = {
  readonly id: string;
  readonly name: Name;
  /** A country's calendar (`KR`, `DE-BY`) or another one of the company's. */
  readonly base: string | null;
  /** Days that are free beside those of the base, in order. */
  readonly days: readonly OwnHoliday[];
  /** Days of the base that are worked after all, in order. */
  readonly working: readonly Day[];
  /** Years of which all holidays are in it, beside those that the base knows. */
  readonly years: readonly number[];
  /** Years that an admin goes by although nobody knows all their holidays yet. */
  readonly provisional: readonly number[];
};

export type OwnHoliday = { readonly on: Day; readonly name: Name; readonly off: Work };

/** A calendar may stand on one that stands on another: more than a company needs, and a limit that a circle cannot pass. */
export const DEEPEST_BASE = 5;

const onTopOf = (base: HolidayCalendar | null, own: OwnCalendar): HolidayCalendar => {
  const holidays = new Map<Day, Holiday>(base?.holidays ?? []);
  for (const day of own.working) holidays.delete(day);
  for (const { on, name, off } of own.days) holidays.set(on, { name, off });
  return { id: own.id, holidays, years: new Set([...(base?.years ?? []), ...own.years, ...own.provisional]) };
};

/** Every calendar that a company may name, worked out when it is first asked for. Null for one that there is not. */
export const calendarsOf = (own: readonly OwnCalendar[]): ((id: string) => HolidayCalendar | null) => {
  const byId = new Map(own.map((calendar) => [calendar.id, calendar]));
  const known = new Map<string, HolidayCalendar | null>();
  const find = (id: string, depth: number): HolidayCalendar | null => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const calendar = byId.get(id);
    const found =
      calendar === undefined
        ? holidaysOf(id)
        : onTopOf(calendar.base === null || depth === DEEPEST_BASE ? null : find(calendar.base, depth + 1), calendar);
    known.set(id, found);
    return found;
  };
  return (id) => find(id, 0);
};

/** The ids that a company may write where a calendar is wanted. */
export const calendarIds = (own: readonly { readonly id: string }[]): readonly string[] => [
  ...own.map(({ id }) => id),
  ...builtInCalendars,
];
