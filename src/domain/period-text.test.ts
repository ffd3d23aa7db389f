import fc from "fast-check";
import { expect, test } from "vitest";
import { isoDay, plainDay } from "./day.ts";
import { cadences, defaultCalendar, periodContaining, type Cadence, type CompanyCalendar } from "./period.ts";
import { periodLabel } from "./period-label.ts";
import { looksLikePeriod, periodExample, periodReader, periodText } from "./period-text.ts";

const start = (text: string, cadence: Parameters<typeof periodReader>[0], calendar = defaultCalendar): string => {
  const found = periodReader(cadence, calendar)(text);
  return found === undefined ? "none" : "period" in found ? isoDay(found.period.startsOn) : `near ${isoDay(found.near.startsOn)}`;
};

test.for([
  ["2026-01", "2026-01-01"],
  ["2026-1", "2026-01-01"],
  ["2026.01", "2026-01-01"],
  ["2026. 1.", "2026-01-01"],
  ["2026/12", "2026-12-01"],
  ["202603", "2026-03-01"],
  ["2026년 1월", "2026-01-01"],
  ["2026년1월", "2026-01-01"],
  ["26년 03월", "2026-03-01"],
  ["Jan 2026", "2026-01-01"],
  ["jan-26", "2026-01-01"],
  ["September 2026", "2026-09-01"],
  ["2026 Feb", "2026-02-01"],
  ["2026-03-01", "2026-03-01"],
  ["2026. 3. 1.", "2026-03-01"],
  ["２０２６-０３", "2026-03-01"],
  ["2026-03-02", "near 2026-03-01"],
  ["2026-13", "none"],
  ["Jan", "none"],
  ["1월", "none"],
  ["calls", "none"],
] as const)("the head %s of a column of months is %s", ([text, expected]) => expect(start(text, "month")).toBe(expected));

test.for([
  ["2026-W10", "week", "2026-03-02"],
  ["2026년 3월 2주차", "week", "2026-03-09"],
  ["Week 10, 2026", "week", "2026-03-02"],
  ["2026-03-02", "week", "2026-03-02"],
  ["2026-03-04", "week", "near 2026-03-02"],
  ["2026-Q2", "quarter", "2026-04-01"],
  ["2026년 2분기", "quarter", "2026-04-01"],
  ["Q2 2026", "quarter", "2026-04-01"],
  ["2026년 하반기", "half", "2026-07-01"],
  ["H1 2026", "half", "2026-01-01"],
  ["2026", "year", "2026-01-01"],
  ["2026년", "year", "2026-01-01"],
] as const)("%s of the cadence %s begins on %s", ([text, cadence, expected]) => expect(start(text, cadence)).toBe(expected));

test("a month that begins on the 26th is named by its first day, since either month could be meant", () => {
  const calendar: CompanyCalendar = { firstWeekday: 1, fiscalYear: { type: "months", startsOn: { month: 1, day: 26 } } };
  expect(start("2026-01", "month", calendar)).toBe("near 2025-12-26");
  expect(start("2026-01-26", "month", calendar)).toBe("2026-01-26");
});

test("what a period is written as reads back as the same period, and so does its label in both languages", () => {
  const calendars: readonly CompanyCalendar[] = [
    defaultCalendar,
    { firstWeekday: 7, fiscalYear: { type: "months", startsOn: { month: 4, day: 1 } } },
    { firstWeekday: 1, fiscalYear: { type: "months", startsOn: { month: 1, day: 26 } } },
    { ...defaultCalendar, weekLabels: "month" },
    {
      firstWeekday: 7,
      fiscalYear: { type: "weeks", pattern: "4-4-5", endsOn: { weekday: 6, month: 1, rule: "last" }, extraWeekIn: 12 },
    },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<Cadence>(...cadences, "month-from-26", "month-from-last"),
      fc.constantFrom(...calendars),
      fc.integer({ min: plainDay("2019-01-01"), max: plainDay("2031-12-31") }),
      (cadence, calendar, day) => {
        const period = periodContaining(cadence, day, calendar);
        const read = periodReader(cadence, calendar);
        for (const text of [periodText(period, calendar), periodLabel(period, calendar, "en"), periodLabel(period, calendar, "ko")])
          expect(read(text)).toEqual({ period });
      },
    ),
  );
});

test("a period of a list is named by its label, whether or not it says the year, or by its first day", () => {
  const periods = [
    { label: { en: "Sprint 1", ko: "1차수" }, startsOn: plainDay("2026-03-02") },
    { label: { en: "Sprint 2", ko: "2차수" }, startsOn: plainDay("2026-03-16") },
  ] as const;
  const calendar: CompanyCalendar = { ...defaultCalendar, lists: [{ id: "own", name: {}, periods, endsBefore: plainDay("2026-03-30") }] };
  const on = (text: string): string => start(text, "list:own", calendar);
  expect([on("1차수"), on("sprint 2"), on("2026-03-16"), on("2026-03-17")]).toEqual([
    "2026-03-02",
    "2026-03-16",
    "2026-03-16",
    "near 2026-03-16",
  ]);
  // Before it begins and after its end there is none.
  expect([on("2026-03-01"), on("2026-03-30"), on("3차수")]).toEqual(["none", "none", "none"]);
  expect(periodExample("list:own", calendar)).toBe("2026-03-02");
});

test("a head that could be a period is told from a name", () => {
  for (const text of ["2026-13", "1월", "Jan", "january", "Q1"]) expect(looksLikePeriod(text)).toBe(true);
  for (const text of ["Name", "합계", "이름", "Team", "May I"]) expect(looksLikePeriod(text)).toBe(false);
});
