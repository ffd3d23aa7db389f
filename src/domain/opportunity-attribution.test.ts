import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDay } from "./day.ts";
import { attributed, attributionModels, attributionOf, usualAttribution, type AttributionModel } from "./opportunity-attribution.ts";

const openedOn = plainDay("2026-03-31");

const parts = (model: AttributionModel, ages: readonly number[], total: bigint, halfLifeDays = 7): readonly bigint[] =>
  attributed(
    total,
    attributionOf(
      openedOn,
      ages.map((age) => ({ day: openedOn - age })),
      { ...usualAttribution, model, halfLifeDays },
    ),
  );

// Worked out apart: 2^(−age / 7) over the sum of all, and a million won by the largest remainder.
describe("an activity that lies a week further back has half as much", () => {
  test("of 20, 10, 3 and 0 days before, in shares and in won", () => {
    expect(parts("time_decay", [20, 10, 3, 0], 1_000_000n)).toEqual([61_270n, 164_927n, 329_853n, 443_950n]);
    const shares = parts("time_decay", [20, 10, 3, 0], 10n ** 18n).map((part) => Number(part) / 1e18);
    const ages = [20, 10, 3, 0].map((age) => 2 ** (-age / 7));
    const all = ages.reduce((sum, each) => sum + each, 0);
    for (const [at, age] of ages.entries()) expect(shares[at]).toBeCloseTo(age / all, 15);
  });

  test("so that 14, 7 and 0 days are one, two and four sevenths to the last digit", () => {
    expect(parts("time_decay", [14, 7, 0], 7n * 10n ** 18n)).toEqual([10n ** 18n, 2n * 10n ** 18n, 4n * 10n ** 18n]);
  });
});

test.each<[AttributionModel, readonly number[], readonly bigint[]]>([
  ["first", [20, 10, 3], [100n, 0n, 0n]],
  ["last", [20, 10, 3], [0n, 0n, 100n]],
  ["linear", [20, 10, 3], [34n, 33n, 33n]],
  ["u", [20, 10, 3, 0], [40n, 10n, 10n, 40n]],
  ["u", [20, 3], [50n, 50n]],
  ["u", [3], [100n]],
])("%s among activities %s days before gives %s of a hundred", (model, ages, expected) => {
  expect(parts(model, ages, 100n)).toEqual(expected);
});

test("what lies before the look-back or after the opening has no part, and what nobody had a part in is nobody's", () => {
  const days = [91, 90, 0, -1].map((age) => ({ day: openedOn - age }));
  const found = attributionOf(openedOn, days, usualAttribution);
  expect(found.map(({ activity }) => openedOn - activity.day)).toEqual([90, 0]);
  expect(attributed(5n, attributionOf(openedOn, [], usualAttribution))).toEqual([]);
});

const models = fc.constantFrom(...attributionModels);
const ages = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 40 });
const totals = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });

test("the parts add up to the whole, to the smallest unit, by every model and half-life", () =>
  fc.assert(
    fc.property(models, ages, totals, fc.integer({ min: 1, max: 60 }), (model, each, total, halfLife) => {
      const found = parts(model, each, total, halfLife);
      expect(found).toHaveLength(each.length);
      expect(found.reduce((sum, part) => sum + part, 0n)).toBe(total);
    }),
  ));

test("a weight is the whole part of a power of two, exactly, so that the later activity never has less", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 90 }), (halfLifeDays, age) => {
      const days = [{ day: openedOn - age }, { day: openedOn }];
      const [{ weight } = { weight: 0n }, latest] = attributionOf(openedOn, days, { ...usualAttribution, halfLifeDays });
      const [whole, rest, degree] = [BigInt(Math.floor(age / halfLifeDays)), BigInt(age % halfLifeDays), BigInt(halfLifeDays)];
      const power = 2n ** ((96n - whole) * degree - rest);
      expect(latest?.weight).toBe(2n ** 96n);
      expect(weight ** degree <= power && power < (weight + 1n) ** degree).toBe(true);
    }),
  ));
