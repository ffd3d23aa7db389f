import type { Day } from "../day.ts";
import { dayIn, type Instant } from "../instant.ts";
import { WORK_BEGINS, WORK_ENDS } from "../moment.ts";
import { WHOLE_DAY, type Work } from "../working-days.ts";
import { offsetAt, offsetsOfLocal } from "../zone-offset.ts";
import type { SignalKind } from "./signal.ts";

export const urgencies = ["hour", "day", "days"] as const;
export type Urgency = (typeof urgencies)[number];

const HOUR = 3600;
const WORKING_DAY = WORK_ENDS - WORK_BEGINS;

/** How much working time there is to answer. */
const workingSeconds: Readonly<Record<Urgency, number>> = { hour: HOUR, day: WORKING_DAY, days: 3 * WORKING_DAY };

/** Who clicked or asked waits now; who wrote of the topic may be answered tomorrow; who follows or likes, in some days. */
export const urgencyOf: Readonly<Record<Exclude<SignalKind, "opt_out">, Urgency>> = {
  click: "hour",
  reply: "hour",
  form: "hour",
  mention: "day",
  share: "day",
  quote: "day",
  follow: "days",
  like: "days",
};

const microsPerSecond = 1_000_000n;
const secondsPerDay = 86_400;
/** Beyond this nobody is away and still given something. */
const MOST_DAYS = 400;

export type WorkingHours = {
  readonly zone: string;
  /** How much of a day is worked; half a day is its morning. */
  readonly workedOn: (day: Day) => Work;
};

const secondOf = (instant: Instant): number => Number(instant / microsPerSecond);

const instantOf = (zone: string, localSecond: number): Instant => {
  const [offset = offsetAt(zone, localSecond)] = offsetsOfLocal(zone, localSecond);
  return BigInt(localSecond - offset) * microsPerSecond;
};

/**
 * By when a signal is answered: so much of the rep's working time after it came. Working days pass from 9 to 18 o'clock on the rep's clocks. Null where the
 * rep works on no day of the next 400.
 */
export const dueAt = (cameAt: Instant, urgency: Urgency, { zone, workedOn }: WorkingHours): Instant | null => {
  let left = workingSeconds[urgency];
  const came = secondOf(cameAt);
  const local = came + offsetAt(zone, came);
  const first = dayIn(zone, cameAt);
  for (let day = first; day < first + MOST_DAYS; day += 1) {
    const begins = day * secondsPerDay + WORK_BEGINS;
    const ends = begins + (WORKING_DAY * workedOn(day)) / WHOLE_DAY;
    const from = Math.max(begins, local);
    if (from >= ends) continue;
    if (left <= ends - from) return instantOf(zone, from + left);
    left -= ends - from;
  }
  return null;
};
