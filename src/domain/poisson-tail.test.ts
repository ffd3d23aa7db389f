import fc from "fast-check";
import { expect, test } from "vitest";
import { poissonFrom } from "./distributions.ts";

/** Term by term from nothing on, in the order that the textbook writes them. */
const plainly = (least: number, mean: number): number => {
  let below = 0;
  for (let count = 0, term = Math.exp(-mean); count < least; count += 1, term *= mean / count) below += term;
  return 1 - below;
};

test.each([
  // Summed in decimals of sixty digits.
  [1, 1, 0.6321205588285577],
  [10, 10, 0.5420702855281478],
  [11, 10, 0.41696024980701485],
  [150, 120, 0.004563441304151243],
  [5, 20, 0.9999830552463],
])("at least %i where %d are expected has the chance %d", (least, mean, chance) => {
  expect(poissonFrom(least, mean)).toBeCloseTo(chance, 8);
});

test("it is what the terms add up to, for any number and mean", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.01, max: 40, noNaN: true }), (least, mean) => {
      expect(poissonFrom(least, mean)).toBeCloseTo(plainly(least, mean), 10);
    }),
  );
});

test("nothing is always reached, something never where nothing is expected", () => {
  expect([poissonFrom(0, 0), poissonFrom(1, 0)]).toEqual([1, 0]);
});

test("of very large numbers the curve goes on where the terms end", () => {
  expect(poissonFrom(1_001_000, 1_000_001)).toBeCloseTo(poissonFrom(1_001_000, 999_999.9), 2);
  expect(poissonFrom(2_000_000, 2_000_000)).toBeCloseTo(0.5, 3);
});
