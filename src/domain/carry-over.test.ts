import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carriedInto, madeUpWithin, offsetsAround, type Balance, type Balances } from "./carry-over.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";

const count = (value: number): bigint => BigInt(value) * CREDIT_PER_COUNT;
const balance = (credited: number, target = 100): Balance => ({ credited: count(credited), target: count(target) });

/** Periods in order; `at` is the one that is asked about. */
const around =
  (all: readonly (Balance | null)[], at: number): Balances =>
  (offset) =>
    all[at + offset] ?? null;

const quota = { target: count(100), unit: { type: "count" } } as const;
const twentyPercent = { carryOver: { surplus: 2_000n } };

describe("what is carried over", () => {
  test.for<[credited: number, carried: number]>([
    [100, 0],
    [90, 0],
    [115, 15],
    [120, 20],
    [190, 20],
  ])("of %d of 100 in the period before %d stand for a part of this one's 100", ([credited, carried]) => {
    expect(carriedInto(around([balance(credited), null], 1), quota, twentyPercent)).toBe(count(carried));
  });

  test("is a whole number of what the target counts in: 20 % of 7 calls are one call", () => {
    expect(carriedInto(around([balance(50, 7), null], 1), { ...quota, target: count(7) }, twentyPercent)).toBe(count(1));
  });

  test("is nothing where the plan says nothing, and where nothing was asked before", () => {
    expect(carriedInto(around([balance(150), null], 1), quota, {})).toBe(0n);
    expect(carriedInto(around([null, null], 1), quota, twentyPercent)).toBe(0n);
  });

  test("makes no chain: what was carried into the period before is not in what it has over", () => {
    const year = [balance(200), balance(100), balance(0)];
    expect(carriedInto(around(year, 2), quota, twentyPercent)).toBe(0n);
  });

  test("is what is left once the surplus has made up for what was missed before", () => {
    const both = { ...twentyPercent, makeUp: { within: 1 } };
    expect(carriedInto(around([balance(70), balance(140), null], 2), quota, both)).toBe(count(10));
    expect(carriedInto(around([balance(50), balance(140), null], 2), quota, both)).toBe(count(20));
  });
});

describe("what is made up", () => {
  test("is all that was missing, in the first of the next periods that has as much over", () => {
    expect(madeUpWithin(around([balance(70), balance(129), balance(131)], 0), 1)).toBeNull();
    expect(madeUpWithin(around([balance(70), balance(129), balance(131)], 0), 2)).toEqual({ offset: 2, by: count(30) });
  });

  test("comes after what was missed later: a surplus serves the nearest period before it first", () => {
    const year = [balance(70), balance(80), balance(140)];
    expect(madeUpWithin(around(year, 1), 2)).toEqual({ offset: 1, by: count(20) });
    expect(madeUpWithin(around(year, 0), 2)).toBeNull();
    expect(madeUpWithin(around([balance(70), balance(80), balance(150)], 0), 2)).toEqual({ offset: 2, by: count(30) });
  });

  /** The same from the first period to the last, as a person would go through a year. */
  const ledger = (year: readonly Balance[], within: number, share: bigint) => {
    const left = year.map(({ credited, target }) => (credited > target ? credited - target : 0n));
    const madeUpIn = new Map<number, number>();
    for (let at = 0; at < year.length; at += 1) {
      for (let back = 1; back <= within; back += 1) {
        const was = year[at - back];
        if (was === undefined || was.credited >= was.target || madeUpIn.has(at - back)) continue;
        const lacking = was.target - was.credited;
        if (lacking > (left[at] ?? 0n)) continue;
        left[at] = (left[at] ?? 0n) - lacking;
        madeUpIn.set(at - back, at);
      }
    }
    const carried = year.map(({ target }, at) => {
      const most = ((target * share) / 10_000n / CREDIT_PER_COUNT) * CREDIT_PER_COUNT;
      const over = left[at - 1] ?? 0n;
      return over < most ? over : most;
    });
    return { madeUpIn, carried };
  };

  test("each period says by those around it what a ledger of all of them says", () => {
    const year = fc.array(
      fc
        .record({ credited: fc.integer({ min: 0, max: 12 }), target: fc.integer({ min: 1, max: 8 }) })
        .map((each) => balance(each.credited, each.target)),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(year, fc.integer({ min: 0, max: 3 }), fc.bigInt({ min: 1n, max: 10_000n }), (all, within, surplus) => {
        const plan = { carryOver: { surplus }, ...(within === 0 ? {} : { makeUp: { within } }) };
        const { madeUpIn, carried } = ledger(all, within, surplus);
        for (const [at, own] of all.entries()) {
          const offsets = new Set([...offsetsAround(plan), 0]);
          // No more is known than what is read.
          const known: Balances = (offset) => (offsets.has(offset) ? around(all, at)(offset) : null);
          const found = own.credited < own.target ? madeUpWithin(known, within) : null;
          expect(found && at + found.offset).toBe(madeUpIn.get(at) ?? null);
          expect(carriedInto(known, { target: own.target, unit: { type: "count" } }, plan)).toBe(carried[at]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("what is carried over is never more than was over, nor than its share", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 300 }),
        fc.bigInt({ min: 1n, max: 10_000n }),
        (credited, target, surplus) => {
          const into = carriedInto(around([balance(credited), null], 1), { ...quota, target: count(target) }, { carryOver: { surplus } });
          expect(into).toBeLessThanOrEqual(count(Math.max(0, credited - 100)));
          expect(into * 10_000n).toBeLessThanOrEqual(count(target) * surplus);
        },
      ),
    );
  });
});
