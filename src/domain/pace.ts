import type { Credit, Unit } from "./credit.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import type { Day } from "./day.ts";
import { negativeBinomialFrom } from "./distributions.ts";
import type { Prior } from "./rate-history.ts";
import { total, weighed, type Elapsing, type WeekdayWeights } from "./working-weight.ts";

/** How the period goes towards a target, at a moment. */
export type Pace = {
  /** Where the member should be by now, in credits: the target by the working weight that is gone. */
  readonly expected: Credit;
  /** Of reaching the target; null where nothing is known to tell it by. */
  readonly probability: number | null;
  /** What is missing over the working days left, today included, rounded up to a whole; null when none is left. */
  readonly neededPerWorkingDay: Credit | null;
  /** The part of today that is left and the working days after it. */
  readonly workingDaysLeft: number;
  readonly lastWorkingDay: Day | null;
};

export type PaceStatus = "ahead" | "on_pace" | "at_risk" | "behind";

/** The bands of the probability (each from its number up). */
export const bands = { ahead: 0.9, on_pace: 0.1, at_risk: 0.02 } as const;

export const paceStatus = (probability: number): PaceStatus =>
  probability >= bands.ahead ? "ahead" : probability >= bands.on_pace ? "on_pace" : probability >= bands.at_risk ? "at_risk" : "behind";

export type Standing = {
  readonly credited: number;
  readonly target: number;
  /** Working weight of the period: what is gone of it and what is left. */
  readonly gone: number;
  readonly left: number;
};

/**
 * The probability that `target` is reached: what is still to come is negative binomial, since the rate is not known but believed to be
 * Gamma, sharpened by what was done so far (Gamma–Poisson). With y acts in the weight E and R left: NB(shape + y, (days + E) / (days + E + R)).
 */
export const probabilityOf = ({ credited, target, gone, left }: Standing, { shape, days, perEvent }: Prior): number => {
  const missing = target - credited;
  if (missing <= 0) return 1;
  if (left <= 0) return 0;
  const seen = shape + Math.max(0, credited) / perEvent;
  return negativeBinomialFrom(missing / perEvent, seen, (days + gone) / (days + gone + left));
};

/** A whole thing, a second, a minor unit: nobody does less. */
const wholeOf = (unit: Unit): bigint => (unit.type === "count" ? CREDIT_PER_COUNT : 1n);

const upToWhole = (credits: number, unit: Unit): Credit => {
  const whole = wholeOf(unit);
  // What a double cannot tell from a whole is one.
  return BigInt(Math.ceil(credits / Number(whole) - 1e-9)) * whole;
};

export type Pacing = {
  readonly target: Credit;
  readonly unit: Unit;
  readonly days: Elapsing;
  readonly weights: WeekdayWeights;
  /** Null where nothing can be believed. */
  readonly prior: Prior | null;
};

/** Null when the member has no working day at all on which it is asked: then there is no pace. */
export const paceOf = (credited: Credit, { target, unit, days, weights, prior }: Pacing): Pace | null => {
  const gone = weighed(days.gone, weights);
  const left = weighed(days.left, weights);
  if (gone + left <= 0) return null;
  const standing = { credited: Number(credited), target: Number(target), gone, left };
  const missing = Math.max(0, standing.target - standing.credited);
  const workingDaysLeft = total(days.left);
  return {
    expected: BigInt(Math.round((standing.target * gone) / (gone + left))),
    probability: missing === 0 ? 1 : left <= 0 ? 0 : prior === null ? null : probabilityOf(standing, prior),
    // On the last of the days all that is missing is needed, however little of it is left.
    neededPerWorkingDay: missing === 0 ? 0n : workingDaysLeft > 0 ? upToWhole(missing / Math.max(1, workingDaysLeft), unit) : null,
    workingDaysLeft,
    lastWorkingDay: days.lastDay,
  };
};

/** Of a period that is over: what was asked by then is all of it, and nothing is left to do. */
export const paceAtTheEnd = (credited: Credit, target: Credit): Pace => ({
  expected: target,
  probability: credited >= target ? 1 : 0,
  neededPerWorkingDay: credited >= target ? 0n : null,
  workingDaysLeft: 0,
  lastWorkingDay: null,
});
