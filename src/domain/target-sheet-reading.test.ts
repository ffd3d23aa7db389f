import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aMember, aMetric, aTeam } from "../../tests/company-samples.ts";
import { isoDay } from "./day.ts";
import { defaultCalendar } from "./period.ts";
import { sentence } from "./refusal.ts";
import { holderFinder } from "./target-holders.ts";
import { cadenceOfSheet, readTargetItems, readTargetSheet, type TargetSheet } from "./target-sheet-reading.ts";

const members = [
  aMember({ id: "raj", number: 1, code: "A-1", email: "raj@example.com", name: { en: "Raj", ko: "라지" } }),
  aMember({ id: "mina", number: 2, name: { en: "Mina", ko: "미나" } }),
  aMember({ id: "mina2", number: 3, name: { en: "Mina", ko: "민아" } }),
  aMember({ id: "gone", number: 4, name: { en: "Gone" }, code: "A-9", ended: true }),
];
const teams = [{ ...aTeam("seoul"), number: 7, name: { en: "Seoul", ko: "서울지점" } }];
const reading = {
  metric: aMetric("calls", 1),
  cadence: "month" as const,
  calendar: defaultCalendar,
  find: holderFinder(members, teams),
  reason: null,
};

const sheet = (...rows: readonly (readonly string[])[]): TargetSheet => ({
  rows: rows.map((cells, index) => ({ number: index + 1, cells })),
  decimalSign: ".",
});

const told = (...rows: readonly (readonly string[])[]): readonly string[] => {
  const read = readTargetSheet(sheet(...rows), reading);
  return read.ok
    ? read.value.words.map(
        ({ holder, id, period, value }) => `${holder} ${id} ${isoDay(period.startsOn)} ${value === null ? "-" : String(value)}`,
      )
    : read.refusals.map((each) => `${each.pointer} ${each.code} ${sentence(each, "en")}`);
};

describe("a wide sheet", () => {
  test("has a row for each member and a column for each month, in whichever order they stand", () => {
    expect(
      told(["name", "Mar 2026", "2026-01", "2026년 2월"], ["raj", "3", "1", "2"], ["A-1", "", "", ""], ["미나", "1,234.5", "", "-"]),
    ).toEqual([
      "member raj 2026-03-01 30000",
      "member raj 2026-01-01 10000",
      "member raj 2026-02-01 20000",
      "member mina 2026-03-01 12345000",
      "member mina 2026-02-01 -",
    ]);
  });

  test("gives every number to the month over it and to the row that it stands in", () => {
    const months = Array.from({ length: 12 }, (_, index) => index + 1);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(months, { minLength: 1 }),
        fc.shuffledSubarray(["raj", "mina", "mina2"], { minLength: 1 }),
        fc.nat({ max: 2 }),
        (chosen, who, before) => {
          const extra = Array.from({ length: before }, () => "note");
          const head = ["member", ...extra, ...chosen.map((month) => (month % 2 === 0 ? `2026-${month}` : `2026년 ${month}월`))];
          const rows = who.map((id, row) => [id, ...extra, ...chosen.map((month) => String(row * 100 + month))]);
          const expected = who.flatMap((id, row) =>
            chosen.map((month) => `member ${id} 2026-${String(month).padStart(2, "0")}-01 ${(row * 100 + month) * 10_000}`),
          );
          expect(told(head, ...rows)).toEqual(expected);
        },
      ),
    );
  });

  test("leaves aside columns that add up or say something else, and rows that add up others", () => {
    const read = readTargetSheet(
      sheet(["이름", "부서", "2026-01", "2026 합계"], ["라지", "영업1팀", "5", "5"], ["합계", "", "5", "5"]),
      reading,
    );
    expect(read.ok && read.value).toMatchObject({ columnsLeft: ["부서", "2026 합계"], rowsLeft: [3], words: [{ id: "raj" }] });
  });

  test("may be of teams", () => {
    expect(told(["지점", "2026-01"], ["서울지점", "40"])).toEqual(["team seoul 2026-01-01 400000"]);
    expect(told(["", "2026-01"], ["seoul", "40"], ["raj", "1"])).toEqual(["team seoul 2026-01-01 400000", "member raj 2026-01-01 10000"]);
  });
});

