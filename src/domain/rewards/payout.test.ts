import { expect, test } from "vitest";
import { amount, rate, someTerms, tiersFrom } from "../../../tests/reward-samples.ts";
import { fraction } from "../fraction.ts";
import { payoutAt, quantityOf, roundedMinor } from "./payout.ts";
import type { RewardTerms } from "./reward-plan.ts";

const pays = (terms: RewardTerms, quantity: bigint): string => {
  const { done, of } = payoutAt(terms, fraction(quantity, 1n)).exact;
  return of === 1 ? String(done) : `${done}/${of}`;
};

const steps = tiersFrom([0n, amount(0n)], [100n, amount(1000n)], [120n, amount(5000n)]);

test("a bound belongs to the tier above it", () => {
  const terms = someTerms({ tiers: steps, split: "whole" });
  expect([99n, 100n, 119n, 120n, 500n].map((quantity) => pays(terms, quantity))).toEqual(["0", "1000", "1000", "5000", "5000"]);
});

test("where each tier pays for itself, the amounts of all that are reached add up", () => {
  const terms = someTerms({ tiers: steps });
  expect([99n, 100n, 120n].map((quantity) => pays(terms, quantity))).toEqual(["0", "1000", "6000"]);
});

test("nothing done pays nothing, whatever the first tier pays", () => {
  for (const split of ["marginal", "whole"] as const) {
    const terms = someTerms({ tiers: tiersFrom([0n, amount(1000n)]), split });
    expect([0n, 1n].map((quantity) => pays(terms, quantity))).toEqual(["0", "1000"]);
  }
});

test("amounts of the whole rise evenly from one to the next, and stay in the last", () => {
  const terms = someTerms({ tiers: steps, split: "whole", interpolate: true });
  expect([50n, 100n, 105n, 107n, 120n, 200n].map((quantity) => pays(terms, quantity))).toEqual([
    "500",
    "1000",
    "2000",
    "2400",
    "5000",
    "5000",
  ]);
});

test("below the threshold nothing is paid, from it on everything from the first", () => {
  const terms = someTerms({ tiers: tiersFrom([0n, rate(5n, 1n)]), threshold: 10n });
  expect([9n, 10n, 11n].map((quantity) => pays(terms, quantity))).toEqual(["0", "50", "55"]);
});

test("a hard cap pays nothing above it, a soft one a share", () => {
  const tiers = tiersFrom([0n, rate(5n, 1n)]);
  const hard = someTerms({ tiers, cap: { type: "hard", most: 100n } });
  const soft = someTerms({ tiers, cap: { type: "soft", most: 100n, above: 2_500n } });
  expect([20n, 21n, 40n].map((quantity) => [pays(hard, quantity), pays(soft, quantity)])).toEqual([
    ["100", "100"],
    ["100", "405/4"],
    ["100", "125"],
  ]);
  expect(payoutAt(hard, fraction(40n, 1n)).capped).toEqual({ done: 100, of: 1 });
});

test("a record that takes back takes what the same would have given", () => {
  const terms = someTerms({ tiers: tiersFrom([0n, rate(1n, 100n)], [1000n, rate(2n, 100n)]) });
  expect([1500n, -1500n].map((quantity) => pays(terms, quantity))).toEqual(["20", "-20"]);
});

test("of an attainment there is none where nothing is asked, and above a target of 0 everything is", () => {
  const nothingAsked = { credited: 30n, target: 0n };
  expect(quantityOf({ type: "quota", plan: "p", metric: "m" }, nothingAsked)).toBeNull();
  expect(quantityOf({ type: "surplus", plan: "p", metric: "m" }, nothingAsked)).toEqual({ done: 30, of: 1 });
  expect(quantityOf({ type: "surplus", plan: "p", metric: "m" }, { credited: 30n, target: 40n })).toEqual({ done: 0, of: 1 });
  expect(quantityOf({ type: "requirement", plan: "p" }, { credited: 1n, target: 3n })).toEqual({ done: 10_000, of: 3 });
});

test("one attainment just below a bound does not reach it, however near", () => {
  const terms = someTerms({
    tiers: tiersFrom([0n, amount(0n)], [10_000n, amount(9n)]),
    split: "whole",
    basis: { type: "requirement", plan: "p" },
  });
  const at = (credited: bigint) => payoutAt(terms, quantityOf(terms.basis, { credited, target: 10n ** 30n }) ?? fraction(0, 1)).exact.done;
  expect([at(10n ** 30n - 1n), at(10n ** 30n)]).toEqual([0, 9]);
});

test("half of a minor unit goes away from zero, up and down likewise", () => {
  const at = (done: bigint, of: bigint) => (["half-up", "up", "down"] as const).map((rule) => roundedMinor(fraction(done, of), rule));
  expect([at(5n, 2n), at(-5n, 2n), at(7n, 3n), at(-7n, 3n), at(4n, 2n)]).toEqual([
    [3n, 3n, 2n],
    [-3n, -3n, -2n],
    [2n, 3n, 2n],
    [-2n, -3n, -2n],
    [2n, 2n, 2n],
  ]);
});
