import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allOf, anyOf, aMember, aPlan, aQuota, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { attainmentsOf, type Attainment, type PaceOfQuota, type Status } from "./attainment.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { plainDay } from "./day.ts";
import { provenances } from "./metric.ts";
import { defaultCalendar } from "./period.ts";
import type { Requirement } from "./plan.ts";
import { teamTree } from "./team-tree.ts";

const metrics = metricsNamed("a", "b", "c");
const on = plainDay("2026-03-10");

/** What is said of each metric: a probability, or that it cannot be told (null), is met or is being counted. */
type Said = number | null | "met" | "counting";

const rowOf = (require: Requirement, said: Readonly<Record<string, Said>>, today = on): Attainment => {
  const plans = [aPlan({ id: "plan", require })];
  const done = (id: string): bigint => (said[id] === "met" ? 10n * CREDIT_PER_COUNT : 0n);
  const paceOfQuota: PaceOfQuota =
    ({ metric }) =>
    () => {
      const probability = said[metric.id];
      const pace = { expected: 5n, neededPerWorkingDay: 1n, workingDaysLeft: 3, lastWorkingDay: on + 3 };
      return typeof probability === "string" || probability === undefined ? null : { ...pace, probability };
    };
  const [row] = attainmentsOf([aMember({ id: "raj" })], {
    asked: askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree: teamTree([]), working: fullTime }),
    counted: {
      credits: new Map(
        [...metrics.values()].map(({ id, number }) => [
          number,
          provenances.map((each) => (each === "captured" ? BigInt64Array.of(0n, done(id)) : null)),
        ]),
      ),
      byDay: new Map(),
      counting: new Set([...metrics.values()].filter(({ id }) => said[id] === "counting").map(({ number }) => number)),
    },
    today: () => today,
    paceOfQuota,
  });
  if (row === undefined) throw new Error("no row");
  return row;
};

const three = [aQuota("a", 10), aQuota("b", 10), aQuota("c", 10)] as const;

describe("what goes on of several parts", () => {
  test.each<[Said, Said, Said, Status, Status]>([
    // Of all of them the worst, of any of them the best.
    [0.95, 0.5, 0.05, "at_risk", "ahead"],
    [0.95, 0.5, 0.01, "behind", "ahead"],
    [0.5, 0.05, 0.01, "behind", "on_pace"],
    ["met", 0.5, 0.95, "on_pace", "met"],
    ["met", "met", "met", "met", "met"],
    // Nobody knows how a part goes: no more is said of all than that one is at risk, of any than that one is on pace.
    [null, 0.5, 0.95, "open", "ahead"],
    [null, 0.05, 0.95, "at_risk", "ahead"],
    [null, 0.05, 0.01, "behind", "open"],
    [null, null, null, "open", "open"],
    // One that is being counted may be met, or behind.
    ["counting", 0.5, 0.95, "open", "counting"],
    ["counting", "met", 0.05, "at_risk", "met"],
    ["counting", "met", "met", "counting", "met"],
    ["counting", "counting", "counting", "counting", "counting"],
  ])("%s, %s and %s: all of them %s, any of them %s", (a, b, c, all, any) => {
    expect(rowOf(allOf(...three), { a, b, c }).status).toBe(all);
    expect(rowOf(anyOf(...three), { a, b, c }).status).toBe(any);
  });

  test("is the same whether a row is asked for its status or for all of it, whatever the order of the parts", () => {
    const said = fc.constantFrom<Said>(0.95, 0.5, 0.05, 0.01, null, "met", "counting");
    fc.assert(
      fc.property(said, said, said, fc.constantFrom(allOf, anyOf), (a, b, c, combine) => {
        const row = rowOf(combine(...three), { a, b, c });
        expect(row.requirement.status).toBe(row.status);
        expect(rowOf(combine(three[2], three[0], three[1]), { a, b, c }).status).toBe(row.status);
      }),
    );
  });
});

test("a quota tells its pace while the period runs, and what came of it when it is over", () => {
  const told = (said: Said, today = on) => {
    const { requirement } = rowOf(aQuota("a", 10), { a: said }, today);
    return requirement.type === "quota" && requirement.credited !== null ? [requirement.status, requirement.pace?.probability] : [];
  };
  expect(told(0.5)).toEqual(["on_pace", 0.5]);
  expect(told(null)).toEqual(["open", null]);
  expect(told(0.5, plainDay("2026-04-01"))).toEqual(["missed", 0]);
  expect(told("met", plainDay("2026-04-01"))).toEqual(["met", 1]);
});
