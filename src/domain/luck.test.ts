import { expect, test } from "vitest";
import { aMember, aMetric, aPlan, aQuota, allOf, anyOf, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import { randomFrom } from "../../bench/generator.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { attainmentsOf } from "./attainment.ts";
import { outcomesIn } from "./backtest.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import type { Standing } from "./luck.ts";
import type { Member } from "./member.ts";
import type { Metric } from "./metric.ts";
import { defaultCalendar } from "./period.ts";
import type { Requirement } from "./plan.ts";
import { plainDay } from "./day.ts";
import { poissonFrom } from "./distributions.ts";
import { teamTree } from "./team-tree.ts";

const metrics = metricsNamed("calls", "emails");
const months = Array.from({ length: 12 }, (_, month) => plainDay(`2025-${String(month + 1).padStart(2, "0")}-15`));

/** What members at these rates do in a period, by a generator of its own: Knuth's, product of uniform draws. */
const drawn = (random: () => number, rate: number): number => {
  let count = 0;
  for (let product = random(); product > Math.exp(-rate); product *= random()) count += 1;
  return count;
};

type World = {
  readonly rates: readonly number[];
  readonly require: Requirement;
  readonly seed?: number;
  readonly of?: ReadonlyMap<string, Metric>;
  /** What is done at a rate, instead of what chance gives. */
  readonly done?: (rate: number) => number;
};

const standings = ({ rates, require, seed = 1, of = metrics, done }: World): readonly (readonly Standing[])[] => {
  const random = randomFrom(seed);
  const members: readonly Member[] = rates.map((_, index) => aMember({ number: index + 1, id: `m${index + 1}` }));
  return months.map((on) => {
    const inForce = plansInForce([aPlan({ id: "plan", cadence: "month", require })], on, defaultCalendar);
    const credits = new Map(
      [...of.values()].map(({ number }) => [
        number,
        [BigInt64Array.from([0n, ...rates.map((rate) => BigInt(done?.(rate) ?? drawn(random, rate)) * CREDIT_PER_COUNT)])],
      ]),
    );
    const asked = askedOn(on, { inForce, metrics: of, tree: teamTree([]), working: fullTime });
    return attainmentsOf(members, {
      asked,
      counted: { credits, byDay: new Map(), counting: new Set() },
      today: () => on + 100,
    }).map((row) => ({ row, requirement: row.requirement }));
  });
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test("of members who differ by chance alone everybody who meets a target above their rate does so by luck", () => {
  const periods = standings({ rates: Array.from({ length: 60 }, () => 10), require: aQuota("calls", 13) });
  const outcomes = outcomesIn(periods);
  const met = sum(outcomes.map((each) => each.met));
  expect(sum(outcomes.map(({ luck }) => luck?.meet ?? Number.NaN))).toBeCloseTo(720 * poissonFrom(13, 10), -2);
  expect(Math.abs(met - 720 * poissonFrom(13, 10))).toBeLessThan(40);
  expect(outcomes.every(({ luck }) => luck?.miss === 0)).toBe(true);
});

test("of members whose rates are far from the target nobody is lucky", () => {
  const rates = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? 4 : 40));
  const outcomes = outcomesIn(standings({ rates, require: aQuota("calls", 18) }));
  expect(outcomes.map(({ met, missed }) => [met, missed])).toEqual(months.map(() => [30, 30]));
  expect(sum(outcomes.map(({ luck }) => (luck?.meet ?? 1) + (luck?.miss ?? 1)))).toBeLessThan(0.1);
});

test("a target that the rate just reaches is missed by bad luck as often as chance has it", () => {
  const outcomes = outcomesIn(standings({ rates: Array.from({ length: 60 }, () => 12), require: aQuota("calls", 9), seed: 7 }));
  const missed = sum(outcomes.map((each) => each.missed));
  expect(Math.abs(sum(outcomes.map(({ luck }) => luck?.miss ?? 0)) - missed)).toBeLessThan(40);
  expect(missed).toBeGreaterThan(60);
});

test("all of several is met less often by luck than each, one of several more often", () => {
  const rates = Array.from({ length: 40 }, () => 10);
  const lucky = (require: Requirement): number =>
    sum(outcomesIn(standings({ rates, require })).map(({ luck }) => luck?.meet ?? Number.NaN));
  const [one, both, either] = [
    lucky(aQuota("calls", 13)),
    lucky(allOf(aQuota("calls", 13), aQuota("emails", 13))),
    lucky(anyOf(aQuota("calls", 13), aQuota("emails", 13))),
  ];
  expect(both).toBeLessThan(one / 2);
  expect(either).toBeGreaterThan(one * 1.5);
});

test("a sum that comes in lumps is no number of acts: its luck is not told", () => {
  const of = new Map([["calls", aMetric("calls", 1, { type: "sum", of: "quantity" })]]);
  const outcomes = outcomesIn(standings({ rates: [5, 6], require: aQuota("calls", 5), of }));
  expect(outcomes.map(({ luck }) => luck)).toEqual(months.map(() => null));
});

test("the spread names shares that somebody has: of four members the second is the half", () => {
  const [first] = outcomesIn(standings({ rates: [3, 1, 4, 2], require: aQuota("calls", 4), done: (rate) => rate }));
  expect(first?.spread).toEqual({
    p10: { done: 1, of: 4 },
    p25: { done: 1, of: 4 },
    p50: { done: 1, of: 2 },
    p75: { done: 3, of: 4 },
    p90: { done: 1, of: 1 },
  });
});
