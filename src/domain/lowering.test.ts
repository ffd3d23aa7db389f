import { expect, test } from "vitest";
import { allOf, aPlan, aQuota, plainTerms } from "../../tests/company-samples.ts";
import { WHOLE_FACTOR } from "./factor.ts";
import { isLowering } from "./lowering.ts";
import type { PlanVersion, Requirement } from "./plan.ts";

const versionOf = (require: Requirement, more: Partial<PlanVersion> = {}): PlanVersion => ({
  ...aPlan({ id: "p", require }).versions[0],
  ...plainTerms,
  ...more,
});

const score = (needed: bigint, weight = 60n): Requirement => ({
  type: "score",
  needed,
  weights: [{ weight, cap: WHOLE_FACTOR, floor: null }],
  parts: [aQuota("calls", 5)],
});
const over = (needed: number, target = 5): Requirement => ({
  type: "over",
  cadence: "week",
  rule: "atLeast",
  needed,
  parts: [aQuota("calls", target)],
});
const fromTable = (table: string): Requirement => ({ type: "quota", metric: "calls", target: { table } });
const heads = (atLeast: bigint): Requirement => ({ type: "quota", metric: "calls", target: 120_000n, atLeast });

test.for<[what: string, before: Requirement, after: Requirement, lowers: boolean]>([
  ["a lower target", aQuota("calls", 5), aQuota("calls", 4), true],
  ["a higher target", aQuota("calls", 5), aQuota("calls", 6), false],
  ["another metric", aQuota("calls", 5), aQuota("emails", 4), false],
  ["a lower part", allOf(aQuota("calls", 5), aQuota("emails", 5)), allOf(aQuota("calls", 5), aQuota("emails", 1)), true],
  ["the same table", fromTable("a"), fromTable("a"), true],
  ["another table", fromTable("a"), fromTable("b"), false],
  ["a table in place of a number", aQuota("calls", 5), fromTable("a"), false],
  ["a number in place of a table", fromTable("a"), aQuota("calls", 1), false],
  ["heads with more", heads(10_000n), heads(20_000n), false],
  ["fewer points", score(60n), score(50n), true],
  ["more points", score(50n), score(60n), false],
  ["points of other weights", score(50n), score(50n, 70n), false],
  ["fewer weeks", over(3), over(2), true],
  ["more weeks", over(2), over(3), false],
  ["weeks of more", over(2), over(2, 6), false],
])("%s", ([, before, after, lowers]) => expect(isLowering(versionOf(before), versionOf(after))).toBe(lowers));

test("a plan that becomes one of the team, or carries less over, is no lower one", () => {
  const before = versionOf(aQuota("calls", 5), { carryOver: { surplus: 2_000n } });
  expect(isLowering(before, { ...before, of: "team" })).toBe(false);
  expect(isLowering(before, versionOf(aQuota("calls", 5)))).toBe(false);
  expect(isLowering(before, { ...before })).toBe(true);
});
