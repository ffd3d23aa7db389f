/** Above it the normal curve, corrected for whole numbers, is nearer than four decimals. */
const LARGE = 1e6;

// Lanczos, g = 7, nine terms: fifteen digits (Press et al., Numerical Recipes, 6.1; coefficients of P. Godfrey).
const lanczosFirst = 0.99999999999980993;
const lanczosRest: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
];

const logGamma = (value: number): number => {
  const x = value - 1;
  const t = x + 7.5;
  const sum = lanczosRest.reduce((total, each, index) => total + each / (x + index + 1), lanczosFirst);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
};

/** Abramowitz and Stegun 7.1.26: off by 1.5e-7 at most. */
const normalBelow = (z: number): number => {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const error = series * Math.exp((-z * z) / 2);
  return z >= 0 ? 1 - error / 2 : error / 2;
};

/** The chance of exactly `count` where `mean` are expected. */
const exactly = (count: number, mean: number): number => Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));

const SMALLEST = 1e-17;

/** The chance of `least` or more acts in a period where `mean` are expected and each comes by itself: Poisson's tail, to nine digits. */
export const chanceOfAtLeast = (least: number, mean: number): number => {
  if (least <= 0) return 1;
  if (mean <= 0) return 0;
  if (mean > LARGE) return 1 - normalBelow((least - 0.5 - mean) / Math.sqrt(mean));
  // From the edge away from the mean, where the terms only shrink.
  if (least > mean) {
    let sum = 0;
    for (let count = least, term = exactly(least, mean); term > SMALLEST; count += 1, term *= mean / count) sum += term;
    return Math.min(1, sum);
  }
  let below = 0;
  for (let count = least - 1, term = exactly(least - 1, mean); count >= 0 && term > SMALLEST; term *= count / mean, count -= 1)
    below += term;
  return Math.max(0, 1 - below);
};
