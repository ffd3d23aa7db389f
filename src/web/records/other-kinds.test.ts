import { expect, test } from "vitest";
import type { Explained, Reason } from "../api.ts";
import { isOfOtherKind } from "./other-kinds.ts";

const record = (...reasons: readonly Reason[]): Explained =>
  ({ verdict: reasons.length === 0 ? { counted: true, credit: 1 } : { counted: false, reasons } }) as unknown as Explained; // only the verdict is read
const failing = (condition: string): Reason => ({ code: "condition", condition, en: "", ko: "" });

test("a record is of another kind when the metric asks for a kind that it is not", () => {
  expect(isOfOtherKind(record(failing('kind == "call"'), failing("durationSeconds >= 60")))).toBe(true);
  expect(isOfOtherKind(record(failing('(kind == "call" || kind == "visit")')))).toBe(true);
  expect(isOfOtherKind(record(failing('kind in ["call", "visit"]')))).toBe(true);
});

test("a record that counted, or failed on anything else, is of the kind asked for", () => {
  expect(isOfOtherKind(record())).toBe(false);
  expect(isOfOtherKind(record(failing("durationSeconds >= 60")))).toBe(false);
  expect(isOfOtherKind(record(failing('kindness == "high"'), { code: "window-taken", en: "", ko: "" }))).toBe(false);
});
