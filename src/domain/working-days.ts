import { civilOfDay } from "./civil.ts";
import { commonDays, isWithin, weekdayOf, type Day, type Span } from "./day.ts";
import type { Name } from "./language.ts";
import { heldOn, type Dated } from "./member.ts";

/** How much of a working day, in hundredths: half days and days of 80 % are whole numbers, and sums of them exact. */
export type Work = number;

export const WHOLE_DAY: Work = 100;
export const HALF_DAY: Work = 50;

/** What is worked on each weekday, Monday first. */
export type WorkingPattern = readonly [Work, Work, Work, Work, Work, Work, Work];

export const mondayToFriday: WorkingPattern = [WHOLE_DAY, WHOLE_DAY, WHOLE_DAY, WHOLE_DAY, WHOLE_DAY, 0, 0];

/** `off` is how much of a day is free. */
export type Holiday = { readonly name: Name; readonly off: Work };

/** The public holidays of a place, and the years of which they are known: of any other year nothing is said, which is not "none". */
export type HolidayCalendar = {
  readonly id: string;
  readonly holidays: ReadonlyMap<Day, Holiday>;
  readonly years: ReadonlySet<number>;
};

/** Approved or declared; `off` is how much of each of its days is free. */
export type DaysOff = { readonly span: Span; readonly off: Work };

/** What the working time of one member is worked out from. */
export type WorkFacts = {
  /** The company's full-time week, against which everybody is measured. */
  readonly standard: WorkingPattern;
  /** The member's own week; where there is none the standard holds. */
  readonly pattern: Dated<WorkingPattern | null>;
  /** Null where no holidays are kept. */
  readonly calendar: Dated<HolidayCalendar | null>;
  readonly leaves: readonly DaysOff[];
  readonly employed: Span;
};

/** Why less is worked than the standard week has, or more when `work` is below zero. `days` are those that it takes something of, in order. */
export type WorkLess = {
  readonly why: "employment" | "holiday" | "leave" | "pattern";
  /** Of a holiday. */
  readonly name: Name | null;
  readonly days: readonly Day[];
  readonly work: Work;
};

/** `standard` less everything in `less` is `worked`. */
export type WorkingTime = { readonly worked: Work; readonly standard: Work; readonly less: readonly WorkLess[] };

type Less = { readonly why: WorkLess["why"]; readonly name: Name | null; readonly days: Day[]; work: Work };

const onWeekday = (pattern: WorkingPattern, day: Day): Work => pattern[weekdayOf(day) - 1] ?? 0;

/** What a member works on one day: pattern, then employment, then the holiday, then leave, each taking at most what is left. */
const workOn = (facts: WorkFacts, day: Day, take: (why: WorkLess["why"], name: Name | null, work: Work) => void): Work => {
  const standard = onWeekday(facts.standard, day);
  const planned = onWeekday(heldOn(facts.pattern, day) ?? facts.standard, day);
  take("pattern", null, standard - planned);
  if (!isWithin(facts.employed, day)) {
    take("employment", null, planned);
    return 0;
  }
  const holiday = heldOn(facts.calendar, day)?.holidays.get(day);
  const free = Math.min(planned, holiday?.off ?? 0);
  take("holiday", holiday?.name ?? null, free);
  const asked = facts.leaves.reduce((off, leave) => (isWithin(leave.span, day) ? off + leave.off : off), 0);
  const away = Math.min(planned - free, asked);
  take("leave", null, away);
  return planned - free - away;
};

/** What a member works on one day, in hundredths of a working day. */
export const workedOn = (facts: WorkFacts, day: Day): Work => workOn(facts, day, () => undefined);

/**
 * The working time of a member within a span, and line by line what it lacks of the company's full-time week: holidays by name, everything
 * else together. Days of which the holidays are not known count as if there were none: ask `yearsUnknown` before.
 */
export const workingTimeIn = (facts: WorkFacts, span: Span): WorkingTime => {
  const less = new Map<string, Less>();
  let worked = 0;
  let standard = 0;
  for (let day = span.startsOn; day < span.endsBefore; day += 1) {
    standard += onWeekday(facts.standard, day);
    worked += workOn(facts, day, (why, name, work) => {
      if (work === 0) return;
      const key = name === null ? why : `${why} ${name.en ?? ""} ${name.ko ?? ""}`;
      const known = less.get(key) ?? { why, name, days: [], work: 0 };
      known.days.push(day);
      known.work += work;
      less.set(key, known);
    });
  }
  return { worked, standard, less: [...less.values()] };
};

export type YearOfCalendar = { readonly calendar: string; readonly year: number };

/** The years of the span, within employment, of which the member's calendar knows no holidays, in order. */
export const yearsUnknown = (facts: WorkFacts, span: Span): readonly YearOfCalendar[] => {
  const asked = commonDays(span, facts.employed);
  const unknown = new Map<string, YearOfCalendar>();
  for (let day = asked?.startsOn ?? 0; asked !== undefined && day < asked.endsBefore; day += 1) {
    const calendar = heldOn(facts.calendar, day);
    const { year } = civilOfDay(day);
    if (calendar !== null && !calendar.years.has(year)) unknown.set(`${calendar.id} ${year}`, { calendar: calendar.id, year });
  }
  return [...unknown.values()];
};
