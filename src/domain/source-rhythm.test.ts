import { describe, expect, test } from "vitest";
import { plainDay, weekdayOf } from "./day.ts";
import { rhythmOf } from "./source-rhythm.ts";

const isWeekday = (day: number): boolean => weekdayOf(day) <= 5;
const days = (...texts: string[]): number[] => texts.map(plainDay);
// Monday 2 March 2026 and the nine working days after it.
const daily = days(
  "2026-03-02",
  "2026-03-03",
  "2026-03-04",
  "2026-03-05",
  "2026-03-06",
  "2026-03-09",
  "2026-03-10",
  "2026-03-11",
  "2026-03-12",
  "2026-03-13",
);

describe("a source that sends every working day", () => {
  test.for([
    ["on a weekend", "2026-03-15", 0, false],
    ["on the next working day, which is not over", "2026-03-16", 0, false],
    ["once a whole working day went without anything", "2026-03-17", 1, true],
  ] as const)("%s", ([, today, waited, isLate]) => {
    expect(rhythmOf(daily, plainDay(today), isWeekday)).toEqual({ usual: 1, waited, isLate });
  });

  test("is not late after a holiday", () => {
    const holiday = plainDay("2026-03-16");
    expect(rhythmOf(daily, plainDay("2026-03-17"), (day) => isWeekday(day) && day !== holiday).isLate).toBe(false);
  });
});

test("a source that sends every week is late when a week passes and a day more", () => {
  const weekly = days("2026-02-02", "2026-02-09", "2026-02-16", "2026-02-23", "2026-03-02");
  expect(rhythmOf(weekly, plainDay("2026-03-09"), isWeekday)).toEqual({ usual: 5, waited: 4, isLate: false });
  expect(rhythmOf(weekly, plainDay("2026-03-10"), isWeekday)).toEqual({ usual: 5, waited: 5, isLate: true });
});

test("of a source that came a few times no rhythm is told, and it is never late", () => {
  expect(rhythmOf(days("2026-01-05", "2026-02-02"), plainDay("2026-03-16"), isWeekday)).toEqual({ usual: null, waited: 29, isLate: false });
  expect(rhythmOf([], plainDay("2026-03-16"), isWeekday)).toEqual({ usual: null, waited: null, isLate: false });
});
