import { expect, test } from "vitest";
import { placesOf, placesShown, type Contender } from "./leaderboard.ts";

const contender = (memberNumber: number, credited: bigint, before = 0n): Contender => ({ memberNumber, credited, before });
const five = [contender(1, 3n, 5n), contender(2, 9n, 9n), contender(3, 7n, 2n), contender(4, 7n, 8n), contender(5, 0n)];
const ranks = (places: ReturnType<typeof placesOf>) => places.map(({ memberNumber, rank, tied }) => [memberNumber, rank, tied]);

test("who has as much has the same rank, and whoever follows is behind all of them", () => {
  expect(ranks(placesOf(five, "credited"))).toEqual([
    [2, 1, 1],
    [3, 2, 2],
    [4, 2, 2],
    [1, 4, 1],
    [5, 5, 1],
  ]);
});

test("by improvement one is held against oneself alone", () => {
  expect(ranks(placesOf(five, "improvement"))).toEqual([
    [3, 1, 1],
    [2, 2, 2],
    [5, 2, 2],
    [4, 4, 1],
    [1, 5, 1],
  ]);
});

test("the lower half, and who has nothing to show, are not put up unless the company says so", () => {
  const shown = (by: "credited" | "improvement") =>
    placesShown(placesOf(five, by), by, { lowestRanks: "hidden" }).map(({ memberNumber }) => memberNumber);
  expect(shown("credited")).toEqual([2, 3, 4]);
  expect(shown("improvement")).toEqual([3]);
  expect(placesShown(placesOf(five, "credited"), "credited", { lowestRanks: "shown" })).toHaveLength(5);
});

test("of equals at the edge of the upper half none is left out, and among those with nothing there is no first", () => {
  const equal = [1, 2, 3, 4].map((number) => contender(number, 2n));
  expect(placesShown(placesOf(equal, "credited"), "credited", { lowestRanks: "hidden" })).toHaveLength(4);
  const nothing = [1, 2].map((number) => contender(number, 0n));
  expect(placesShown(placesOf(nothing, "credited"), "credited", { lowestRanks: "hidden" })).toEqual([]);
  expect(placesOf([], "credited")).toEqual([]);
});
