import fc from "fast-check";
import { expect, test } from "vitest";
import { guardedCell, unguarded } from "./formula-guard.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1-1", "'+1-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-x", "'-x"],
  ["\t=1", "'\t=1"],
  ["'=1", "''=1"],
  ["\n=1", "'\n=1"],
  ["＝1", "'＝1"],
  ["＠x", "'＠x"],
  ["-5", "-5"],
  ["+821012345678", "+821012345678"],
  ["-1,234.50", "-1,234.50"],
  ["'tis", "'tis"],
  ["call", "call"],
  ["", ""],
])("%j is written as %j (A43, A44)", (cell, expected) => {
  expect(guardedCell(cell)).toBe(expected);
});

test("no cell that is written begins a formula, and every cell comes back", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("'", "=", "+", "-", "@", "\t", "1", "a", "."), maxLength: 6 }), (cell) => {
      const written = guardedCell(cell);
      expect(/^[=@\t\r]|^[+-](?![\d.,]*$)/.test(written)).toBe(false);
      expect(unguarded(written)).toBe(cell);
    }),
    { numRuns: 2000 },
  );
});
