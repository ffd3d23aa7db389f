import fc from "fast-check";
import { expect, test } from "vitest";
import { auditSize, badAtMost, badOnes, readOpenShare } from "./audit.ts";
import { noneDrawn } from "./distributions.ts";

const usual = { tolerated: 0.05, confidence: 0.95 };

test.each([
  [250, 13, 51],
  [1000, 50, 57],
])("of %d records of which %d would be too many, %d are looked at (SciPy, hypergeometric)", (all, bad, size) => {
  expect(badOnes(all, usual.tolerated)).toBe(bad);
  expect(auditSize(all, usual)).toBe(size);
});

test("one fewer would not do, and none is looked at of none", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 1, max: 9900 }),
      fc.integer({ min: 5000, max: 9999 }),
      (all, tolerated, confidence) => {
        const rule = { tolerated: tolerated / 10_000, confidence: confidence / 10_000 };
        const size = auditSize(all, rule);
        const bad = badOnes(all, rule.tolerated);
        expect(noneDrawn(all, bad, size)).toBeLessThanOrEqual(1 - rule.confidence);
        if (size > 0) expect(noneDrawn(all, bad, size - 1)).toBeGreaterThan(1 - rule.confidence);
      },
    ),
  );
  expect(auditSize(0, usual)).toBe(0);
});

test("what was found bounds what is bad", () => {
  expect(badAtMost(0, 30, usual)).toBeCloseTo(0.09503385285530411, 12);
  expect(badAtMost(2, 50, usual)).toBeCloseTo(0.12061415542204412, 12);
  expect(badAtMost(30, 30, usual)).toBe(1);
  expect(badAtMost(0, 0, usual)).toBeNull();
});

test("a share is written in percent, neither nothing nor all", () => {
  expect([readOpenShare("5%", ""), readOpenShare("2.5 %", "")]).toEqual([
    { ok: true, value: 0.05 },
    { ok: true, value: 0.025 },
  ]);
  for (const text of ["0%", "100%", "0.05", "5", "-1%", ""])
    expect(readOpenShare(text, "")).toMatchObject({ ok: false, refusals: [{ code: "share-open" }] });
});
