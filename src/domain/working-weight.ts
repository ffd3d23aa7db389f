import { commonDays, weekdayOf, type Day, type Span } from "./day.ts";
import type { Moment } from "./moment.ts";
import { WHOLE_DAY, workedOn, type WorkFacts } from "./working-days.ts";

/** Working days of each weekday, Monday first: half a day is 0.5. */
export type WeekdayDays = readonly [number, number, number, number, number, number, number];

export const noDays: WeekdayDays = [0, 0, 0, 0, 0, 0, 0];

type Counting = [number, number, number, number, number, number, number];

const plus = (into: Counting, day: Day, days: number): void => {
  const weekday = weekdayOf(day) - 1;
  into[weekday] = (into[weekday] ?? 0) + days;
};

/** The days that a member works in a span, holidays and leave taken off. */
export const daysWorkedIn = (facts: WorkFacts, span: Span): WeekdayDays => {
  const days: Counting = [...noDays];
  const employed = commonDays(span, facts.employed);
  if (employed === undefined) return days;
  for (let day = employed.startsOn; day < employed.endsBefore; day += 1) {
    const worked = workedOn(facts, day);
    if (worked > 0) plus(days, day, worked / WHOLE_DAY);
  }
  return days;
};

/** A stretch of working days as it stands at a moment: the part of today that is gone is gone, the rest is to come. */
export type Elapsing = {
  readonly gone: WeekdayDays;
  readonly left: WeekdayDays;
  /** The last of the days to come, today included; null when there is none. */
  readonly lastDay: Day | null;
};

export const elapsing = (facts: WorkFacts, spans: readonly Span[], { day: today, gone: share }: Moment): Elapsing => {
  const gone: Counting = [...noDays];
  const left: Counting = [...noDays];
  let lastDay: Day | null = null;
  for (const span of spans) {
    for (let day = span.startsOn; day < span.endsBefore; day += 1) {
      const worked = workedOn(facts, day) / WHOLE_DAY;
      if (worked === 0) continue;
      const past = day < today ? 1 : day > today ? 0 : share;
      plus(gone, day, worked * past);
      plus(left, day, worked * (1 - past));
      if (past < 1) lastDay = day;
    }
  }
  return { gone, left, lastDay };
};

export const total = (days: WeekdayDays): number => days.reduce((sum, each) => sum + each, 0);

export const plusDays = (a: WeekdayDays, b: WeekdayDays): WeekdayDays => {
  const sum: Counting = [...a];
  for (const [weekday, each] of b.entries()) sum[weekday] = (sum[weekday] ?? 0) + each;
  return sum;
};

/** How much a day of each weekday weighs; 1 is an average working day. */
export type WeekdayWeights = WeekdayDays;

export const equalWeights: WeekdayWeights = [1, 1, 1, 1, 1, 1, 1];

export const weighed = (days: WeekdayDays, weights: WeekdayWeights): number =>
  days.reduce((sum, each, weekday) => sum + each * (weights[weekday] ?? 1), 0);

/**
 * How much of the difference between weekdays is believed to be a person's own: so many acts of the usual number stand on each weekday
 * before the first is seen. Somebody with 60 meetings in half a year has about 12 on each weekday, and keeps a third of the difference;
 * with a thousand calls nearly all of it.
 */
const SHRINKING = 20;

type Done = {
  /** Credits by weekday, and the days of it that were worked. */
  readonly credits: readonly number[];
  readonly days: WeekdayDays;
  /** How many credits one act counts for. */
  readonly perEvent: number;
};

/**
 * Weights by weekday from what was done on each weekday and how many of these were worked, shrunk towards others: a member's towards
 * everybody's, and everybody's to equal. They leave the working weight of the days learnt from as it is. A weekday never worked keeps
 * the weight of the others.
 */
export const learntWeights = ({ credits, days, perEvent }: Done, towards: WeekdayWeights = equalWeights): WeekdayWeights => {
  const worked = total(days);
  const done = credits.reduce((sum, each, weekday) => sum + ((days[weekday] ?? 0) > 0 ? Math.max(0, each) : 0), 0) / perEvent;
  const usual = worked > 0 ? done / worked : 0;
  const raw = days.map((each, weekday) => {
    const before = towards[weekday] ?? 1;
    const seen = each > 0 ? Math.max(0, credits[weekday] ?? 0) / perEvent : 0;
    return (seen + SHRINKING * before) / ((each > 0 ? each * usual : 0) + SHRINKING);
  });
  const weight = days.reduce((sum, each, weekday) => sum + each * (raw[weekday] ?? 1), 0);
  const scale = weight > 0 ? worked / weight : 1;
  const [mon = 1, tue = 1, wed = 1, thu = 1, fri = 1, sat = 1, sun = 1] = raw.map((each) => each * scale);
  return [mon, tue, wed, thu, fri, sat, sun];
};
