import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { parseDay, type Day } from "../domain/day.ts";
import { inCompany } from "../store/database.ts";
import { foldChanges } from "../store/tally.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson, jsonPartsOf, type AttainmentJson, type RequirementJson } from "./attainment-json.ts";
import { attainmentOf, type AttainmentQuestion } from "./attainment-of.ts";
import { recordActivities } from "./record-activities.ts";
import { talliesJson } from "./tallies-json.ts";
import { talliesOf, type TalliesQuestion } from "./tallies-of.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};
const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;

const northwind = {
  company: {
    id: "northwind",
    name: "Northwind",
    country: "US",
    timeZone: "America/New_York",
    currency: "USD",
    fiscalYearStartsOn: "02-01",
  },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  teams: [
    { id: "sales", name: "Sales" },
    { id: "advisers", name: { en: "Advisers", ko: "어드바이저" }, parent: "sales" },
    { id: "bankers", name: "Bankers", parent: "sales" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "advisers", timeZone: "Asia/Kolkata" },
    { id: "mina", name: { en: "Mina", ko: "미나" }, team: "bankers", phase: "probation" },
    {
      id: "mo",
      name: "Mo",
      team: [
        { value: "advisers", from: "2026-01-01" },
        { value: "bankers", from: "2026-03-16" },
      ],
    },
    { id: "idle", name: "Idle" },
    { id: "boss", name: "Boss", role: "manager", team: "sales" },
  ],
  metrics: [
    { id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call"' },
    { id: "won", name: "Won", where: 'kind == "demo"', measure: { sum: "amount" } },
  ],
  plans: [
    {
      id: "monthly",
      name: { en: "Monthly", ko: "월간" },
      cadence: "month",
      require: {
        allOf: [
          { metric: "calls", target: 3 },
          { kind: "email", target: 1 },
        ],
      },
    },
    { id: "probation", cadence: "month", for: { phase: "probation" }, require: { metric: "calls", target: 5 } },
    { id: "quarterly", cadence: "quarter", for: { team: "bankers" }, require: { metric: "won", target: 250 } },
  ],
};

let company = 0;
let received = 0;

const record = async (member: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
  received += 1;
  const item = { source: "dialer", externalId: String(received), member, kind: "call", ...fields };
  const answer = await recordActivities(database, company, [item], { now: at("2026-06-01T00:00:00Z"), defaultProvenance: "captured" });
  expect(answer.rejected).toEqual([]);
};

const ask = async (question: Partial<AttainmentQuestion> & { day?: string } = {}): Promise<AttainmentJson> => {
  const { day: on = "2026-03-10", ...more } = question;
  const outcome = await attainmentOf(database, company, { on: day(on), now: at("2026-03-10T12:00:00Z"), ...more });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return attainmentJson(outcome.value);
};

const brief = (requirement: RequirementJson): string =>
  requirement.type === "quota"
    ? `${requirement.metric} ${JSON.stringify(requirement.credited)}/${JSON.stringify(requirement.target)}`
    : `${requirement.type}[${jsonPartsOf(requirement).map(brief).join(", ")}]`;
const lines = (answer: AttainmentJson): readonly string[] =>
  answer.rows.map((row) => `${row.member} ${row.plan}: ${brief(row.requirement)} ${row.status}`);

beforeAll(async () => {
  const applied = await applyCompany(database, northwind, { by: "test", today: day("2026-03-01") });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  company = applied.value.companyId ?? 0;
  await record("raj", { occurredOn: "2026-03-02" });
  await record("raj", { occurredOn: "2026-03-03", source: "crm" });
  // 23:30 on 31 March in Kolkata; 31 March 14:00 in New York.
  await record("raj", { occurredAt: "2026-03-31T23:30:00+05:30" });
  await record("raj", { kind: "email", occurredOn: "2026-03-04" });
  await record("mina", { occurredOn: "2026-03-05" });
  await record("mo", { occurredOn: "2026-03-15" });
  await record("mo", { occurredOn: "2026-03-16" });
  await record("mo", { occurredOn: "2026-03-17" });
  await record("mina", { kind: "demo", occurredOn: "2026-02-10", amount: "100.25", currency: "USD" });
  await record("mina", { kind: "demo", occurredOn: "2026-04-30", amount: "149.75", currency: "USD" });
  await record("mina", { kind: "demo", occurredOn: "2026-05-01", amount: "1000.00", currency: "USD" });
});

describe("attainment", () => {
  test("has a row for each member whom a plan asks, also with nothing done, and none for others", async () => {
    expect(lines(await ask({ cadence: "month" }))).toEqual([
      "raj monthly: allOf[calls 3/3, email 1/1] met",
      "mina monthly: allOf[email 0/1] on_pace",
      "mina probation: calls 1/5 on_pace",
      "mo monthly: allOf[calls 3/3, email 0/1] on_pace",
      "idle monthly: allOf[calls 0/3, email 0/1] on_pace",
    ]);
  });

  test("tells a row with names, progress, coverage, derivation and what is missing", async () => {
    const { rows, period, metrics } = await ask({ cadence: "month", member: "mina", plan: "probation" });
    expect(period).toEqual({
      cadence: "month",
      startsOn: "2026-03-01",
      endsBefore: "2026-04-01",
      label: { en: "March 2026", ko: "2026년 3월" },
    });
    expect(metrics).toEqual([{ id: "calls", name: { en: "Calls", ko: "통화" }, unit: "count" }]);
    expect(rows).toEqual([
      {
        member: "mina",
        memberName: { en: "Mina", ko: "미나" },
        team: "bankers",
        plan: "probation",
        planName: { en: "probation" },
        planVersion: 1,
        cadence: "month",
        startsOn: "2026-03-01",
        endsBefore: "2026-04-01",
        status: "on_pace",
        requirement: {
          type: "quota",
          metric: "calls",
          credited: 1,
          target: 5,
          shortfall: 4,
          surplus: 0,
          status: "on_pace",
          progress: { done: 1, of: 5 },
          coverage: { captured: 1, imported: 0, selfReported: 0, attested: 0 },
          // Six of 22 working days are gone at eight in the morning of the 10th.
          pace: { expected: 1.3636, probability: 0.4153, neededPerWorkingDay: 1, workingDaysLeft: 16, lastWorkingDay: "2026-03-31" },
          derivation: [
            { step: "base", value: 5 },
            { step: "replaced", plan: "monthly", audience: {}, value: 3 },
          ],
        },
      },
    ]);
  });

  test("in money and by fiscal quarter is in minor units of February to April", async () => {
    const { rows, periods } = await ask({ cadence: "quarter", team: "bankers", day: "2026-04-30" });
    expect(periods.map(({ startsOn, endsBefore }) => [startsOn, endsBefore])).toEqual([["2026-02-01", "2026-05-01"]]);
    expect(rows.map(({ member, status, requirement }) => [member, status, requirement])).toMatchObject([
      [
        "mina",
        "met",
        {
          credited: { amountMinor: 25_000, currency: "USD" },
          target: { amountMinor: 25_000, currency: "USD" },
          surplus: { amountMinor: 0, currency: "USD" },
        },
      ],
      // 250 × 46/89, since he has been a banker from 16 March on.
      ["mo", "open", { credited: { amountMinor: 0, currency: "USD" }, shortfall: { amountMinor: 12_921, currency: "USD" } }],
    ]);
  });

  test("without a cadence tells every period in which something is asked", async () => {
    const answer = await ask();
    expect(answer.period).toBeNull();
    expect(answer.periods.map(({ cadence }) => cadence)).toEqual(["month", "quarter"]);
    expect(answer.rows.filter(({ cadence }) => cadence === "quarter").map(({ member }) => member)).toEqual(["mina", "mo"]);
    expect((await ask({ cadence: "week" })).periods).toMatchObject([{ cadence: "week", startsOn: "2026-03-09" }]);
  });

  test("sums each day of a member who moved with the team of that day, and says so in the row", async () => {
    const { teams, company: whole, rows } = await ask({ cadence: "month" });
    const sums = (parts: AttainmentJson["company"]["parts"]): readonly string[] =>
      parts.map(
        ({ plan, metric, credited, target, members }) =>
          `${plan} ${metric} ${JSON.stringify(credited)}/${JSON.stringify(target)} of ${members}`,
      );
    expect(sums(whole.parts)).toEqual(["monthly calls 6/9 of 3", "monthly email 1/4 of 4", "probation calls 1/5 of 1"]);
    expect(Object.fromEntries(teams.map(({ team, parts }) => [team, sums(parts)]))).toEqual({
      sales: ["monthly calls 6/6 of 2", "monthly email 1/3 of 3", "probation calls 1/5 of 1"],
      advisers: ["monthly calls 4/4 of 2", "monthly email 1/1 of 2"],
      bankers: ["monthly email 0/2 of 1", "monthly calls 2/2 of 0", "probation calls 1/5 of 1"],
    });
    expect(rows.find(({ member }) => member === "mo")?.requirement).toMatchObject({
      parts: [
        {
          metric: "calls",
          derivation: [{ step: "base", value: 3 }],
          teams: [
            { team: "advisers", days: 15, credited: 1, target: 1 },
            { team: "bankers", days: 16, credited: 2, target: 2 },
          ],
        },
        {
          metric: "email",
          teams: [
            { team: "advisers", days: 15, credited: 0, target: 0 },
            { team: "bankers", days: 16, credited: 0, target: 1 },
          ],
        },
      ],
    });
    expect(JSON.stringify(rows.filter(({ member }) => member !== "mo"))).not.toContain('"teams"');
  });

  test("of what one team asks is of the days there, told line by line, and never depends on the day asked about", async () => {
    await record("mo", { kind: "demo", occurredOn: "2026-03-15", amount: "90.00", currency: "USD" });
    await record("mo", { kind: "demo", occurredOn: "2026-03-16", amount: "40.00", currency: "USD" });
    const usd = (amountMinor: number) => ({ amountMinor, currency: "USD" });
    for (const on of ["2026-03-10", "2026-03-16", "2026-04-30"]) {
      const { rows, company: whole, teams } = await ask({ cadence: "quarter", day: on });
      expect(rows.find(({ member }) => member === "mo")).toMatchObject({
        plan: "quarterly",
        status: "open",
        requirement: {
          credited: usd(4_000),
          target: usd(12_921),
          coverage: { captured: usd(4_000) },
          derivation: [
            {
              step: "part",
              plan: "quarterly",
              team: "bankers",
              startsOn: "2026-03-16",
              endsBefore: "2026-05-01",
              days: 46,
              ofDays: 89,
              base: usd(25_000),
              value: usd(12_921),
            },
            { step: "rounding", rule: "half-up", exact: "1150000/89" },
          ],
          teams: [{ team: "bankers", days: 46, credited: usd(4_000), target: usd(12_921) }],
        },
      });
      const sum = { plan: "quarterly", metric: "won", credited: usd(29_000), target: usd(37_921), members: 2 };
      expect([whole.parts, teams.find(({ team }) => team === "bankers")?.parts]).toEqual([[sum], [sum]]);
    }
    await voidActivity(database, company, { source: "dialer", externalId: String(received - 1) }, { reason: "test", by: "test" });
    await voidActivity(database, company, { source: "dialer", externalId: String(received) }, { reason: "test", by: "test" });
  });

  test("of a team is that of its subteams too, of the day asked about", async () => {
    expect((await ask({ cadence: "month", team: "sales" })).rows.map(({ member }) => member)).toEqual(["raj", "mina", "mina", "mo"]);
    const before = await ask({ cadence: "month", team: "advisers" });
    expect(before.rows.map(({ member }) => member)).toEqual(["raj", "mo"]);
    expect(before.teams.map(({ team }) => team)).toEqual(["advisers"]);
    expect((await ask({ cadence: "month", team: "advisers", day: "2026-03-16" })).rows.map(({ member }) => member)).toEqual(["raj"]);
  });

  // The wrong elsewhere: one number for batch and another for single.
  test("of one member is the same as the member's rows among all", async () => {
    const all = await ask();
    for (const member of ["raj", "mina", "mo", "idle", "boss"]) {
      const one = await ask({ member });
      expect(one.rows).toEqual(all.rows.filter((row) => row.member === member));
      expect([one.teams, one.company.parts]).toEqual([[], []]);
    }
  });

  test("is the same before and after the changes are folded", async () => {
    const before = await ask();
    await inCompany(database, company, (tx) => foldChanges(tx, company, 1));
    expect(await ask()).toEqual(before);
  });

  test("is missed when the period is over where the member is", async () => {
    // 1 April 01:30 in Kolkata, 31 March 16:00 in New York.
    const status = async (now: string): Promise<Readonly<Record<string, string>>> =>
      Object.fromEntries((await ask({ plan: "monthly", now: at(now) })).rows.map((row) => [row.member, row.status]));
    await voidActivity(database, company, { source: "dialer", externalId: "4" }, { reason: "test", by: "test" });
    expect(await status("2026-03-31T20:00:00Z")).toMatchObject({ raj: "missed", mo: "behind", idle: "behind" });
    expect(await status("2026-04-01T04:00:00Z")).toMatchObject({ raj: "missed", mo: "missed", idle: "missed" });
  });

  test("asks on today in the company's zone when no day is named", async () => {
    const outcome = await attainmentOf(database, company, { now: at("2026-04-01T02:00:00Z") });
    expect(outcome).toMatchObject({ ok: true, value: { on: day("2026-03-31") } });
  });

  test("of a team, member or plan that there is not is refused, all at once", async () => {
    expect(await attainmentOf(database, company, { team: "nobody", member: "none", plan: "nothing", now: 0n })).toMatchObject({
      ok: false,
      refusals: [
        { code: "not-found", pointer: "/team", values: { found: "nobody" } },
        { code: "not-found", pointer: "/member", values: { found: "none" } },
        { code: "not-found", pointer: "/plan", values: { found: "nothing" } },
      ],
    });
  });
});

describe("tallies", () => {
  const tally = async (question: Partial<TalliesQuestion>): Promise<unknown> => {
    const outcome = await talliesOf(database, company, {
      metric: "calls",
      from: day("2026-03-01"),
      before: day("2026-04-01"),
      groupBy: "member",
      ...question,
    });
    if (!outcome.ok) return outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
    return talliesJson(outcome.value).tallies.map((entry) => ({ ...entry, coverage: undefined }));
  };

  test("are grouped by member, by the team of each day, and by day", async () => {
    expect(await tally({ groupBy: "member" })).toEqual([
      { member: "raj", credited: 3 },
      { member: "mina", credited: 1 },
      { member: "mo", credited: 3 },
    ]);
    expect(await tally({ groupBy: "team" })).toEqual([
      { team: "advisers", credited: 4 },
      { team: "bankers", credited: 3 },
    ]);
    expect(await tally({ groupBy: "day", from: day("2026-03-05"), before: day("2026-03-17") })).toEqual([
      { day: "2026-03-05", credited: 1 },
      { day: "2026-03-15", credited: 1 },
      { day: "2026-03-16", credited: 1 },
    ]);
    expect(await tally({ groupBy: "day", member: "raj" })).toEqual([
      { day: "2026-03-02", credited: 1 },
      { day: "2026-03-03", credited: 1 },
      { day: "2026-03-31", credited: 1 },
    ]);
    expect(await tally({ metric: "won", from: day("2026-02-01"), before: day("2026-06-01"), groupBy: "team" })).toEqual([
      { team: "bankers", credited: { amountMinor: 125_000, currency: "USD" } },
    ]);
  });

  // Less than a week is read from day rows alone, when no change waits to be folded.
  test("of a single day are read once they are folded", async () => {
    await inCompany(database, company, (tx) => foldChanges(tx, company, 1));
    const ofDay = { from: day("2026-03-02"), before: day("2026-03-03") };
    expect(await tally({ ...ofDay, groupBy: "member" })).toEqual([{ member: "raj", credited: 1 }]);
    expect(await tally({ ...ofDay, groupBy: "team" })).toEqual([{ team: "advisers", credited: 1 }]);
  });

  test("tell who saw what they hold", async () => {
    const outcome = await talliesOf(database, company, {
      metric: "calls",
      from: day("2026-03-01"),
      before: day("2026-04-01"),
      groupBy: "member",
      member: "raj",
    });
    expect(outcome.ok && talliesJson(outcome.value).tallies).toEqual([
      { member: "raj", credited: 3, coverage: { captured: 2, imported: 0, selfReported: 1, attested: 0 } },
    ]);
  });

  test("of a metric or member that there is not, and of no day, are refused", async () => {
    expect(await tally({ metric: "nothing" })).toEqual(["not-found /metric"]);
    expect(await tally({ member: "none" })).toEqual(["not-found /member"]);
    expect(await tally({ before: day("2026-03-01") })).toEqual(["period-empty /before"]);
  });
});

test("while a metric is being counted its quotas and sums have no number, and its tallies are refused", async () => {
  const metrics = [...northwind.metrics, { id: "calls", startsOn: "2026-03-10", where: 'kind == "call" && durationSeconds >= 60' }];
  const applied = await applyCompany(database, { ...northwind, metrics }, { by: "test", today: day("2026-03-10") });
  expect(applied.ok).toBe(true);
  const { rows, counting, company: whole } = await ask({ cadence: "month", plan: "probation" });
  const progress = { done: 0, of: expect.any(Number) as number };
  expect(counting).toEqual([{ metric: "calls", progress }]);
  expect(rows).toMatchObject([
    {
      member: "mina",
      status: "counting",
      requirement: { metric: "calls", credited: null, target: 5, progress: null, counting: { code: "metric-counting", progress } },
    },
  ]);
  expect(whole.parts).toEqual([{ plan: "probation", metric: "calls", credited: null, target: 5, members: 1 }]);
  expect(await talliesOf(database, company, { metric: "calls", from: 0, before: 1, groupBy: "day" })).toMatchObject({
    ok: false,
    refusals: [{ code: "metric-counting" }],
  });
});
