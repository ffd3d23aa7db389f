import { expect, test } from "vitest";
import { referenceBlock } from "../../../tests/reference.ts";
import { amount, aRewardVersion, rate, tiersFrom } from "../../../tests/reward-samples.ts";
import { parseDay, type Day, type Span } from "../day.ts";
import { defaultCalendar, periodContaining } from "../period.ts";
import { rewardLine, rewardLines, rewardLineText, type RewardInput, type RewardLine } from "./reward-line.ts";
import type { RewardPlan, RewardVersion } from "./reward-plan.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

/**
 * The six transactions of the step-rate example in Oracle Incentive Compensation's documentation: 164 by steps and 149 interpolated are published, the
 * other totals computed from the same tiers (reference numbers, `oracle_step_rates`).
 */
const published = {
  tx: [
    ["2015-01-01", 200],
    ["2015-01-02", 300],
    ["2015-01-15", 1500],
    ["2015-02-01", 1200],
    ["2015-02-15", 2000],
    ["2015-03-01", 4500],
  ],
  tiers: [
    [0, 1000, 0.01],
    [1000, 3000, 0.02],
    [3000, 8000, 0.03],
    [8000, 20000, 0.05],
  ],
  amount_tiers: [
    [0, 1000, 10],
    [1000, 3000, 40],
    [3000, 8000, 100],
    [8000, 20000, 2000],
  ],
  step_individual: [2, 3, 20, 14, 30, 95],
  step_individual_total: 164,
  interpolated_individual: [2, 3, 20, 14, 30, 80],
  interpolated_total: 149,
  computed_step_monthly_reset: [30, 56, 95],
  computed_step_monthly_total: 181,
  computed_step_cumulative_quarter: 285,
  computed_cumulative_increments: [2, 3, 25, 26, 60, 169],
  computed_not_split_individual_total: 234,
  computed_not_split_cumulative: 485,
} as const;

test("the committed figures are those of the reference", () => {
  const block = referenceBlock("oracle_step_rates");
  if (block !== undefined) expect(block).toMatchObject(published);
});

/** 1 %, 2 %, 3 %, 5 % of money, in won, which have no minor units. */
const byRate = tiersFrom([0n, rate(1n, 100n)], [1000n, rate(2n, 100n)], [3000n, rate(3n, 100n)], [8000n, rate(5n, 100n)]);
const byAmount = tiersFrom([0n, amount(10n)], [1000n, amount(40n)], [3000n, amount(100n)], [8000n, amount(2000n)], [20_000n, rate(0n, 1n)]);

const planOf = (version: RewardVersion, ...more: readonly RewardVersion[]): RewardPlan => ({
  number: 1,
  id: "bonus",
  endedOn: null,
  versions: [version, ...more],
});

const behind = { records: 0, digest: "" };
const input = (on: Day, credited: bigint, more: Partial<RewardInput> = {}): RewardInput => ({
  period: periodContaining("month", on, defaultCalendar),
  yearStartsOn: periodContaining("year", on, defaultCalendar).startsOn,
  measured: { credited, target: 0n },
  gate: null,
  behind,
  ...more,
});

const transactions = published.tx.map(([on, credited], index) =>
  input(day(on), BigInt(credited), { behind: { source: "crm", externalId: `t${index + 1}` } }),
);
const monthly = ["2015-01", "2015-02", "2015-03"].map((month) =>
  input(
    day(`${month}-01`),
    published.tx.reduce((sum, [on, credited]) => (on.startsWith(month) ? sum + BigInt(credited) : sum), 0n),
  ),
);
/** Each transaction as a period of its own, all in one year. */
const daily = published.tx.map(([on, credited]) =>
  input(day(on), BigInt(credited), { period: { startsOn: day(on), endsBefore: day(on) + 1 } }),
);

const amounts = (version: RewardVersion, inputs: readonly RewardInput[]): readonly number[] =>
  rewardLines(planOf(version), inputs).map(({ amountMinor }) => Number(amountMinor));
const total = (lines: readonly number[]): number => lines.reduce((sum, line) => sum + line, 0);

test("each record by itself, each part by its tier", () => {
  const lines = amounts(aRewardVersion({ tiers: byRate, accumulate: "each" }), transactions);
  expect([lines, total(lines)]).toEqual([published.step_individual, published.step_individual_total]);
});

test("each record by itself, amounts earned evenly across their tiers", () => {
  const lines = amounts(aRewardVersion({ tiers: byAmount, accumulate: "each", interpolate: true }), transactions);
  expect([lines, total(lines)]).toEqual([published.interpolated_individual, published.interpolated_total]);
});

test("the sum of each month, beginning anew", () => {
  const lines = amounts(aRewardVersion({ tiers: byRate, accumulate: "period" }), monthly);
  expect([lines, total(lines)]).toEqual([published.computed_step_monthly_reset, published.computed_step_monthly_total]);
});

test("the running sum: a line is what it rises by", () => {
  const version = aRewardVersion({ tiers: byRate, accumulate: "year-to-date" });
  expect(amounts(version, daily)).toEqual(published.computed_cumulative_increments);
  expect([total(amounts(version, daily)), total(amounts(version, monthly))]).toEqual([
    published.computed_step_cumulative_quarter,
    published.computed_step_cumulative_quarter,
  ]);
  expect(amounts(version, monthly)).toEqual([30, 86, 169]);
});

test("all of each record by the tier that it reaches", () => {
  const lines = amounts(aRewardVersion({ tiers: byRate, accumulate: "each", split: "whole" }), transactions);
  expect([lines, total(lines)]).toEqual([[2, 3, 30, 24, 40, 135], published.computed_not_split_individual_total]);
});

