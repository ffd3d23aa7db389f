import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomFrom } from "../../bench/generator.ts";
import { betaQuantile } from "./distributions.ts";
import { dealSizesOf, triesForWorth, worthChance, worthOf } from "./deal-worth.ts";
import { fraction } from "./fraction.ts";
import { expectedOf, type StageRate } from "./stage-rate.ts";

const known = (done: number, of: number): StageRate => ({ type: "known", rate: fraction(done, of) });

/** How often deals drawn among these, of so many tries at a rate drawn from what is believed of it, are worth so much. */
const drawn = (worth: number, tries: number, rate: StageRate, amounts: readonly bigint[]): number => {
  const random = randomFrom(1);
  const values = amounts.map(Number);
  const spans = 4_000;
  let enough = 0;
  for (let span = 0; span < spans; span += 1) {
    const share = rate.type === "known" ? expectedOf(rate) : betaQuantile(random(), rate.rate.alpha, rate.rate.beta);
    let sum = 0;
    for (let each = 0; each < tries; each += 1) if (random() < share) sum += values[Math.floor(random() * values.length)] ?? 0;
    if (sum >= worth) enough += 1;
  }
  return enough / spans;
};

/** From $55 to $26,768, as a price list has it: a few deals are worth a hundred others. */
const prices = [5_500n, 5_500n, 55_000n, 55_000n, 109_600n, 339_300n, 482_100n, 548_200n, 2_676_800n];

describe("deals together worth so much come as often as when they are drawn", () => {
  test.each<[string, StageRate, number]>([
    ["at a rate that is known", known(63, 100), 10_000_000],
    ["at one that is small", known(3, 100), 5_000_000],
    ["at one that was counted", { type: "believed", rate: { alpha: 31, beta: 371 } }, 5_000_000],
  ])("%s", (_, rate, worth) => {
    const sizes = dealSizesOf(prices)!;
    const tries = triesForWorth(worth, 0.8, { rate, sizes }, 10_000_000) ?? NaN;
    expect(drawn(worth, tries, rate, prices)).toBeGreaterThan(0.77);
    expect(drawn(worth, tries, rate, prices)).toBeLessThan(0.83);
  });
});

test("deals that are all alike and all won are worth their sum", () => {
  const sizes = dealSizesOf([500n, 500n])!;
  expect([4, 3].map((tries) => worthChance(2_000, tries, known(1, 1), sizes))).toEqual([1, 0]);
  expect(dealSizesOf([])).toBeNull();
  expect(worthChance(1, 10, known(0, 1), sizes)).toBe(0);
  expect(worthChance(0, 0, known(0, 1), sizes)).toBe(1);
});

test("more tries never make it less likely, and what comes of them with a chance has just that", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 5, max: 400 }), fc.constantFrom(0.5, 0.8), (done, tries, chance) => {
      const [rate, sizes] = [known(done, 100), dealSizesOf(prices)!];
      const most = 10 ** 12;
      const worth = worthOf(tries, chance, { rate, sizes }, most);
      expect(worthChance(worth, tries, rate, sizes)).toBeGreaterThanOrEqual(chance);
      expect(worthChance(worth + 1, tries, rate, sizes)).toBeLessThan(chance);
      expect(worthOf(tries + 1, chance, { rate, sizes }, most)).toBeGreaterThanOrEqual(worth);
    }),
  ));
