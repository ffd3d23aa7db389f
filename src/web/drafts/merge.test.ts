import { expect, test } from "vitest";
import { merged } from "./merge.ts";

const plan = (first: number, second: number, grace?: number) => ({
  id: "monthly",
  require: {
    allOf: [
      { metric: "calls", target: first },
      { metric: "visits", target: second },
    ],
  },
  ...(grace === undefined ? {} : { graceDays: grace }),
});

test("what two people changed in different places is kept of both", () => {
  expect(merged(plan(1, 2), plan(10, 2), plan(1, 20, 3))).toEqual({ value: plan(10, 20, 3), conflicts: [] });
});

test("what both changed is told, and is as the one made it who merges", () => {
  expect(merged(plan(1, 2), plan(10, 2), plan(11, 2))).toEqual({ value: plan(10, 2), conflicts: ["/require/allOf/0/target"] });
});

test("a list that became longer on one side is that side's, and on both sides a conflict", () => {
  const longer = { require: { allOf: [1, 2, 3] } };
  expect(merged({ require: { allOf: [1, 2] } }, { require: { allOf: [1, 2] } }, longer)).toEqual({ value: longer, conflicts: [] });
  expect(merged({ require: { allOf: [1, 2] } }, { require: { allOf: [1] } }, longer).conflicts).toEqual(["/require/allOf"]);
});

test("a field that one side took away is away", () => {
  expect(merged(plan(1, 2, 3), plan(1, 2), plan(1, 4, 3))).toEqual({ value: plan(1, 4), conflicts: [] });
});
