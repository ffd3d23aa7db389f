import fc from "fast-check";
import { expect, test } from "vitest";
import { lagOf, lagQuantile, shareBy, type Watched } from "./lag.ts";

/** Weeks to relapse under 6-MP, those still in remission with a plus: Freireich et al., Blood 21 (1963); Kaplan and Meier's curve as printed in Cox and Oakes. */
const remission = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
  .split(" ")
  .map((each): Watched<"relapse"> => ({ days: Number.parseInt(each, 10), event: each.endsWith("+") ? null : "relapse" }));

test.each([
  [6, 0.857],
  [7, 0.807],
  [10, 0.753],
  [13, 0.69],
  [16, 0.627],
  [22, 0.538],
  [23, 0.448],
])("after %i weeks %d of the patients of the published trial are without a relapse", (day, left) => {
  expect(1 - shareBy(lagOf(remission), "relapse", day)).toBeCloseTo(left, 3);
});

test("open ones are not taken for lost: of four, one won in a day and three watched for less, all are expected to be won", () => {
  const lag = lagOf([{ days: 5, event: "won" }, ...[1, 2, 3].map((days) => ({ days, event: null }))]);
  expect(shareBy(lag, "won")).toBe(1);
  expect(shareBy(lag, "won", 4)).toBe(0);
});

test("won and lost share a cohort, and the middle lag is that of those who are won", () => {
  const lag = lagOf([
    { days: 2, event: "won" },
    { days: 4, event: "lost" },
    { days: 6, event: "won" },
    { days: 9, event: "won" },
    { days: 1, event: null },
  ]);
  expect([shareBy(lag, "won"), shareBy(lag, "lost")]).toEqual([0.75, 0.25]);
  expect([lagQuantile(lag, "won", 0.5), lagQuantile(lag, "won", 1), lagQuantile(lag, "lost", 0.5)]).toEqual([6, 9, 4]);
  expect(lagQuantile(lagOf<string>([{ days: 3, event: null }]), "won", 0.5)).toBeNull();
});

const cohort = fc.array(fc.record({ days: fc.integer({ min: 0, max: 30 }), event: fc.constantFrom("won", "lost", null) }), {
  minLength: 1,
  maxLength: 60,
});

test("shares never fall, never exceed the whole, and without open ones are those that were counted", () =>
  fc.assert(
    fc.property(cohort, (each) => {
      const lag = lagOf(each);
      for (const event of ["won", "lost"] as const) {
        const shares = lag.map(({ shares }) => shares.get(event) ?? 0);
        expect(shares.every((share, at) => at === 0 || share >= (shares[at - 1] ?? 0))).toBe(true);
      }
      expect(shareBy(lag, "won") + shareBy(lag, "lost")).toBeLessThanOrEqual(1 + 1e-12);
      const closed = each.filter(({ event }) => event !== null);
      const won = closed.filter(({ event }) => event === "won").length;
      if (closed.length > 0) expect(shareBy(lagOf(closed), "won")).toBeCloseTo(won / closed.length, 12);
    }),
  ));
