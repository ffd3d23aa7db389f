import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { parseDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { sentence } from "../domain/refusal.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson, type AttainmentJson, type QuotaJson } from "./attainment-json.ts";
import { attainmentOf, type AttainmentQuestion } from "./attainment-of.ts";
import { closePeriod } from "./close-period.ts";
import { exportCompany } from "./export-company.ts";
import { importTargets, type TargetsAnswer, type TargetsOrder } from "./import-targets.ts";
import { recordActivities } from "./record-activities.ts";
import { showTargets } from "./show-targets.ts";

const { database, owner } = await testDatabase();

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const reps = Array.from({ length: 300 }, (_, index) => ({
  id: `rep-${index + 1}`,
  name: { en: `Rep ${index + 1}`, ko: `설계사${index + 1}` },
  code: `S${String(index + 1).padStart(4, "0")}`,
  team: index < 18 ? "seoul" : "busan",
}));

const southwind = (id: string) => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "korea" }, { id: "seoul", name: { en: "Seoul", ko: "서울" }, parent: "korea" }, { id: "busan", parent: "korea" }],
  members: reps,
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "contracts", where: 'kind == "meeting"' },
    { id: "premium", where: "true", measure: { sum: "amount" } },
  ],
});

const monthly = { id: "monthly", cadence: "month" as const, require: { metric: "calls", target: { table: "calls-2026" } } };

const apply = async (input: unknown, today = "2026-03-10"): Promise<number> => {
  const outcome = await applyCompany(database, input, { by: "ops", today: day(today) });
  if (!outcome.ok) throw new Error(outcome.refusals.map((each) => `${each.pointer}: ${sentence(each, "en")}`).join("\n"));
  return outcome.value.companyId ?? 0;
};

const put = async (
  company: number,
  targets: TargetsOrder["targets"],
  {
    today = "2026-03-10",
    table = "calls-2026",
    by = "ops",
    dryRun = false,
    ...order
  }: Partial<TargetsOrder> & { today?: string; table?: string; by?: string; dryRun?: boolean } = {},
): Promise<TargetsAnswer | readonly string[]> => {
  const outcome = await importTargets(database, company, table, { ...order, targets }, { by, today: day(today), dryRun });
  return outcome.ok ? outcome.value : outcome.refusals.map((each) => `${each.pointer}: ${sentence(each, "en")}`);
};

const changed = (answer: TargetsAnswer | readonly string[]): number => ("changes" in answer ? answer.changes.length : -1);

const attain = async (company: number, question: Omit<AttainmentQuestion, "now">): Promise<AttainmentJson> => {
  const outcome = await attainmentOf(database, company, { ...question, now: BigInt(Date.parse("2026-03-10T03:00:00Z")) * 1000n });
  if (!outcome.ok) throw new Error("refused");
  return attainmentJson(outcome.value);
};

const quotaOf = async (company: number, member: string, on: string): Promise<QuotaJson> => {
  const { rows } = await attain(company, { member, on: day(on) });
  const requirement = rows[0]?.requirement;
  if (requirement?.type !== "quota") throw new Error("no quota");
  return requirement;
};

/** A spreadsheet as it is pasted: a name, and a column for each month. */
const pasted = (target: (rep: number, month: number) => number | string): string =>
  [
    ["이름", ...Array.from({ length: 12 }, (_, month) => `2026년 ${month + 1}월`)],
    ...reps.map(({ name }, rep) => [name.ko, ...Array.from({ length: 12 }, (_, month) => target(rep, month + 1))]),
  ]
    .map((row) => row.join("\t"))
    .join("\r\n");

