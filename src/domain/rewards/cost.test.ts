import { expect, test } from "vitest";
import { amount, aRewardVersion, rate, tiersFrom } from "../../../tests/reward-samples.ts";
import { rewardCost, type Earner } from "./cost.ts";
import type { RewardPlan, RewardVersion } from "./reward-plan.ts";

const CALL = 10_000n;
const version = aRewardVersion({
  basis: { type: "surplus", plan: "monthly", metric: "calls" },
  unit: { type: "count" },
  tiers: tiersFrom([0n, rate(5000n, CALL)]),
});
const planOf = (more: Partial<RewardVersion> = {}): RewardPlan => ({
  number: 1,
  id: "bonus",
  endedOn: null,
  versions: [{ ...version, ...more }],
});

/** Calls done in each month, of 150 asked. */
const earner = (id: string, ...calls: readonly number[]): Earner => ({
  id,
  inputs: calls.map((done, month) => ({
    period: { startsOn: month * 30, endsBefore: month * 30 + 30 },
    yearStartsOn: 0,
    measured: { credited: BigInt(done) * CALL, target: 150n * CALL },
    gate: null,
    behind: { records: done, digest: "" },
  })),
});

const raj = earner("raj", 162, 140, 150);
const mina = earner("mina", 150, 153, 170);

test("a quarter gone is costed period by period, with who would have had how much", () => {
  const cost = rewardCost(planOf(), [raj, mina]);
  expect(cost.periods.map(({ earnedMinor, paidMinor }) => [earnedMinor, paidMinor])).toEqual([
    [60_000n, 60_000n],
    [15_000n, 15_000n],
    [100_000n, 100_000n],
  ]);
  expect(cost.totals).toEqual([{ currency: "KRW", amountMinor: 175_000n }]);
  expect(cost.members).toEqual([
    { member: "mina", currency: "KRW", amountMinor: 115_000n },
    { member: "raj", currency: "KRW", amountMinor: 60_000n },
  ]);
});

test("a budget that shares shrinks all lines of a period alike, one that refuses is told", () => {
  const both = [earner("raj", 162), earner("mina", 156)];
  const shared = rewardCost(planOf({ budget: { mostMinor: 60_000n, over: "share" } }), both);
  expect(shared.periods).toMatchObject([{ earnedMinor: 90_000n, paidMinor: 60_000n, isBeyondBudget: false }]);
  expect(shared.members.map(({ member, amountMinor }) => [member, amountMinor])).toEqual([
    ["raj", 40_000n],
    ["mina", 20_000n],
  ]);
  expect(rewardCost(planOf({ budget: { mostMinor: 60_000n, over: "refuse" } }), both).periods).toMatchObject([
    { paidMinor: 90_000n, isBeyondBudget: true },
  ]);
});

test("what a team earns is shared by its members to the smallest unit", () => {
  const team: Earner = {
    ...earner("sales", 170),
    participantsOf: () => [
      { member: "raj", weight: 2n },
      { member: "mina", weight: 1n },
      { member: "ho", weight: 0n },
    ],
  };
  const plan = planOf({ tiers: tiersFrom([0n, amount(100n)]) });
  expect(rewardCost(plan, [team]).members.map(({ member, amountMinor }) => [member, amountMinor])).toEqual([
    ["raj", 67n],
    ["mina", 33n],
  ]);
  expect(rewardCost(plan, [{ ...team, participantsOf: () => [] }]).members).toEqual([]);
});

test("a plan under which nobody did anything costs nothing", () =>
  expect(rewardCost(planOf(), [])).toEqual({ periods: [], totals: [], members: [] }));
