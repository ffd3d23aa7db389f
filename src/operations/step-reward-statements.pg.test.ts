import { describe, expect, test } from "vitest";
import { day, instant, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { Outcome } from "../domain/refusal.ts";
import type { StepName } from "../domain/reward-reading.ts";
import { correctRewards } from "./correct-rewards.ts";
import { decideRewardDispute } from "./decide-reward-dispute.ts";
import { disputeRewardLine } from "./dispute-reward-line.ts";
import { drawRewardStatements } from "./draw-reward-statements.ts";
import { enterReward } from "./enter-reward.ts";
import { estimateRewardCost } from "./estimate-reward-cost.ts";
import { listRewardStatements } from "./list-reward-statements.ts";
import { showRewardLedger } from "./show-reward-ledger.ts";
import { showRewards } from "./show-rewards.ts";
import { stepRewardStatements } from "./step-reward-statements.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();
const now = instant("2026-05-04T09:00:00Z");
const by = (name: string) => ({ by: name, now });
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

const reward = (more: object) => ({
  id: "bonus",
  cadence: "month",
  for: "everyone",
  basis: { surplus: { plan: "month", metric: "calls" } },
  threshold: "none",
  tiers: [{ from: 0, below: "none", rate: 1000, per: 1 }],
  split: "marginal",
  accumulate: "period",
  interpolate: false,
  cap: "none",
  currency: "KRW",
  rounding: "half-up",
  participants: "own",
  budget: "none",
  gate: "none",
  ...more,
});
const file = (id: string, rewards: readonly object[], plan: object = {}) => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: ["raj", "mina"].map((member) => ({ id: member, name: member, team: "sales" })),
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "held", where: 'kind == "meeting" && outcome == "held"' },
    { id: "meetings", where: 'kind == "meeting"' },
  ],
  plans: [{ id: "month", cadence: "month", require: { metric: "calls", target: 2 }, ...plan }],
  rewards,
});
const call = (member: string, id: string, on: string) => ({
  source: "dialer",
  externalId: id,
  member,
  kind: "call",
  occurredAt: `${on}T12:00:00+09:00`,
  durationSeconds: 90,
});
const calls = (member: string, month: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    call(member, `${member}-${month}-${index}`, `2026-${month}-${String(index + 1).padStart(2, "0")}`),
  );

const open = async (id: string, rewards: readonly object[], plan?: object): Promise<Product & { readonly step: Step }> => {
  const product = await openCompany(database, file(id, rewards, plan), "2026-01-01");
  return {
    ...product,
    step: (step, who, statements, reason = null) =>
      stepRewardStatements(database, product.companyId, { step, statements, reason }, by(who)),
  };
};
type Step = (step: StepName, who: string, statements: readonly number[], reason?: string | null) => ReturnType<typeof stepRewardStatements>;

const draw = async ({ companyId }: Product, on: string): Promise<Readonly<Record<string, number>>> => {
  must(await drawRewardStatements(database, companyId, { cadence: "month", on: day(on) }, by("ops")));
  const { statements } = must(await listRewardStatements(database, companyId, { cadence: "month", on: day(on) }, by("ops")));
  return Object.fromEntries(statements.map(({ member, statement }) => [member, statement]));
};
const amounts = async ({ companyId }: Product, on: string): Promise<Readonly<Record<string, number>>> => {
  const { statements } = must(await listRewardStatements(database, companyId, { cadence: "month", on: day(on) }, by("ops")));
  return Object.fromEntries(statements.map(({ member, amount }) => [member, amount.amountMinor]));
};
const locked = async (product: Awaited<ReturnType<typeof open>>, on: string): Promise<readonly number[]> => {
  const all = Object.values(await draw(product, on));
  for (const [step, who] of [
    ["publish", "ops"],
    ["approve-as-manager", "lead"],
    ["approve-as-finance", "fin"],
    ["lock", "ops"],
  ] as const)
    // prettier-ignore
    must(await product.step(step, who, all));
  return all;
};
const correct = async ({ companyId }: Product) =>
  (await correctRewards(database, companyId, by("jobs"))).entries.map(({ member, period, type, amount, cause }) => [
    member,
    period.startsOn.slice(5, 7),
    type,
    amount.amountMinor,
    cause.type === "records" ? cause.changed.map(({ externalId, became }) => `${externalId} ${became}`) : cause.type,
  ]);

