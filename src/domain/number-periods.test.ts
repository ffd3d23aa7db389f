import { expect, test } from "vitest";
import { plainTerms } from "../../tests/company-samples.ts";
import type { Metric } from "./metric.ts";
import { cadencesByMetric } from "./number-periods.ts";
import type { Cadence } from "./period.ts";
import type { Plan, PlanVersion, Requirement } from "./plan.ts";

const metric = (number: number, id: string): Metric => ({
  number,
  id,
  ended: false,
  versions: [{ version: 1, startsOn: -Infinity, name: {}, where: "true", measure: { type: "count" }, oncePer: null, provenance: null }],
});
const quota = (id: string): Requirement => ({ type: "quota", metric: id, target: 1n });
const version = (cadence: Cadence, require: Requirement): PlanVersion => ({
  version: 1,
  startsOn: -Infinity,
  name: {},
  cadence,
  audience: { members: null, phase: null, role: null, team: null },
  require,
  ...plainTerms,
});
const plan = (number: number, ...versions: Plan["versions"]): Plan => ({ number, id: `plan-${number}`, endedOn: null, versions });

test("a metric's numbers are told in the cadences of all versions of the plans that ask it, the shortest first; else by months", () => {
  const both: Requirement = { type: "anyOf", parts: [quota("calls"), quota("people")] };
  const plans = [plan(1, version("quarter", quota("calls")), version("month", both)), plan(2, version("week", quota("calls")))];
  expect([...cadencesByMetric({ metrics: [metric(1, "calls"), metric(2, "people"), metric(3, "mails")], plans })]).toEqual([
    [1, ["week", "month", "quarter"]],
    [2, ["month"]],
    [3, ["month"]],
  ]);
});
