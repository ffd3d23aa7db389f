import fc from "fast-check";
import { expect, test } from "vitest";
import { amount, rate, someTerms, tiersFrom } from "../../../tests/reward-samples.ts";
import { nextReward, type Standing } from "./preview.ts";
import { payoutAt, quantityOf, roundedMinor } from "./payout.ts";
import type { RewardTerms } from "./reward-plan.ts";

const CALL = 10_000n;
const at = (calls: number, target = 150, isGateOpen = true): Standing => ({
  measured: { credited: BigInt(calls) * CALL, target: BigInt(target) * CALL },
  step: CALL,
  isGateOpen,
});

const surplus = { basis: { type: "surplus", plan: "monthly", metric: "calls" }, unit: { type: "count" } } as const;
const quota = { basis: { type: "quota", plan: "monthly", metric: "calls" }, unit: { type: "share" } } as const;

/** ₩5,000 for each call above the target, ₩7,000 from the 21st on. */
const perCall = someTerms({ ...surplus, tiers: tiersFrom([0n, rate(5000n, CALL)], [20n * CALL, rate(7000n, CALL)]) });

test("12 more calls earn ₩60,000", () =>
  expect(nextReward(perCall, at(158))).toEqual({ type: "step", more: 12n * CALL, at: 20n * CALL, earnsMinor: 60_000n }));

test("below the target it says how far the first bound beyond it is, and what it earns", () =>
  expect(nextReward(perCall, at(140))).toEqual({ type: "step", more: 30n * CALL, at: 20n * CALL, earnsMinor: 100_000n }));

test("in the last tier each further one earns so much, after what is missing to the target", () => {
  expect(nextReward(perCall, at(180))).toEqual({ type: "rate", after: 0n, eachEarns: { done: 7000, of: 1 } });
  const single = someTerms({ ...surplus, tiers: tiersFrom([0n, rate(5000n, CALL)]) });
  expect(nextReward(single, at(140))).toEqual({ type: "rate", after: 10n * CALL, eachEarns: { done: 5000, of: 1 } });
  const soft = { ...single, cap: { type: "soft", most: 50_000n, above: 5_000n } } as const;
  expect(nextReward(soft, at(165))).toEqual({ type: "rate", after: 0n, eachEarns: { done: 2500, of: 1 } });
});

test("a hard cap is a step, and behind it there is nothing", () => {
  const capped = { ...perCall, cap: { type: "hard", most: 120_000n } } as const;
  expect(nextReward(capped, at(172))).toEqual({ type: "step", more: CALL, at: null, earnsMinor: 6_000n });
  expect(nextReward(capped, at(180))).toEqual({ type: "most" });
  expect(nextReward({ ...perCall, cap: { type: "hard", most: 30_000n } }, at(150))).toEqual({
    type: "step",
    more: 6n * CALL,
    at: null,
    earnsMinor: 30_000n,
  });
});

const byAttainment = someTerms({
  ...quota,
  tiers: tiersFrom([0n, amount(0n)], [10_000n, amount(100_000n)], [11_250n, amount(250_000n)]),
  split: "whole",
});

test("an attainment is told in whole calls, also where the bound lies between two", () => {
  expect(nextReward(byAttainment, at(149))).toEqual({ type: "step", more: CALL, at: 10_000n, earnsMinor: 100_000n });
  // 112.5 % of 150 is 168.75.
  expect(nextReward(byAttainment, at(150))).toEqual({ type: "step", more: 19n * CALL, at: 11_250n, earnsMinor: 150_000n });
  expect(nextReward(byAttainment, at(169))).toEqual({ type: "most" });
});

test("behind a shut gate only what leads to the target is told", () => {
  expect(nextReward(byAttainment, at(149, 150, false))).toMatchObject({ more: CALL, earnsMinor: 100_000n });
  expect(nextReward(byAttainment, at(150, 150, false))).toEqual({ type: "most" });
  expect(nextReward(perCall, at(158, 150, false))).toEqual({ type: "most" });
});

test("a threshold is the next thing where nothing before it pays", () =>
  expect(nextReward({ ...perCall, threshold: 10n * CALL }, at(152))).toEqual({
    type: "step",
    more: 8n * CALL,
    at: 10n * CALL,
    earnsMinor: 50_000n,
  }));

test("nothing is told where nothing is asked, where records stand by themselves, and of a requirement as a whole", () => {
  expect(nextReward(byAttainment, at(10, 0))).toBeNull();
  expect(nextReward({ ...perCall, basis: { type: "credits", metric: "calls" }, accumulate: "each" }, at(10))).toBeNull();
  expect(nextReward({ ...byAttainment, basis: { type: "requirement", plan: "monthly" } }, at(10))).toBeNull();
});

const pay = fc.oneof(
  fc.bigInt({ min: 0n, max: 5000n }).map(amount),
  fc.bigInt({ min: 0n, max: 900n }).map((minor) => rate(minor, CALL)),
);
const drawn: fc.Arbitrary<RewardTerms> = fc
  .record({
    widths: fc.array(fc.bigInt({ min: 1n, max: 30n }), { maxLength: 3 }),
    pays: fc.array(pay, { minLength: 4, maxLength: 4 }),
    split: fc.constantFrom("marginal", "whole"),
    cap: fc.option(fc.bigInt({ min: 0n, max: 20_000n }).map((most) => ({ type: "hard", most }) as const)),
    threshold: fc.option(fc.bigInt({ min: 1n, max: 40n }).map((calls) => calls * CALL)),
  })
  .map(({ widths, pays, ...more }) => {
    const starts = widths.reduce<readonly bigint[]>((all, width) => [...all, (all.at(-1) ?? 0n) + width * CALL], [0n]);
    return someTerms({ ...surplus, tiers: tiersFrom(...starts.map((from, index) => [from, pays[index] ?? amount(0n)] as const)), ...more });
  });

test("what is told is paid when it is done", () =>
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 120 }), (terms, calls) => {
      const standing = at(calls, 40);
      const next = nextReward(terms, standing);
      const paidAt = (credited: bigint): bigint =>
        roundedMinor(
          payoutAt(terms, quantityOf(terms.basis, { ...standing.measured, credited }) ?? { done: 0, of: 1 }).exact,
          terms.rounding,
        );
      const { credited } = standing.measured;
      const now = paidAt(credited);
      if (next?.type === "step") {
        expect(paidAt(credited + next.more) - now).toBe(next.earnsMinor);
        expect(next.earnsMinor).toBeGreaterThan(0n);
      }
      if (next?.type === "most")
        for (let more = 1n; more < 200n; more += 7n) expect(paidAt(credited + more * CALL)).toBeLessThanOrEqual(now);
    }),
    { numRuns: 2_000 },
  ));