test("drawn up again it is the same, to the fingerprint; a period that runs or that nothing pays is refused", async () => {
  const product = await open("same", [reward({})]);
  await product.record([...calls("raj", "03", 5), ...calls("mina", "03", 3)]);
  const first = await draw(product, "2026-03-31");
  expect(await amounts(product, "2026-03-31")).toEqual({ raj: 3000, mina: 1000 });
  expect(await draw(product, "2026-03-01")).toEqual(first);
  const order = (cadence: "month" | "week", on: string) =>
    drawRewardStatements(database, product.companyId, { cadence, on: day(on) }, by("ops"));
  expect(codes(await order("month", "2026-05-02"))).toEqual(["reward-period-running"]);
  expect(codes(await order("week", "2026-03-02"))).toEqual(["reward-nothing"]);
});

test("what changed since it was drawn up is neither approved nor locked: it is withdrawn for a reason and drawn up anew", async () => {
  const product = await open("stale", [reward({})]);
  await product.record(calls("raj", "03", 5));
  const { raj = 0 } = await draw(product, "2026-03-31");
  must(await product.step("publish", "ops", [raj]));
  must(await product.step("approve-as-manager", "lead", [raj]));
  await product.record([call("raj", "late", "2026-03-30")]);
  expect(codes(await product.step("approve-as-finance", "fin", [raj]))).toEqual(["reward-statement-changed"]);
  expect(codes(await product.step("withdraw", "ops", [raj]))).toEqual(["reward-withdrawal-reason"]);
  must(await product.step("withdraw", "ops", [raj], "one call came late"));
  expect(await draw(product, "2026-03-31")).toMatchObject({ raj });
  expect((await amounts(product, "2026-03-31"))["raj"]).toBe(4000);
  // Both approvals are to be given anew.
  must(await product.step("publish", "ops", [raj]));
  expect(codes(await product.step("approve-as-finance", "fin", [raj]))).toEqual(["reward-statement-state"]);
});

describe("after it is locked", () => {
  test("a record that comes late and one that is voided follow in the ledger by name, once", async () => {
    const product = await open("late", [reward({})]);
    await product.record([...calls("raj", "03", 5), ...calls("mina", "03", 1)]);
    await locked(product, "2026-03-31");
    expect(await correct(product)).toEqual([]);
    await product.record([call("raj", "late", "2026-03-30"), call("mina", "second", "2026-03-30")]);
    expect(await correct(product)).toEqual([["raj", "03", "adjust", 1000, ["late added"]]]);
    await product.record([call("mina", "third", "2026-03-30")]);
    // Of nothing that was earned nothing is reversed: what comes is an adjustment, with all that led to it.
    expect(await correct(product)).toEqual([["mina", "03", "adjust", 1000, ["second added", "third added"]]]);
    must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "late" }, { reason: "x", by: "lead" }));
    expect(await correct(product)).toEqual([["raj", "03", "reverse", -1000, ["late voided"]]]);
    expect(await correct(product)).toEqual([]);
  });

  test("of a running sum over the year the months after a voided record follow too, by the record", async () => {
    const tiers = [
      { from: 0, below: 4, rate: 1000, per: 1 },
      { from: 4, below: "none", rate: 3000, per: 1 },
    ];
    const product = await open("year", [reward({ accumulate: "year-to-date", tiers })]);
    await product.record([...calls("raj", "02", 7), ...calls("raj", "03", 5)]);
    await locked(product, "2026-02-28");
    await locked(product, "2026-03-31");
    // January asked two and had none: 3 above pay 3,000 by February; by March 6 pay 4,000 and two at 3,000.
    expect([(await amounts(product, "2026-02-28"))["raj"], (await amounts(product, "2026-03-31"))["raj"]]).toEqual([3000, 7000]);
    must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "raj-02-0" }, { reason: "x", by: "lead" }));
    expect(await correct(product)).toEqual([
      ["raj", "02", "reverse", -1000, ["raj-02-0 voided"]],
      ["raj", "03", "reverse", -2000, ["raj-02-0 voided"]],
    ]);
  });

  test("a reward plan that did not pay the period does not begin to, and another target is told as the settings", async () => {
    const product = await open("settings", [reward({})]);
    await product.record(calls("raj", "03", 5));
    await locked(product, "2026-03-31");
    must(await product.apply(file("settings", [reward({}), reward({ id: "second" })]), "2026-05-04"));
    expect(await correct(product)).toEqual([]);
  });
});

