import { beforeAll, describe, expect, test } from "vitest";
import { day, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { attainmentJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { diffCompany } from "./diff-company.ts";
import { exportCompany } from "./export-company.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "hanbit", name: "Hanbit", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", weekLabels: "month" },
  periodLists: [
    {
      id: "sales-weeks",
      name: { en: "Sales weeks", ko: "영업 주차" },
      periods: [
        { label: { en: "2026-03 week 1", ko: "2026-03 1주차" }, startsOn: "2026-03-02" },
        { label: { en: "2026-03 week 2", ko: "2026-03 2주차" }, startsOn: "2026-03-11" },
      ],
      endsBefore: "2026-03-18",
    },
  ],
  members: [
    { id: "raj", name: "Raj" },
    { id: "mina", name: "Mina", role: "manager" },
    { id: "june", name: "June", phase: "carrying" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "emails", where: 'kind == "email"' },
  ],
  plans: [
    {
      id: "score",
      cadence: "month",
      require: {
        score: {
          needed: 100,
          parts: [
            { weight: 60, cap: "150%", floor: "50%", require: { metric: "calls", target: 4, stretch: 6 } },
            { weight: 40, require: { metric: "emails", target: 2 } },
          ],
        },
      },
    },
    {
      id: "steady",
      cadence: "month",
      for: { members: ["mina"] },
      require: { over: { cadence: "week", of: { metric: "calls", target: 1 }, atLeast: 2 } },
    },
    {
      id: "carrying",
      cadence: "quarter",
      for: { phase: "carrying" },
      require: { metric: "calls", target: 5 },
      carryOver: { surplus: "20%" },
    },
    {
      id: "making-up",
      cadence: "month",
      for: { phase: "carrying" },
      require: { metric: "calls", target: 3 },
      makeUp: { within: 1 },
    },
    { id: "listed", cadence: "list:sales-weeks", require: { metric: "calls", target: 3 } },
    { id: "paid", cadence: "month-from-26", require: { metric: "calls", target: 7 } },
  ],
};

let product: Product;
const call = (member: string, on: string, index: number) => ({
  source: "dialer",
  externalId: `${member} ${index}`,
  member,
  kind: "call",
  occurredAt: `${on}T10:00:00+09:00`,
});

beforeAll(async () => {
  product = await openCompany(database, file);
  const raj = ["2026-02-26", "2026-03-02", "2026-03-10", "2026-03-11", "2026-03-20", "2026-03-25", "2026-03-26", "2026-03-30"];
  // Of mina's days the first lies in a week that ends in March and began in February, the last in one that ends in April.
  const mina = ["2026-02-27", "2026-03-05", "2026-03-17", "2026-03-30"];
  // 2 in February, 4 in March, 3 in April: nine calls of the first quarter's five and the second's.
  const june = [
    "2026-01-05",
    "2026-02-03",
    "2026-02-04",
    "2026-03-03",
    "2026-03-04",
    "2026-03-05",
    "2026-03-06",
    "2026-04-07",
    "2026-04-08",
    "2026-04-09",
  ];
  const calls = Object.entries({ raj, mina, june }).flatMap(([member, days]) => days.map((on, index) => call(member, on, index)));
  const { rejected } = await product.record(calls);
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
});

const rowOf = async (on: string, plan: string, member = "raj") => {
  const [row] = await product.rows({ on, plan, member });
  if (row === undefined) throw new Error(`no row of ${plan}`);
  return row;
};

describe("a score", () => {
  test("adds up the points of its parts up to their caps, and shows what each adds", async () => {
    const { status, requirement } = await rowOf("2026-03-31", "score");
    expect({ status, requirement }).toMatchObject({
      status: "missed",
      requirement: {
        type: "score",
        needed: 100,
        points: { done: 90, of: 1 },
        progress: { done: 9, of: 10 },
        scores: [
          { weight: 60, cap: "150%", floor: "50%", worth: { done: 60, of: 1 }, points: { done: 90, of: 1 }, belowFloor: false },
          { weight: 40, cap: "100%", floor: null, points: { done: 0, of: 1 }, belowFloor: false },
        ],
        parts: [
          { metric: "calls", credited: 7, target: 4, stretch: { target: 6, shortfall: 0 } },
          { metric: "emails", credited: 0 },
        ],
      },
    });
  });
});

describe("over shorter periods", () => {
  test("a week belongs to the month in which it ends, and is judged by all of its days", async () => {
    const { status, requirement } = await rowOf("2026-03-31", "steady", "mina");
    if (requirement.type !== "over") throw new Error(requirement.type);
    expect(status).toBe("met");
    expect(requirement).toMatchObject({ done: 3, needed: 2, rule: "atLeast", cadence: "week", progress: { done: 3, of: 2 } });
    expect(requirement.periods.map(({ period, status: each }) => [period.startsOn, period.label.ko, each])).toEqual([
      ["2026-02-23", "2026년 2월 4주차", "met"],
      ["2026-03-02", "2026년 3월 1주차", "met"],
      ["2026-03-09", "2026년 3월 2주차", "missed"],
      ["2026-03-16", "2026년 3월 3주차", "met"],
      ["2026-03-23", "2026년 3월 4주차", "missed"],
    ]);
  });
});

