import { expect, test } from "vitest";
import type { Verdict } from "../api.ts";
import { choicesOf, replaceableOf } from "./ruling-choices.ts";

const not = (...reasons: readonly (readonly [code: string, condition?: string])[]): Verdict => ({
  counted: false,
  reasons: reasons.map(([code, condition]) => ({ code, condition: condition ?? null, en: `${code} en`, ko: `${code} ko` })),
});
const ruling = { reason: "x", by: "kim", at: "2026-03-02T00:00:00Z" };

test.each([
  ["a record that counts", { counted: true, credit: 1 }, ["countsNot"]],
  ["one that counts by a ruling", { counted: true, credit: 1, ruling }, ["takeBack", "countsNot"]],
  ["one that fails a condition", not(["condition", "durationSeconds >= 60"]), ["counts"]],
  ["one of another provenance", not(["provenance"]), ["counts"]],
  ["one that was ruled out", not(["ruled-out"]), ["takeBack"]],
  ["one that was ruled out and fails a condition", not(["ruled-out"], ["condition", "x"]), ["takeBack", "counts"]],
  ["one that was taken back", not(["voided"]), []],
  ["one whose prospect has counted", not(["window-taken"]), ["counts"]],
] as const)("on %s can be decided", (_, verdict, choices) => {
  expect(choicesOf(verdict)).toEqual(choices);
});

test("what a ruling replaces is named as the server names it", () => {
  expect(
    replaceableOf(not(["condition", "durationSeconds >= 60"], ["provenance"], ["no-prospect"])).map(({ condition }) => condition),
  ).toEqual(["durationSeconds >= 60", "provenance"]);
});
