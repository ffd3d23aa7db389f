import { expect, test } from "vitest";
import { allOf, aMember, aPlan, aQuota, fullTime, metricsNamed } from "../../../tests/company-samples.ts";
import { aRewardVersion, rate, tiersFrom } from "../../../tests/reward-samples.ts";
import { askedOn, plansInForce } from "../asked.ts";
import { attainmentsOf, type RequirementAttainment } from "../attainment.ts";
import { CREDIT_PER_COUNT } from "../credit.ts";
import { defaultCalendar, periodContaining } from "../period.ts";
import type { Requirement } from "../plan.ts";
import { teamTree } from "../team-tree.ts";
import { correctionOf, entered, standingOf } from "./ledger.ts";
import { measuredOf } from "./measured.ts";
import { nextReward } from "./preview.ts";
import { rewardLines } from "./reward-line.ts";

const metrics = metricsNamed("calls", "emails");
const raj = aMember({ id: "raj", number: 1 });
const march = 20_523;

const attained = (
  require: Requirement,
  done: { readonly calls: number; readonly emails: number },
  counting: readonly number[] = [],
): RequirementAttainment => {
  const column = (count: number): BigInt64Array => new BigInt64Array([0n, BigInt(count) * CREDIT_PER_COUNT]);
  const plans = [aPlan({ id: "monthly", require })];
  const [row] = attainmentsOf([raj], {
    asked: askedOn(march, { inForce: plansInForce(plans, march, defaultCalendar), metrics, tree: teamTree([]), working: fullTime }),
    counted: {
      credits: new Map([done.calls, done.emails].map((count, index) => [index + 1, [column(count), null, null, null]])),
      byDay: new Map(),
      counting: new Set(counting),
    },
    today: () => march,
  });
  if (row === undefined) throw new Error("nothing is asked");
  return row.requirement;
};

const both = allOf(aQuota("calls", 150), aQuota("emails", 200));
const surplus = { type: "surplus", plan: "monthly", metric: "calls" } as const;

test("each basis takes what it pays on from attainment as it is shown", () => {
  const found = attained(both, { calls: 162, emails: 100 });
  expect(measuredOf(surplus, found)).toEqual({ credited: 1_620_000n, target: 1_500_000n });
  expect(measuredOf({ ...surplus, type: "quota" }, found)).toEqual({ credited: 27n, target: 25n });
  expect(measuredOf({ type: "requirement", plan: "monthly" }, found)).toEqual({ credited: 3n, target: 4n });
  expect(measuredOf({ ...surplus, metric: "demos" }, found)).toEqual({ credited: 0n, target: 0n });
});

test("an excused quota pays nothing, and of one that is being counted nothing is known yet", () => {
  const quota = { ...surplus, type: "quota" } as const;
  expect(measuredOf(quota, attained(aQuota("calls", 0), { calls: 9, emails: 0 }))).toEqual({ credited: 0n, target: 0n });
  const counting = attained(both, { calls: 162, emails: 100 }, [1]);
  expect([
    measuredOf(quota, counting),
    measuredOf(surplus, counting),
    measuredOf({ type: "requirement", plan: "monthly" }, counting),
  ]).toEqual([null, null, null]);
});

/** Founding example 3: whoever goes past the quota earns, whoever stays below sees what is missing. */
test("above the quota the reward, below it what is missing, and a voided call takes its part back with its name", () => {
  const version = aRewardVersion({ basis: surplus, unit: { type: "count" }, tiers: tiersFrom([0n, rate(5_000n, CREDIT_PER_COUNT)]) });
  const plan = { number: 1, id: "calls-bonus", endedOn: null, versions: [version] as const };
  const period = periodContaining("month", march, defaultCalendar);
  const lineOf = (calls: number) => {
    const measured = measuredOf(surplus, attained(both, { calls, emails: 200 }));
    if (measured === null) throw new Error("not counted");
    const behind = { records: calls, digest: String(calls) };
    const [line] = rewardLines(plan, [{ period, yearStartsOn: 20_454, measured, gate: null, behind }]);
    if (line === undefined) throw new Error("no line");
    return { line, next: nextReward(version, { measured, step: CREDIT_PER_COUNT, isGateOpen: true }) };
  };
  expect(lineOf(140)).toMatchObject({ line: { amountMinor: 0n }, next: { type: "rate", after: 100_000n, eachEarns: { done: 5_000 } } });
  const { line } = lineOf(162);
  expect(line.amountMinor).toBe(60_000n);
  const earned = entered([], {
    type: "earn",
    member: "raj",
    reward: line.reward,
    period,
    amountMinor: line.amountMinor,
    currency: line.currency,
    earnedOn: period.endsBefore,
    cause: { type: "line", fingerprint: "…" },
  });
  if (!earned.ok) throw new Error("not earned");
  const changed = [{ metric: "calls", source: "dialer", externalId: "c-162", became: "voided", credited: 0n }] as const;
  const cause = { type: "records", changed } as const;
  const reversal = correctionOf({
    entries: earned.value,
    of: { member: "raj", reward: "calls-bonus", period, currency: "KRW" },
    nowMinor: lineOf(161).line.amountMinor,
    on: period.endsBefore + 3,
    cause,
  });
  const after = reversal === null ? earned : entered(earned.value, reversal);
  expect(after.ok ? [after.value[1], standingOf(after.value).earnedMinor] : []).toMatchObject([
    { type: "reverse", amountMinor: 5_000n, reverses: 1, cause },
    55_000n,
  ]);
});
