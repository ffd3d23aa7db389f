import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilOfDay, dayOfCivil, daysInMonth } from "./civil.ts";
import { commonDays, daysIn, isoDay, isWithin, lastWeekday, parseDay, parseSpan, weekdayOf, type Weekday } from "./day.ts";

const msPerDay = 86_400_000;
const anyDay = fc.integer({ min: -800_000, max: 800_000 });

describe("a day is a whole number", () => {
  test.each([
    ["1970-01-01", 0, 4],
    ["1969-12-31", -1, 3],
    ["2000-02-29", 11_016, 2],
    ["1900-03-01", -25_508, 4],
    ["2026-03-01", 20_513, 7],
    ["2100-02-28", 47_540, 7],
  ] as const)("%s is day %i, weekday %i", (text, day, weekday) => {
    expect(parseDay(text, "")).toEqual({ ok: true, value: day });
    expect(isoDay(day)).toBe(text);
    expect(weekdayOf(day)).toBe(weekday);
  });

  test("it agrees with the Gregorian calendar of the platform over four thousand years", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * msPerDay);
        const { year, month, day: dayOfMonth } = civilOfDay(day);
        expect([year, month, dayOfMonth]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
        expect(dayOfCivil(year, month, dayOfMonth)).toBe(day);
        expect(weekdayOf(day)).toBe(((date.getUTCDay() + 6) % 7) + 1);
        expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(year, month));
      }),
      { numRuns: 5000 },
    );
  });

  test("what is written is read back, every day of 300 years", () => {
    for (let day = dayOfCivil(1900, 1, 1); day <= dayOfCivil(2199, 12, 31); day += 1) {
      const read = parseDay(isoDay(day), "");
      if (!read.ok || read.value !== day) expect(read).toEqual({ ok: true, value: day });
    }
  });

  test("a text is either a real day of its month or refused, as the platform's calendar says", () => {
    const two = fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, "0"));
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), two, two, (year, month, day) => {
        const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)));
        const isReal = date.getUTCFullYear() === year && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
        expect(parseDay(`${year}-${month}-${day}`, "").ok).toBe(isReal);
      }),
      { numRuns: 5000 },
    );
  });

  test("nothing that is not written YYYY-MM-DD is read", () => {
    const other = fc.string({ maxLength: 14 }).filter((text) => !/^\d{4}-\d{2}-\d{2}$/.test(text));
    fc.assert(fc.property(other, (text) => !parseDay(text, "").ok));
  });

  test("the last weekday before a day is that weekday and less than a week away", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 7 }), (day, weekday) => {
        const found = lastWeekday(weekday as Weekday, day);
        expect(weekdayOf(found)).toBe(weekday);
        expect(day - found).toBeGreaterThanOrEqual(0);
        expect(day - found).toBeLessThan(7);
      }),
    );
  });
});

describe("a span is half-open", () => {
  const march = { startsOn: 20_513, endsBefore: 20_544 };

  test("its first day belongs to it and the day it ends before does not", () => {
    expect([isWithin(march, 20_512), isWithin(march, 20_513), isWithin(march, 20_543), isWithin(march, 20_544)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(daysIn(march)).toBe(31);
  });

  test("two that meet at an edge have no day in common", () => {
    expect(commonDays(march, { startsOn: 20_544, endsBefore: Infinity })).toBeUndefined();
    expect(commonDays(march, { startsOn: -Infinity, endsBefore: 20_514 })).toEqual({ startsOn: 20_513, endsBefore: 20_514 });
  });

  test("one without a day in it, or with an end that cannot be read, is refused", () => {
    const pointers = { from: "/from", before: "/before" };
    expect(parseSpan("2026-03-01", "2026-04-01", pointers)).toEqual({ ok: true, value: march });
    expect(parseSpan("2026-04-01", "2026-03-01", pointers)).toMatchObject({ refusals: [{ code: "period-empty", pointer: "/before" }] });
    expect(parseSpan("x", "", pointers)).toMatchObject({
      refusals: [
        { code: "date-format", pointer: "/from" },
        { code: "date-required", pointer: "/before" },
      ],
    });
  });
});
