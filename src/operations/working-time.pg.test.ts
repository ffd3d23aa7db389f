import { describe, expect, test } from "vitest";
import { isoDay } from "../domain/day.ts";
import { nameIn } from "../domain/language.ts";
import { sentence, type Outcome } from "../domain/refusal.ts";
import { holidaysUnknown, workFactsIn } from "../domain/work-facts.ts";
import { WHOLE_DAY, workingTimeIn, yearsUnknown, type WorkFacts } from "../domain/working-days.ts";
import { inCompany } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { day, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { importCalendar } from "./import-calendar.ts";
import { showCalendar } from "./show-calendar.ts";
import { showMemberCalendar } from "./show-member-calendar.ts";

const { database, owner } = await testDatabase();

const weekdays = ["mon", "tue", "wed", "thu", "fri"];
const file = {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "acme-kr" },
  calendars: [
    {
      id: "acme-kr",
      base: "KR",
      days: [{ on: "2026-05-04", name: { en: "Bridge day", ko: "징검다리 휴일" }, half: true }],
      working: ["2026-06-03"],
    },
    { id: "through-2028", base: "acme-kr", provisional: [2028] },
  ],
  teams: [{ id: "sales" }, { id: "austin", parent: "sales", holidays: "US" }, { id: "night", parent: "austin" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "half-week", name: "Half", team: "sales", workingDays: ["mon", "tue", "wed"] },
    { id: "afternoons", name: "Afternoons", team: "sales", workingDays: { mon: 1, tue: 0.5, wed: 0.5, thu: 0.5, fri: 0.8 } },
    { id: "texan", name: "Texan", team: "night" },
    { id: "american", name: "American in Seoul", team: "sales", holidays: "US" },
    { id: "korean", name: "Korean in Austin", team: "austin", holidays: "KR" },
    { id: "hired", name: "Hired", team: "sales", employedFrom: "2026-09-17" },
    { id: "leaver", name: "Leaver", team: "sales", employedThrough: "2026-09-09" },
    { id: "mover", name: "Mover", team: [{ value: "sales" }, { value: "austin", from: "2026-09-16" }] },
    {
      id: "changed",
      name: "Changed",
      team: "sales",
      holidays: [{ value: "US" }, { value: "KR", from: "2026-09-21" }],
      workingDays: [{ value: weekdays }, { value: ["mon"], from: "2026-09-28" }],
    },
    { id: "planned", name: "Planned", team: "sales", holidays: "through-2028" },
  ],
  leaves: [
    { member: "raj", from: "2026-09-10", through: "2026-09-11", kind: "vacation" },
    { member: "raj", from: "2026-09-21", through: "2026-09-21", kind: "sick", half: true },
    { member: "raj", from: "2026-09-23", through: "2026-09-28", kind: "vacation" },
  ],
};
const { companyId } = await openCompany(database, file, "2026-01-02");

const factsOf = (id: string, from: string, before: string): Promise<WorkFacts> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const member = settings.members.find((each) => each.id === id);
    if (member === undefined) throw new Error(id);
    return workFactsIn(settings, await leavesWithin(tx, companyId, { startsOn: day(from), endsBefore: day(before) }))(member);
  });

/** `18.5 of 22`, and what is lacking line by line, which adds up. */
const told = async (id: string, from: string, before: string): Promise<readonly string[]> => {
  const { worked, standard, less } = workingTimeIn(await factsOf(id, from, before), { startsOn: day(from), endsBefore: day(before) });
  expect(standard - less.reduce((sum, { work }) => sum + work, 0)).toBe(worked);
  return [
    `${worked / WHOLE_DAY} of ${standard / WHOLE_DAY}`,
    ...less.map(
      ({ why, name, days, work }) =>
        `${why}${name === null ? "" : ` ${nameIn(name, "ko")}`}: ${work / WHOLE_DAY}, ${days.map((on) => isoDay(on).slice(5)).join(" ")}`,
    ),
  ];
};
const september = (id: string) => told(id, "2026-09-01", "2026-10-01");

