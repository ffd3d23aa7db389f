import { describe, expect, test } from "vitest";
import { parseDatePattern } from "./date-pattern.ts";
import { parseDurationPattern } from "./duration-pattern.ts";

const read = (pattern: string, text: string): string | undefined => {
  const read = parseDatePattern(pattern);
  if ("problem" in read) throw new Error(read.problem.en);
  return read.toIso(text);
};

describe("a date is read as the file writes it:", () => {
  test.each([
    ["M/d/yyyy", "3/9/2017", "2017-03-09"],
    ["M/d/yyyy", "12/31/2017", "2017-12-31"],
    ["dd.MM.yyyy", "09.03.2017", "2017-03-09"],
    ["yyyy. M. d.", "2026. 3. 2.", "2026-03-02"],
    ["yy.MM.dd", "26.03.02", "2026-03-02"],
    ["MMM d, yyyy", "Mar 2, 2026", "2026-03-02"],
    ["d MMMM yyyy", "2 march 2026", "2026-03-02"],
    ["yyyyMMdd", "20260302", "2026-03-02"],
    ["yyyy년 M월 d일", "2026년 3월 2일", "2026-03-02"],
    ["yyyy-MM-dd HH:mm:ss", "2026-03-02 09:05:06", "2026-03-02T09:05:06"],
    ["M/d/yyyy H:mm:ss", "3/2/2026  9:05:06", "2026-03-02T09:05:06"],
    ["M/d/yy h:mm a", "3/2/26 12:05\u202fAM", "2026-03-02T00:05:00"],
    ["M/d/yy h:mm a", "3/2/26 12:05 pm", "2026-03-02T12:05:00"],
    ["yyyy-MM-dd a h:mm", "2026-03-02 오후 9:05", "2026-03-02T21:05:00"],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2026-03-02T09:05:06.123+09:00", "2026-03-02T09:05:06.123+09:00"],
    ["yyyy-MM-dd'T'HH:mm:ssX", "2026-03-02T09:05:06+0900", "2026-03-02T09:05:06+09:00"],
    ["d/M/yyyy 'at' H:mm", "2/3/2026 at 9:05", "2026-03-02T09:05:00"],
  ])("%s: %s", (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });
});

describe("not read:", () => {
  test.each([
    ["M/d/yyyy", "2026-03-02"],
    ["M/d/yyyy", "3/2/26"],
    ["M/d/yyyy", "3/2/2026 9:05"],
    ["M/d/yyyy", ""],
    ["MM/dd/yyyy", "3/02/2026"],
    ["M/d/yyyy", "３/2/2026"],
    ["M/d/yy h:mm a", "3/2/26 13:05 pm"],
    ["MMM d, yyyy", "Mrz 2, 2026"],
  ])("%s: %s", (pattern, text) => {
    expect(read(pattern, text)).toBeUndefined();
  });
});

describe("no pattern:", () => {
  test.each([
    "YYYY-MM-DD",
    "M/d",
    "H:mm",
    "M/d/yyyy h:mm",
    "M/d/yyyy H:mm a",
    "M/d/yyyy H",
    "constructor",
    "EEE M/d/yyyy",
    `yyyy-MM-dd${"-".repeat(60)}`,
  ])("%s", (pattern) => {
    expect(parseDatePattern(pattern)).toHaveProperty("problem");
  });
});

describe("a duration is read as the file writes it:", () => {
  test.each([
    ["h:mm:ss", "0:03:41", 221n],
    ["h:mm:ss", "125:00:00", 450_000n],
    ["H:mm:ss", "00:00:41", 41n],
    ["m:ss", "90:05", 5405n],
    ["mm'ss", "03'41", 221n],
    ["m분 s초", "3분 41초", 221n],
    ["milliseconds", "59999", 59n],
    ["minutes", "1.5", 90n],
    ["minutes", "1,5", 90n],
    ["hours", "0.25", 900n],
    ["seconds", "41", 41n],
    ["h:mm:ss", "0:61:00", undefined],
    ["h:mm:ss", "3:41", undefined],
    ["h:mm:ss", "0:03:41 h", undefined],
    ["seconds", "-1", undefined],
    ["minutes", "1e3", undefined],
    ["milliseconds", "1,234", undefined],
  ])("%s: %s", (pattern, text, expected) => {
    const read = parseDurationPattern(pattern);
    expect(typeof read === "function" ? read(text) : read).toBe(expected);
  });
  test.each(["s:mm", "h:mm:ss x", "", "weeks", "constructor"])("no pattern: %s", (pattern) => {
    expect(parseDurationPattern(pattern)).toHaveProperty("problem");
  });
});
