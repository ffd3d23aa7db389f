// Checked against R 4.2.2 and SciPy by tests. Formulas: Press et al., Numerical Recipes, 3rd ed., 6.1–6.4.

/** Lanczos with g = 7 and nine terms: 15 digits over the whole positive axis. */
const lanczos = [
  676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_59, 12.507_343_278_686_905,
  -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
];

/** The logarithm of Γ(x), x > 0. */
export const logGamma = (x: number): number => {
  // Below one half the series loses digits: Γ(x) = Γ(x + 1) / x.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  let sum = 0.999_999_999_999_809_93;
  for (let index = 0; index < lanczos.length; index += 1) sum += (lanczos[index] ?? 0) / (x + index);
  const base = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
};

export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

const PRECISION = 1e-15;
/** What adds nothing to a share any more. */
const SMALLEST = 1e-17;
const TINY = 1e-300;
const nonzero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** Lentz's continued fraction; it converges in about √max(a, b) steps below (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value;
};

/** The regularised incomplete beta function: the share of Beta(a, b) that lies below x. */
export const betaBelow = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
};

/** The x below which the given share of Beta(a, b) lies: Newton's method, kept between what is known to be below and above. */
export const betaQuantile = (share: number, a: number, b: number): number => {
  const scale = logBeta(a, b);
  let [low, high, x] = [0, 1, a / (a + b)];
  for (let step = 0; step < 200; step += 1) {
    const off = betaBelow(x, a, b) - share;
    if (off < 0) low = x;
    else high = x;
    const newton = x - off / Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - scale);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= Number.EPSILON * x) break;
    x = next;
  }
  return x;
};

/** About the standard deviation of Beta(a, b) in log odds. */
const logOddsSpread = (a: number, b: number): number => Math.sqrt(1 / a + 1 / b);

/**
 * The chance that a draw from Beta(a, b) is above one from Beta(c, d): the density of the narrower of the two, by the share of the other
 * below it, summed by the trapezoidal rule over log odds. It converges to all digits there, since the density fades at both ends.
 */
export const betaAbove = (a: number, b: number, c: number, d: number): number => {
  if (logOddsSpread(c, d) < logOddsSpread(a, b)) return 1 - betaAbove(c, d, a, b);
  const step = Math.min(0.25, logOddsSpread(a, b) / 4);
  const middle = Math.log(a / b);
  const weightAt = (logOdds: number): number =>
    Math.exp(-a * Math.log1p(Math.exp(-logOdds)) - b * Math.log1p(Math.exp(logOdds)) - logBeta(a, b));
  let [above, all] = [0, 0];
  const add = (logOdds: number): boolean => {
    const weight = weightAt(logOdds);
    all += weight;
    // From the side on which a double can tell the chance from none.
    above += weight * (logOdds < 0 ? betaBelow(1 / (1 + Math.exp(-logOdds)), c, d) : 1 - betaBelow(1 / (1 + Math.exp(logOdds)), d, c));
    return weight * step > SMALLEST;
  };
  for (let at = middle; add(at); at += step);
  for (let at = middle - step; add(at); at -= step);
  return above / all;
};

/** Failures before the `size`th success, `size` any number above zero: exactly k of them. */
export const negativeBinomialAt = (k: number, size: number, p: number): number =>
  Math.exp(logGamma(k + size) - logGamma(size) - logGamma(k + 1) + size * Math.log(p) + k * Math.log1p(-p));

/** At most k of them. */
export const negativeBinomialUpTo = (k: number, size: number, p: number): number => (k < 0 ? 0 : betaBelow(p, size, Math.floor(k) + 1));

/** At least k of them; between whole numbers it goes on smoothly, so that a scaled sum may stand for k. */
export const negativeBinomialFrom = (k: number, size: number, p: number): number => (k <= 0 ? 1 : betaBelow(1 - p, k, size));

