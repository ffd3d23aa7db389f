import { expect, test } from "vitest";
import { expectedInTheEnd, lagOfTries } from "./funnel-expected.ts";

test("of a cohort that waits what has come counts, and of each that waits the chance that it comes yet", () => {
  // Of ten that were watched to the end four came: two on day 1, two on day 10.
  const grown = [
    { days: 1, came: true, tries: 2 },
    { days: 10, came: true, tries: 2 },
    { days: 100, came: false, tries: 6 },
  ];
  const lag = lagOfTries(grown);
  expect(expectedInTheEnd(grown, lag)).toBeCloseTo(4, 12);
  // After five days one of ten came; of the nine that wait each comes yet with (0.4 − 0.2) / (1 − 0.2).
  const young = [
    { days: 1, came: true, tries: 1 },
    { days: 5, came: false, tries: 9 },
  ];
  expect(expectedInTheEnd(young, lag)).toBeCloseTo(1 + 9 * 0.25, 12);
  expect(expectedInTheEnd([{ days: 3, came: false, tries: 5 }], [])).toBe(0);
});