describe("working time through settings and store, in September 2026 with Chuseok", () => {
  test("with leave, half days and holidays inside of leave", async () => {
    expect(await september("raj")).toEqual([
      "15.5 of 22",
      "leave: 4.5, 09-10 09-11 09-21 09-23 09-28",
      "holiday 추석 전날: 1, 09-24",
      "holiday 추석: 1, 09-25",
    ]);
  });

  test("of a part-timer", async () => {
    expect(await september("half-week")).toEqual(["14 of 22", "pattern: 8, 09-03 09-04 09-10 09-11 09-17 09-18 09-24 09-25"]);
    expect((await told("afternoons", "2026-09-21", "2026-09-28"))[0]).toBe("2 of 5");
  });

  test("of somebody hired on the 17th, and of one who leaves on the 9th", async () => {
    expect((await september("hired"))[0]).toBe("8 of 22");
    expect((await september("leaver"))[0]).toBe("7 of 22");
  });

  test("of Americans: in the team of the nearest calendar, and in a Korean team by their own", async () => {
    for (const id of ["texan", "american"]) expect(await september(id)).toEqual(["21 of 22", "holiday 노동절: 1, 09-07"]);
    expect((await september("korean"))[0]).toBe("20 of 22");
  });

  test("the team of the day says which holidays are kept, and a calendar or week may change in the middle", async () => {
    expect(await september("mover")).toEqual(["22 of 22"]);
    expect(await september("changed")).toEqual([
      "17 of 22",
      "holiday 노동절: 1, 09-07",
      "holiday 추석 전날: 1, 09-24",
      "holiday 추석: 1, 09-25",
      "pattern: 2, 09-29 09-30",
    ]);
  });
});

test("a company's own days stand on those of the country: half a bridge day, an election that is worked", async () => {
  expect(await told("raj", "2026-05-04", "2026-05-09")).toEqual([
    "3.5 of 5",
    "holiday 징검다리 휴일: 0.5, 05-04",
    "holiday 어린이날: 1, 05-05",
  ]);
  expect((await told("raj", "2026-06-01", "2026-06-06"))[0]).toBe("5 of 5");
  expect((await told("korean", "2026-06-01", "2026-06-06"))[0]).toBe("4 of 5");
});

test("29 February is a day", async () => {
  const [february2028, february2027] = await Promise.all(
    [2028, 2027].map(async (year) => must(await showCalendar(database, companyId, { calendar: "US", year })).months[1]),
  );
  expect([february2028, february2027]).toMatchObject([
    { month: "2028-02", standardDays: 21, workingDays: 20 },
    { month: "2027-02", standardDays: 20, workingDays: 19 },
  ]);
});

describe("a year that nobody knows the holidays of", () => {
  const unknownOf = async (id: string) =>
    yearsUnknown(await factsOf(id, "2028-01-01", "2029-01-01"), { startsOn: day("2027-12-31"), endsBefore: day("2028-02-01") });

  test("is an error that says what to do, where the base has ended too, unless an admin goes on without", async () => {
    const unknown = await unknownOf("raj");
    expect(unknown).toEqual([{ calendar: "acme-kr", year: 2028 }]);
    expect(unknown.map((each) => sentence(holidaysUnknown(each), "en"))).toEqual([
      'The calendar "acme-kr" does not know the holidays of 2028. Import them (attain import-calendar), add them as days of a calendar with years: [2028], or go on without them with provisional: [2028].',
    ]);
    expect(await unknownOf("planned")).toEqual([]);
    expect(await unknownOf("american")).toEqual([]);
  });

  test("is known once a file has all of them; the same file again changes nothing", async () => {
    const text = [
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20280126\nDTEND;VALUE=DATE:20280129\nSUMMARY:설날\nEND:VEVENT",
      "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260924\nSUMMARY:Chuseok\nEND:VEVENT",
      "BEGIN:VEVENT\nDTSTART:20280301T000000Z\nSUMMARY:Meeting\nEND:VEVENT",
      "END:VCALENDAR",
    ].join("\n");
    const now = BigInt(Date.parse("2027-11-01T00:00:00Z")) * 1000n;
    const run = async (years: readonly number[], calendar = "acme-kr") =>
      importCalendar(database, companyId, { text, calendar, years, by: "sam", now });
    expect(must(await run([]))).toMatchObject({ added: 3, unchanged: 1, timed: 1, cancelled: 0, unknownYears: [2028] });
    expect(await unknownOf("raj")).toHaveLength(1);
    expect(must(await run([2028]))).toMatchObject({ added: 0, unchanged: 3, unknownYears: [] });
    expect(await unknownOf("raj")).toEqual([]);
    expect((await told("raj", "2028-01-24", "2028-01-29")).slice(0, 2)).toEqual(["2 of 5", "holiday 설날: 3, 01-26 01-27 01-28"]);
    expect(must(await run([2028])).changes).toEqual([]);
    const codes = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));
    expect(codes(await run([2028], "KR"))).toEqual(["calendar-built-in"]);
    expect(codes(await run([], "new"))).toEqual(["calendar-years"]);
    expect(codes(await run([20_288], "new"))).toEqual(["date-range"]);
    expect(must(await run([2026], "new"))).toMatchObject({ added: 1, unknownYears: [] });
  });
});

