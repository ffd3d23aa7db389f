import { expect, test } from "vitest";
import { contentsOf, type Shape } from "./column-contents.ts";

test.each<readonly [string, Shape]>([
  ["2026-03-02", "day"],
  ["03/04/2026", "day"],
  ["2026. 3. 2.", "day"],
  ["26.03.02", "day"],
  ["3월 2일(월)", "day"],
  ["2026년 3월 2일", "day"],
  ["Mar 2, 2026", "day"],
  ["2-Mar-2026", "day"],
  ["20260302", "day"],
  ["2026-03-02 09:05", "moment"],
  ["2026-03-02T09:05:00Z", "moment"],
  ["2026-03-02T09:05:00.123+09:00", "moment"],
  ["2026. 3. 2. 오전 9:05", "moment"],
  ["3/2/2026, 9:05 AM", "moment"],
  ["Mon, 2 Mar 2026 10:05:00 +0000", "moment"],
  ["20260302 101000", "moment"],
  ["09:05", "clock"],
  ["오후 3:10", "clock"],
  ["9:05:11 pm", "clock"],
  ["0:03:41", "span"],
  ["3분 41초", "span"],
  ["3m 41s", "span"],
  ["1시간 2분", "span"],
  ["41", "integer"],
  ["1,234", "integer"],
  ["2.5", "decimal"],
  ["46083", "serial-day"],
  ["46083.378", "serial-moment"],
  ["0.3785", "serial-clock"],
  ["₩ 12,000", "money"],
  ["12,000원", "money"],
  ["Y", "truth"],
  ["예", "truth"],
  ["mina@example.com", "email"],
  ["010-1234-5678", "phone"],
  ["1012345678", "phone"],
  ["+1 212 555 0100", "phone"],
  ["https://example.com/a", "web"],
  ["Diane", "words"],
  ["김철수", "words"],
])("%s looks like %s", (cell, shape) => {
  expect(contentsOf([cell]).share(shape)).toBe(1);
});

test.each<readonly [string, Shape]>([
  ["call 2026-03-02", "day"],
  ["ID001", "phone"],
  ["2026-03-02", "phone"],
  ["2026-03-02", "words"],
  ["1", "truth"],
  ["", "span"],
])("%s does not look like %s", (cell, shape) => {
  expect(contentsOf([cell]).share(shape)).toBe(0);
});

test.each([
  [["1", "2", "3", "4"], true],
  [["0", "1", "2"], true],
  [["1", "2", "4"], false],
  [["1041", "1042", "1043"], false],
  [["1", "2"], false],
])("whether %j only counts the rows: %s", (cells, isCounter) => {
  expect(contentsOf(cells).isCounter).toBe(isCounter);
});