describe("a sheet of 300 reps and 12 months", () => {
  let company = 0;

  beforeAll(async () => {
    company = await apply(southwind("southwind"));
  });

  test("is pasted in one step, which makes the table", async () => {
    const answer = await put(
      company,
      pasted((rep, month) => 100 + rep + month),
      { metric: "calls" },
    );
    expect(answer).toMatchObject({ created: true, cadence: "month", received: 3600, unchanged: 0 });
    expect(changed(answer)).toBe(3600);
    const { rows } = await owner.pool.query<{ count: string }>(`select count(*) from target_words where company_id = ${company}`);
    expect(rows[0]?.count).toBe(3600n);
  });

  test("pasted again changes nothing and says nothing anew", async () => {
    const answer = await put(
      company,
      pasted((rep, month) => 100 + rep + month),
    );
    expect(answer).toMatchObject({ created: false, received: 3600, unchanged: 3600, changes: [] });
  });

  test("gives each member the target of their row and month, and says who set it", async () => {
    await apply({ ...southwind("southwind"), plans: [monthly] });
    const march = await quotaOf(company, "rep-7", "2026-03-10");
    expect(march.target).toBe(109);
    expect(march.derivation).toEqual([
      { step: "base", value: 109, table: { id: "calls-2026", set: { by: "ops", at: expect.stringMatching(/^2\d{3}-\d\d-\d\dT.*Z$/) } } },
    ]);
    expect((await quotaOf(company, "rep-7", "2026-12-01")).target).toBe(118);
    expect((await quotaOf(company, "rep-300", "2026-03-31")).target).toBe(402);
    const { rows } = await attain(company, { on: day("2026-03-10") });
    expect(rows).toHaveLength(300);
  });

  test("leaves March as it is when April changes, and March can be read as it was in force", async () => {
    // The version is the whole table's.
    const inMarch = async (asOf?: string) => {
      const shown = await showTargets(database, company, "calls-2026", { on: day("2026-03-10"), ...given({ asOf }) });
      return shown.ok ? { ...shown.value, version: null } : shown;
    };
    const before = await inMarch();
    await put(company, [{ member: "rep-7", period: "2026-04", target: 500 }], { by: "lead" });
    expect((await quotaOf(company, "rep-7", "2026-03-10")).target).toBe(109);
    expect((await quotaOf(company, "rep-7", "2026-04-01")).target).toBe(500);
    expect(await inMarch()).toEqual(before);
    expect(await inMarch("2126-01-01T00:00:00Z")).toEqual(before);
  });

  test("shows what was in force before a change, and every word with who said it", async () => {
    const april = { on: day("2026-04-10"), member: "rep-7" };
    const shown = await showTargets(database, company, "calls-2026", { ...april, history: 10 });
    if (!shown.ok) throw new Error("refused");
    expect(shown.value.targets).toMatchObject([{ member: "rep-7", period: "2026-04", target: 500, by: "lead" }]);
    expect(shown.value.history.map(({ target, by }) => [target, by])).toEqual([
      [500, "lead"],
      [110, "ops"],
    ]);
    const asOf = shown.value.history[1]?.at ?? "";
    const then = await showTargets(database, company, "calls-2026", { ...april, asOf });
    expect(then.ok && then.value.targets).toMatchObject([{ target: 110, by: "ops" }]);
  });

  test("names every wrong cell by row and column, and then stores none", async () => {
    const sheet = pasted((rep, month) => (rep === 4 && month === 4 ? "1o5" : rep === 6 && month === 12 ? "-3" : 1)).replace(
      "설계사10\t",
      "설계사999\t",
    );
    expect(await put(company, sheet, { reason: "test" })).toEqual([
      '/rows/6/2026년 4월: "1o5" is not a target. Write a number such as 250.',
      "/rows/8/2026년 12월: The target is -3. It must be 0 or more.",
      expect.stringMatching(/^\/rows\/11\/이름: Nobody is called "설계사999"\./),
    ]);
    expect((await quotaOf(company, "rep-7", "2026-03-10")).target).toBe(109);
  });

  test("changes what is over only for a reason, which is kept", async () => {
    const february = [{ member: "rep-7", period: "2026-02", target: 1 }];
    expect(await put(company, february)).toEqual([
      "/rows/0/target: February 2026 is over: the target of rep-7 was 108, not 1. To change it all the same, say why in reason.",
    ]);
    expect(changed(await put(company, february, { reason: "typing error" }))).toBe(1);
    const shown = await showTargets(database, company, "calls-2026", { on: day("2026-02-01"), member: "rep-7", history: 1 });
    expect(shown.ok && shown.value.history).toMatchObject([{ target: 1, reason: "typing error" }]);
  });

  test("raises within the month that runs only for a reason, and lowers without", async () => {
    expect(await put(company, [{ member: "rep-8", period: "2026-03", target: 500 }])).toEqual([
      "/rows/0/target: March 2026 runs already: to raise the target of rep-8 from 110 to 500 now, say why in reason. A raise needs none for the next period, nor does lowering.",
    ]);
    expect(changed(await put(company, [{ member: "rep-8", period: "2026-03", target: 20 }]))).toBe(1);
    expect((await quotaOf(company, "rep-8", "2026-03-10")).target).toBe(20);
  });

  test("tells beforehand what it would change, and changes nothing", async () => {
    const answer = await put(company, "team\t2026-05\nseoul\t40", { dryRun: true });
    expect(answer).toMatchObject({ changes: [{ team: "seoul", period: "2026-05", startsOn: "2026-05-01", from: null, to: 40 }] });
    expect(changed(await put(company, "team\t2026-05\nseoul\t40", { dryRun: true }))).toBe(1);
  });

  test("takes a target back: then nothing is asked of that member, and the derivation says why", async () => {
    await put(company, "member,2026-06\nrep-9,-");
    const june = await quotaOf(company, "rep-9", "2026-06-01");
    expect(june).toMatchObject({ status: "excused", target: 0, progress: null });
    expect(june.derivation).toEqual([{ step: "base", value: 0, table: { id: "calls-2026", set: null } }]);
  });

  test("is exported with the company, and applying that changes nothing", async () => {
    const text = await exportCompany(database, company, "yaml");
    expect(text.match(/rep-9:\n +2026-01: 109\n +2026-02: 110\n/)).not.toBeNull();
    const again = await applyCompany(database, text, { by: "ops", today: day("2026-03-10") });
    expect(again.ok && again.value.changes).toEqual([]);
    const elsewhere = await applyCompany(database, text.replaceAll("southwind", "copy"), { by: "ops", today: day("2026-03-10") });
    if (!elsewhere.ok) throw new Error("refused");
    expect((await exportCompany(database, elsewhere.value.companyId ?? 0, "yaml")).replaceAll("copy", "southwind")).toBe(text);
  });
});