describe("a year shown", () => {
  const ofMember = (member: string, year: number) => showMemberCalendar(database, companyId, { member, year });
  const ofCalendar = (calendar: string, year: number) => showCalendar(database, companyId, { calendar, year });

  test("of a member has the weeks and calendars that held, holidays by name, and days away without their kind", async () => {
    const shown = must(await ofMember("raj", 2026));
    expect(shown.months[8]).toEqual({
      month: "2026-09",
      workingDays: 15.5,
      standardDays: 22,
      holidays: [
        { on: "2026-09-24", name: { en: "Chuseok holiday", ko: "추석 전날" }, half: false },
        { on: "2026-09-25", name: { en: "Chuseok", ko: "추석" }, half: false },
        { on: "2026-09-26", name: { en: "Chuseok holiday", ko: "추석 다음 날" }, half: false },
      ],
      away: [
        { from: "2026-09-10", through: "2026-09-11", half: false },
        { from: "2026-09-21", through: "2026-09-21", half: true },
        { from: "2026-09-23", through: "2026-09-28", half: false },
      ],
    });
    expect(JSON.stringify(shown)).not.toMatch(/vacation|sick|휴가|병가/);
    expect(shown.workingDays).toBe(shown.months.reduce((sum, { workingDays }) => sum + workingDays, 0));
    expect(must(await ofMember("changed", 2026))).toMatchObject({
      calendars: [
        { value: "US", from: null },
        { value: "KR", from: "2026-09-21" },
      ],
      workingWeeks: [
        { value: "mon, tue, wed, thu, fri", from: null },
        { value: "mon", from: "2026-09-28" },
      ],
    });
  });

  test("says what is unknown and what is provisional, and refuses what there is not", async () => {
    expect(must(await ofCalendar("KR", 2028))).toMatchObject({ unknown: ["KR"], workingDays: 260 });
    expect(must(await ofCalendar("through-2028", 2028))).toMatchObject({
      unknown: [],
      provisional: ["through-2028"],
    });
    expect(await ofCalendar("FR", 2026)).toMatchObject({ ok: false, refusals: [{ code: "not-found" }] });
    expect(await ofMember("nobody", 2026)).toMatchObject({ ok: false, refusals: [{ code: "not-found" }] });
    expect(await ofCalendar("KR", 20_266)).toMatchObject({ ok: false, refusals: [{ code: "date-range" }] });
  });
});

test("settings that were stored before there were weeks, calendars and engagements read as without any", async () => {
  const plain = {
    company: { id: "before", name: "Before", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
    teams: [{ id: "sales" }],
    members: [{ id: "raj", name: "Raj", team: "sales" }],
  };
  const before = await openCompany(database, plain, "2026-01-02");
  const load = () => inCompany(database, before.companyId, (tx) => loadSettings(tx, before.companyId));
  const settings = await load();
  await owner.pool.query(
    "update company_settings set settings = settings - array['workingDays', 'holidays', 'calendars', 'clocksPauseOnLeave'], stamp = gen_random_uuid() where company_id = $1",
    [before.companyId],
  );
  const read = await load();
  expect(read).not.toBe(settings);
  expect(read).toEqual(settings);
  expect(must(await before.apply(plain)).changes).toEqual([]);
});
