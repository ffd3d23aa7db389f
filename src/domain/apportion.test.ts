import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apportion, rounded, stepOf } from "./apportion.ts";

describe("targets are rounded to the decimals that they were written with", () => {
  test.each<[readonly bigint[], bigint]>([
    [[1_500_000n, 2_500_000n], 10_000n],
    [[1_500_000n, 25_000n], 1_000n],
    [[1_500_000n, 12_345n], 1n],
    [[0n], 10_000n],
  ])("%s by %s", (targets, step) => {
    expect(stepOf(targets, { type: "count" })).toBe(step);
  });

  test("and seconds and money as they are", () => {
    expect([stepOf([3_600n], { type: "seconds" }), stepOf([6_000_000n], { type: "money", currency: "USD" })]).toEqual([1n, 1n]);
  });

  test.each<[bigint, bigint, bigint, bigint]>([
    [5n, 2n, 1n, 3n],
    [149n, 100n, 1n, 1n],
    [100n * 15n, 31n, 1n, 48n],
    [3n, 31n, 10n, 0n],
    [155n, 31n, 10n, 10n],
  ])("%s / %s by %s is %s, half up", (done, of, step, expected) => {
    expect(rounded(done, of, step, "half-up")).toBe(expected);
  });
});

describe("the largest remainder", () => {
  test.each<[string, bigint, readonly bigint[], bigint, readonly bigint[]]>([
    ["goes to whoever is furthest below the exact share", 100n, [15n, 16n], 1n, [48n, 52n]],
    ["of equal ones to the first", 1n, [1n, 1n, 1n], 1n, [1n, 0n, 0n]],
    ["is a step wide", 30n, [1n, 1n], 10n, [20n, 10n]],
    ["leaves nothing to whoever has no weight", 10n, [0n, 1n], 1n, [0n, 10n]],
    ["and of nothing nothing", 0n, [0n, 0n], 1n, [0n, 0n]],
    ["as Hamilton's method has it", 25n, [5_525n, 2_680n, 1_595n], 1n, [14n, 7n, 4n]],
  ])("%s", (_, total, weights, step, expected) => {
    expect(apportion(total, weights, step)).toEqual(expected);
  });

  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 6 });
  const steps = fc.constantFrom(1n, 10n, 10_000n);

  test("shares add up exactly, and each is less than a step from its exact share", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, steps, (count, given, step) => {
        const total = count * step;
        const all = given.reduce((sum, weight) => sum + weight, 0n);
        const shares = apportion(total, given, step);
        if (all === 0n) return;
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(total);
        for (const [index, share] of shares.entries()) {
          const off = share * all - total * (given[index] ?? 0n);
          expect(share % step).toBe(0n);
          expect((off < 0n ? -off : off) < step * all).toBe(true);
        }
      }),
    );
  });

  test("rounding is never more than half a step away, and up where it is exactly half", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 400n }), steps, (done, of, step) => {
        const off = 2n * (rounded(done, of, step, "half-up") * of - done);
        expect(off > -step * of && off <= step * of).toBe(true);
      }),
    );
  });
});
