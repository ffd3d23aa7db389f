import { expect, test } from "vitest";
import { dayAt, daysBetween, daysFrom, isDay, noonOf } from "./days.ts";

test("days are counted over leap days and the end of a year", () => {
  expect(daysFrom("2028-02-28", 1)).toBe("2028-02-29");
  expect(daysFrom("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2026-03-25", "2026-04-01")).toBe(7);
});

test("only a day that there is is a day", () => {
  expect(["2026-03-25", "2028-02-29"].every(isDay)).toBe(true);
  expect(["2026-02-29", "2026-13-01", "2026-3-5", "", "tomorrow"].some(isDay)).toBe(false);
});

test("noon of a day is that day in UTC", () => {
  expect(new Date(noonOf("2026-03-25")).toISOString()).toBe("2026-03-25T12:00:00.000Z");
});

test("an instant falls on the day of the zone, not of UTC", () => {
  expect(dayAt("2026-11-27T23:24:39.960785Z", "Asia/Seoul")).toBe("2026-11-28");
  expect(dayAt("2026-01-01T04:59:59Z", "America/New_York")).toBe("2025-12-31");
});