test("all of the running sum by the tier that it reaches", () =>
  expect(total(amounts(aRewardVersion({ tiers: byRate, accumulate: "year-to-date", split: "whole" }), monthly))).toBe(
    published.computed_not_split_cumulative,
  ));

test("a line says which tier pays how much of it", () => {
  const [line] = rewardLines(planOf(aRewardVersion({ tiers: byRate, accumulate: "year-to-date" })), [input(day("2015-03-01"), 9700n)]);
  expect(line).toMatchObject({
    parts: [
      { tier: 0, quantity: { done: 1000, of: 1 }, pays: { done: 10, of: 1 } },
      { tier: 1, quantity: { done: 2000, of: 1 }, pays: { done: 40, of: 1 } },
      { tier: 2, quantity: { done: 5000, of: 1 }, pays: { done: 150, of: 1 } },
      { tier: 3, quantity: { done: 1700, of: 1 }, pays: { done: 85, of: 1 } },
    ],
    amountMinor: 285n,
  });
});

test("a year begins anew", () => {
  const version = aRewardVersion({ tiers: byRate, accumulate: "year-to-date" });
  expect(amounts(version, [input(day("2015-12-01"), 2000n), input(day("2016-01-01"), 2000n)])).toEqual([30, 30]);
});

test("a period is paid by the version that holds on its first day, and by none after the end", () => {
  const first = aRewardVersion({ tiers: byRate });
  const second = aRewardVersion({ tiers: tiersFrom([0n, amount(7n)]), version: 2, startsOn: day("2015-02-10") });
  const plan = { ...planOf(first, second), endedOn: day("2015-04-01") };
  const inputs = ["2015-02-01", "2015-03-01", "2015-04-01"].map((on) => input(day(on), 1000n));
  expect(rewardLines(plan, inputs).map(({ version, amountMinor }) => [version, amountMinor])).toEqual([
    [1, 10n],
    [2, 7n],
  ]);
});

test("a new version of a running sum takes back nothing that was earned by the one before", () => {
  const first = aRewardVersion({ tiers: byRate, accumulate: "year-to-date" });
  const lower = { ...first, tiers: tiersFrom([0n, rate(1n, 1000n)]), version: 2, startsOn: day("2015-02-01") };
  expect(rewardLines(planOf(first, lower), monthly).map(({ amountMinor }) => amountMinor)).toEqual([30n, 3n, 5n]);
});

test("a running sum begins with the plan, and anew where the basis is another", () => {
  const first = aRewardVersion({ tiers: byRate, accumulate: "year-to-date", startsOn: day("2015-02-01") });
  expect(rewardLines(planOf(first), monthly).map(({ amountMinor }) => amountMinor)).toEqual([56n, 135n]);
  const other = { ...first, basis: { type: "credits", metric: "units" } as const, version: 2, startsOn: day("2015-03-01") };
  expect(rewardLines(planOf(first, other), monthly).map(({ before, amountMinor }) => [before.credited, amountMinor])).toEqual([
    [0n, 56n],
    [0n, 95n],
  ]);
});

test("behind a shut gate an attainment pays up to its target, and the line says so", () => {
  const gate = { sample: { good: 12, of: 40 }, prior: [7, 13] as const, probability: 0.28, isOpen: false };
  const version = aRewardVersion({
    basis: { type: "quota", plan: "calls", metric: "calls" },
    tiers: tiersFrom([0n, amount(0n)], [10_000n, amount(100n)], [12_000n, amount(300n)]),
    split: "whole",
  });
  const measured = { credited: 130n, target: 100n };
  const paid = [null, { ...gate, isOpen: true }, gate].map((each) =>
    rewardLines(planOf(version), [input(day("2026-03-01"), 0n, { measured, gate: each })]).map(({ amountMinor }) => amountMinor),
  );
  expect(paid).toEqual([[300n], [300n], [100n]]);
  const surplus = { ...version, basis: { type: "surplus", plan: "calls", metric: "calls" } as const };
  expect(rewardLines(planOf(surplus), [input(day("2026-03-01"), 0n, { measured, gate })])).toMatchObject([{ amountMinor: 0n, gate }]);
});

const aLine = (more: Partial<RewardLine> = {}): RewardLine => {
  const span: Span = { startsOn: day("2026-03-01"), endsBefore: day("2026-04-01") };
  const version = aRewardVersion({ tiers: tiersFrom([0n, rate(1n, 3n)]), rounding: "up" });
  return {
    ...rewardLine("bonus", version, {
      before: { credited: 0n, target: 0n },
      after: { credited: 2n ** 70n, target: 0n },
      gate: null,
      period: span,
      behind: { records: 2, digest: "ab" },
    }),
    ...more,
  };
};

test("what a fingerprint is taken over is the line in one way of writing it, beyond the digits of a double", () => {
  expect(rewardLineText(aLine())).toBe(
    '{"after":{"credited":"1180591620717411303424","target":"0"},"amountMinor":"393530540239137101142","before":{"credited":"0","target":"0"},' +
      '"behind":{"digest":"ab","records":2},"capped":"0","currency":"KRW","exact":"1180591620717411303424/3","gate":null,' +
      '"parts":[{"pays":"1180591620717411303424/3","quantity":"1180591620717411303424","tier":0}],' +
      '"period":{"endsBefore":"2026-04-01","startsOn":"2026-03-01"},"reward":"bonus","version":1}',
  );
  expect(rewardLineText(aLine({ version: 2 }))).not.toBe(rewardLineText(aLine()));
});
