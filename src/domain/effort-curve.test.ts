import { expect, test } from "vitest";
import { effortCurve } from "./effort-curve.ts";
import { fraction } from "./fraction.ts";
import { planEffort, type PlannerQuestion } from "./planner.ts";

const question: PlannerQuestion = {
  wanted: { type: "results", results: 30 },
  chance: 0.8,
  stages: [{ id: "activity", rate: { type: "known", rate: fraction(3, 40) }, secondsEach: 0 }],
  capacity: { work: 2_100, weekWork: 500, secondsPerDay: 3_600, mostContacts: null },
};

test("the curve rises, with what is needed on it at no less than the chance that was asked for", () => {
  const answer = planEffort(question);
  if (!answer.ok) throw new Error("refused");
  const curve = effortCurve(question.wanted, answer.value);
  const counts = curve.map(({ count }) => count);
  expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
  expect(curve.every(({ chance }, at) => at === 0 || chance >= (curve[at - 1]?.chance ?? 0))).toBe(true);
  expect(curve.find(({ count }) => count === 458)?.chance).toBeGreaterThanOrEqual(0.8);
  expect(Math.max(...counts)).toBeGreaterThan(492);
});

test("where it is not reachable what can be done is on it too", () => {
  const answer = planEffort({ ...question, capacity: { ...question.capacity, mostContacts: 200 } });
  if (!answer.ok) throw new Error("refused");
  expect(effortCurve(question.wanted, answer.value).map(({ count }) => count)).toEqual(expect.arrayContaining([200, 458]));
});
