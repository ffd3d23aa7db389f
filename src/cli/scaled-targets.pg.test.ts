import { describe, expect, test } from "vitest";
import { attainWith, over } from "../../tests/command-line.ts";
import { must, openCompany, quotasIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();

const byWorkingDays = { proration: "working-days" } as const;
const hana = {
  company: { id: "hana", name: "Hana", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
  teams: [{ id: "advisers" }],
  members: [
    { id: "minji", name: "Minji", team: "advisers", employedFrom: "2026-09-14" },
    { id: "full", name: "Full", team: "advisers" },
    { id: "sam", name: "Sam", team: "advisers", holidays: "US" },
    { id: "yuna", name: "Yuna", team: "advisers", workingDays: ["mon", "tue", "fri"] },
    { id: "hired", name: "Hired", team: "advisers", employedFrom: "2026-09-17" },
    { id: "leaver", name: "Leaver", team: "advisers", employedThrough: "2026-02-09" },
    { id: "away", name: "Away", team: "advisers" },
  ],
  leaves: [
    { member: "away", from: "2026-09-22", through: "2026-09-23", kind: "sick", half: true },
    { member: "away", from: "2026-12-07", through: "2026-12-11", kind: "parental" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "share", where: 'kind == "demo"' },
  ],
  plans: [
    {
      id: "weekly",
      cadence: "week",
      require: { metric: "calls", target: 250 },
      ramp: [{ throughWeek: 2, share: "50%" }],
      ...byWorkingDays,
    },
    {
      id: "monthly",
      cadence: "month",
      require: {
        allOf: [
          { metric: "calls", target: 1000 },
          { metric: "share", target: 40, proration: "none" },
        ],
      },
      ...byWorkingDays,
    },
  ],
};
const product = await openCompany(database, hana, "2026-09-30");

const attainIn = async (companyId: string, language: string, ...commandLine: readonly string[]): Promise<string> =>
  (await attainWith(over(database), ["--lang", language, "--company", companyId, ...commandLine])).stdout;
const attain = (language: string, ...commandLine: readonly string[]): Promise<string> => attainIn("hana", language, ...commandLine);

type Asked = { readonly on: string; readonly cadence: string; readonly metric?: string };
const explained = async (member: string, { on, cadence, metric = "calls" }: Asked, language = "en"): Promise<string> =>
  (await attain(language, "explain", member, metric, "--on", on, "--cadence", cadence)).split("\n")[1]?.trim() ?? "";

const chuseok = { on: "2026-09-23", cadence: "week" };
const seollal = { on: "2026-02-05", cadence: "month" };
const september = { on: "2026-09-23", cadence: "month" };

describe("explain writes out how a target came about", () => {
  test("in the second week of a ramp, over Chuseok", async () => {
    expect(await explained("minji", chuseok)).toBe(
      "target 75 = 250 × 50% (ramp, week 2) × 3/5 working days (Chuseok holiday 2026-09-24; Chuseok 2026-09-25), asked by weekly",
    );
    expect(await explained("minji", chuseok, "ko")).toBe(
      "목표치 75 = 250 × 50%(수습·차월 2주차) × 근무일 3/5일(추석 전날 2026-09-24; 추석 2026-09-25), 활동 기준 weekly",
    );
  });

  test("over Seollal", async () => {
    expect(await explained("full", seollal)).toBe(
      "target 850 = 1,000 × 17/20 working days (Seollal holiday 2026-02-16; Seollal 2026-02-17; Seollal holiday 2026-02-18), asked by monthly",
    );
  });

  test("of a member in the same team who has another country's holidays", async () => {
    expect(await explained("sam", chuseok)).toBe("target 250 = 250 × 5/5 working days, asked by weekly");
    expect(await explained("sam", seollal)).toBe(
      "target 950 = 1,000 × 19/20 working days (Washington's Birthday 2026-02-16), asked by monthly",
    );
  });

  test("of half days of leave, without its kind", async () => {
    expect(await explained("away", chuseok)).toBe(
      "target 100 = 250 × 2/5 working days (away 2026-09-22 – 2026-09-23 −1 day; Chuseok holiday 2026-09-24; Chuseok 2026-09-25), asked by weekly",
    );
    expect(await explained("away", chuseok, "ko")).toContain("(부재 2026-09-22 – 2026-09-23 −1일; 추석 전날");
    expect(await attain("en", "attainment", "--on", "2026-09-23", "--json")).not.toMatch(/sick|parental/);
  });

  test("of a part-timer", async () => {
    expect(await explained("yuna", chuseok)).toBe(
      "target 100 = 250 × 2/5 working days (own working week −2 days; Chuseok 2026-09-25), asked by weekly",
    );
  });

  test("of who joins on the 17th and who leaves on the 9th", async () => {
    expect(await explained("hired", september)).toBe(
      "target 364 = 1,000 × 8/22 working days (not employed 2026-09-01 – 2026-09-16; Chuseok holiday 2026-09-24; Chuseok 2026-09-25), " +
        "asked by monthly; rounded half up from 363.64",
    );
    expect(await explained("leaver", seollal, "ko")).toBe(
      "목표치 300 = 1,000 × 근무일 6/20일(재직 전후 2026-02-10 – 2026-02-27), 활동 기준 monthly",
    );
  });

  test("of a target that is no amount of work", async () => {
    expect(await explained("hired", { ...september, metric: "share" })).toBe(
      "target 40, asked by monthly; no amount of work: ramp and working days leave it as it is",
    );
  });
});

test("who is on leave all week is excused, without a percentage", async () => {
  expect(await attain("en", "attainment", "--on", "2026-12-09", "--cadence", "week", "--member", "away")).toMatch(
    /Away\s+excused\s+calls\s+0 \/ 0\s+excused\n/,
  );
  const [row] = await product.rows({ on: "2026-12-09", cadence: "week", member: "away" });
  expect(row?.requirement).toMatchObject({ status: "excused", target: 0, progress: null });
});

test("attainment writes it out of one member, and adds up the targets of everybody", async () => {
  expect(await attain("ko", "attainment", "--on", "2026-09-23", "--cadence", "week", "--member", "minji")).toContain(
    "calls: 75 = 250 × 50%(수습·차월 2주차) × 근무일 3/5일(추석 전날 2026-09-24; 추석 2026-09-25)\n",
  );
  const everybody = await attain("en", "attainment", "--on", "2026-09-23", "--cadence", "week");
  // 75 + 150 + 250 + 100 + 75 + 100
  expect(everybody).toMatch(/Together \(6 members\)\s+calls\s+0 \/ 750 /);
});

test("where the holidays of a year are not known, rows by working days are left out and the answer says why", async () => {
  const lacking = /^No targets of weekly, which go by working days: The calendar "KR" does not know the holidays of 2099\./;
  expect(await attain("en", "attainment", "--on", "2099-03-04", "--cadence", "week")).toMatch(lacking);
  expect(await explained("full", { on: "2099-03-04", cadence: "week" })).toMatch(lacking);
  expect(await explained("full", { on: "2099-03-04", cadence: "week" }, "ko")).toContain('달력 "KR": 2099년 공휴일 자료가 없습니다.');
  expect(await explained("full", { on: "2099-03-04", cadence: "week", metric: "share" })).toBe("No records.");
  const answer = JSON.parse(await attain("en", "attainment", "--on", "2099-03-04", "--cadence", "week", "--json"));
  expect(answer).toMatchObject({ rows: [], withheld: [{ code: "holidays-unknown", plans: ["weekly"], calendar: "KR", year: 2099, members: 5 }, { calendar: "US", members: 1 }] }); // prettier-ignore
});

test("a move in mid-week: 80 of 100 in one team and 150 of 120 in the other is met together, and each team has its own days", async () => {
  const file = {
    company: { id: "move", name: "Move", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
    teams: [{ id: "north" }, { id: "south" }],
    members: [{ id: "mo", name: "Mo", team: [{ value: "north" }, { value: "south", from: "2026-03-11" }] }],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
    plans: [
      { id: "north-week", cadence: "week", for: { team: "north" }, require: { metric: "calls", target: 250 }, ...byWorkingDays },
      { id: "south-week", cadence: "week", for: { team: "south" }, require: { metric: "calls", target: 200 }, ...byWorkingDays },
    ],
  };
  const moved = await openCompany(database, file, "2026-03-20");
  const calls = (count: number, occurredOn: string) =>
    Array.from({ length: count }, (_, index) => ({
      source: "dialer",
      externalId: `${occurredOn} ${index}`,
      member: "mo",
      kind: "call",
      occurredOn,
    }));
  await moved.record([...calls(80, "2026-03-10"), ...calls(100, "2026-03-11"), ...calls(50, "2026-03-13")]);
  for (const on of ["2026-03-09", "2026-03-11"]) {
    const [row, ...more] = await moved.rows({ on });
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      plan: on === "2026-03-09" ? "north-week" : "south-week",
      status: "met",
      requirement: {
        credited: 230,
        target: 220,
        teams: [
          { team: "north", credited: 80, target: 100 },
          { team: "south", credited: 150, target: 120 },
        ],
      },
    });
    expect(quotasIn(row?.requirement ?? { type: "allOf", status: "open", progress: null, parts: [] })[0]?.derivation).toMatchObject([
      {
        step: "part",
        plan: "north-week",
        base: 250,
        value: 100,
        scale: [{ step: "proration", workingDays: 2, ofWorkingDays: 5, less: [] }],
      },
      {
        step: "part",
        plan: "south-week",
        base: 200,
        value: 120,
        scale: [{ step: "proration", workingDays: 3, ofWorkingDays: 5, less: [] }],
      },
    ]);
  }
  expect(await attainIn("move", "en", "explain", "mo", "calls", "--on", "2026-03-11")).toContain(
    "target 220, asked by south-week; 250 × 2/5 working days = 100 (2026-03-09 – 2026-03-10, north-week, team north); " +
      "200 × 3/5 working days = 120 (2026-03-11 – 2026-03-15, south-week, team south)\n",
  );
});

test("a raise within a month holds everybody to both, and credits of its own days count for what it asks anew", async () => {
  const require = { metric: "calls", target: 310 };
  const raised = (...more: readonly object[]) => ({
    company: { id: "raise", name: "Raise", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    members: [{ id: "mo", name: "Mo" }],
    metrics: hana.metrics,
    plans: [{ id: "plan", cadence: "month", startsOn: "2026-01-01", require }, ...more],
  });
  const company = await openCompany(database, raised(), "2026-03-10");
  const version = { id: "plan", cadence: "month", startsOn: "2026-03-12", require: { allOf: [require, { metric: "share", target: 31 }] } };
  const refused = await company.apply(raised(version), "2026-03-10");
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: "plan-raise" }] });
  must(await company.apply(raised({ ...version, reason: "a campaign" }), "2026-03-10"));
  const demo = (occurredOn: string) => ({ source: "crm", externalId: occurredOn, member: "mo", kind: "demo", occurredOn });
  await company.record([demo("2026-03-11"), demo("2026-03-12"), demo("2026-03-31")]);
  for (const on of ["2026-03-05", "2026-03-31"]) {
    const [row] = await company.rows({ on });
    expect(row).toMatchObject({
      planVersion: on === "2026-03-05" ? 1 : 2,
      requirement: {
        type: "allOf",
        parts: [
          { metric: "calls", target: 310 },
          { metric: "share", credited: 2, target: 20 },
        ],
      },
    });
  }
});
