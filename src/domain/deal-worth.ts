import { gammaBelow, leastWhole } from "./distributions.ts";
import { expectedOf, spreadOf, type StageRate } from "./stage-rate.ts";

/** What deals are worth, in minor units of one currency: the mean, and how much they differ. */
export type DealSizes = { readonly mean: number; readonly variance: number };

/** Of deals that were won; of none nothing can be told. */
export const dealSizesOf = (amounts: readonly bigint[]): DealSizes | null => {
  if (amounts.length === 0) return null;
  const values = amounts.map(Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / Math.max(1, values.length - 1) };
};

/**
 * The chance that deals worth at least so much come of so many tries: how many are won is not known, nor what each is worth. The sum is taken for Gamma with its
 * own mean and variance, which is never below nothing and leans as sums of unequal deals do; in the tests it is within three in a hundred of drawing them.
 */
export const worthChance = (worth: number, tries: number, rate: StageRate, sizes: DealSizes): number => {
  if (worth <= 0) return 1;
  const won = spreadOf(tries, rate);
  const mean = won.mean * sizes.mean;
  const variance = won.mean * sizes.variance + won.variance * sizes.mean ** 2;
  if (mean <= 0) return 0;
  if (variance === 0) return mean >= worth ? 1 : 0;
  return 1 - gammaBelow((worth * mean) / variance, mean ** 2 / variance);
};

/** What is believed of how many are won and of what one is worth. */
export type WorthBelief = { readonly rate: StageRate; readonly sizes: DealSizes };

/** The least number of tries of which so much comes with the chance; undefined where up to `most` are not enough. */
export const triesForWorth = (worth: number, chance: number, { rate, sizes }: WorthBelief, most: number): number | undefined =>
  expectedOf(rate) === 0 ? undefined : leastWhole(1, (tries) => worthChance(worth, tries, rate, sizes) >= chance, most);

/** Up to `most`, how much comes of so many tries with at least the chance, in whole minor units. */
export const worthOf = (tries: number, chance: number, { rate, sizes }: WorthBelief, most: number): number =>
  (leastWhole(1, (worth) => worthChance(worth, tries, rate, sizes) < chance, most) ?? most + 1) - 1;
