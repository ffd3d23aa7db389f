import fc from "fast-check";
import { expect, test } from "vitest";
import { amount, rate, someTerms, tiersFrom } from "../../../tests/reward-samples.ts";
import { compareFractions, fraction } from "../fraction.ts";
import { fallsOf } from "./falls.ts";
import { payoutAt } from "./payout.ts";
import { splits, type RewardTerms } from "./reward-plan.ts";

const falling = (terms: RewardTerms) =>
  fallsOf(terms).map(({ at, through, from, to }) => [Number(at), through === null ? null : Number(through), from.done, to.done]);

const lower = tiersFrom([0n, rate(10n, 1n)], [100n, rate(4n, 1n)]);

test("a lower rate for the whole falls where its tier begins; for the part above alone it does not", () => {
  expect(falling(someTerms({ tiers: lower, split: "whole" }))).toEqual([[100, null, 1000, 400]]);
  expect(falling(someTerms({ tiers: lower }))).toEqual([]);
});

test("an amount after a rate falls where the rate has come farther", () =>
  expect(falling(someTerms({ tiers: tiersFrom([0n, rate(10n, 1n)], [100n, amount(700n)], [200n, amount(900n)]), split: "whole" }))).toEqual(
    [[100, null, 1000, 700]],
  ));

test("interpolated amounts fall on the way to a lower one", () => {
  const tiers = tiersFrom([0n, amount(50n)], [100n, amount(20n)], [200n, amount(30n)]);
  expect(falling(someTerms({ tiers, split: "whole", interpolate: true }))).toEqual([[0, 100, 50, 20]]);
  expect(falling(someTerms({ tiers, split: "whole", interpolate: true, threshold: 50n }))).toEqual([[50, 100, 35, 20]]);
  expect(falling(someTerms({ tiers, split: "whole", interpolate: true, threshold: 100n }))).toEqual([]);
});

test("what a threshold holds back or a cap levels does not fall", () => {
  expect(falling(someTerms({ tiers: lower, split: "whole", threshold: 100n }))).toEqual([]);
  expect(falling(someTerms({ tiers: lower, split: "whole", cap: { type: "hard", most: 400n } }))).toEqual([]);
  expect(falling(someTerms({ tiers: lower, split: "whole", cap: { type: "hard", most: 500n } }))).toEqual([[100, null, 500, 400]]);
});

const pay = fc.oneof(
  fc.bigInt({ min: 0n, max: 60n }).map(amount),
  fc.tuple(fc.bigInt({ min: 0n, max: 5n }), fc.bigInt({ min: 1n, max: 4n })).map(([minor, per]) => rate(minor, per)),
);
const drawn: fc.Arbitrary<RewardTerms> = fc
  .record({
    widths: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 0, maxLength: 3 }),
    pays: fc.array(pay, { minLength: 4, maxLength: 4 }),
    split: fc.constantFrom(...splits),
    threshold: fc.option(fc.bigInt({ min: 1n, max: 12n })),
    cap: fc.option(fc.bigInt({ min: 0n, max: 60n }).map((most) => ({ type: "hard", most }) as const)),
  })
  .map(({ widths, pays, ...more }) => {
    const starts = widths.reduce<readonly bigint[]>((all, width) => [...all, (all.at(-1) ?? 0n) + BigInt(width)], [0n]);
    return someTerms({ tiers: tiersFrom(...starts.map((from, index) => [from, pays[index] ?? amount(0n)] as const)), ...more });
  });

test("walking along it falls only where a fall is told, and just below each one more is paid", () => {
  const justBelow = (bound: bigint) => fraction(bound * 1_000_000n - 1n, 1_000_000n);
  fc.assert(
    fc.property(drawn, (terms) => {
      const falls = fallsOf(terms);
      for (const { at, to } of falls) expect(compareFractions(payoutAt(terms, justBelow(at)).exact, to)).toBeGreaterThan(0);
      const walked = Array.from({ length: 25 * 12 }, (_, step) => payoutAt(terms, fraction(BigInt(step + 1), 12n)).exact);
      if (walked.some((each, index) => compareFractions(each, walked[index - 1] ?? each) < 0)) expect(falls).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});
