import { expect, test } from "vitest";
import { sharesOf, withinBudget } from "./shares.ts";

const shares = (amount: bigint, ...weights: readonly bigint[]) =>
  sharesOf(
    amount,
    weights.map((weight, index) => ({ member: `m${index}`, weight })),
  ).map(({ amountMinor }) => Number(amountMinor));

test("what is left over goes to the largest remainders, of equal ones to the first", () => {
  expect(shares(100n, 1n, 1n, 1n)).toEqual([34, 33, 33]);
  expect(shares(100n, 2n, 3n, 2n)).toEqual([29, 43, 28]);
  expect(shares(-100n, 1n, 1n, 1n)).toEqual([-34, -33, -33]);
});

test("whoever has no weight has nothing, and where nobody has any all have alike", () => {
  expect(shares(100n, 0n, 5n)).toEqual([0, 100]);
  expect(shares(101n, 0n, 0n)).toEqual([51, 50]);
  expect(shares(100n)).toEqual([]);
});

test("lines beyond a budget shrink alike and add up to it", () => {
  expect(withinBudget([60n, 40n], 100n)).toEqual([60n, 40n]);
  expect(withinBudget([60n, 40n, 1n], 50n)).toEqual([30n, 20n, 0n]);
  expect(withinBudget([60n, -10n, 60n], 100n)).toEqual([55n, -10n, 55n]);
});
