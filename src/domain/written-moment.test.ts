import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilOfDay, dayOfCivil, englishMonths } from "./civil.ts";
import { isoDay, weekdayOf } from "./day.ts";
import { dateStyle, type DateStyleName } from "./written-moment.ts";

const read = (text: string, name: DateStyleName = "auto", year: number | null = null): string => {
  const found = dateStyle(name, year)(text);
  return typeof found === "string" ? found : found.type;
};

describe("a date is read in the one way that there is:", () => {
  test.each([
    ["2026-03-02", "2026-03-02"],
    ["2026. 3. 2.", "2026-03-02"],
    ["2026.03.02", "2026-03-02"],
    ["2026/3/2", "2026-03-02"],
    ["2026/3/2 (월)", "2026-03-02"],
    ["2026년 3월 2일", "2026-03-02"],
    ["2026년3월2일 월요일", "2026-03-02"],
    ["26년 3월 2일", "2026-03-02"],
    ["'26.03.02", "2026-03-02"],
    ["20260302", "2026-03-02"],
    ["2-Mar-26", "2026-03-02"],
    ["2 March 2026", "2026-03-02"],
    ["2nd of March 2026", "2026-03-02"],
    ["Mar 2, 2026", "2026-03-02"],
    ["March 2nd, 2026", "2026-03-02"],
    ["Sept 2, 2026", "2026-09-02"],
    ["2026-Mar-02", "2026-03-02"],
    ["Monday, March 2, 2026", "2026-03-02"],
    ["13/4/2026", "2026-04-13"],
    ["4/13/26", "2026-04-13"],
    ["3/3/2026", "2026-03-03"],
    ["3/2/2026 (Mon)", "2026-03-02"],
  ])("%s", (text, iso) => expect(read(text)).toBe(iso));
});

describe("a time stands with it:", () => {
  test.each([
    ["2026-03-02T09:05:00", "2026-03-02T09:05:00"],
    ["2026-03-02 09:05:12.5", "2026-03-02T09:05:12.5"],
    ["2026. 3. 2. 오전 9:05", "2026-03-02T09:05:00"],
    ["2026. 3. 2. 오후 12:30", "2026-03-02T12:30:00"],
    ["2026-03-02 오전 12:30", "2026-03-02T00:30:00"],
    ["2026년 3월 2일 오후 12시 30분", "2026-03-02T12:30:00"],
    ["2026년 3월 2일 9시 5분 7초", "2026-03-02T09:05:07"],
    ["2026년 3월 2일 9시", "2026-03-02T09:00:00"],
    ["Mar 2, 2026, 9:05 PM", "2026-03-02T21:05:00"],
    ["2 Mar 2026 at 9:05am", "2026-03-02T09:05:00"],
    ["2026-03-02 12:05 a.m.", "2026-03-02T00:05:00"],
    ["2026-03-02 13:05 PM", "2026-03-02T13:05:00"],
    ["20260302 090512", "2026-03-02T09:05:12"],
    ["20260302 0905", "2026-03-02T09:05:00"],
    ["20260302 905", "2026-03-02T09:05:00"],
    ["2026-03-02 0.378472222", "2026-03-02T09:05:00"],
    ["2026-03-02T00:00:00 09:05:00", "2026-03-02T09:05:00"],
    ["2026-03-02 09:05:00 +0900", "2026-03-02T09:05:00+09:00"],
    ["2026-03-02T09:05:00Z", "2026-03-02T09:05:00Z"],
    ["2026-03-02 09:05 UTC", "2026-03-02T09:05:00Z"],
    ["2026-03-02 09:05 KST", "2026-03-02T09:05:00+09:00"],
    ["Mon Mar 2 2026 09:05:00 GMT+0900 (Korean Standard Time)", "2026-03-02T09:05:00+09:00"],
    // Midnight at the end of a day is told where times are checked: it is 00:00 of the next.
    ["2026-03-02 24:00", "2026-03-02T24:00:00"],
  ])("%s", (text, iso) => expect(read(text)).toBe(iso));
});

describe("not read in silence:", () => {
  test.each([
    ["03/04/2026", "two-ways"],
    ["26.03.02", "two-ways"],
    ["01/02/03", "two-ways"],
    ["3/2", "no-year"],
    ["3월 2일(월)", "no-year"],
    ["May 2", "no-year"],
    ["2026/3/2 (화)", "weekday"],
    ["Tue, March 2, 2026", "weekday"],
    ["2026-03-02 09:05 CST", "unreadable"],
    ["2026-03-02 13:05 AM", "unreadable"],
    ["오전 2026-03-02 9:05 PM", "unreadable"],
    ["3/2 2026", "unreadable"],
    ["02-123-4567", "unreadable"],
    ["010-1234-5678", "unreadable"],
    ["46083", "unreadable"],
    ["yesterday", "unreadable"],
    ["2026", "unreadable"],
    ["", "unreadable"],
    ["1".repeat(500), "unreadable"],
  ])("%s: %s", (text, doubt) => expect(read(text)).toBe(doubt));

  test("with both readings", () => {
    expect(dateStyle("auto", null)("03/04/2026")).toEqual({ type: "two-ways", first: "2026-03-04", second: "2026-04-03" });
  });
});

test("the map decides what the text leaves open: the order, and the year", () => {
  expect(read("03/04/2026", "month-first")).toBe("2026-03-04");
  expect(read("03/04/2026", "day-first")).toBe("2026-04-03");
  expect(read("13/04/2026", "month-first")).toBe("unreadable");
  expect(read("26.03.02", "year-first")).toBe("2026-03-02");
  expect(read("26.03.02", "day-first")).toBe("2002-03-26");
  expect(read("3월 2일(월)", "auto", 2026)).toBe("2026-03-02");
  expect(read("3월 2일(월)", "auto", 2025)).toBe("weekday");
  expect(read("3/2", "month-first", 2026)).toBe("2026-03-02");
  expect(read("3/2(월)", "auto", 2026)).toBe("2026-03-02");
});

