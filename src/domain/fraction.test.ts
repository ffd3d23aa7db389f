import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareFractions, fraction, largest, meanCapped, type Fraction } from "./fraction.ts";

describe("a fraction", () => {
  test.each<[string, Fraction, Fraction]>([
    ["is in lowest terms", fraction(150, 200), { done: 3, of: 4 }],
    ["of nothing done is 0 of 1", fraction(0, 250), { done: 0, of: 1 }],
    ["may exceed one", fraction(300, 250), { done: 6, of: 5 }],
    ["may be below zero", fraction(-50, 250), { done: -1, of: 5 }],
    ["of small bigints is of numbers", fraction(1_500_000n, 2_000_000n), { done: 3, of: 4 }],
    ["beyond 2^53 is of bigints", fraction(9_007_199_254_740_993n, 2n), { done: 9_007_199_254_740_993n, of: 2 }],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  test("of zero has no value", () => {
    expect(() => fraction(1, 0)).toThrow(RangeError);
  });
});

// The wrong elsewhere: percentages capped or rounded before they are compared.
test("progress is compared by cross-multiplication, never as a rounded or capped percentage", () => {
  const almost = fraction(9_999_999_999_999_999n, 10_000_000_000_000_000n);
  expect(Number(almost.done) / Number(almost.of)).toBe(1);
  expect(compareFractions(almost, fraction(1, 1))).toBeLessThan(0);
  expect(meanCapped([almost, fraction(5, 1)])).not.toEqual({ done: 1, of: 1 });
  expect(compareFractions(fraction(301, 100), fraction(300, 100))).toBeGreaterThan(0);
});

const anyWhole = fc.oneof(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }));
const anyPart = fc.oneof(fc.bigInt({ min: 1n, max: 1000n }), fc.bigInt({ min: 1n, max: 2n ** 62n }));
const anyFraction = fc.tuple(anyWhole, anyPart).map(([done, of]) => fraction(done, of));
const atLeastOne = fc
  .tuple(anyFraction, fc.array(anyFraction, { maxLength: 6 }))
  .map(([first, rest]): readonly [Fraction, ...Fraction[]] => [first, ...rest]);

const compare = (a: Fraction, b: Fraction): number =>
  Math.sign(
    Number(BigInt(a.done) * BigInt(b.of) > BigInt(b.done) * BigInt(a.of)) -
      Number(BigInt(a.done) * BigInt(b.of) < BigInt(b.done) * BigInt(a.of)),
  );

describe("laws", () => {
  test("equal values have one form", () => {
    fc.assert(
      fc.property(anyWhole, anyPart, fc.bigInt({ min: 1n, max: 2n ** 40n }), (done, of, times) => {
        expect(fraction(done * times, of * times)).toEqual(fraction(done, of));
      }),
    );
  });

  test("the order is that of the exact quotients", () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        expect(Math.sign(compareFractions(a, b))).toBe(compare(a, b));
      }),
    );
  });

  test("the mean, each part capped at one, times the number of parts is their sum", () => {
    fc.assert(
      fc.property(atLeastOne, (parts) => {
        const capped = parts.map(({ done, of }): [bigint, bigint] => (BigInt(done) > BigInt(of) ? [1n, 1n] : [BigInt(done), BigInt(of)]));
        const [done, of] = capped.reduce(([a, b], [c, d]) => [a * d + c * b, b * d], [0n, 1n]);
        expect(meanCapped(parts)).toEqual(fraction(done, of * BigInt(parts.length)));
      }),
    );
  });

  test("the mean is one only when every part has reached one", () => {
    fc.assert(
      fc.property(atLeastOne, (parts) => {
        const mean = meanCapped(parts);
        expect(mean.done === 1 && mean.of === 1).toBe(parts.every((part) => compare(part, { done: 1, of: 1 }) >= 0));
      }),
    );
  });

  test("the largest is one of the parts and none exceeds it", () => {
    fc.assert(
      fc.property(atLeastOne, (parts) => {
        const most = largest(parts);
        expect(parts).toContain(most);
        expect(parts.every((part) => compare(part, most) <= 0)).toBe(true);
      }),
    );
  });
});
