import { expect, test } from "vitest";
import { aMember } from "../../tests/company-samples.ts";
import { heldIn, isSettled, mayHaveMoved, movedWithin, staysIn } from "./stays.ts";

const week = { startsOn: 7, endsBefore: 14 };
const stated = (...entries: readonly (readonly [value: string | null, from: number])[]) =>
  entries.map(([value, from]) => ({ value, from }));

test("a team that is stated again is no move, and what changed with the period's first day is none within it", () => {
  const again = aMember({ id: "again", team: stated(["a", -Infinity], ["a", 10]) });
  expect([movedWithin(again, week), heldIn(again.team, week)]).toEqual([false, [{ value: "a", span: week }]]);
  for (const from of [7, 14]) {
    const member = aMember({ id: "edge", team: stated(["a", -Infinity], ["b", from]) });
    expect([movedWithin(member, week), mayHaveMoved(member, week), isSettled(member, week)]).toEqual([false, false, true]);
  }
  const moved = aMember({ id: "moved", team: stated(["a", 10]) });
  expect([movedWithin(moved, week), mayHaveMoved(moved, week), isSettled(moved, week)]).toEqual([true, true, false]);
});

test("stays are the days of employment, cut where team or phase changes", () => {
  const member = aMember({
    id: "m",
    team: stated(["a", -Infinity], ["b", 11]),
    phase: stated(["probation", -Infinity], ["probation", 9], [null, 12]),
    employedFrom: 8,
    employedBefore: 13,
  });
  expect(staysIn(member, week)).toEqual([
    { team: "a", phase: "probation", span: { startsOn: 8, endsBefore: 11 } },
    { team: "b", phase: "probation", span: { startsOn: 11, endsBefore: 12 } },
    { team: "b", phase: null, span: { startsOn: 12, endsBefore: 13 } },
  ]);
  expect(staysIn(aMember({ id: "gone", employedBefore: 7 }), week)).toEqual([]);
});
