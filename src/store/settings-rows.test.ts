import { expect, test } from "vitest";
import { anAudience } from "../../tests/company-samples.ts";
import type { Plan } from "../domain/plan.ts";
import { planVersionRow, readPlans, type PlanDefinition } from "./settings-rows.ts";

const definition: PlanDefinition = {
  name: { en: "calls" },
  cadence: "week",
  audience: anAudience(),
  require: { type: "quota", metric: "calls", target: "2500000" },
};

test("a plan that was stored before targets were scaled asks the whole target of everybody", () => {
  const [plan] = readPlans([{ plan_number: 1, id: "p", ended_on: null }], [{ number: 1, version: 1, starts_on: 20_000, definition }]);
  expect(plan?.versions[0]).toMatchObject({
    ramp: null,
    proration: "none",
    rounding: "half-up",
    graceDays: 0,
    require: { target: 2_500_000n },
  });
});

test("a ramp, a quota that nothing scales and a reason are read as they were stored", () => {
  const plan: Plan = {
    number: 1,
    id: "p",
    endedOn: null,
    versions: [
      {
        version: 1,
        startsOn: 20_000,
        name: {},
        cadence: "week",
        audience: anAudience(),
        require: { type: "quota", metric: "share", target: 400_000n, proration: "none" },
        ramp: { cadence: "month", from: "phase", steps: [{ through: 2, share: 3_333n }] },
        proration: "working-days",
        rounding: "up",
        graceDays: 3,
        reason: "a campaign",
      },
    ],
  };
  const { definition: stored, ...row } = planVersionRow(plan, plan.versions[0]);
  const lying = JSON.parse(JSON.stringify(stored)) as PlanDefinition; // what lies in jsonb
  expect(readPlans([{ plan_number: 1, id: "p", ended_on: null }], [{ ...row, definition: lying }])).toEqual([plan]);
});
