import { expect, test } from "vitest";
import { amount, rate, someTerms, tiersFrom } from "../../../tests/reward-samples.ts";
import { curveOf } from "./curve.ts";
import type { RewardTerms } from "./reward-plan.ts";

const points = (more: Partial<RewardTerms> & Pick<RewardTerms, "tiers">, end = 100n): readonly (readonly [number, number])[] =>
  curveOf(someTerms(more), end).map(({ at, paysMinor }) => [Number(at), Number(paysMinor)]);

test("a line through the bounds, bent where another rate begins and where the cap is reached", () => {
  const tiers = tiersFrom([0n, rate(3n, 1n)], [20n, rate(5n, 1n)]);
  expect(points({ tiers })).toEqual([
    [0, 0],
    [20, 60],
    [100, 460],
  ]);
  expect(points({ tiers, cap: { type: "hard", most: 200n } })).toEqual([
    [0, 0],
    [20, 60],
    [48, 200],
    [100, 200],
  ]);
});

test("two points where it jumps: at a threshold, an amount and another tier for the whole", () => {
  expect(points({ tiers: tiersFrom([0n, amount(10n)], [50n, amount(30n)]) })).toEqual([
    [0, 0],
    [0, 10],
    [50, 10],
    [50, 40],
    [100, 40],
  ]);
  expect(points({ tiers: tiersFrom([0n, rate(1n, 1n)]), threshold: 40n })).toEqual([
    [0, 0],
    [40, 0],
    [40, 40],
    [100, 100],
  ]);
  expect(points({ tiers: tiersFrom([0n, rate(2n, 1n)], [50n, rate(1n, 1n)]), split: "whole" })).toEqual([
    [0, 0],
    [50, 100],
    [50, 50],
    [100, 100],
  ]);
});