test("a long sheet has a row for each target, with a reason if there is one", () => {
  const read = readTargetSheet(
    sheet(["member", "period", "target", "reason"], ["raj@example.com", "2026-01", "5", "agreed"], ["raj", "2026-02-01", "6", ""]),
    {
      ...reading,
      reason: "plan of the year",
    },
  );
  expect(read.ok && read.value.words.map(({ id, reason }) => [id, reason])).toEqual([
    ["raj", "agreed"],
    ["raj", "plan of the year"],
  ]);
});

describe("what is wrong is told by row and column", () => {
  test.for([
    [
      "a target that is none",
      [
        ["member", "2026-01"],
        ["raj", "5x"],
      ],
      '/rows/2/2026-01 target-format "5x" is not a target. Write a number such as 250.',
    ],
    [
      "more decimals than a count has",
      [
        ["member", "2026-01"],
        ["raj", "0.00001"],
      ],
      "/rows/2/2026-01 target-decimals",
    ],
    [
      "a head that names no month",
      [
        ["member", "2026-13"],
        ["raj", "5"],
      ],
      '/rows/1/2026-13 target-period "2026-13" names no month. Write one like 2026-01.',
    ],
    [
      "a month without its year",
      [
        ["member", "Jan"],
        ["raj", "5"],
      ],
      '/rows/1/Jan target-period "Jan" names no month. Write one like 2026-01.',
    ],
    [
      "a day that begins no month",
      [
        ["member", "2026-01-05"],
        ["raj", "5"],
      ],
      '/rows/1/2026-01-05 target-period-start "2026-01-05" is not the first day of a month. The month begins on 2026-01-01, the next on 2026-02-01.',
    ],
    [
      "somebody who is not there",
      [
        ["member", "2026-01"],
        ["rja", "5"],
      ],
      '/rows/2/member target-who Nobody is called "rja". Did you mean "raj"? Write the id, code or e-mail address of a member, or a name that only one has.',
    ],
    [
      "a name that two have",
      [
        ["name", "2026-01"],
        ["Mina", "5"],
      ],
      '/rows/2/name target-who-several "Mina" is the name of several: mina, mina2. Write the id.',
    ],
    [
      "two targets of one month",
      [
        ["member", "2026-01", "2026년 1월"],
        ["raj", "5", "6"],
      ],
      "/rows/2/2026년 1월 target-repeated raj has two targets for 2026-01; the other is at row 2, 2026-01. Keep one.",
    ],
    [
      "a head without a period",
      [
        ["member", "department"],
        ["raj", "5"],
      ],
      " target-sheet-head",
    ],
    ["a head alone", [["member", "2026-01"]], " target-sheet-empty"],
    [
      "rows without a target",
      [
        ["member", "2026-01"],
        ["raj", ""],
      ],
      " target-sheet-empty",
    ],
  ] as const)("%s", ([, rows, expected]) => {
    const found = told(...rows);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });
});

test("the cadence of a new table is the one that its head shows", () => {
  const of = (...head: readonly string[]) => cadenceOfSheet(sheet(["member", ...head], ["raj", ...head.map(() => "1")]), defaultCalendar);
  expect(of("2026-01", "2026-02")).toBe("month");
  expect(of("2026-01-01", "2026-02-01")).toBe("month");
  expect(of("2026-W01", "2026-W02")).toBe("week");
  expect(of("2026-01-05", "2026-01-12")).toBe("week");
  expect(of("2026-Q1", "2026-Q2")).toBe("quarter");
  expect(of("2026", "2027")).toBe("year");
  expect(of("2026-01-05", "2026-01-06")).toBe("day");
  expect(of("someday")).toBeNull();
});

test("JSON says the same, and names what is wrong by its place", () => {
  const good = readTargetItems(
    [
      { member: "raj", period: "2026-01", target: 150 },
      { team: "seoul", period: "2026-02", target: null },
    ],
    reading,
  );
  expect(good.ok && good.value.words.map(({ id, value }) => [id, value])).toEqual([
    ["raj", 1_500_000n],
    ["seoul", null],
  ]);
  const bad = readTargetItems([{ member: "raj", period: "2026-01", targt: 1 }, 5, { member: "raj", period: "x", target: true }], reading);
  expect(!bad.ok && bad.refusals.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    "/rows/0/targt unknown-field",
    "/rows/0/target required",
    "/rows/1 type",
    "/rows/2/period target-period",
    "/rows/2/target type",
  ]);
});
