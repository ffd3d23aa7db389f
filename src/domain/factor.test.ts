import fc from "fast-check";
import { expect, test } from "vitest";
import { factorChanges } from "./factor-changes.ts";
import { converted, factorOn, factorText, type DatedFactor, type FactorTable } from "./factor.ts";

test.each([
  [3n, 5000n, 2n],
  [1n, 4999n, 0n],
  [1n, 5000n, 1n],
  [-1n, 5000n, 0n],
  [-3n, 5000n, -1n],
  [-1n, 5001n, -1n],
  [1_000_001n, 3000n, 300_000n],
  [120_000n, 0n, 0n],
])("%s by %s ten-thousandths is %s, rounded half up", (value, factor, result) => {
  expect(converted(value, factor)).toBe(result);
});

test("a conversion is the nearest whole number, the upper of two", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 1_000_000n }), (value, factor) => {
      const twice = 2n * (converted(value, factor) * 10_000n - value * factor);
      expect(-10_000n < twice && twice <= 10_000n).toBe(true);
    }),
  );
});

test.each([
  [3000n, "30%"],
  [3333n, "33.33%"],
  [3050n, "30.5%"],
  [5n, "0.05%"],
  [0n, "0%"],
  [15_000n, "150%"],
])("%s ten-thousandths are written %s", (factor, text) => {
  expect(factorText(factor)).toBe(text);
});

const table = (factors: readonly DatedFactor[]): FactorTable => ({
  id: "t",
  name: { en: "T" },
  by: "outcome",
  rows: [{ key: "x", factors }],
});
const dated = fc
  .uniqueArray(fc.record({ from: fc.constantFrom(-Infinity, 1, 2, 3, 4), value: fc.constantFrom(null, 1000n, 2000n) }), {
    maxLength: 4,
    selector: ({ from }) => from,
  })
  .map((all) => all.toSorted((a, b) => a.from - b.from));

test("the days on which two tables differ are told, all of them and no other", () => {
  fc.assert(
    fc.property(dated, dated, (one, other) => {
      const changes = factorChanges(table(one), table(other));
      for (const day of [-5, 0, 1, 2, 3, 4, 9]) {
        const differs = factorOn(table(one), "x", day)?.value !== factorOn(table(other), "x", day)?.value;
        expect(changes.some(({ from, before }) => from <= day && day < before)).toBe(differs);
      }
    }),
  );
});