describe("a quota of a team itself", () => {
  let company = 0;

  beforeAll(async () => {
    company = await apply({
      ...southwind("branch"),
      members: [
        ...reps.slice(0, 18),
        { id: "lead", name: "Lead", role: "manager", team: "seoul" },
        {
          id: "mover",
          name: "Mover",
          role: "manager",
          team: [
            { value: "seoul", from: "2026-01-01" },
            { value: "busan", from: "2026-03-16" },
          ],
        },
      ],
      plans: [
        { id: "personal", cadence: "month", for: { team: "seoul" }, require: { metric: "contracts", target: 5 } },
        { id: "branch", cadence: "month", for: { team: "seoul" }, of: "team", require: { metric: "contracts", target: 100 } },
        {
          id: "active",
          cadence: "month",
          for: { team: "seoul" },
          of: "team",
          require: { members: { metric: "contracts", atLeast: 1 }, target: 12 },
        },
        { id: "whole", cadence: "month", for: { team: "korea" }, of: "team", require: { metric: "contracts", target: 30 } },
      ],
    });
    const meetings = (member: string, count: number, on: string) =>
      Array.from({ length: count }, (_, index) => ({
        source: "crm",
        externalId: `${member}-${on}-${index}`,
        member,
        kind: "meeting",
        occurredOn: on,
      }));
    const items = [
      ...reps.slice(0, 12).flatMap(({ id }) => meetings(id, 2, "2026-03-02")),
      ...meetings("lead", 3, "2026-03-03"),
      ...meetings("mover", 4, "2026-03-15"),
      ...meetings("mover", 7, "2026-03-16"),
    ];
    const recorded = await recordActivities(database, company, items, {
      now: BigInt(Date.parse("2026-04-01T00:00:00Z")) * 1000n,
      defaultProvenance: "captured",
    });
    if (recorded.rejected.length > 0) throw new Error(JSON.stringify(recorded.rejected));
  });

  const teamRow = async (plan: string) => {
    const { teamRows } = await attain(company, { on: day("2026-03-10") });
    return teamRows.find((row) => row.plan === plan);
  };

  test("is credited with what its members did on the team's days, beside what they are asked themselves: 100 and 90", async () => {
    expect((await teamRow("branch"))?.requirement).toMatchObject({
      metric: "contracts",
      // Twelve reps with two, the lead with three, and four of the eleven of who moved on the 16th.
      credited: 31,
      target: 100,
      status: "open",
      personal: { target: 90, members: 18, difference: 10, credited: 24 },
    });
  });

  test("counts heads: 12 of 18 with at least one contract", async () => {
    expect((await teamRow("active"))?.requirement).toMatchObject({
      credited: 12,
      target: 12,
      status: "met",
      heads: { atLeast: 1, of: 18 },
    });
  });

  test("of a team with subteams has the days in each of them", async () => {
    expect((await teamRow("whole"))?.requirement).toMatchObject({ credited: 38, target: 30, status: "met" });
  });

  test("asks nothing more of the members, and is not asked for one member", async () => {
    const { rows, teamRows } = await attain(company, { on: day("2026-03-10") });
    expect(rows).toHaveLength(18);
    expect(new Set(rows.map(({ plan }) => plan))).toEqual(new Set(["personal"]));
    expect(teamRows.map(({ team, plan }) => [team, plan])).toEqual([
      ["seoul", "branch"],
      ["seoul", "active"],
      ["korea", "whole"],
    ]);
    expect((await attain(company, { on: day("2026-03-10"), member: "rep-1" })).teamRows).toEqual([]);
    expect((await attain(company, { on: day("2026-03-10"), team: "seoul" })).teamRows).toHaveLength(2);
  });
});

