import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaBinomialAt, betaBinomialFrom } from "./distributions.ts";
import { fraction } from "./fraction.ts";
import { sharpened, unknownRate, type Beta } from "./rate.ts";
import { assumed, chained, chanceOf, expectedOf, resultsOf, spreadOf, triesFor, type StageRate } from "./stage-rate.ts";

const known = (done: number, of: number): StageRate => ({ type: "known", rate: fraction(done, of) });
const believed = (alpha: number, beta: number): StageRate => ({ type: "believed", rate: { alpha, beta } });

const most = 10_000_000;

// Computed by SciPy: the least n of which binom.sf(k − 1, n, p), or that of betabinom, is at least the chance.
describe("the least number of tries", () => {
  test.each<[string, number, StageRate, readonly number[]]>([
    ["1 where a tenth is known", 1, known(1, 10), [7, 16, 22, 29]],
    ["10 where a tenth is known", 10, known(1, 10), [97, 124, 140, 154]],
    ["3 where 2 % are known", 3, known(1, 50), [134, 213, 265, 313]],
    [
      "30 where 30 of 400 were seen",
      30,
      { type: "believed", rate: sharpened(unknownRate, { reached: 30, of: 400 }) },
      [388, 479, 534, 586],
    ],
    ["10 where Beta(3.5, 27.5) is believed", 10, believed(3.5, 27.5), [93, 159, 218]],
  ])("for %s", (_, results, rate, expected) => {
    expect([0.5, 0.8, 0.9, 0.95].slice(0, expected.length).map((chance) => triesFor(results, chance, rate, most))).toEqual(expected);
  });

  test("for Raj's 30 at 7.5 % known is 458", () => expect(triesFor(30, 0.8, known(3, 40), most)).toBe(458));

  test("over two stages that are known is that of their product: 7.5 % and 20 % to 10", () => {
    expect(chained([known(3, 40), known(1, 5)])).toEqual(known(3, 200));
    expect(triesFor(10, 0.8, chained([known(3, 40), known(1, 5)]), most)).toBe(833);
  });

  test("is none where nothing comes of anything, and where it would be more than the most", () => {
    expect([triesFor(1, 0.5, known(0, 1), most), triesFor(1, 0.9, known(1, 10), 21), triesFor(1, 0.9, known(1, 10), 22)]).toEqual([
      undefined,
      undefined,
      22,
    ]);
  });
});

/** The same without a Beta in place of the product: over each number that may get through the first stage. */
const exactly = (results: number, tries: number, first: Beta, second: Beta): number => {
  let sum = 0;
  for (let through = results; through <= tries; through += 1)
    sum += betaBinomialAt(through, tries, first.alpha, first.beta) * betaBinomialFrom(results, through, second.alpha, second.beta);
  return sum;
};

describe("two stages that were both counted, 30 of 400 and 6 of 30, to 5 results", () => {
  const [first, second] = [
    { alpha: 31, beta: 371 },
    { alpha: 7, beta: 25 },
  ];
  const rate = chained([
    { type: "believed", rate: first },
    { type: "believed", rate: second },
  ]);

  test("have the mean of their product, and the Beta with its moments", () => {
    expect(expectedOf(rate)).toBeCloseTo(0.01686878109452736, 15);
    expect(rate.type === "believed" && rate.rate.alpha).toBeCloseTo(6.948991041023696, 9);
    expect(rate.type === "believed" && rate.rate.beta).toBeCloseTo(404.9948833909064, 7);
  });

  test.each([
    [0.5, 290, 277],
    [0.8, 477, 398],
    [0.9, 619, 472],
  ])("need at %d as many as the exact mixture, and more than if the rates were known", (chance, mixture, plain) => {
    const tries = triesFor(5, chance, rate, most) ?? NaN;
    expect(tries).toBe(mixture);
    expect(exactly(5, tries, first, second)).toBeGreaterThanOrEqual(chance);
    expect(exactly(5, tries - 1, first, second)).toBeLessThan(chance);
    expect(triesFor(5, chance, chained([known(31, 402), known(7, 32)]), most)).toBe(plain);
  });

  test("and come of 300 tries with nearly the chance that the exact mixture has", () => {
    expect(exactly(5, 300, first, second)).toBeCloseTo(0.5228496042709923, 12);
    expect(chanceOf(5, 300, rate)).toBeCloseTo(0.5228496042709923, 3);
  });
});

test("two stages of which a source alone tells need a little more than by the exact mixture: 99 for 97", () => {
  const [first, second] = [
    { alpha: 6, beta: 14 },
    { alpha: 6.666, beta: 13.334 },
  ];
  const rate = chained([assumed(3_000n, { reached: 0, of: 0 }), assumed(3_333n, { reached: 0, of: 0 })]);
  expect(triesFor(4, 0.9, rate, most)).toBe(99);
  expect([96, 97].map((tries) => exactly(4, tries, first, second) >= 0.9)).toEqual([false, true]);
});

test("how many come of 400 tries spreads as the variances of SciPy have it, more where the rate is not known", () => {
  expect(spreadOf(400, believed(31, 371)).mean).toBeCloseTo(30.845771144278604, 10);
  expect(spreadOf(400, believed(31, 371)).variance).toBeCloseTo(56.65168226986003, 10);
  expect(spreadOf(400, known(3, 40)).variance).toBeCloseTo(27.75, 10);
});

test("what a source says is as twenty tries, and yields to what is counted here", () => {
  expect(assumed(3_000n, { reached: 0, of: 0 })).toEqual(believed(6, 14));
  expect(expectedOf(assumed(3_000n, { reached: 100, of: 980 }))).toBeCloseTo(0.106, 12);
  expect(assumed(10_000n, { reached: 0, of: 0 })).toEqual(known(1, 1));
  expect(assumed(0n, { reached: 0, of: 10 })).toEqual(known(0, 1));
});

const rates = fc.oneof(
  fc.record({ done: fc.integer({ min: 1, max: 100 }), of: fc.constant(100) }).map(({ done, of }) => known(done, of)),
  fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 600 })).map(([alpha, beta]) => believed(alpha, beta)),
);

test("the least number is enough, one less is not, and it gives no more results with that chance than were asked for", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0.5, 0.8, 0.9), rates, (results, chance, rate) => {
      const tries = triesFor(results, chance, rate, most) ?? NaN;
      expect(chanceOf(results, tries, rate)).toBeGreaterThanOrEqual(chance);
      expect(chanceOf(results, tries - 1, rate)).toBeLessThan(chance);
      expect(resultsOf(tries, chance, rate, 1_000)).toBeGreaterThanOrEqual(results);
      expect(resultsOf(tries - 1, chance, rate, 1_000)).toBeLessThan(results);
    }),
  ));

test("a chain has the product of the means, whatever its order, and one link is itself", () =>
  fc.assert(
    fc.property(rates, rates, rates, (a, b, c) => {
      expect(chained([a])).toEqual(a);
      expect(expectedOf(chained([a, b, c]))).toBeCloseTo(expectedOf(a) * expectedOf(b) * expectedOf(c), 10);
      expect(expectedOf(chained([c, a, b]))).toBeCloseTo(expectedOf(chained([a, b, c])), 10);
    }),
  ));
