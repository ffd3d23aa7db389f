import { expect, test } from "vitest";
import { instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import type { Caller } from "../domain/access.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { inCompany } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { findOwnProspects } from "./find-own-prospects.ts";
import { recordProspects } from "./record-prospects.ts";
import { showToday } from "./show-today.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const company = { id: "day", name: "Day", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" };
const { companyId, record } = await openCompany(database, {
  company,
  teams: [{ id: "one" }],
  members: [
    { id: "raj", name: "Raj", team: "one" },
    { id: "mina", name: { en: "Mina", ko: "김민아" }, team: "one" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
    { id: "reached", where: 'kind in ["call", "visit"]', oncePer: { prospect: "week" } },
    { id: "emails", where: 'kind == "email"' },
    { id: "demos", where: 'kind == "demo"', oncePer: { prospect: "week", within: "company" } },
  ],
  plans: [
    {
      id: "weekly",
      cadence: "week",
      startsOn: "2026-01-05",
      require: {
        anyOf: [
          { metric: "calls", target: 20 },
          { metric: "reached", target: 5 },
          { metric: "demos", target: 5 },
        ],
      },
    },
  ],
});

const NOW = instant("2026-03-25T03:00:00Z");
const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
const callerOf = (id: string): Caller => ({
  companyId,
  by: id,
  type: "user",
  userNumber: 1,
  keyNumber: null,
  memberNumber: settings.members.find((each) => each.id === id)?.number ?? null,
  roles: ["rep"],
  scopes: [],
});
const today = async (id: string) => must(await showToday(database, callerOf(id), { now: NOW }));

const own = (id: string, name: string, phone: string, owner = "raj") =>
  must(readProspect({ id, name, phone, owner }, prospectContext({ ...company, attributes: {} })));
await recordProspects(database, companyId, [
  own("p1", "박서준", "+821011110001"),
  own("p2", "한지우", "+821011110002"),
  own("p3", "이준호", "+821011110003"),
  own("p4", "최유진", "+821011110004"),
  own("p5", "정하늘", "+821011110005", "mina"),
]);

const activity = (externalId: string, at: string, more: object) => ({
  source: "crm",
  externalId,
  member: "raj",
  kind: "call",
  direction: "outbound",
  occurredAt: `2026-03-${at}+09:00`,
  ...more,
});
await record([
  // Long ago, last week with a wish to be called back, and this week.
  activity("old", "02T10:00:00", { prospect: "p1", durationSeconds: 90 }),
  activity("back", "18T10:00:00", { prospect: "p2", outcome: "callback" }),
  activity("done", "24T10:00:00", { prospect: "p3", durationSeconds: 90 }),
  activity("taken-back", "24T11:00:00", { prospect: "p4", durationSeconds: 90 }),
  // Today: one that counts for both, one too short, one of a kind that nobody asks for, and another's.
  activity("long", "25T09:10:00", { prospect: "someone@client.example", durationSeconds: 221 }),
  activity("short", "25T09:20:00", { durationSeconds: 41 }),
  activity("mail", "25T09:30:00", { kind: "email" }),
  { ...activity("hers", "25T09:40:00", { durationSeconds: 300 }), member: "mina" },
]);
must(await voidActivity(database, companyId, { source: "crm", externalId: "taken-back" }, { reason: "slip", by: "raj" }));

test("a day begins with what the running plans ask, and what is entered for them", async () => {
  const { member, attainment, entries } = await today("raj");
  expect(member).toEqual({ id: "raj", name: { en: "Raj" } });
  expect(attainment.rows).toHaveLength(1);
  expect(attainment.rows[0]).toMatchObject({ member: "raj", plan: "weekly", startsOn: "2026-03-23" });
  expect(entries).toEqual([
    { kind: "call", direction: "outbound", asksProspect: false, asksDuration: true, asksOutcome: false, metrics: ["calls"] },
    { kind: "call", direction: null, asksProspect: true, asksDuration: false, asksOutcome: false, metrics: ["reached"] },
    { kind: "visit", direction: null, asksProspect: true, asksDuration: false, asksOutcome: false, metrics: ["reached"] },
    { kind: "demo", direction: null, asksProspect: true, asksDuration: false, asksOutcome: false, metrics: ["demos"] },
  ]);
});

test("next to contact come those who asked for it, then who was never contacted, then whose last contact is the longest ago; a record taken back is none", async () => {
  const { contacts } = await today("raj");
  expect(contacts.window).toMatchObject({ cadence: "week", startsOn: "2026-03-23" });
  expect(contacts.all).toBe(3);
  expect(contacts.next.map(({ prospect, why, last }) => [prospect, why, last?.on ?? null])).toEqual([
    ["p2", "callback", "2026-03-18"],
    ["p4", "never", null],
    ["p1", "window", "2026-03-02"],
  ]);
  expect((await today("mina")).contacts.next.map(({ prospect }) => prospect)).toEqual(["p5"]);
});

test("today's records come with their verdicts, the latest first; what no quota asks for is missing in none", async () => {
  const { records } = await today("raj");
  expect(records.latest.map(({ externalId }) => externalId)).toEqual(["mail", "short", "long"]);
  expect([records.counted, records.notCounted]).toEqual([1, 1]);
  expect(records.latest[1]?.verdicts.find(({ metric }) => metric === "calls")?.verdict).toMatchObject({ counted: false });
});

test("an account that is no member has no day", async () => {
  const nobody = { ...callerOf("raj"), memberNumber: null };
  expect(await showToday(database, nobody, { now: NOW })).toMatchObject({ ok: false, refusals: [{ code: "member-needed" }] });
});

test("own prospects are found by name, initial consonants, address and digits; another's are not", async () => {
  const find = async (typed: string) =>
    (await findOwnProspects(database, companyId, { member: "raj", find: typed })).prospects.map(({ prospect }) => prospect);
  expect(await find("서준")).toEqual(["p1"]);
  expect(await find("ㅎㅈㅇ")).toEqual(["p2"]);
  expect(await find("010-1111-0003")).toEqual(["p3"]);
  expect(await find("someone@")).toEqual(["someone@client.example"]);
  expect(await find("하늘")).toEqual([]);
});

test("that a prospect has counted already is told, and not by whom, where that is a colleague", async () => {
  await record([
    { ...activity("hers", "24T11:00:00", { kind: "demo", prospect: "p5" }), member: "mina" },
    activity("his", "25T11:00:00", { kind: "demo", prospect: "p5" }),
  ]);
  const { records } = await today("raj");
  const verdict = records.latest.find(({ externalId }) => externalId === "his")?.verdicts.find(({ metric }) => metric === "demos")?.verdict;
  expect(verdict).toMatchObject({ counted: false, reasons: [{ code: "window-taken" }] });
  expect(JSON.stringify(verdict)).not.toMatch(/Mina|hers/);
});
