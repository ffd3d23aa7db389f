import { expect, test } from "vitest";
import { isoDay } from "./day.ts";
import { weekInTitles } from "./title-week.ts";

test.each<[readonly string[], string | null]>([
  [["Weekly tracker", "Week of 3/2/2026"], "2026-03-02"],
  // 2 March was a Monday, 3 February a Tuesday; 6 April and 4 June 2026 are a Monday and a Thursday.
  [["Week of 04/06/2026"], "2026-04-06"],
  [["Week of March 2, 2026"], "2026-03-02"],
  [["주간 활동 (2026. 3. 2. ~ 3. 6.)"], "2026-03-02"],
  [["2026-03-04 작성"], "2026-03-02"],
  [["Week ending 2026-03-08"], "2026-03-02"],
  // Both could begin a week: 1 June and 6 January 2025 are Sunday and Monday.
  [["Week of 01/06/2025"], null],
  [["Week 10"], null],
  [["Calls per rep"], null],
  [["3/2"], null],
])("%j", (titles, expected) => {
  const day = weekInTitles(titles, 1);
  expect(day === null ? null : isoDay(day)).toBe(expected);
});

test("a week that begins on Sunday", () => {
  expect(isoDay(weekInTitles(["Week of 3/1/2026"], 7) ?? 0)).toBe("2026-03-01");
  expect(isoDay(weekInTitles(["2026-03-04"], 7) ?? 0)).toBe("2026-03-01");
});
