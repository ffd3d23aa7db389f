import { betaBinomialFrom, binomialFrom, leastWhole } from "./distributions.ts";
import { WHOLE_FACTOR, type Factor } from "./factor.ts";
import { fraction, times, type Fraction } from "./fraction.ts";
import { meanOf, sharpened, type Beta, type Tries } from "./rate.ts";

/** How many of a stage reach the next: known as a number that somebody typed, or believed, since it was counted or comes from elsewhere. */
export type StageRate = { readonly type: "known"; readonly rate: Fraction } | { readonly type: "believed"; readonly rate: Beta };

/** As many tries of one's own stand for what somebody else found: after twenty the company's numbers weigh as much as the source's. */
export const ASSUMED_WORTH = 20;

/** What is believed of a rate that somebody else found, sharpened by what was counted here since. */
export const assumed = (rate: Factor, counted: Tries): StageRate => {
  const alpha = (ASSUMED_WORTH * Number(rate)) / Number(WHOLE_FACTOR);
  const belief = sharpened({ alpha, beta: ASSUMED_WORTH - alpha }, counted);
  // A source that says none or all leaves no room for a Beta until it is seen otherwise.
  return belief.alpha > 0 && belief.beta > 0 ? { type: "believed", rate: belief } : { type: "known", rate: fraction(rate, WHOLE_FACTOR) };
};

export const expectedOf = (rate: StageRate): number =>
  rate.type === "known" ? Number(rate.rate.done) / Number(rate.rate.of) : meanOf(rate.rate);

/** The mean of the rate's square. */
const squareOf = (rate: StageRate): number => {
  if (rate.type === "known") return expectedOf(rate) ** 2;
  const { alpha, beta } = rate.rate;
  return (alpha * (alpha + 1)) / ((alpha + beta) * (alpha + beta + 1));
};

const product = (values: readonly number[]): number => values.reduce((all, each) => all * each, 1);

/**
 * The rate over several stages: the exact product where all are known, else the Beta with the mean and variance that the product of the beliefs has. Of two
 * stages that were counted it gives the same numbers as the exact mixture; of two that are hardly known it asks a little more (99 for 97).
 */
export const chained = (rates: readonly [StageRate, ...StageRate[]]): StageRate => {
  const known = rates.flatMap((each) => (each.type === "known" ? [each.rate] : []));
  const [first, ...others] = known;
  if (first !== undefined && known.length === rates.length) return { type: "known", rate: others.reduce(times, first) };
  const [mean, square] = [product(rates.map(expectedOf)), product(rates.map(squareOf))];
  if (mean === 0) return { type: "known", rate: fraction(0, 1) };
  const [only] = rates;
  if (rates.length === 1) return only;
  // mean (1 − mean) / variance − 1, without the difference of nearly equal numbers.
  const tries = (mean - square) / (square - mean * mean);
  return { type: "believed", rate: { alpha: mean * tries, beta: (1 - mean) * tries } };
};

/** The chance that at least `results` come of `tries`: binomial where the rate is known, beta-binomial where it is believed. */
export const chanceOf = (results: number, tries: number, rate: StageRate): number =>
  rate.type === "known"
    ? binomialFrom(results, tries, expectedOf(rate))
    : betaBinomialFrom(results, tries, rate.rate.alpha, rate.rate.beta);

/** The mean of how many come of so many tries, and its variance. */
export const spreadOf = (tries: number, rate: StageRate): { readonly mean: number; readonly variance: number } => {
  const share = expectedOf(rate);
  const alike = tries * share * (1 - share);
  if (rate.type === "known") return { mean: tries * share, variance: alike };
  const { alpha, beta } = rate.rate;
  return { mean: tries * share, variance: (alike * (alpha + beta + tries)) / (alpha + beta + 1) };
};

/** The least number of tries of which at least `results` come with the chance; undefined where up to `most` are not enough. */
export const triesFor = (results: number, chance: number, rate: StageRate, most: number): number | undefined =>
  expectedOf(rate) === 0 ? undefined : leastWhole(results, (tries) => chanceOf(results, tries, rate) >= chance, most);

/** The most results, up to `most`, that come of so many tries with at least the chance. */
export const resultsOf = (tries: number, chance: number, rate: StageRate, most: number): number =>
  (leastWhole(1, (results) => chanceOf(results, tries, rate) < chance, most) ?? most + 1) - 1;
