import { describe, expect, test } from "vitest";
import { calendarEntry, readCalendar } from "./company-calendar.ts";
import { defaultCalendar } from "./period.ts";

const weeks = { pattern: "4-4-5", endsOn: { rule: "nearest", weekday: "saturday", month: 1 }, extraWeekIn: 12 };

describe("the company's calendar", () => {
  test("left out is weeks from Monday and the calendar year", () => {
    expect(readCalendar({}, "/company")).toEqual({ ok: true, value: defaultCalendar });
  });

  test.each([
    [{ firstWeekday: "sunday", fiscalYearStartsOn: "04-01" }],
    [{ firstWeekday: "monday", fiscalYearStartsOn: "04-06" }],
    [{ firstWeekday: "saturday", fiscalYearStartsOn: "03-last" }],
    [{ firstWeekday: "sunday", fiscalYear: weeks }],
  ])("is exported as it was written: %j", (entry) => {
    const read = readCalendar(entry, "");
    expect(read.ok && calendarEntry(read.value)).toEqual(entry);
  });

  test("takes its weeks from a fiscal year of weeks", () => {
    expect(readCalendar({ fiscalYear: weeks }, "")).toMatchObject({ ok: true, value: { firstWeekday: 7 } });
  });

  test.each([
    ["fiscal-day", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "02-29" }],
    ["fiscal-day", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "01-30" }],
    ["date-invalid", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "02-30" }],
    ["date-invalid", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "13-01" }],
    ["date-invalid", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "01-00" }],
    ["date-format", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: "1 April" }],
    ["type", "/company/fiscalYearStartsOn", { fiscalYearStartsOn: 401 }],
    ["fiscal-twice", "/company/fiscalYear", { fiscalYearStartsOn: "04-01", fiscalYear: weeks }],
    ["fiscal-53", "/company/fiscalYear/extraWeekIn", { fiscalYear: { ...weeks, extraWeekIn: undefined } }],
    ["number-range", "/company/fiscalYear/extraWeekIn", { fiscalYear: { ...weeks, extraWeekIn: 13 } }],
    ["fiscal-week", "/company/firstWeekday", { firstWeekday: "monday", fiscalYear: weeks }],
    ["enum", "/company/fiscalYear/pattern", { fiscalYear: { ...weeks, pattern: "4-4-4" } }],
    ["enum", "/company/fiscalYear/endsOn/weekday", { fiscalYear: { ...weeks, endsOn: { ...weeks.endsOn, weekday: "sat" } } }],
    ["unknown-field", "/company/fiscalYear/end", { fiscalYear: { ...weeks, end: 1 } }],
    ["required", "/company/fiscalYear/endsOn", { fiscalYear: { pattern: "4-4-5" } }],
    ["type", "/company/fiscalYear", { fiscalYear: "4-4-5" }],
    ["enum", "/company/firstWeekday", { firstWeekday: "Monday " }],
  ])("%s at %s", (code, pointer, entry) => {
    expect(readCalendar(entry, "/company")).toMatchObject({ ok: false, refusals: [{ code, pointer }] });
  });
});
