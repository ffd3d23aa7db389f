import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay, plainDay, weekdayOf } from "../domain/day.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson, type RequirementJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { recordActivities } from "./record-activities.ts";
import { showCalibration, type CalibrationJson } from "./show-calibration.ts";

const { database } = await testDatabase();
const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const now = at("2026-03-10T12:00:00Z");

const reps = ["ada", "ben", "cho", "dae", "eun", "fay"];
/** Calls on each working day: from 2 to 7, and a demo of none on Fridays. */
const callsOf = (rep: string): number => 2 + reps.indexOf(rep);

const company = {
  company: { id: "acme", name: "Acme", country: "US", timeZone: "UTC", currency: "USD" },
  teams: [{ id: "sales", name: "Sales" }],
  members: reps.map((id) => ({ id, name: id, team: "sales", employedFrom: "2025-01-01" })),
  metrics: [
    { id: "calls", name: "Calls", where: 'kind == "call"' },
    { id: "won", name: "Won", where: 'kind == "demo"', measure: { sum: "amount" } },
  ],
  plans: [
    { id: "monthly", cadence: "month", startsOn: "2025-01-01", require: { metric: "calls", target: 100 } },
    { id: "money", cadence: "month", startsOn: "2025-01-01", for: { members: ["ada"] }, require: { metric: "won", target: 1000 } },
  ],
};

let companyId = 0;
let sent = 0;

const recordAll = async (items: readonly object[]): Promise<void> => {
  const answer = await recordActivities(database, companyId, items, { now, defaultProvenance: "captured" });
  if (answer.rejected.length > 0) throw new Error(JSON.stringify(answer.rejected));
};

const show = async (question: { plan?: string; periods?: number } = {}): Promise<CalibrationJson> => {
  const outcome = await showCalibration(database, companyId, { periods: 2, now, ...question });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

beforeAll(async () => {
  const applied = await applyCompany(database, company, { by: "test", today: plainDay("2026-03-10") });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  companyId = applied.value.companyId ?? 0;
  for (const rep of reps) {
    const items = [];
    for (let day = plainDay("2025-10-01"); day <= plainDay("2026-03-09"); day += 1) {
      if (weekdayOf(day) > 5) continue;
      for (let call = 0; call < callsOf(rep); call += 1)
        items.push({ source: "dialer", externalId: String((sent += 1)), member: rep, kind: "call", occurredOn: isoDay(day) });
    }
    await recordAll(items);
  }
});

test("forecasts of the last months that are over are held against what came of them", async () => {
  const { plans, all } = await show();
  // Of a sum of money without a past nothing is said, so nothing is held against anything.
  expect(plans).toMatchObject([
    { plan: "monthly", cadence: "month", periods: 2, startsOn: "2026-01-01", endsBefore: "2026-03-01" },
    { plan: "money", forecasts: 0, brier: null },
  ]);
  expect(all).toMatchObject({ forecasts: plans[0]?.forecasts });
  // Whoever does as before is seen to: five a day and more reach a hundred, four a day do not.
  expect(all.brier).toBeLessThan(0.05);
  expect(all.deciles.reduce((sum, { forecasts }) => sum + forecasts, 0)).toBe(all.forecasts);
});

test("a plan may be asked about alone, and as many periods as are wanted", async () => {
  const { plans } = await show({ plan: "monthly", periods: 3 });
  expect(plans.map(({ plan, periods }) => [plan, periods])).toEqual([["monthly", 3]]);
  const missing = await showCalibration(database, companyId, { plan: "montly", periods: 1, now });
  expect(missing).toMatchObject({ ok: false, refusals: [{ code: "not-found", pointer: "/plan" }] });
});

test("what came after a forecast's day changes what came of it and nothing of what was said", async () => {
  const before = await show({ plan: "monthly", periods: 1 });
  await recordAll(
    Array.from({ length: 90 }, () => ({
      source: "dialer",
      externalId: String((sent += 1)),
      member: "ada",
      kind: "call",
      occurredOn: "2026-02-27",
    })),
  );
  const after = await show({ plan: "monthly", periods: 1 });
  const said = ({ all }: CalibrationJson) => all.deciles.map(({ forecasts, said: mean }) => [forecasts, mean]);
  expect(said(after)).toEqual(said(before));
  expect(after.all.brier).not.toEqual(before.all.brier);
});

test("a status in the middle of the month follows from what the team did before it", async () => {
  const answer = await attainmentOf(database, companyId, { on: plainDay("2026-03-10"), plan: "monthly", now });
  if (!answer.ok) throw new Error("not read");
  const { rows } = attainmentJson(answer.value);
  const quotaOf = (requirement: RequirementJson) => (requirement.type === "quota" && requirement.credited !== null ? requirement : null);
  const told = Object.fromEntries(rows.map(({ member, status, requirement }) => [member, [status, quotaOf(requirement)?.pace?.expected]]));
  // Six and a third of 22 working days are gone at noon of the 10th.
  expect(told).toMatchObject({ ada: ["behind", expect.closeTo(28.8, 0)], fay: ["ahead", expect.closeTo(28.8, 0)] });
  const one = await attainmentOf(database, companyId, { on: plainDay("2026-03-10"), plan: "monthly", member: "cho", now });
  if (!one.ok) throw new Error("not read");
  expect(attainmentJson(one.value).rows).toEqual(rows.filter(({ member }) => member === "cho"));
});
