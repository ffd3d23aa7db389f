import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  betaBelow,
  betaBinomialAt,
  betaQuantile,
  logGamma,
  negativeBinomialAt,
  negativeBinomialFrom,
  negativeBinomialQuantile,
  negativeBinomialUpTo,
  noneDrawn,
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
