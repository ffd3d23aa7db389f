import { expect, test } from "vitest";
import { daysMissing, standingOf } from "./standing.ts";

const inTime = { late: false, usualDays: 2 };
const late = { late: true, usualDays: 1 };
const unknown = { late: false, usualDays: null };

test("sources of which no rhythm is known are neither late nor in time", () => {
  expect(standingOf([unknown, unknown])).toEqual({ code: "unknown" });
});

test("those of which one is known stand for themselves", () => {
  expect(standingOf([inTime, unknown, inTime])).toEqual({ code: "some", known: 2, unknown: 1 });
  expect(standingOf([inTime, inTime])).toEqual({ code: "inTime" });
});

test("what is late comes first, whatever is not known", () => {
  expect(standingOf([unknown, late, inTime, late])).toEqual({ code: "late", late: 2 });
});

test("a rhythm is told from five days on", () => {
  expect(daysMissing({ days: [] })).toBe(5);
  expect(daysMissing({ days: ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05"] })).toBe(1);
});
