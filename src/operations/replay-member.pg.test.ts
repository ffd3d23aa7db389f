import { expect, test } from "vitest";
import { day, instant, must, openCompany, quotaTexts } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "./apply-company.ts";
import { draftPlan } from "./draft-plan.ts";
import { listSettingsChanges } from "./list-settings-changes.ts";
import { replayMember, type ReplayQuestion } from "./replay-member.ts";

const { database } = await testDatabase();

const calls = { id: "calls", where: 'kind == "call"' };
const monthly = { id: "monthly", cadence: "month", require: { metric: "calls", target: 3 } };
const file = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina" },
  ],
  metrics: [calls, { id: "people", where: 'kind == "call"', oncePer: { prospect: "month", within: "company" } }],
  plans: [monthly],
};
const { companyId, record } = await openCompany(database, file, "2026-01-01");
const call = (externalId: string, member: string, occurredOn: string, durationSeconds = 30) => ({
  source: "dialer",
  externalId,
  member,
  kind: "call",
  occurredOn,
  durationSeconds,
  prospect: "ann@client.example",
});
await record([
  call("1", "raj", "2026-03-03", 90),
  call("2", "mina", "2026-03-02", 90),
  call("3", "raj", "2026-03-14", 90),
  call("4", "raj", "2026-03-15"),
  call("5", "raj", "2026-03-16"),
]);

const raised = { ...monthly, startsOn: "2026-04-01", require: { metric: "calls", target: 9 } };
must(
  await applyCompany(database, { ...file, plans: [monthly, raised] }, { by: "boss", reason: "more in spring", today: day("2026-03-20") }),
);
must(await draftPlan(database, companyId, { id: "people-first", by: "ops", input: { plans: [{ ...monthly, require: { metric: "people", target: 1 } }] } })); // prettier-ignore
must(
  await draftPlan(database, companyId, {
    id: "long",
    by: "ops",
    input: {
      metrics: [{ id: "long", where: "durationSeconds >= 60", oncePer: { prospect: "week", within: "company" } }],
      plans: [{ ...monthly, require: { metric: "long", target: 2 } }],
    },
  }),
);

const now = instant("2026-04-20T12:00:00Z");
const replay = async (on: string, question: Partial<ReplayQuestion> = {}) =>
  must(await replayMember(database, companyId, { member: "raj", on: day(on), now, ...question }));
const told = async (on: string, question: Partial<ReplayQuestion> = {}) =>
  (await replay(on, question)).rows.map(({ planVersion, requirement }) => [planVersion, ...quotaTexts(requirement)]);

test("March replayed after April changed has March's target, with what was done through the day", async () => {
  expect(await told("2026-03-14")).toEqual([[1, "2/3 open"]]);
  expect(await told("2026-03-15")).toEqual([[1, "3/3 met"]]);
  expect(await told("2026-03-31")).toEqual([[1, "4/3 met"]]);
  expect(await told("2026-04-02")).toEqual([[2, "0/9 open"]]);
});

test("it says which log it is read from, and that it is no replay by another rule", async () => {
  expect(await replay("2026-03-14")).toMatchObject({
    replay: false,
    with: null,
    basis: {
      en: "By what was in force on the day. Counted from the log as it is now, through 2026-03-14 by the member's local days.",
      ko: "당시 시행된 기준입니다. 지금의 기록 원장에서 구성원의 현지 날짜로 2026-03-14까지 센 값입니다.",
    },
  });
});

test("another version of the plan would have said something else, and is labelled a replay", async () => {
  expect(await told("2026-03-31", { plan: "monthly", with: { version: 2 } })).toEqual([[2, "4/9 open"]]);
  const answer = await replay("2026-03-31", { plan: "monthly", with: { version: 2 } });
  expect([answer.replay, answer.with, answer.basis.en.startsWith("A replay: by what was not in force.")]).toEqual([
    true,
    { version: 2 },
    true,
  ]);
});

test("a draft would have said something else; its metric is counted with its windows, which others may hold", async () => {
  expect(await told("2026-03-31", { with: { draft: "people-first" } })).toEqual([[1, "0/1 open"]]);
  // Of the first week Mina has the prospect, of the second Raj.
  expect(await told("2026-03-08", { with: { draft: "long" } })).toEqual([[1, "0/2 open"]]);
  expect(await told("2026-03-31", { with: { draft: "long" } })).toEqual([[1, "1/2 open"]]);
});

test("who changed what was asked is told, the latest first, and what was changed after the day is marked", async () => {
  const { changes } = await replay("2026-03-14");
  expect(changes.map(({ by, reason, changes: lines }) => [by, reason, ...lines.map(({ words }) => words.en)])).toEqual([
    ["boss", "more in spring", "plan monthly: require 3 calls → 9 calls, from 2026-04-01"],
    ["test", null, "member raj: added", 'metric calls: added (kind == "call")', "plan monthly: added (3 calls)"],
  ]);
});

test("a day to come, and what there is not, is refused", async () => {
  const refusals = async (question: Partial<ReplayQuestion>): Promise<readonly string[]> => {
    const outcome = await replayMember(database, companyId, { member: "raj", on: day("2026-03-14"), now, ...question });
    return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${pointer} ${code}`);
  };
  expect(await refusals({ on: day("2026-04-21") })).toEqual(["/on replay-future"]);
  expect(await refusals({ member: "rai" })).toEqual(["/member not-found"]);
  expect(await refusals({ plan: "montly" })).toEqual(["/plan not-found"]);
  expect(await refusals({ with: { draft: "nothing" } })).toEqual(["/draft not-found"]);
  expect(await refusals({ with: { version: 2 } })).toEqual(["/plan replay-version-plan"]);
  expect(await refusals({ plan: "monthly", with: { version: 3 } })).toEqual(["/with replay-version"]);
});

test("the history is told page by page, of everything or of one thing", async () => {
  const first = must(await listSettingsChanges(database, companyId, { limit: 1 }));
  expect(first.settingsChanges.map(({ by, reason }) => [by, reason])).toEqual([["boss", "more in spring"]]);
  const second = must(await listSettingsChanges(database, companyId, { limit: 1, cursor: first.nextCursor ?? "" }));
  expect(second.settingsChanges[0]?.changes.map(({ words }) => words.ko)).toContain("구성원 raj: 추가");
  expect(second.nextCursor).toBeNull();
  const ofMina = must(await listSettingsChanges(database, companyId, { member: "mina" }));
  expect(ofMina.settingsChanges.map(({ changes }) => changes.map(({ words }) => words.en))).toEqual([["member mina: added"]]);
  for (const question of [{ plan: "weekly" }, { cursor: "x" }])
    expect((await listSettingsChanges(database, companyId, question)).ok).toBe(false);
});