test("a target from a table is asked for the working days of whoever joins, in the shorter periods too, beside a team's score", async () => {
  const company = await apply({
    ...southwind("prorated"),
    members: [
      { id: "hired", name: "Hired", team: "seoul", employedFrom: "2026-03-18" },
      { id: "whole", name: "Whole", team: "seoul" },
    ],
    targetTables: [
      {
        id: "months",
        metric: "calls",
        cadence: "month",
        rows: { hired: { "2026-03": 220 }, whole: { "2026-03": 220 } },
        teamRows: { seoul: { "2026-03": 300 } },
      },
      {
        id: "weeks",
        metric: "contracts",
        cadence: "week",
        rows: { hired: { "2026-03-16": 10, "2026-03-23": 10 }, whole: { "2026-03-16": 10 } },
      },
    ],
    plans: [
      {
        id: "monthly",
        cadence: "month",
        proration: "working-days",
        ramp: [{ throughMonth: 1, share: "50%" }],
        require: {
          allOf: [
            { metric: "calls", target: { table: "months" } },
            { over: { cadence: "week", of: { metric: "contracts", target: { table: "weeks" } }, atLeast: 1 } },
          ],
        },
      },
      {
        id: "branch",
        cadence: "month",
        for: { team: "seoul" },
        of: "team",
        require: {
          score: {
            needed: 100,
            parts: [
              { weight: 60, require: { metric: "calls", target: { table: "months" } } },
              { weight: 40, require: { members: { metric: "calls", atLeast: 1 }, target: 1 } },
            ],
          },
        },
      },
    ],
  });
  const calls = Array.from({ length: 150 }, (_, index) => ({
    source: "crm",
    externalId: `c${index}`,
    member: "whole",
    kind: "call",
    occurredOn: "2026-03-10",
  }));
  await recordActivities(database, company, calls, {
    now: BigInt(Date.parse("2026-03-11T03:00:00Z")) * 1000n,
    defaultProvenance: "imported",
  });
  const { rows, teamRows } = await attain(company, { on: day("2026-03-20"), cadence: "month" });
  const [hired, whole] = ["hired", "whole"].map((id) => rows.find(({ member }) => member === id)?.requirement);
  if (hired?.type !== "allOf" || whole?.type !== "allOf") throw new Error("no allOf");
  const [quota, over] = hired.parts;
  // 220 × 50 % × 10/22 working days.
  expect(quota).toMatchObject({
    target: 50,
    derivation: [
      { step: "base", value: 220, table: { id: "months", set: { by: "ops" } } },
      { step: "ramp", share: "1/2", month: 1 },
      { step: "proration", workingDays: 10, ofWorkingDays: 22 },
    ],
  });
  expect(whole.parts[0]).toMatchObject({ target: 220, credited: 150 });
  // Three of the five days of the first week on, and half of each for who starts.
  const weeks =
    over?.type === "over" ? over.periods.map(({ requirement }) => (requirement?.type === "quota" ? requirement.target : null)) : [];
  expect(weeks).toEqual([null, null, null, 3, 5]);
  expect(teamRows).toMatchObject([
    {
      plan: "branch",
      requirement: {
        type: "score",
        points: { done: 70, of: 1 },
        parts: [
          { target: 300, credited: 150 },
          { target: 1, credited: 1, heads: { of: 2 } },
        ],
      },
    },
  ]);
});