describe("what reaches from one period into another", () => {
  test("a surplus stands for a share of the next target, and is in no number but the shortfall and the progress", async () => {
    const { status, requirement } = await rowOf("2026-06-30", "carrying", "june");
    expect({ status, requirement }).toMatchObject({
      status: "behind",
      requirement: {
        credited: 3,
        target: 5,
        shortfall: 1,
        surplus: 0,
        progress: { done: 4, of: 5 },
        coverage: { imported: 3 },
        carriedOver: { amount: 1, from: { startsOn: "2026-01-01", label: { en: "Q1 2026" } } },
      },
    });
    expect((await rowOf("2026-03-31", "carrying", "june")).requirement).not.toHaveProperty("carriedOver");
  });

  test("a missed month stays missed and says in which month it was made up", async () => {
    expect(await rowOf("2026-02-28", "making-up", "june")).toMatchObject({
      status: "missed",
      requirement: { credited: 2, shortfall: 1, madeUp: { in: { startsOn: "2026-03-01" }, by: 1 } },
    });
    // January's two are more than March has over, and February had nothing over.
    expect((await rowOf("2026-01-31", "making-up", "june")).requirement).not.toHaveProperty("madeUp");
  });

  test("is the same for one member as for everybody", async () => {
    for (const on of ["2026-02-28", "2026-03-31", "2026-06-15"]) {
      const all = await product.rows({ on });
      expect(await product.rows({ on, member: "june" })).toEqual(all.filter(({ member }) => member === "june"));
      expect(await product.rows({ on, member: "mina" })).toEqual(all.filter(({ member }) => member === "mina"));
    }
  });
});

describe("periods of a company's own", () => {
  test("a list's periods are half-open, and outside of it the plan asks nothing and the answer says so", async () => {
    expect(await rowOf("2026-03-10", "listed")).toMatchObject({ startsOn: "2026-03-02", endsBefore: "2026-03-11", status: "missed" });
    expect(await rowOf("2026-03-11", "listed")).toMatchObject({ requirement: { credited: 1 } });
    expect(await product.rows({ on: "2026-03-18", plan: "listed" })).toEqual([]);
    const after = must(await attainmentOf(database, product.companyId, { on: day("2026-03-18"), cadence: "list:sales-weeks", now: 0n }));
    expect(attainmentJson(after).period).toMatchObject({
      outside: "after",
      startsOn: "2026-03-18",
      label: { en: "After Sales weeks, which ended on 17 March 2026", ko: "영업 주차 종료 후(2026년 3월 17일까지)" },
    });
  });

  test("months from the 26th run through the 25th", async () => {
    expect(await rowOf("2026-03-25", "paid")).toMatchObject({
      cadence: "month-from-26",
      startsOn: "2026-02-26",
      endsBefore: "2026-03-26",
      requirement: { credited: 6 },
    });
  });

  test("the database cuts days into the same periods, and a preview leaves out statuses that other periods decide", async () => {
    const none = { id: "calls", where: 'kind == "email"', startsOn: "2026-03-11", reason: "none of them was one" };
    const outcome = must(
      await diffCompany(database, { ...file, metrics: [...file.metrics, none] }, { today: day("2026-06-30"), numbers: {} }),
    );
    const told = outcome.numbers?.numbers.map(
      ({ member, period, before, after }) =>
        `${member} ${period.cadence} ${period.startsOn} ${JSON.stringify(before)} ${JSON.stringify(after)}`,
    );
    expect(told?.filter((line) => line.startsWith("raj"))).toEqual([
      "raj list:sales-weeks 2026-03-11 1 0",
      // After the end of the list days are days of no period of it.
      "raj list:sales-weeks 2026-03-18 4 0",
      "raj month 2026-03-01 7 2",
      "raj month-from-26 2026-02-26 6 3",
      "raj month-from-26 2026-03-26 2 0",
      "raj quarter 2026-01-01 8 3",
    ]);
    expect(
      outcome.numbers?.statuses
        .filter(({ member }) => member !== "june")
        .map(({ plan, period, before, after }) => `${plan} ${period.startsOn} ${String(before)} ${String(after)}`),
    ).toEqual([]);
  });

  test("what was exported and is applied again changes nothing", async () => {
    const exported: unknown = JSON.parse(await exportCompany(database, product.companyId, "json"));
    expect(must(await product.apply(exported, "2026-03-02")).changes).toEqual([]);
  });
});
