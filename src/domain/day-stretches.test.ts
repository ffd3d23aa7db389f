import { expect, test } from "vitest";
import { isoDay, parseDay } from "./day.ts";
import { stretchesOf } from "./day-stretches.ts";

const day = (text: string): number => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

test.each([
  ["one day", ["2026-09-24"], ["2026-09-24 2026-09-25"]],
  ["days in a row", ["2026-09-22", "2026-09-23"], ["2026-09-22 2026-09-24"]],
  ["days around a weekend", ["2026-09-18", "2026-09-21", "2026-09-22"], ["2026-09-18 2026-09-23"]],
  ["days apart", ["2026-09-17", "2026-09-21"], ["2026-09-17 2026-09-18", "2026-09-21 2026-09-22"]],
  ["a Saturday and the next Monday", ["2026-09-19", "2026-09-21"], ["2026-09-19 2026-09-22"]],
  ["days before 1970", ["1969-12-26", "1969-12-29"], ["1969-12-26 1969-12-30"]],
  ["nothing", [], []],
])("%s", (_, days, expected) => {
  expect(stretchesOf(days.map(day)).map(({ startsOn, endsBefore }) => `${isoDay(startsOn)} ${isoDay(endsBefore)}`)).toEqual(expected);
});
