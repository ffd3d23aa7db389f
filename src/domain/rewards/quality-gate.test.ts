import { expect, test } from "vitest";
import { referenceBlock } from "../../../tests/reference.ts";
import { gateReading, priorOf, probabilityOfAtLeast } from "./quality-gate.ts";
import type { QualityGate } from "./reward-plan.ts";

/** Computed with SciPy (reference numbers, `quality_gate`): Beta(7 + 12, 13 + 28) at or above 0.35. */
const computed = { prior: [7, 13], x: 12, n: 40, q0: 0.35, P_q_ge_q0: 0.2819076743555828 } as const;

test("the committed figures are those of the reference", () => {
  const block = referenceBlock("quality_gate");
  if (block !== undefined) expect(block).toMatchObject(computed);
});

test("12 good of 40 under Beta(7, 13)", () =>
  expect(probabilityOfAtLeast(computed.q0, computed.prior, { good: computed.x, of: computed.n })).toBeCloseTo(computed.P_q_ge_q0, 13));

const gate: QualityGate = {
  good: "held",
  of: "meetings",
  least: 3_500n,
  probability: 2_500n,
  prior: { type: "said", good: 7, bad: 13 },
};
const none = { good: 0, of: 0 };

test("it is open where the probability is at least what is asked, and nobody without a record is held back", () => {
  expect(gateReading(gate, { good: 12, of: 40 }, none)).toMatchObject({ isOpen: true, prior: [7, 13] });
  expect(gateReading({ ...gate, probability: 3_000n }, { good: 12, of: 40 }, none).isOpen).toBe(false);
  expect(gateReading({ ...gate, least: 9_900n }, none, none).isOpen).toBe(true);
});

test("one bad record of a good team shuts nothing, many do", () => {
  const ofTeam: QualityGate = { ...gate, prior: { type: "team", worth: 20 } };
  const team = { good: 120, of: 200 };
  expect([1, 3, 60].map((of) => gateReading(ofTeam, { good: 0, of }, team).isOpen)).toEqual([true, true, false]);
});

test("a team's prior has its rate and weighs what is said; a team of which nothing is known says nothing", () => {
  const [good, bad] = priorOf({ type: "team", worth: 20 }, { good: 70, of: 200 });
  expect([good + bad, good / 20]).toEqual([20, expect.closeTo(0.35, 2)]);
  expect(priorOf({ type: "team", worth: 20 }, none)).toEqual([1, 1]);
  for (const each of [0, 200]) expect(priorOf({ type: "team", worth: 20 }, { good: each, of: 200 }).every((part) => part > 0)).toBe(true);
});