/** The least whole number from `from` on that passes a test which goes on being passed; undefined when none up to `most` does. */
export const leastWhole = (from: number, isEnough: (value: number) => boolean, most = Number.MAX_SAFE_INTEGER): number | undefined => {
  let low = from - 1;
  let high = from;
  while (high < most && !isEnough(high)) [low, high] = [high, Math.min(most, high + 2 * (high - low))];
  if (high > most || !isEnough(high)) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/** The least k with at least the given share at or below it. */
export const negativeBinomialQuantile = (share: number, size: number, p: number): number =>
  leastWhole(0, (k) => negativeBinomialUpTo(k, size, p) >= share) ?? Infinity;

/** At least k of n where each has the chance p. */
export const binomialFrom = (k: number, n: number, p: number): number => (k <= 0 ? 1 : k > n ? 0 : betaBelow(p, k, n - k + 1));

/** k of n where the chance is itself Beta(a, b). */
export const betaBinomialAt = (k: number, n: number, a: number, b: number): number =>
  Math.exp(logBeta(k + a, n - k + b) - logBeta(a, b) - logBeta(k + 1, n - k + 1) - Math.log(n + 1));

/** At least k of n where the chance is itself Beta(a, b). In logarithms: far from the mean a term may be too small for a double. */
export const betaBinomialFrom = (k: number, n: number, a: number, b: number): number => {
  if (k <= 0) return 1;
  if (k > n) return 0;
  let term = logBeta(a, n + b) - logBeta(a, b);
  let below = Math.exp(term);
  for (let each = 1; each < k; each += 1) {
    term += Math.log(((n - each + 1) / each) * ((each - 1 + a) / (n - each + b)));
    below += Math.exp(term);
  }
  return Math.max(0, 1 - below);
};

/** Above it the normal curve, corrected for whole numbers, is nearer than four decimals. */
const LARGE = 1e6;

/** Beyond it a double cannot tell the share from none or all. */
const FARTHEST = 8.3;

/** The share of the standard normal below z: the series of Marsaglia, Evaluating the normal distribution, J. Stat. Software 11(4), 2004. */
export const normalBelow = (z: number): number => {
  if (Math.abs(z) > FARTHEST) return z < 0 ? 0 : 1;
  let [sum, before, term] = [z, 0, z];
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= (z * z) / odd;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)));
};

/** The z below which the given share of the standard normal lies. */
export const normalQuantile = (share: number): number => {
  let [low, high] = [-FARTHEST, FARTHEST];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** The share of a Gamma distribution of this shape, in units of its scale, that lies below x: by the series below the mean, by Lentz's fraction above. */
export const gammaBelow = (x: number, shape: number): number => {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let [sum, term] = [1 / shape, 1 / shape];
    for (let at = shape + 1; term > sum * PRECISION; at += 1) {
      term *= x / at;
      sum += term;
    }
    return Math.min(1, front * sum);
  }
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let m = 1; m <= 100_000; m += 1) {
    const a = m * (shape - m);
    b += 2;
    d = 1 / nonzero(a * d + b);
    c = nonzero(b + a / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return Math.max(0, 1 - front * value);
};

/** The chance of exactly `count` where `mean` are expected. */
const poissonAt = (count: number, mean: number): number => Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));

/** The chance of `least` or more acts in a period where `mean` are expected and each comes by itself: Poisson's tail, to nine digits. */
export const poissonFrom = (least: number, mean: number): number => {
  if (least <= 0) return 1;
  if (mean <= 0) return 0;
  if (mean > LARGE) return 1 - normalBelow((least - 0.5 - mean) / Math.sqrt(mean));
  // From the edge away from the mean, where the terms only shrink.
  if (least > mean) {
    let sum = 0;
    for (let count = least, term = poissonAt(least, mean); term > SMALLEST; count += 1, term *= mean / count) sum += term;
    return Math.min(1, sum);
  }
  let below = 0;
  for (let count = least - 1, term = poissonAt(least - 1, mean); count >= 0 && term > SMALLEST; term *= count / mean, count -= 1)
    below += term;
  return Math.max(0, 1 - below);
};

/** None of the `bad` ones among `drawn` of `all`, drawn without putting back. */
export const noneDrawn = (all: number, bad: number, drawn: number): number => {
  let chance = 1;
  for (let each = 0; each < drawn && chance > 0; each += 1) chance *= Math.max(0, all - bad - each) / (all - each);
  return chance;
};

/** How many of n may be bad at most, in share, when x were found: Clopper and Pearson's exact one-sided bound. */
export const upperShare = (x: number, n: number, confidence: number): number => (x >= n ? 1 : betaQuantile(confidence, x + 1, n - x));
