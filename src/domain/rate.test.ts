import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaBelow } from "./distributions.ts";
import { clopperPearson, rateOf, wilson } from "./rate.ts";

describe("Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I", () => {
  test.each([
    { reached: 81, of: 263, byWilson: [0.2553, 0.3662], byClopper: [0.2527, 0.3676] },
    { reached: 0, of: 20, byWilson: [0, 0.1611], byClopper: [0, 0.1684] },
  ])("$reached of $of", ({ reached, of, byWilson, byClopper }) => {
    const found = [wilson({ reached, of }, 0.95), clopperPearson({ reached, of }, 0.95)];
    for (const [index, [low = NaN, high = NaN]] of [byWilson, byClopper].entries()) {
      expect(found[index]?.low).toBeCloseTo(low, 4);
      expect(found[index]?.high).toBeCloseTo(high, 4);
    }
  });
});

test("Raj's 30 opportunities of 400 activities are 7.5 %, and may be 5.3 % to 10.5 %", () => {
  const rate = rateOf({ reached: 30, of: 400 }, 0.95);
  expect(rate?.value).toEqual({ done: 3, of: 40 });
  // Wilson's score interval by SciPy, binomtest(30, 400).proportion_ci(.95, "wilson").
  expect(rate?.interval.low).toBeCloseTo(0.053037743922847665, 6);
  expect(rate?.interval.high).toBeCloseTo(0.10504770626130439, 6);
});

test("where nothing was tried, or more came than was tried, there is no rate", () => {
  expect([rateOf({ reached: 0, of: 0 }, 0.95), rateOf({ reached: 3, of: 2 }, 0.95)]).toEqual([null, null]);
});

const counted = fc
  .integer({ min: 1, max: 5_000 })
  .chain((of) => fc.record({ reached: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
const confidence = fc.double({ min: 0.5, max: 0.999, noNaN: true });

test("both intervals hold what was seen, stay between nothing and all, and turn round with what is counted", () =>
  fc.assert(
    fc.property(counted, confidence, ({ reached, of }, sure) => {
      for (const interval of [wilson, clopperPearson]) {
        const { low, high } = interval({ reached, of }, sure);
        const other = interval({ reached: of - reached, of }, sure);
        expect(0 <= low && low <= reached / of + 1e-12 && reached / of - 1e-12 <= high && high <= 1).toBe(true);
        expect(other.low).toBeCloseTo(1 - high, 9);
      }
    }),
  ));

test("at Clopper and Pearson's ends what was seen, or more of it, is as seldom as was asked for", () =>
  fc.assert(
    fc.property(counted, confidence, ({ reached, of }, sure) => {
      const { low, high } = clopperPearson({ reached, of }, sure);
      if (reached > 0) expect(betaBelow(low, reached, of - reached + 1)).toBeCloseTo((1 - sure) / 2, 7);
      if (reached < of) expect(1 - betaBelow(high, reached + 1, of - reached)).toBeCloseTo((1 - sure) / 2, 7);
    }),
  ));
