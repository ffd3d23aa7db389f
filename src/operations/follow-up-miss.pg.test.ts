import { expect, test } from "vitest";
import { day, instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { FollowUpReport } from "../domain/follow-up-reading.ts";
import { sentence, type Outcome } from "../domain/refusal.ts";
import { followUpMiss } from "./follow-up-miss.ts";
import { listFollowUps } from "./list-follow-ups.ts";

const { database } = await testDatabase();

const { companyId, record } = await openCompany(database, {
  company: { id: "followed", name: "Followed", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "mina", name: "Mina", team: "sales" },
    { id: "ho", name: "Ho", team: "sales", engagement: "contractor" },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", name: "Monthly", cadence: "month", require: { metric: "calls", target: 1 } }],
});
await record([{ source: "dialer", externalId: "1", member: "mina", kind: "call", occurredOn: "2026-03-03" }]);

const act = (today: string, more: Partial<FollowUpReport> & Pick<FollowUpReport, "act" | "by">) =>
  followUpMiss(
    database,
    companyId,
    { member: "raj", plan: "monthly", on: day("2026-03-15"), text: "said so", reviewOn: null, ...more },
    { now: instant(`${today}T09:00:00+09:00`) },
  );
const listed = async (today: string, more = {}) =>
  must(await listFollowUps(database, companyId, { periods: 1, ...more }, { now: instant(`${today}T09:00:00+09:00`) })).followUps.map(
    ({ member, period, state, reviewOn }) => [member.id, period.startsOn, state, reviewOn],
  );
const said = (outcome: Outcome<unknown>): string => (outcome.ok ? "ok" : outcome.refusals.map((each) => sentence(each, "en")).join(" "));

test("what was missed is listed until somebody follows it up: a reason, a plan with a day, its review, acknowledged by both", async () => {
  expect(await listed("2026-04-02")).toEqual([["raj", "2026-03-01", "missed", null]]);
  expect(must(await act("2026-04-02", { act: "reason", by: "raj", text: "two weeks of training" })).state).toBe("explained");
  expect(must(await act("2026-04-03", { act: "coaching", by: "kim", reviewOn: day("2026-04-20") }))).toMatchObject({
    state: "coached",
    reviewOn: "2026-04-20",
    possible: ["reason", "coaching", "review"],
    leaders: [{ id: "kim" }],
  });
  expect(await listed("2026-04-19")).toEqual([["raj", "2026-03-01", "coached", "2026-04-20"]]);
  expect(await listed("2026-04-20", { leader: "kim" })).toEqual([["raj", "2026-03-01", "due", "2026-04-20"]]);
  expect(must(await act("2026-04-21", { act: "review", by: "kim", text: "twelve a day now" })).state).toBe("reviewed");
  expect(must(await act("2026-04-21", { act: "acknowledgement", by: "raj", text: "" })).state).toBe("closed");
  expect(await listed("2026-04-22")).toEqual([]);
  expect(await listed("2026-04-22", { settled: true })).toEqual([["raj", "2026-03-01", "closed", "2026-04-20"]]);
  expect(said(await act("2026-04-22", { act: "review", by: "kim" }))).toBe("It is closed: nothing more is done about it.");
});

test("who has no part in it, and what does not come next, is refused; nobody excuses their own", async () => {
  const february = { on: day("2026-02-01"), member: "mina" };
  expect(said(await act("2026-04-02", { ...february, act: "review", by: "kim" }))).toBe(
    "It is missed: possible are reason, excusal, coaching.",
  );
  expect(said(await act("2026-04-02", { ...february, act: "excusal", by: "mina" }))).toBe(
    "mina does not lead mina today. Those who do: kim.",
  );
  expect(said(await act("2026-04-02", { ...february, act: "reason", by: "kim" }))).toBe("Only mina can do that.");
  expect(said(await act("2026-04-02", { ...february, act: "coaching", by: "kim", reviewOn: day("2026-04-01") }))).toContain(
    "2026-04-01 is gone.",
  );
  expect(must(await act("2026-04-02", { ...february, act: "excusal", by: "kim" })).state).toBe("excused");
  expect(said(await act("2026-04-02", { member: "mina", act: "excusal", by: "kim" }))).toBe(
    "mina has not missed monthly in March 2026: met. Only what was missed is followed up.",
  );
  expect(said(await act("2026-03-20", { act: "excusal", by: "kim" }))).toContain("has not missed monthly in March 2026");
});

test("a contractor's missed target is not followed up, and says why", async () => {
  expect(said(await act("2026-04-02", { member: "ho", act: "coaching", by: "kim", reviewOn: day("2026-04-20") }))).toBe(
    "ho was a contractor then. A contractor's activity target binds nobody, so a missed one is not followed up.",
  );
  expect((await listed("2026-04-02", { settled: true, periods: 12 })).map(([member]) => member)).not.toContain("ho");
});

test("a plan that asks contractors is applied with a warning, once, that says why", async () => {
  const file = {
    company: { id: "warned", name: "Warned", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    members: [
      { id: "ho", name: "Ho", engagement: "contractor" },
      { id: "raj", name: "Raj" },
    ],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
  };
  const { apply } = await openCompany(database, file);
  const weekly = { id: "weekly", cadence: "week", require: { metric: "calls", target: 50 } };
  const asked = { ...file, plans: [weekly, { ...weekly, id: "rajs", cadence: "month", for: { members: ["raj"] } }] };
  const { warnings } = must(await apply(asked));
  expect(warnings).toMatchObject([{ code: "plan-asks-contractors", plan: "weekly", members: ["ho"] }]);
  expect(warnings[0]?.words.ko).toContain("활동 목표치로만 보이고");
  expect(must(await apply(asked)).warnings).toEqual([]);
});
