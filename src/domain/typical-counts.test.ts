import { expect, test } from "vitest";
import { day } from "../../tests/product.ts";
import { knownPeriods, typicalCounts } from "./typical-counts.ts";

// QUARTILE.INC of the same numbers in a spreadsheet.
test.each([
  [[], { lowerQuartile: null, median: null, upperQuartile: null, best: null, suggested: null }],
  [[7], { lowerQuartile: 7, median: 7, upperQuartile: 7, best: 7, suggested: 7 }],
  [[1, 2, 3, 4], { lowerQuartile: 1.75, median: 2.5, upperQuartile: 3.25, best: 4, suggested: 3 }],
  [[52, 0, 38, 47, 61, 12], { lowerQuartile: 18.5, median: 42.5, upperQuartile: 50.75, best: 61, suggested: 50 }],
  [[0, 0, 0], { lowerQuartile: 0, median: 0, upperQuartile: 0, best: 0, suggested: 1 }],
  [[1234, 1234], { lowerQuartile: 1234, median: 1234, upperQuartile: 1234, best: 1234, suggested: 1250 }],
])("of %j it is usual to have %j", (counts, typical) => expect(typicalCounts(counts)).toEqual(typical));

const week = (on: string) => ({ startsOn: day(on), endsBefore: day(on) + 7 });
const weeks = ["2026-03-01", "2026-03-08", "2026-03-15", "2026-03-22"].map(week);

test.each([
  ["2026-03-02", "2026-03-27", "2026-11-28", [0, 1, 2, 3]],
  ["2026-03-02", "2026-03-24", "2026-11-28", [0, 1, 2]],
  ["2026-03-05", "2026-03-27", "2026-11-28", [1, 2, 3]],
  ["2026-03-02", "2026-03-27", "2026-03-27", [0, 1, 2]],
  ["2026-03-09", "2026-03-10", "2026-11-28", []],
])("a log from %s to %s knows enough, on %s, of the weeks %j", (firstDay, lastDay, today, known) =>
  expect(knownPeriods(weeks, { log: { firstDay: day(firstDay), lastDay: day(lastDay) }, today: day(today), most: 12 })).toEqual(
    weeks.filter((_, index) => known.includes(index)),
  ),
);

test("of more periods than are looked at the last ones are", () =>
  expect(
    knownPeriods(weeks, { log: { firstDay: day("2026-01-01"), lastDay: day("2026-06-01") }, today: day("2026-07-01"), most: 2 }),
  ).toEqual(weeks.slice(2)));
