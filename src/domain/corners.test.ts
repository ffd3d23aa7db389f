import { expect, test } from "vitest";
import { cornerOf, isOfResults, sideOf } from "./corners.ts";

test("a metric on milestones or on an opportunity's fields is of results, whatever else it asks", () => {
  expect(
    [
      'kind == "deal_won" && amount > 5',
      'kind in ["deal_won"]',
      "opportunity.isNewCustomer",
      'kind == "call"',
      'outcome == "deal_won_soon"',
    ].map((where) => isOfResults({ where })),
  ).toEqual([true, true, true, false, false]);
});

test("a side is the mean of its quotas, each for no more than itself, and reached when all are", () => {
  const side = sideOf([
    { progress: 1.5, records: 30, isReached: true },
    { progress: 0.5, records: 5, isReached: false },
  ]);
  expect(side).toEqual({ attained: 0.75, records: 35, isReached: false });
  expect(sideOf([])).toBeNull();
});

test("who reached both, one or neither stands in that corner", () => {
  const side = (isReached: boolean) => ({ attained: 1, records: 1, isReached });
  expect([
    cornerOf(side(true), side(true)),
    cornerOf(side(true), side(false)),
    cornerOf(side(false), side(true)),
    cornerOf(side(false), side(false)),
  ]).toEqual(["both", "effortOnly", "resultOnly", "neither"]);
});
