import { expect, test } from "vitest";
import { correctRewards } from "../../src/operations/correct-rewards.ts";
import { drawRewardStatements } from "../../src/operations/draw-reward-statements.ts";
import { listRewardStatements } from "../../src/operations/list-reward-statements.ts";
import { showRewardLedger } from "../../src/operations/show-reward-ledger.ts";
import { showRewardStatement } from "../../src/operations/show-reward-statement.ts";
import { showRewards } from "../../src/operations/show-rewards.ts";
import { stepRewardStatements } from "../../src/operations/step-reward-statements.ts";
import { voidActivity } from "../../src/operations/void-activity.ts";
import { instant, day, must } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { openExample } from "./example.ts";

/** The third example: above the quota the reward, below it what is missing; and what is voided takes back what it earned. */

const { database } = await testDatabase();
const garam = await openExample(database, "rewards");
await garam.importFile("activities.csv");
const { companyId } = garam;
const now = instant("2026-04-02T09:00:00Z");
const during = instant("2026-03-31T09:00:00Z");
const march = { cadence: "month", on: day("2026-03-31") } as const;
const by = (name: string) => ({ by: name, now });

const standing = async (member: string, at = during) => {
  const { rewards } = must(await showRewards(database, companyId, { on: day("2026-03-31"), member, now: at }));
  return rewards.map(({ reward, standings }) => ({ reward, ...standings[0] }));
};

test("while the month runs: above the quota the reward, below what is missing and what it earns", async () => {
  expect(await standing("mina")).toMatchObject([
    { reward: "calls-bonus", credited: 162, target: 150, amount: { amountMinor: 60_000 }, next: { type: "step", more: 38, at: "50" } },
    // 3 % of 5,000,000 and 5.5 % of 2,500,001, rounded once.
    { reward: "revenue-share", amount: { amountMinor: 287_500 }, next: { type: "rate" } },
  ]);
  expect(await standing("jun")).toMatchObject([
    { credited: 138, target: 150, amount: { amountMinor: 0 }, next: { type: "step", more: 62, at: "50", earns: { amountMinor: 250_000 } } },
    { amount: { amountMinor: 0 } },
  ]);
  expect(await standing("sora")).toMatchObject([
    { credited: 150, target: 150, amount: { amountMinor: 0 } },
    { credited: { amountMinor: 10_000_000 }, amount: { amountMinor: 0 } },
  ]);
});

test("drawn up, published, approved by two, locked; one call voided takes back what it earned, and names it", async () => {
  expect(must(await drawRewardStatements(database, companyId, march, by("ops")))).toMatchObject({ drawn: 3, kept: 0 });
  const { statements } = must(await listRewardStatements(database, companyId, { limit: 10 }, by("ops")));
  expect(statements.map(({ member, amount, state }) => [member, amount.amountMinor, state])).toEqual([
    ["sora", 0, "draft"],
    ["jun", 0, "draft"],
    ["mina", 347_500, "draft"],
  ]);
  const all = statements.map(({ statement }) => statement);
  const step = async (name: Parameters<typeof stepRewardStatements>[2]["step"], who: string) =>
    must(await stepRewardStatements(database, companyId, { step: name, statements: all, reason: null }, by(who))).statements;
  await step("publish", "ops");
  await step("approve-as-manager", "hana");
  await step("approve-as-finance", "finance");
  await step("lock", "ops");

  const mina = all[2] ?? 0;
  const shown = must(await showRewardStatement(database, companyId, mina, by("ops")));
  expect(shown.lines).toMatchObject([
    { reward: "calls-bonus", amount: { amountMinor: 60_000 }, content: { behind: { records: 162 } } },
    { reward: "revenue-share", amount: { amountMinor: 287_500 }, content: { behind: { records: 2 } } },
  ]);
  expect(shown.lines[0]?.records).toHaveLength(162);

  must(await voidActivity(database, companyId, { source: "dialer", externalId: "call-0007" }, { reason: "a test call", by: "hana" }));
  const { entries } = await correctRewards(database, companyId, by("jobs"));
  expect(entries).toMatchObject([
    {
      member: "mina",
      reward: "calls-bonus",
      type: "reverse",
      amount: { amountMinor: -5_000, currency: "KRW" },
      cause: {
        type: "records",
        changed: [{ metric: "outbound-calls", source: "dialer", externalId: "call-0007", became: "voided", credited: 0 }],
      },
    },
  ]);
  expect(await correctRewards(database, companyId, by("jobs"))).toEqual({ entries: [] });
  const ledger = must(await showRewardLedger(database, companyId, "mina"));
  expect(ledger.standings).toMatchObject([{ earned: { amountMinor: 342_500 }, due: { amountMinor: 342_500 } }]);
  expect(must(await showRewardStatement(database, companyId, mina, by("ops"))).amount.amountMinor).toBe(347_500);
  await step("pay", "ops");
  expect(must(await showRewardLedger(database, companyId, "mina")).standings).toMatchObject([
    { paid: { amountMinor: 342_500 }, due: { amountMinor: 0 } },
  ]);
});
