import { expect, test } from "vitest";
import { shrunk } from "./shrinkage.ts";

// Efron and Morris, Stein's paradox in statistics, Scientific American 236 (1977): eighteen batters after 45 times at bat in 1970, and over the rest of the season.
const hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7];
const season = [0.346, 0.298, 0.276, 0.222, 0.273, 0.27, 0.263, 0.21, 0.269, 0.23, 0.264, 0.256, 0.303, 0.264, 0.226, 0.285, 0.316, 0.2];
const averages = hits.map((each) => each / 45);

const squaredError = (values: readonly number[]): number => values.reduce((sum, value, at) => sum + (value - (season[at] ?? NaN)) ** 2, 0);

test("batting averages drawn towards their mean foretell the season three times as well, as published", () => {
  const mean = averages.reduce((sum, each) => sum + each, 0) / averages.length;
  const found = shrunk(averages, (mean * (1 - mean)) / 45);
  expect(found.mean).toBeCloseTo(0.2654320988, 10);
  expect(found.kept).toBeCloseTo(0.2116534171, 10);
  expect(found.values[0]).toBeCloseTo(0.294, 3);
  expect(squaredError(averages)).toBeCloseTo(0.07531695062, 10);
  expect(squaredError(found.values)).toBeCloseTo(0.02130691489, 10);
});

test("means that differ by no more than chance are all the mean, and three are left as they are", () => {
  expect(shrunk([1, 2, 3, 4], 100).values).toEqual([2.5, 2.5, 2.5, 2.5]);
  expect(shrunk([1, 2, 6], 100).values).toEqual([1, 2, 6]);
});