test("a team's line is shared by its members' credits, and a voided record changes both shares by its name", async () => {
  const plan = { for: { team: "sales" }, of: "team", require: { metric: "calls", target: 4 } };
  const product = await open("team", [reward({ participants: "credits" })], plan);
  await product.record([...calls("raj", "03", 6), ...calls("mina", "03", 3)]);
  await locked(product, "2026-03-31");
  // 5 above the target: ₩5,000 by 6 and 3, to the smallest unit.
  expect(await amounts(product, "2026-03-31")).toEqual({ raj: 3333, mina: 1667 });
  must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "mina-03-0" }, { reason: "x", by: "lead" }));
  expect(await correct(product)).toEqual([
    ["raj", "03", "reverse", -333, ["mina-03-0 voided"]],
    ["mina", "03", "reverse", -667, ["mina-03-0 voided"]],
  ]);
});

test("of a budget that is shared out each keeps the part, whoever's record is voided", async () => {
  const product = await open("shared", [reward({ budget: { most: 3000, over: "share" } })]);
  await product.record([...calls("raj", "03", 6), ...calls("mina", "03", 4)]);
  await locked(product, "2026-03-31");
  expect(await amounts(product, "2026-03-31")).toEqual({ raj: 2000, mina: 1000 });
  must(await voidActivity(database, product.companyId, { source: "dialer", externalId: "raj-03-0" }, { reason: "x", by: "lead" }));
  expect(await correct(product)).toEqual([["raj", "03", "reverse", -500, ["raj-03-0 voided"]]]);
});

test("a dispute holds back what is approved; what it adds is approved with it, or stands in the ledger once it is locked", async () => {
  const product = await open("dispute", [reward({})]);
  const { companyId, step } = product;
  await product.record(calls("raj", "03", 5));
  const { raj = 0 } = await draw(product, "2026-03-31");
  const dispute = (said: string, rewardId = "bonus") =>
    disputeRewardLine(database, companyId, { statement: raj, reward: rewardId, said }, by("raj"));
  const decide = (number: number, upheld: boolean, amountMinor = 0n) =>
    decideRewardDispute(
      database,
      companyId,
      { dispute: number, upheld, reason: "seen", amount: () => ({ ok: true, value: amountMinor }) },
      by("lead"),
    );
  expect(codes(await dispute("a draft"))).toEqual(["reward-dispute-draft"]);
  must(await step("publish", "ops", [raj]));
  expect(codes(await dispute("another", "bonuss"))).toEqual(["not-found"]);
  must(await dispute("one is missing"));
  expect(codes(await dispute("and again"))).toEqual(["reward-dispute-open"]);
  expect(codes(await step("approve-as-manager", "lead", [raj]))).toEqual(["reward-statement-disputes"]);
  expect(codes(await decide(1, false, 500n))).toEqual(["reward-dispute-amount"]);
  expect(must(await decide(1, true, 500n)).amount.amountMinor).toBe(3500);
  expect(codes(await decide(1, true))).toEqual(["reward-dispute-decided"]);
  must(await step("approve-as-manager", "lead", [raj]));
  must(await dispute("still one"));
  expect(codes(await decide(2, true, 500n))).toEqual(["reward-dispute-approved"]);
  must(await decide(2, false));
  must(await step("approve-as-finance", "fin", [raj]));
  must(await step("lock", "ops", [raj]));
  must(await dispute("after all"));
  must(await decide(3, true, 200n));
  const { standings, entries } = must(await showRewardLedger(database, companyId, "raj"));
  expect(standings).toMatchObject([{ earned: { amountMinor: 3700 } }]);
  expect(entries.map(({ type, amount, cause }) => [type, amount.amountMinor, cause.type])).toEqual([
    ["adjust", 200, "dispute"],
    ["adjust", 500, "dispute"],
    ["earn", 3000, "line"],
  ]);
  // What a person decided is not taken back by what is worked out.
  expect(await correct(product)).toEqual([]);
});

