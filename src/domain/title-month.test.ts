import { expect, test } from "vitest";
import { monthInTitles } from "./title-month.ts";

test.each<[readonly string[], number | null, number | null]>([
  [["영업1팀 활동일지", "2026년 3월"], 2026, 3],
  [["26년 3월 통화 현황"], 2026, 3],
  [["3월 2026년"], 2026, 3],
  [["3월"], null, 3],
  [["12월 실적"], null, 12],
  [["2026-03"], 2026, 3],
  [["조회기간: 2026.03.01 ~ 2026.03.31"], 2026, 3],
  [["Calls March 2026"], 2026, 3],
  [["Mar-26"], 2026, 3],
  [["2026 Mar"], 2026, 3],
  [["Activity 2026"], 2026, null],
  [["Weekly tracker", "Jan"], null, 1],
  [["Sheet1"], null, null],
  [["Maybe", "Decision log"], null, null],
  [["010-1234-5678"], null, null],
])("%j", (titles, year, month) => {
  expect(monthInTitles(titles)).toEqual({ year, month });
});
