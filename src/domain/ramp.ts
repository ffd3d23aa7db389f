import type { Day } from "./day.ts";
import { WHOLE_FACTOR, type Factor } from "./factor.ts";
import { isCompanyCadence } from "./cadence.ts";
import { periodAfter, periodContaining, type Cadence, type CompanyCadence, type CompanyCalendar, type Period } from "./period.ts";

/** What the periods of a ramp are counted from: the first day of employment, or of the phase that the member is in. */
export const rampStarts = ["employment", "phase"] as const;
export type RampStart = (typeof rampStarts)[number];

/** Through the nth period, the first being the one that holds the start. */
export type RampStep = { readonly through: number; readonly share: Factor };

/** The share of the target while starting, ascending by `through`; after the last step it is the whole target. */
export type Ramp = { readonly cadence: Cadence; readonly from: RampStart; readonly steps: readonly [RampStep, ...RampStep[]] };

/** Where a member is on a ramp: in its nth period, where `share` of the target is asked. */
export type RampStand = { readonly share: Factor; readonly cadence: Cadence; readonly nth: number };

/** The field by which a step of a ramp counts periods of a cadence that every company has. */
export const throughFields = {
  day: "throughDay",
  week: "throughWeek",
  month: "throughMonth",
  quarter: "throughQuarter",
  half: "throughHalf",
  year: "throughYear",
} as const satisfies Record<CompanyCadence, string>;

/** The field for periods of any cadence; `throughPeriod` counts those of the plan's own. */
export const throughFieldOf = (cadence: Cadence): (typeof throughFields)[CompanyCadence] | "throughPeriod" =>
  isCompanyCadence(cadence) ? throughFields[cadence] : "throughPeriod";

type Clock = {
  /** `-Infinity` when it is not known: then the ramp is over. */
  readonly start: Day;
  /** Not before the start. */
  readonly day: Day;
  readonly calendar: CompanyCalendar;
  /** The clock stands still in such a period. */
  readonly isPaused: (period: Period) => boolean;
};

/** Where a ramp stands on a day; null when it asks for the whole target. */
export const rampStandOn = ({ cadence, steps }: Ramp, { start, day, calendar, isPaused }: Clock): RampStand | null => {
  if (!Number.isFinite(start)) return null;
  const last = steps.at(-1)?.through ?? 0;
  let nth = 1;
  for (let period = periodContaining(cadence, start, calendar); period.endsBefore <= day; period = periodAfter(period, calendar)) {
    if (!isPaused(period)) nth += 1;
    if (nth > last) return null;
  }
  const share = steps.find(({ through }) => nth <= through)?.share ?? WHOLE_FACTOR;
  return share === WHOLE_FACTOR ? null : { share, cadence, nth };
};
