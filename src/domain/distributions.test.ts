import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  betaAbove,
  betaBelow,
  betaBinomialAt,
  betaBinomialFrom,
  betaQuantile,
  binomialFrom,
  gammaBelow,
  leastWhole,
  logGamma,
  negativeBinomialAt,
  negativeBinomialFrom,
  negativeBinomialQuantile,
  negativeBinomialUpTo,
  noneDrawn,
  normalBelow,
  normalQuantile,
  poissonFrom,
  upperShare,
} from "./distributions.ts";

describe("figures of R 4.2.2 and SciPy", () => {
  test.each([
    ["pnbinom(3, 10, .4)", negativeBinomialUpTo(3, 10, 0.4), 0.00779301683200001],
    ["dnbinom(3, 10, .4)", negativeBinomialAt(3, 10, 0.4), 0.004982833151999993],
    ["pnbinom(3, 2.5, .4), of half a success", negativeBinomialUpTo(3, 2.5, 0.4), 0.555801921551194],
    ["qbeta(.025, 77.39115, 162.0875)", betaQuantile(0.025, 77.39115, 162.0875), 0.265518355616315],
    ["qbeta(.975, 77.39115, 162.0875)", betaQuantile(0.975, 77.39115, 162.0875), 0.383609640690594],
    ["qbeta(.975, .5, 20.5)", betaQuantile(0.975, 0.5, 20.5), 0.116638982904875],
    ["132 calls in 12 days, 250 wanted, 9 days left, Gamma(20, 2) before", negativeBinomialFrom(118, 152, 14 / 23), 0.06378794665373104],
    ["the same with the rate taken for known", poissonFrom(118, (132 / 12) * 9), 0.03424362411028457],
    ["the upper bound of 0 in 30", upperShare(0, 30, 0.95), 0.09503385285530411],
    ["the upper bound of 1 in 30", upperShare(1, 30, 0.95), 0.14859606865911312],
    ["the upper bound of 2 in 50", upperShare(2, 50, 0.95), 0.12061415542204412],
    ["pgamma(2.5, 3)", gammaBelow(2.5, 3), 0.45618688411667035],
    ["pgamma(30, 12.5)", gammaBelow(30, 12.5), 0.9998954451386848],
    ["pgamma(0.1, 0.4)", gammaBelow(0.1, 0.4), 0.43623640529247293],
    ["pgamma(1010, 1000)", gammaBelow(1010, 1000), 0.6276789447369947],
    ["pnorm(1.96)", normalBelow(1.96), 0.9750021048517795],
    ["pnorm(-3)", normalBelow(-3), 0.0013498980316300933],
    ["qnorm(.975)", normalQuantile(0.975), 1.959963984540054],
    ["qnorm(.1)", normalQuantile(0.1), -1.2815515655446004],
    ["pbinom(29, 458, .075, lower = FALSE)", binomialFrom(30, 458, 0.075), 0.8035162743016361],
    ["5 and more of 300 where the chance is Beta(7, 405)", betaBinomialFrom(5, 300, 7, 405), 0.5279874083588416],
    ["Beta(60, 40) above Beta(50, 50), by Evan Miller's sum as ebbr has it", betaAbove(60, 40, 50, 50), 0.9235376276228621],
    ["Beta(7, 35) above Beta(4, 38)", betaAbove(7, 35, 4, 38), 0.8441100794664173],
    ["Beta(.5, .5) above Beta(3, 1)", betaAbove(0.5, 0.5, 3, 1), 0.3125],
  ])("%s", (_, found, expected) => expect(found).toBeCloseTo(expected, 12));

  test.each([
    ["qnbinom(.8, 10, .1)", negativeBinomialQuantile(0.8, 10, 0.1), 114],
    ["qnbinom(.8, 30, .075)", negativeBinomialQuantile(0.8, 30, 0.075), 428],
  ])("%s", (_, found, expected) => expect(found).toBe(expected));

  test("3 of 10 where the chance is Beta(2, 5)", () => expect(betaBinomialAt(3, 10, 2, 5)).toBeCloseTo(0.1648352, 7));
});

test("the largest share that none of those drawn may show is bounded whatever is drawn of it", () =>
  expect([noneDrawn(10, 3, 8), noneDrawn(10, 0, 8), upperShare(30, 30, 0.95)]).toEqual([0, 1, 1]));

test("Γ of a whole number is the factorial of the one before", () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n += 1) {
    expect(Math.exp(logGamma(n)) / factorial).toBeCloseTo(1, 12);
    factorial *= n;
  }
});

test("Γ(½) is the root of π", () => expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 13));

const size = fc.double({ min: 0.1, max: 600, noNaN: true });
const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test("what is exactly 0, 1, 2 … adds up to what is at most so much, and the rest is above", () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), size, chance, (k, r, p) => {
      let sum = 0;
      for (let each = 0; each <= k; each += 1) sum += negativeBinomialAt(each, r, p);
      expect(negativeBinomialUpTo(k, r, p)).toBeCloseTo(sum, 9);
      expect(negativeBinomialUpTo(k, r, p) + negativeBinomialFrom(k + 1, r, p)).toBeCloseTo(1, 12);
    }),
  ));

/** Below one the share may lie nearer to the edge than a double can say. */
const notBelowOne = fc.double({ min: 1, max: 600, noNaN: true });

test("a quantile of Beta has its share below it", () =>
  fc.assert(
    fc.property(chance, notBelowOne, notBelowOne, (share, a, b) => {
      expect(betaBelow(betaQuantile(share, a, b), a, b)).toBeCloseTo(share, 6);
    }),
  ));

test("of two of the same either is above as often, and each as often as the other is below", () =>
  fc.assert(
    fc.property(size, size, size, size, (a, b, c, d) => {
      expect(betaAbove(a, b, a, b)).toBeCloseTo(0.5, 10);
      expect(betaAbove(a, b, c, d) + betaAbove(c, d, a, b)).toBeCloseTo(1, 10);
    }),
  ));

test("what is at least so much of so many is the sum of each, where the chance is known and where it is not", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), size, size, (k, more, a, b) => {
      const n = k + more;
      let sum = 0;
      for (let each = k; each <= n; each += 1) sum += betaBinomialAt(each, n, a, b);
      expect(betaBinomialFrom(k, n, a, b)).toBeCloseTo(sum, 9);
      // As sure as a chance can be that is not known, it is one that is.
      expect(betaBinomialFrom(k, n, a * 1e6, b * 1e6)).toBeCloseTo(binomialFrom(k, n, a / (a + b)), 3);
    }),
  ));

test("a share of the normal curve lies below its quantile", () =>
  fc.assert(
    fc.property(chance, (share) => {
      expect(normalBelow(normalQuantile(share))).toBeCloseTo(share, 13);
    }),
  ));

test("the least whole number is found from any start, and none where none is enough", () =>
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (from, mark) => {
      expect(leastWhole(from, (value) => value >= mark)).toBe(Math.max(from, mark));
      expect(leastWhole(from, (value) => value >= mark, 5_000)).toBe(Math.max(from, mark) <= 5_000 ? Math.max(from, mark) : undefined);
    }),
  ));