test("an advance is paid before it is earned, and what is earned stands first for it", async () => {
  const product = await open("advance", [reward({})]);
  const { companyId } = product;
  await product.record(calls("raj", "03", 5));
  const order = { member: "raj", reward: "bonus", on: day("2026-03-01"), type: "advance", reason: "agreed" } as const;
  const enter = (amountMinor: bigint) =>
    enterReward(database, companyId, { ...order, amount: () => ({ ok: true, value: amountMinor }) }, by("ops"));
  expect(codes(await enter(0n))).toEqual(["reward-entry-amount"]);
  must(await enter(2000n));
  expect(must(await showRewardLedger(database, companyId, "raj")).standings).toMatchObject([
    { due: { amountMinor: 2000 }, outstanding: { amountMinor: 2000 } },
  ]);
  await locked(product, "2026-03-31");
  expect(must(await showRewardLedger(database, companyId, "raj")).standings).toMatchObject([
    { earned: { amountMinor: 3000 }, outstanding: { amountMinor: 0 }, due: { amountMinor: 3000 } },
  ]);
});

test("two who approve at once never go beyond a budget that refuses, and nobody approves what they drew up", async () => {
  const rounds = Number(process.env["ATTAIN_APPROVAL_ROUNDS"] ?? 10);
  const product = await open("budget", [reward({ budget: { most: 3500, over: "refuse" } })]);
  await product.record([...calls("raj", "03", 5), ...calls("mina", "03", 5)]);
  const { raj = 0, mina = 0 } = await draw(product, "2026-03-31");
  must(await product.step("publish", "ops", [raj, mina]));
  must(await product.step("approve-as-manager", "lead", [raj, mina]));
  const outcomes: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const three = await Promise.all([
      product.step("approve-as-finance", "fin-1", [raj]),
      product.step("approve-as-finance", "fin-2", [mina]),
      product.step("approve-as-finance", "ops", [round % 2 === 0 ? raj : mina]),
    ]);
    const approved = three.map((each) => each.ok);
    outcomes.push(
      `${approved.filter(Boolean).length} ${String(approved[2])} ${three.flatMap(codes).filter((code) => code === "reward-statement-budget").length}`,
    );
    const [won] = [raj, mina].filter((_, index) => approved[index]);
    must(await product.step("withdraw", "ops", [won ?? 0], "once more"));
    must(await product.step("publish", "ops", [won ?? 0]));
    must(await product.step("approve-as-manager", "lead", [won ?? 0]));
  }
  expect(new Set(outcomes)).toEqual(new Set(["1 false 1"]));
});

test("shown while the month runs with what comes next, and what a plan would have cost", async () => {
  const gate = { good: "held", of: "meetings", least: "50%", probability: "50%", prior: { good: 1, bad: 1 } };
  const product = await open("shown", [reward({ gate })]);
  const { companyId } = product;
  const meeting = (id: string, outcome: string) => ({ ...call("raj", id, "2026-04-10"), kind: "meeting", outcome });
  await product.record([...calls("raj", "04", 5), ...["a", "b", "c"].map((id) => meeting(id, "no_show")), meeting("d", "held")]);
  const shown = async (at: string) =>
    must(await showRewards(database, companyId, { on: day("2026-04-30"), member: "raj", now: instant(at) })).rewards.map(
      ({ standings, isOver, curve }) => [isOver, standings[0], curve],
    );
  // One of four held: what is above the target is held back.
  expect(await shown("2026-04-20T09:00:00Z")).toMatchObject([
    [
      false,
      { credited: 5, target: 2, amount: { amountMinor: 0 }, gate: { isOpen: false, good: 1, of: 4 }, next: { type: "most" } },
      [{ at: 0, pays: 0 }, { pays: 10_000 }],
    ],
  ]);
  const cost = (of: Parameters<typeof estimateRewardCost>[2]["of"]) => estimateRewardCost(database, companyId, { of, periods: 3, now });
  const told = must(await cost({ entry: reward({ id: "new" }) }));
  expect([told.periods.map(({ paid, members }) => [paid.amountMinor, members]), told.members]).toMatchObject([
    [[3000, 1]],
    [{ member: "raj", amount: { amountMinor: 3000 } }],
  ]);
  expect(must(await cost({ reward: "bonus" })).totals).toEqual([{ amountMinor: 0, currency: "KRW" }]);
  expect(codes(await cost({ reward: "bonuss" }))).toEqual(["not-found"]);
  expect((await cost({ entry: { ...reward({}), split: "half" } })).ok).toBe(false);
});
