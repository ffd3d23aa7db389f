import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction, type Fraction } from "./fraction.ts";
import type { ScoreWeight } from "./plan.ts";
import { scoring, type Score, type ScoredPart as Part } from "./score.ts";

type ScoredPart = ScoreWeight & Part;
const scoreOf = (parts: readonly ScoredPart[], needed: bigint): Score => scoring(parts, needed)(parts);

const part = (weight: number, done: number, of: number, more: Partial<ScoredPart> = {}): ScoredPart => ({
  weight: BigInt(Math.round(weight * 10_000)),
  cap: 10_000n,
  floor: null,
  isExcused: false,
  progress: fraction(done, of),
  ...more,
});
const excused = (weight: number): ScoredPart => part(weight, 0, 1, { isExcused: true, progress: null });
const hundred = 100n * 10_000n;

describe("a score", () => {
  test("is the sum of weight times progress, each progress up to its cap", () => {
    const { points, progress, isMet, parts } = scoreOf([part(40, 3, 2, { cap: 15_000n }), part(60, 5, 4)], hundred);
    expect(parts.map((each) => each.points)).toEqual([fraction(60, 1), fraction(60, 1)]);
    expect({ points, progress, isMet }).toEqual({ points: fraction(120, 1), progress: fraction(6, 5), isMet: true });
  });

  test("that lacks a millionth of a point is not met", () => {
    expect(scoreOf([part(100, 999_999, 1_000_000)], hundred)).toMatchObject({ isMet: false, progress: { done: 999_999, of: 1_000_000 } });
  });

  test("gives the weight of an excused part to the others, in proportion to their own", () => {
    const { points, isMet, parts } = scoreOf([part(40, 1, 2), part(20, 1, 1), excused(40)], hundred);
    expect(parts.map(({ worth }) => worth)).toEqual([fraction(200, 3), fraction(100, 3), null]);
    expect({ points, isMet }).toEqual({ points: fraction(200, 3), isMet: false });
    expect(scoreOf([part(40, 1, 1), part(20, 1, 1), excused(40)], hundred).isMet).toBe(true);
  });

  test("is not met while a part is below its floor, whatever the points, and says which", () => {
    const low = scoreOf([part(40, 49, 100, { floor: 5_000n }), part(60, 2, 1, { cap: 20_000n })], hundred);
    expect(low.isMet).toBe(false);
    expect(low.parts.map(({ isBelowFloor }) => isBelowFloor)).toEqual([true, null]);
    expect(scoreOf([part(40, 1, 2, { floor: 5_000n }), part(60, 2, 1, { cap: 20_000n })], hundred).isMet).toBe(true);
  });

  test("of an excused part has no floor, and of nothing but excused parts there is none", () => {
    expect(scoreOf([{ ...excused(40), floor: 5_000n }, part(60, 1, 1)], hundred).isMet).toBe(true);
    expect(scoreOf([excused(40), excused(60)], hundred)).toMatchObject({ progress: null, isMet: false });
  });

  test("may be met while a part is not known, but not by a floor that is not known", () => {
    const unknown = part(40, 0, 1, { progress: null });
    expect(scoreOf([unknown, part(60, 2, 1, { cap: 20_000n })], hundred)).toMatchObject({ isMet: true, progress: null });
    expect(scoreOf([{ ...unknown, floor: 1n }, part(60, 2, 1, { cap: 20_000n })], hundred)).toMatchObject({ isMet: false, progress: null });
  });

  test("is what whole numbers over one common denominator give", () => {
    const drawn = fc.array(
      fc.record({
        weight: fc.bigInt({ min: 1n, max: 2_000_000n }),
        cap: fc.bigInt({ min: 1n, max: 30_000n }),
        isExcused: fc.boolean(),
        done: fc.integer({ min: 0, max: 500 }),
        of: fc.integer({ min: 1, max: 400 }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(drawn, fc.bigInt({ min: 1n, max: 3_000_000n }), (all, needed) => {
        const scored = all.map(({ weight, cap, isExcused, done, of }): ScoredPart => ({
          weight,
          cap,
          floor: null,
          isExcused,
          progress: isExcused ? null : fraction(done, of),
        }));
        const bound = all.filter(({ isExcused }) => !isExcused);
        const { progress, isMet } = scoreOf(scored, needed);
        if (bound.length === 0) {
          expect(progress).toBeNull();
          return;
        }
        // Σ w × min(c, p) × W / R / needed, over the product of all denominators.
        const common = bound.reduce((product, { of }) => product * BigInt(of), 10_000n);
        const sum = bound.reduce((total, { weight, cap, done, of }) => {
          const [reached, limit] = [(common / BigInt(of)) * BigInt(done), (common / 10_000n) * cap];
          return total + weight * (reached < limit ? reached : limit);
        }, 0n);
        const [whole, rest] = [all, bound].map((some) => some.reduce((weights, { weight }) => weights + weight, 0n));
        const expected: Fraction = fraction(sum * (whole ?? 0n), common * (rest ?? 1n) * needed);
        expect(progress).toEqual(expected);
        expect(isMet).toBe(BigInt(expected.done) >= BigInt(expected.of));
      }),
      { numRuns: 1000 },
    );
  });
});