describe("a serial number of a spreadsheet:", () => {
  test.each<[string, DateStyleName, string]>([
    ["46083", "excel", "2026-03-02"],
    ["46083.378472222", "excel", "2026-03-02T09:05:00"],
    ["46083,378472222", "excel", "2026-03-02T09:05:00"],
    ["46083 0.378472222", "excel", "2026-03-02T09:05:00"],
    ["46083 09:05:12", "excel", "2026-03-02T09:05:12"],
    ["44621", "excel-1904", "2026-03-02"],
    // Known pairs of Excel's own documentation: 1 January 2008 and 5 July 2011.
    ["39448", "excel", "2008-01-01"],
    ["40729", "excel", "2011-07-05"],
    ["61", "excel", "1900-03-01"],
    // Not yet midnight: it stays on its day.
    ["46083.999999", "excel", "2026-03-02T23:59:59"],
    ["2026. 3. 2.", "excel", "2026-03-02"],
    ["03/04/2026", "excel", "two-ways"],
    // Days around 29 February 1900, which Excel counts and the calendar has not.
    ["60", "excel", "unreadable"],
    ["0.5", "excel", "unreadable"],
    ["999999", "excel", "unreadable"],
    ["1772413500", "unix-seconds", "2026-03-02T01:05:00Z"],
    ["1772413500250", "unix-milliseconds", "2026-03-02T01:05:00.250Z"],
    ["46083", "unix-seconds", "unreadable"],
  ])("%s (%s)", (text, name, iso) => expect(read(text, name)).toBe(iso));
});

const days = fc.integer({ min: dayOfCivil(1990, 1, 1), max: dayOfCivil(2069, 12, 31) });
const seconds = fc.integer({ min: 0, max: 86_399 });
const two = (value: number): string => String(value).padStart(2, "0");

/** Independent of the reader: how each of the forms is written. */
const writers: Readonly<Record<string, readonly [DateStyleName, (year: number, month: number, day: number, weekday: string) => string]>> = {
  iso: ["auto", (y, m, d) => `${y}-${two(m)}-${two(d)}`],
  "Korean points": ["auto", (y, m, d) => `${y}. ${m}. ${d}.`],
  "Korean words": ["auto", (y, m, d) => `${y}년 ${m}월 ${d}일`],
  "with its weekday": ["auto", (y, m, d, w) => `${y}/${m}/${d} (${w})`],
  together: ["auto", (y, m, d) => `${y}${two(m)}${two(d)}`],
  "month named first": ["auto", (y, m, d) => `${englishMonths[m - 1]} ${d}, ${y}`],
  "month named second": ["auto", (y, m, d) => `${d}-${(englishMonths[m - 1] ?? "").slice(0, 3)}-${y}`],
  American: ["month-first", (y, m, d) => `${m}/${d}/${y}`],
  European: ["day-first", (y, m, d) => `${d}.${m}.${y}`],
  "two digits, month first": ["month-first", (y, m, d) => `${m}/${d}/${two(y % 100)}`],
  "two digits, year first": ["year-first", (y, m, d) => `${two(y % 100)}.${two(m)}.${two(d)}`],
};

/** Two digits leave a window of a hundred years. */
const inWindow = (year: number): boolean => year >= 1970 && year <= 2069;

test.each(Object.entries(writers))("a day that was written comes back: %s", (_, [name, write]) => {
  fc.assert(
    fc.property(days, (day) => {
      const { year, month, day: dayOfMonth } = civilOfDay(day);
      fc.pre(inWindow(year));
      const text = write(year, month, dayOfMonth, "월화수목금토일".charAt(weekdayOf(day) - 1));
      expect(read(text, name)).toBe(isoDay(day));
    }),
  );
});

test("with a time in any style", () => {
  const clocks: readonly ((hour: number, minute: number) => string)[] = [
    (hour, minute) => `${two(hour)}:${two(minute)}`,
    (hour, minute) => `${hour < 12 ? "오전" : "오후"} ${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}`,
    (hour, minute) => `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? "AM" : "PM"}`,
    (hour, minute) => `${hour}시 ${minute}분`,
  ];
  fc.assert(
    fc.property(days, seconds, fc.constantFrom(...clocks), (day, second, clock) => {
      const [hour, minute] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
      expect(read(`${isoDay(day)} ${clock(hour, minute)}`)).toBe(`${isoDay(day)}T${two(hour)}:${two(minute)}:00`);
    }),
  );
});

test("a serial comes back to the second, as a spreadsheet writes the double", () => {
  fc.assert(
    fc.property(days, seconds, (day, second) => {
      const serial = String(day + 25_569 + second / 86_400);
      const time = `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
      expect(read(serial, "excel")).toBe(second === 0 ? isoDay(day) : `${isoDay(day)}T${time}`);
    }),
  );
});

test("nothing is read in two ways: what auto reads, every order that reads it reads alike", () => {
  const numbers = fc.integer({ min: 0, max: 40 }).map(String);
  const separator = fc.constantFrom("/", ".", "-");
  fc.assert(
    fc.property(numbers, numbers, fc.oneof(numbers, fc.constantFrom("2026", "1999")), separator, (a, b, c, between) => {
      const text = [a, b, c].join(between);
      const auto = read(text);
      fc.pre(/^\d{4}-/.test(auto));
      for (const order of ["year-first", "month-first", "day-first"] as const) {
        const ordered = read(text, order);
        if (/^\d{4}-/.test(ordered)) expect(ordered).toBe(auto);
      }
    }),
    { numRuns: 2000 },
  );
});
