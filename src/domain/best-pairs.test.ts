import fc from "fast-check";
import { expect, test } from "vitest";
import { bestPairs } from "./best-pairs.ts";

const totalOf = (weights: readonly (readonly number[])[], pairs: readonly number[]): number =>
  pairs.reduce((sum, column, row) => sum + (weights[row]?.[column] ?? 0), 0);

/** Every pairing there is. */
const mostByTrying = (weights: readonly (readonly number[])[], row = 0, taken: ReadonlySet<number> = new Set()): number => {
  const own = weights[row];
  if (own === undefined) return 0;
  return Math.max(
    mostByTrying(weights, row + 1, taken),
    ...own.map((weight, column) => (taken.has(column) ? 0 : weight + mostByTrying(weights, row + 1, new Set([...taken, column])))),
  );
};

test("what suits best as a whole is paired, not what comes first", () => {
  expect(
    bestPairs(
      [
        [0.9, 0.8],
        [0.85, 0],
      ],
      2,
    ),
  ).toEqual([1, 0]);
  expect(bestPairs([[0, 0]], 2)).toEqual([-1]);
  expect(bestPairs([], 3)).toEqual([]);
});

test("no pairing has a larger sum, and none pairs a column twice", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((columns) =>
          fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
        ),
      (weights) => {
        const columns = weights[0]?.length ?? 0;
        const pairs = bestPairs(weights, columns);
        const taken = pairs.filter((column) => column >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        expect(totalOf(weights, pairs)).toBe(mostByTrying(weights));
      },
    ),
  );
});
