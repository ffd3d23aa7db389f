import { describe, expect, test } from "vitest";
import { civilOfDay, dayOfCivil } from "../civil.ts";
import { isoDay, plainDay, weekdayOf } from "../day.ts";
import { mondayToFriday, workingTimeIn, WHOLE_DAY, type HolidayCalendar, type WorkFacts } from "../working-days.ts";
import { builtInCalendars, holidaysOf } from "./countries.ts";

const calendar = (id: string): HolidayCalendar => {
  const found = holidaysOf(id);
  if (found === null) throw new Error(id);
  return found;
};
const factsOf = (id: string): WorkFacts => ({
  standard: mondayToFriday,
  pattern: [],
  calendar: [{ value: calendar(id), from: -Infinity }],
  leaves: [],
  employed: { startsOn: -Infinity, endsBefore: Infinity },
});
const workedIn = (id: string, startsOn: number, endsBefore: number): number =>
  workingTimeIn(factsOf(id), { startsOn, endsBefore }).worked / WHOLE_DAY;

const holidaysIn = (id: string, from: string, through: string): readonly string[] =>
  [...calendar(id).holidays]
    .filter(([day]) => day >= plainDay(from) && day <= plainDay(through))
    .map(([day, { name }]) => `${isoDay(day)} ${name.ko}`);

const korea = {
  2025: 244,
  2026: 245,
  2027: 246,
  months: {
    2026: [21, 17, 21, 22, 18, 21, 22, 20, 20, 20, 21, 22],
    2027: [20, 18, 22, 22, 18, 22, 21, 21, 19, 19, 22, 22],
  },
} as const;

describe("working days in Korea", () => {
  test.each([2025, 2026, 2027] as const)("of %i are as many as the gazette leaves", (year) => {
    expect(workedIn("KR", dayOfCivil(year, 1, 1), dayOfCivil(year + 1, 1, 1))).toBe(korea[year]);
  });

  test.each([2026, 2027] as const)("of each month of %i add up to the year", (year) => {
    const months = korea.months[year].map((_, index) =>
      workedIn("KR", dayOfCivil(year, index + 1, 1), index === 11 ? dayOfCivil(year + 1, 1, 1) : dayOfCivil(year, index + 2, 1)),
    );
    expect(months).toEqual(korea.months[year]);
    expect(months.reduce((sum, days) => sum + days, 0)).toBe(korea[year]);
  });

  test("Seollal 2026 is 16 to 18 February", () => {
    expect(holidaysIn("KR", "2026-02-01", "2026-02-28")).toEqual(["2026-02-16 설날 전날", "2026-02-17 설날", "2026-02-18 설날 다음 날"]);
    expect(workedIn("KR", plainDay("2026-02-16"), plainDay("2026-02-23"))).toBe(2);
  });

  test("Chuseok 2026 is 24 to 26 September, a Saturday without a substitute day", () => {
    expect(holidaysIn("KR", "2026-09-01", "2026-09-30")).toEqual(["2026-09-24 추석 전날", "2026-09-25 추석", "2026-09-26 추석 다음 날"]);
    expect(workedIn("KR", plainDay("2026-09-21"), plainDay("2026-09-28"))).toBe(3);
  });

  test("elections, temporary days and substitute days are holidays", () => {
    expect(holidaysIn("KR", "2025-01-27", "2025-01-27")).toEqual(["2025-01-27 임시공휴일"]);
    expect(holidaysIn("KR", "2026-06-03", "2026-06-03")).toEqual(["2026-06-03 전국동시지방선거"]);
    expect(holidaysIn("KR", "2026-08-17", "2026-08-17")).toEqual(["2026-08-17 대체공휴일(광복절)"]);
  });
});

describe("the other countries", () => {
  test.each([
    // opm.gov
    ["US", "2026-07-03", "독립기념일 대체공휴일"],
    ["US", "2023-11-10", "재향군인의 날 대체공휴일"],
    ["US", "2021-12-31", "새해 첫날 대체공휴일"],
    // gov.uk/bank-holidays
    ["GB", "2026-08-31", "여름 공휴일"],
    ["GB-SCT", "2026-08-03", "여름 공휴일"],
    ["GB-NIR", "2026-07-13", "보인강 전투 기념일 대체공휴일"],
    ["GB", "2026-12-28", "박싱 데이 대체공휴일"],
    // cao.go.jp; the Act on National Holidays, 3(3)
    ["JP", "2026-09-22", "국민의 휴일"],
    ["JP", "2032-09-21", "국민의 휴일"],
    ["JP", "2026-05-06", "헌법기념일 대체공휴일"],
    // The holiday laws of the Länder
    ["DE-BY", "2026-06-04", "성체 축일"],
    ["DE-TH", "2026-09-20", "세계 어린이날"],
    ["DE", "2026-10-03", "독일 통일의 날"],
    ["IN", "2026-01-26", "공화국의 날"],
  ])("%s keeps %s", (id, date, name) => {
    expect(holidaysIn(id, date, date)).toEqual([`${date} ${name}`]);
  });

  test("what only parts keep is not in the whole", () => {
    expect(holidaysIn("DE", "2026-06-04", "2026-06-04")).toEqual([]);
    expect(holidaysIn("GB-SCT", "2026-04-06", "2026-04-06")).toEqual([]);
    expect(calendar("GB").holidays).toEqual(calendar("GB-ENG").holidays);
  });

  test("a calendar that does not come with Attain is none", () => {
    for (const id of ["FR", "DE-XX", "constructor", "KR-SEOUL", "", "DE-constructor"]) expect(holidaysOf(id)).toBeNull();
  });
});

test("every calendar knows 2018 to 2035, Korea's as far as the gazette goes, and has its days in order in these years", () => {
  for (const id of builtInCalendars) {
    const { holidays, years } = calendar(id);
    expect([id, Math.min(...years), Math.max(...years), years.size]).toEqual(id === "KR" ? [id, 2018, 2027, 10] : [id, 2018, 2035, 18]);
    const days = [...holidays.keys()];
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect(days.filter((day) => !years.has(civilOfDay(day).year) || weekdayOf(day) === undefined)).toEqual([]);
    for (const { name } of holidays.values()) expect(name.en !== undefined && name.ko !== undefined).toBe(true);
  }
});
