import { describe, expect, test } from "vitest";
import { parseDay, type Weekday } from "./day.ts";
import { isoWeekOf, periodLabel } from "./period-label.ts";
import { defaultCalendar, periodContaining, type Cadence, type CompanyCalendar } from "./period.ts";

const on = (text: string): number => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(`${text} is no day`);
  return day.value;
};

const from = (firstWeekday: Weekday): CompanyCalendar => ({ ...defaultCalendar, firstWeekday });
const months = (month: number, day: number | "last"): CompanyCalendar => ({
  firstWeekday: 1,
  fiscalYear: { type: "months", startsOn: { month, day } },
});
const weeks = (month: number): CompanyCalendar => ({
  firstWeekday: 7,
  fiscalYear: { type: "weeks", pattern: "4-5-4", endsOn: { weekday: 6, month, rule: "nearest" }, extraWeekIn: 12 },
});

const listed: CompanyCalendar = {
  ...defaultCalendar,
  lists: [
    {
      id: "own",
      name: { en: "Sales weeks", ko: "영업 주차" },
      periods: [
        { label: { en: "Sprint A" }, startsOn: on("2026-03-02") },
        { label: { en: "2026-03 week 2", ko: "2026-03 2주차" }, startsOn: on("2026-03-16") },
      ],
      endsBefore: on("2026-03-23"),
    },
  ],
};

describe("a period is called what people call it", () => {
  test.each([
    ["week", { ...defaultCalendar, weekLabels: "iso" }, "2026-03-08", "2026-W10", "2026-W10"],
    ["week", { ...from(7), weekLabels: "iso" }, "2026-03-08", "2026-W11", "2026-W11"],
    ["week", { ...defaultCalendar, weekLabels: "iso" }, "2027-01-01", "2026-W53", "2026-W53"],
    ["week", { ...defaultCalendar, weekLabels: "month" }, "2026-03-08", "March 2026, week 1", "2026년 3월 1주차"],
    // Thursday 2 April is in April, so the week is.
    ["week", { ...defaultCalendar, weekLabels: "month" }, "2026-03-31", "April 2026, week 1", "2026년 4월 1주차"],
    ["month-from-26", defaultCalendar, "2026-03-09", "26 February – 25 March 2026", "2026년 2월 26일~3월 25일"],
    ["month-from-1", months(4, 6), "2026-03-09", "March 2026", "2026년 3월"],
    ["list:own", listed, "2026-03-09", "Sprint A", "Sprint A"],
    ["list:own", listed, "2026-03-16", "2026-03 week 2", "2026-03 2주차"],
    ["list:own", listed, "2026-03-01", "Before Sales weeks, which begins on 2 March 2026", "영업 주차 시작 전(2026년 3월 2일부터)"],
    ["list:own", listed, "2026-03-23", "After Sales weeks, which ended on 22 March 2026", "영업 주차 종료 후(2026년 3월 22일까지)"],
    ["day", defaultCalendar, "2026-03-09", "9 March 2026", "2026년 3월 9일"],
    ["week", defaultCalendar, "2026-03-09", "Week 11, 2026", "2026년 3월 2주차"],
    ["week", defaultCalendar, "2025-12-31", "Week 1, 2026", "2026년 1월 1주차"],
    ["week", defaultCalendar, "2026-12-31", "Week 53, 2026", "2026년 12월 5주차"],
    ["week", defaultCalendar, "2026-03-31", "Week 14, 2026", "2026년 4월 1주차"],
    ["week", from(7), "2026-03-09", "Week of 8 March 2026", "2026년 3월 2주차"],
    ["month", defaultCalendar, "2026-03-09", "March 2026", "2026년 3월"],
    ["month", months(4, 1), "2026-03-09", "March 2026", "2026년 3월"],
    ["month", months(4, 6), "2026-03-09", "6 March – 5 April 2026", "2026년 3월 6일~4월 5일"],
    ["month", months(12, 26), "2026-01-01", "26 December 2025 – 25 January 2026", "2025년 12월 26일~2026년 1월 25일"],
    ["month", weeks(1), "2024-03-09", "Month 2, FY 2024/25", "2024/25 회계연도 2번째 달"],
    ["quarter", defaultCalendar, "2026-03-31", "Q1 2026", "2026년 1분기"],
    ["quarter", months(4, 1), "2026-03-31", "Q4 FY 2025/26", "2025/26 회계연도 4분기"],
    ["quarter", weeks(1), "2024-02-03", "Q4 FY 2023/24", "2023/24 회계연도 4분기"],
    ["half", defaultCalendar, "2026-07-01", "H2 2026", "2026년 하반기"],
    ["half", months(4, 1), "2026-04-01", "H1 FY 2026/27", "2026/27 회계연도 상반기"],
    ["year", defaultCalendar, "2026-07-01", "2026", "2026년"],
    ["year", months(10, 1), "1999-12-31", "FY 1999/00", "1999/00 회계연도"],
    // Ends on Saturday 2 January 2027 and is the year 2026 all the same.
    ["year", weeks(12), "2027-01-02", "FY 2026", "2026 회계연도"],
  ] as const)("%s %#", (cadence: Cadence, calendar, day, en, ko) => {
    const period = periodContaining(cadence, on(day), calendar);
    expect([periodLabel(period, calendar, "en"), periodLabel(period, calendar, "ko")]).toEqual([en, ko]);
  });

  test.each([
    ["2005-01-01", 2004, 53],
    ["2007-12-31", 2008, 1],
    ["2008-12-28", 2008, 52],
    ["2009-12-31", 2009, 53],
    ["2010-01-03", 2009, 53],
    ["2021-01-03", 2020, 53],
    ["2026-01-01", 2026, 1],
  ])("%s is in the ISO week that the standard's tables give", (day, year, week) => {
    expect(isoWeekOf(on(day))).toEqual({ year, week });
  });
});
