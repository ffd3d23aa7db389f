import { logGamma } from "./distributions.ts";
import { isShare, sharpened, unknownRate, type Beta, type Tries } from "./rate.ts";

/**
 * What a group's rates are like before anything is known of one of them: spread as this Beta is, or alike, where the members differ by no more than
 * chance makes of equal ones. Then `rate` is what is believed of the one rate that they share.
 */
export type RatePrior =
  | { readonly type: "spread"; readonly rate: Beta; readonly logLikelihood: number }
  | { readonly type: "alike"; readonly rate: Beta };

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** How many of the values are above 0, above 1, above 2 …: all that the likelihood needs to know of them. */
const above = (values: readonly number[]): Float64Array => {
  const counts = new Float64Array(values.reduce((most, value) => Math.max(most, value), 0));
  for (const value of values) if (value > 0) counts[value - 1] = (counts[value - 1] ?? 0) + 1;
  for (let at = counts.length - 2; at >= 0; at -= 1) counts[at] = (counts[at] ?? 0) + (counts[at + 1] ?? 0);
  return counts;
};

/** `Σ count · log(from + i)` and its first two derivatives by `from`. */
const logRising = (counts: Float64Array, from: number): readonly [number, number, number] => {
  let [sum, slope, bend] = [0, 0, 0];
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] ?? 0;
    const value = from + at;
    sum += count * Math.log(value);
    slope += count / value;
    bend -= count / (value * value);
  }
  return [sum, slope, bend];
};

/** What the likelihood knows of a group. */
type Seen = { readonly reached: Float64Array; readonly missed: Float64Array; readonly tried: Float64Array };

type Height = {
  readonly at: Beta;
  /** The logarithm of the likelihood, without what does not depend on the prior. */
  readonly value: number;
  /** By log α and log β, in which neither can leave its range. */
  readonly slope: readonly [number, number];
  readonly bend: { readonly alpha: number; readonly beta: number; readonly both: number };
};

const seenOf = (counted: readonly Tries[]): Seen => ({
  reached: above(counted.map(({ reached }) => reached)),
  missed: above(counted.map(({ reached, of }) => of - reached)),
  tried: above(counted.map(({ of }) => of)),
});

const heightAt = (at: Beta, seen: Seen): Height => {
  const { alpha, beta } = at;
  const [reached, byReached, bendReached] = logRising(seen.reached, alpha);
  const [missed, byMissed, bendMissed] = logRising(seen.missed, beta);
  const [tried, byTried, bendTried] = logRising(seen.tried, alpha + beta);
  const slope = [alpha * (byReached - byTried), beta * (byMissed - byTried)] as const;
  return {
    at,
    value: reached + missed - tried,
    slope,
    bend: {
      alpha: alpha * alpha * (bendReached - bendTried) + slope[0],
      beta: beta * beta * (bendMissed - bendTried) + slope[1],
      both: -alpha * beta * bendTried,
    },
  };
};

/** Newton's step held back by `hold`; none where the ground does not bend downwards so far. */
const stepFrom = ({ at, slope, bend }: Height, hold: number): Beta | undefined => {
  const [alpha, beta] = [bend.alpha - hold, bend.beta - hold];
  const determinant = alpha * beta - bend.both * bend.both;
  if (!(alpha < 0 && determinant > 0)) return undefined;
  const byAlpha = (bend.both * slope[1] - beta * slope[0]) / determinant;
  const byBeta = (bend.both * slope[0] - alpha * slope[1]) / determinant;
  return { alpha: at.alpha * Math.exp(byAlpha), beta: at.beta * Math.exp(byBeta) };
};

const MOST_STEPS = 200;
/** By which part a sum of so many logarithms may be off: what is lower by less is not lower. */
const ROUNDING = 1e-12;
/** How far a member's rate is from the others' before the first step: as if ten tries had told each. */
const FIRST_GUESS = 10;

/** The top of the likelihood, by Newton's method; held back (Levenberg) while a step would lead down. */
const topOf = (seen: Seen, mean: number): Beta => {
  let here = heightAt({ alpha: FIRST_GUESS * mean, beta: FIRST_GUESS * (1 - mean) }, seen);
  let hold = 1;
  for (let step = 0; step < MOST_STEPS && hold < 1e12; step += 1) {
    const next = stepFrom(here, hold);
    const there = next === undefined ? undefined : heightAt(next, seen);
    if (there === undefined || !(there.value >= here.value - ROUNDING * Math.abs(here.value))) {
      hold = hold * 10 + 1e-6 * Math.abs(here.bend.alpha + here.bend.beta);
      continue;
    }
    const moved = Math.abs(Math.log(there.at.alpha / here.at.alpha)) + Math.abs(Math.log(there.at.beta / here.at.beta));
    here = there;
    hold /= 10;
    if (moved < 1e-13) break;
  }
  return here.at;
};

const logChoose = ({ reached, of }: Tries): number => logGamma(of + 1) - logGamma(reached + 1) - logGamma(of - reached + 1);

/** The logarithm of the chance of just these counts where rates are spread as the Beta is. */
export const logLikelihoodOf = (rate: Beta, counted: readonly Tries[]): number =>
  heightAt(rate, seenOf(counted)).value + sumOf(counted.map(logChoose));

const pairs = (count: number): number => (count * (count - 1)) / 2;

/**
 * The prior that makes what the members have most likely: beta-binomial by maximum likelihood, in which each counts as much as they tried, as
 * unweighted moments do not. Whether there is any spread beyond chance says Tarone's score (Biometrika 66, 1979): the slope of the likelihood where all
 * are alike. Entries that are no share (`isShare`) are left out; of none at all nothing is believed, Beta(1, 1).
 */
export const ratePriorOf = (group: readonly Tries[]): RatePrior => {
  const counted = group.filter(isShare);
  const reached = counted.map((each) => each.reached);
  const missed = counted.map((each) => each.of - each.reached);
  const tried = counted.map((each) => each.of);
  const [hits, misses] = [sumOf(reached), sumOf(missed)];
  const mean = hits / (hits + misses);
  const score = sumOf(reached.map(pairs)) / mean + sumOf(missed.map(pairs)) / (1 - mean) - sumOf(tried.map(pairs));
  if (hits === 0 || misses === 0 || !(score > 0))
    return { type: "alike", rate: sharpened(unknownRate, { reached: hits, of: hits + misses }) };
  const rate = topOf(seenOf(counted), mean);
  return { type: "spread", rate, logLikelihood: logLikelihoodOf(rate, counted) };
};
