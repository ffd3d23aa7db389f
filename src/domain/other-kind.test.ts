import { expect, test } from "vitest";
import { isOfOtherKind } from "./other-kind.ts";

type Reason = { readonly code: string; readonly condition?: string };
const verdict = (...reasons: readonly Reason[]) =>
  reasons.length === 0 ? ({ counted: true } as const) : ({ counted: false, reasons } as const);
const failing = (condition: string): Reason => ({ code: "condition", condition });

test("a record is of another kind when the metric asks for a kind that it is not", () => {
  expect(isOfOtherKind(verdict(failing('kind == "call"'), failing("durationSeconds >= 60")))).toBe(true);
  expect(isOfOtherKind(verdict(failing('(kind == "call" || kind == "visit")')))).toBe(true);
  expect(isOfOtherKind(verdict(failing('kind in ["call", "visit"]')))).toBe(true);
});

test("a record that counted, or failed on anything else, is of the kind asked for", () => {
  expect(isOfOtherKind(verdict())).toBe(false);
  expect(isOfOtherKind(verdict(failing("durationSeconds >= 60")))).toBe(false);
  expect(isOfOtherKind(verdict(failing('kindness == "high"'), { code: "window-taken" }))).toBe(false);
});
