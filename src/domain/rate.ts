import { betaQuantile, normalQuantile } from "./distributions.ts";
import { fraction, type Fraction } from "./fraction.ts";

/** Of so many tries so many came to what is asked about: of 400 activities 30 opportunities. */
export type Tries = { readonly reached: number; readonly of: number };

/** What is believed of a rate: as if α − 1 of α + β − 2 tries had come to it, and nothing were known before. */
export type Beta = { readonly alpha: number; readonly beta: number };

/** Of a rate of which nothing is known all are alike likely. */
export const unknownRate: Beta = { alpha: 1, beta: 1 };

export const meanOf = ({ alpha, beta }: Beta): number => alpha / (alpha + beta);

/** A belief after so many more tries. */
export const sharpened = ({ alpha, beta }: Beta, { reached, of }: Tries): Beta => ({ alpha: alpha + reached, beta: beta + of - reached });

/** Where a rate may lie. */
export type Interval = { readonly low: number; readonly high: number };

/** What was counted, and in which interval the rate behind it lies with the confidence that was asked for. */
export type Rate = { readonly value: Fraction; readonly interval: Interval };

/**
 * Wilson's score interval: about as often right as it says, also near 0 % and 100 %, where the usual ± runs out of the scale. Newcombe, Statistics in
 * Medicine 17 (1998), method 3.
 */
export const wilson = ({ reached, of }: Tries, confidence: number): Interval => {
  const z = normalQuantile((1 + confidence) / 2);
  const middle = reached + (z * z) / 2;
  const reach = z * Math.sqrt((reached * (of - reached)) / of + (z * z) / 4);
  const all = of + z * z;
  // At the ends the two parts are equal but for what rounding leaves.
  return { low: reached === 0 ? 0 : (middle - reach) / all, high: reached === of ? 1 : (middle + reach) / all };
};

/** Clopper and Pearson's interval: never less often right than it says, and wider for it. Method 5 there. */
export const clopperPearson = ({ reached, of }: Tries, confidence: number): Interval => {
  const outside = (1 - confidence) / 2;
  return {
    low: reached === 0 ? 0 : betaQuantile(outside, reached, of - reached + 1),
    high: reached === of ? 1 : betaQuantile(1 - outside, reached + 1, of - reached),
  };
};

/** The middle part of a belief that holds the rate with this confidence. */
export const intervalOf = ({ alpha, beta }: Beta, confidence: number): Interval => ({
  low: betaQuantile((1 - confidence) / 2, alpha, beta),
  high: betaQuantile((1 + confidence) / 2, alpha, beta),
});

/** Whether a rate can be told: something was tried, and no more came of it than was tried. */
export const isShare = ({ reached, of }: Tries): boolean => of > 0 && reached >= 0 && reached <= of;

/** The rate with Wilson's interval; null where there is none (`isShare`): three opportunities of two activities are no share of them. */
export const rateOf = (counted: Tries, confidence: number): Rate | null =>
  isShare(counted) ? { value: fraction(counted.reached, counted.of), interval: wilson(counted, confidence) } : null;
