import { expect, test } from "vitest";
import { parseSpanText } from "./span-text.ts";

test("a span is its first day and the day after its last", () => {
  expect(parseSpanText("1970-01-02..1970-01-04", "/complete")).toEqual({ ok: true, value: { startsOn: 1, endsBefore: 3 } });
});

test.each([
  ["", "span-format"],
  ["2026-03-01", "span-format"],
  ["2026-03-01..", "span-format"],
  ["..2026-03-01", "span-format"],
  ["2026-03-01..2026-03-02..2026-03-03", "span-format"],
  ["2026-03-01...2026-03-02", "date-format"],
  ["2026-03-01..2026-02-30", "date-invalid"],
  ["today..2026-04-01", "date-format"],
  ["2026-03-01..2026-03-01", "period-empty"],
  ["2026-04-01..2026-03-01", "period-empty"],
])("%j is no span: %s", (text, code) => {
  expect(parseSpanText(text, "/complete")).toMatchObject({ ok: false, refusals: [{ code, pointer: "/complete" }] });
});
