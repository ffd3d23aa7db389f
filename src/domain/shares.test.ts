import fc from "fast-check";
import { expect, test } from "vitest";
import { divided } from "./shares.ts";

test.for<[total: bigint, weights: bigint[], parts: bigint[]]>([
  [1_000_001n, [60n, 40n], [600_001n, 400_000n]],
  [10_000n, [1n, 1n, 1n], [3334n, 3333n, 3333n]],
  [10_000n, [1n, 1n], [5000n, 5000n]],
  [1n, [1n, 1n], [1n, 0n]],
  [0n, [7n, 3n], [0n, 0n]],
  [-5n, [1n, 1n], [-3n, -2n]],
  [7n, [1n], [7n]],
])("%s divided", ([total, weights, parts]) => {
  expect(divided(total, weights)).toEqual(parts);
});

test("the parts add up to the whole, none is off its exact share by one or more, and who weighs more gets no less", () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(2n ** 62n), 2n ** 62n),
      fc.array(fc.bigInt(1n, 10n ** 6n), { minLength: 1, maxLength: 9 }),
      (total, weights) => {
        const all = weights.reduce((sum, weight) => sum + weight, 0n);
        const parts = divided(total, weights);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(total);
        parts.forEach((part, at) => {
          const off = part * all - total * (weights[at] ?? 0n);
          expect(off < all && -off < all).toBe(true);
          parts.forEach((other, beside) => {
            if ((weights[at] ?? 0n) > (weights[beside] ?? 0n)) expect(total < 0n ? part <= other : part >= other).toBe(true);
          });
        });
      },
    ),
  );
});