test("a target of a closed period stays as its statements say, unless the table is new", async () => {
  const company = await apply(
    { ...southwind("closed"), plans: [monthly], targetTables: [{ id: "calls-2026", metric: "calls", cadence: "month" }] },
    "2026-01-05",
  );
  await put(company, [{ member: "rep-1", period: "2026-01", target: 10 }], { today: "2026-01-05" });
  const closed = await closePeriod(
    database,
    company,
    { cadence: "month", on: day("2026-01-10"), despite: "for the test" },
    { by: "ops", now: BigInt(Date.parse("2026-02-20T03:00:00Z")) * 1000n },
  );
  expect(closed.ok).toBe(true);
  const more = [{ member: "rep-1", period: "2026-01", target: 11 }];
  expect(await put(company, more, { reason: "late" })).toEqual([expect.stringMatching(/closed/)]);
  expect(changed(await put(company, [{ member: "rep-1", period: "2026-02", target: 11 }], { reason: "late" }))).toBe(1);
  expect(changed(await put(company, more, { table: "other", metric: "calls", cadence: "month" }))).toBe(1);
});

test("a week that is closed does not keep the month's targets as they are", async () => {
  const weekly = { ...monthly, id: "weekly", cadence: "week", require: { metric: "calls", target: 3 } };
  const company = await apply(
    { ...southwind("weeks-closed"), plans: [monthly, weekly], targetTables: [{ id: "calls-2026", metric: "calls", cadence: "month" }] },
    "2026-01-05",
  );
  await put(company, [{ member: "rep-1", period: "2026-01", target: 10 }], { today: "2026-01-05" });
  const closed = await closePeriod(
    database,
    company,
    { cadence: "week", on: day("2026-01-06"), despite: "for the test" },
    { by: "ops", now: BigInt(Date.parse("2026-01-13T03:00:00Z")) * 1000n },
  );
  expect(closed.ok).toBe(true);
  expect(changed(await put(company, [{ member: "rep-1", period: "2026-01", target: 9 }], { today: "2026-01-13" }))).toBe(1);
});
