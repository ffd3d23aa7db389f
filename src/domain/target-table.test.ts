import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aMember, anAudience, aPlan, aQuota, aTeam, allOf, fullTime, metricsNamed } from "../../tests/company-samples.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { askedQuotas, type Asked, type DerivationStep } from "./ask.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { dayOfCivil } from "./civil.ts";
import type { Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import type { Ramp } from "./ramp.ts";
import { tablePeriodsOf, targetsByTable, type TableEntry, type TargetTable } from "./target-table.ts";
import { teamTree } from "./team-tree.ts";

const march = dayOfCivil(2026, 3, 1);
const metrics = metricsNamed("calls", "emails");
const teams = [aTeam("advisers"), aTeam("bankers")];
const table: TargetTable = { number: 1, id: "calls-2026", name: {}, metric: "calls", cadence: "month", ended: false };
const fromTable: Extract<Requirement, { type: "quota" }> = { type: "quota", metric: "calls", target: { table: "calls-2026" } };
const counts = (value: number): bigint => BigInt(value) * CREDIT_PER_COUNT;

/** What the table says by number of the member, all of it said in one act unless named. */
const askedWith = (
  entries: Readonly<Record<number, number>>,
  plans: readonly Plan[],
  by: (member: number) => string = () => "ops",
  on = march + 9,
) => {
  const targets = targetsByTable(
    [table],
    Object.entries(entries).map(([number, value]) => ({
      tableNumber: 1,
      holder: "member",
      holderNumber: Number(number),
      startsOn: march,
      value: counts(value),
      by: by(Number(number)),
      at: "2026-01-01T00:00:00Z",
    })),
  );
  return askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree: teamTree(teams), working: fullTime, targets });
};

const member = (number: number, more: Partial<Member> = {}): Member => ({
  ...aMember({ id: `m${number}`, number, team: "advisers" }),
  ...more,
});
const set = { by: "ops", at: "2026-01-01T00:00:00Z" };
const quotasOf = (asked: Asked | undefined) => (asked?.asks ?? []).flatMap(({ requirement }) => askedQuotas(requirement));

describe("a quota whose target comes from a table", () => {
  const plan = aPlan({ id: "table", require: allOf(fromTable, aQuota("emails", 20)) });

  test("asks each member what the table says of them, and names the table, who set it and when", () => {
    const asked = askedWith({ 1: 150, 2: 90 }, [plan]);
    expect(quotasOf(asked(member(1)))[0]).toMatchObject({
      target: counts(150),
      derivation: [{ step: "base", value: counts(150), table: { id: "calls-2026", set } }],
    });
    expect(quotasOf(asked(member(2))).map(({ target }) => target)).toEqual([counts(90), counts(20)]);
  });

  test("asks nothing of whom the table says nothing, and says so", () => {
    expect(quotasOf(askedWith({ 1: 150 }, [plan])(member(3)))[0]).toMatchObject({
      target: 0n,
      derivation: [{ step: "base", value: 0n, table: { id: "calls-2026", set: null } }],
    });
  });

  test("lets members share what they are asked when the table says the same of them, by the same word, and only then", () => {
    const asked = askedWith({ 1: 150, 2: 150, 3: 90, 4: 150 }, [plan], (number) => (number === 4 ? "lead" : "ops"));
    const [one, two, three, four, five, six] = [1, 2, 3, 4, 5, 6].map((number) => asked(member(number)));
    expect(two).toBe(one);
    expect(three).not.toBe(one);
    expect(four).not.toBe(one);
    expect(six).toBe(five);
  });

  test("replaces a wider plan's and is replaced by a narrower one's, with the number of that member", () => {
    const wide = aPlan({ id: "wide", number: 2, require: fromTable });
    const narrow = aPlan({ id: "narrow", number: 3, audience: anAudience({ team: "advisers" }), require: aQuota("calls", 7) });
    expect(quotasOf(askedWith({ 1: 150 }, [wide, narrow])(member(1)))[0]?.derivation).toEqual([
      { step: "base", value: counts(7) },
      { step: "replaced", plan: "wide", audience: anAudience(), value: counts(150) },
    ]);
  });

  test("is shared out by days where a member moved, and each part names the table", () => {
    const moved = member(1, {
      team: [
        { value: "advisers", from: -Infinity },
        { value: "bankers", from: march + 15 },
      ],
    });
    const own = aPlan({ id: "own", audience: anAudience({ team: "advisers" }), require: fromTable });
    const other = aPlan({ id: "other", number: 2, audience: anAudience({ team: "bankers" }), require: aQuota("calls", 62) });
    const [quota] = quotasOf(askedWith({ 1: 62 }, [own, other])(moved));
    // 62 × 15/31 + 62 × 16/31
    expect(quota?.target).toBe(counts(62));
    expect(quota?.derivation).toMatchObject([
      { step: "part", plan: "own", base: counts(62), value: counts(30), table: { id: "calls-2026", set } },
      { step: "part", plan: "other", base: counts(62), value: counts(32) },
    ]);
    expect(quota?.derivation[1]).not.toHaveProperty("table");
    expect(quotasOf(askedWith({ 1: 62 }, [aPlan({ id: "all", require: fromTable })])(moved))[0]?.derivation).toEqual([
      { step: "base", value: counts(62), table: { id: "calls-2026", set } },
    ]);
  });
});

/** The lines of a derivation, multiplied as they stand. */
const multiplied = (steps: readonly DerivationStep[]): number =>
  steps.reduce((product, step) => {
    switch (step.step) {
      case "base":
        return product * Number(step.value);
      case "ramp":
        return product * (Number(step.share) / 10_000);
      case "proration":
        return product * (step.time.worked / step.ofWork);
      default:
        return product;
    }
  }, 1);

describe("a number from a table goes by ramp and working days as a plan's own does", () => {
  // 22 working days, of which 10 from the 18th on; March is the first month.
  const hired = member(1, { employedFrom: march + 17 });
  const ramp: Ramp = { cadence: "month", from: "employment", steps: [{ through: 1, share: 5_000n }] };
  const own = aPlan({ id: "own", require: fromTable, ramp, proration: "working-days" });

  test("line by line: 176 × 50 % × 10/22 = 40", () => {
    const [quota] = quotasOf(askedWith({ 1: 176 }, [own], undefined, march + 20)(hired));
    expect(quota?.target).toBe(counts(40));
    expect(quota?.derivation).toMatchObject([
      { step: "base", value: counts(176), table: { id: "calls-2026", set } },
      { step: "ramp", share: 5_000n, nth: 1 },
      { step: "proration", time: { worked: 1_000 }, ofWork: 2_200 },
    ]);
  });

  test("its lines multiply out to the target, whatever the table says, and parts add up to it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 27 }),
        fc.option(fc.integer({ min: 0, max: 27 })),
        (value, percent, from, moves) => {
          const share = BigInt(percent * 100);
          const plan = aPlan({ id: "p", require: fromTable, ramp: { ...ramp, steps: [{ through: 1, share }] }, proration: "working-days" });
          const team = [{ value: "advisers", from: -Infinity }, ...(moves === null ? [] : [{ value: "bankers", from: march + moves }])];
          const [quota] = quotasOf(askedWith({ 1: value }, [plan], undefined, march + 30)(member(1, { employedFrom: march + from, team })));
          const derivation = quota?.derivation ?? [];
          const parts = derivation.flatMap((step) => (step.step === "part" ? [step] : []));
          const whole = parts.length === 0 ? multiplied(derivation) : parts.reduce((sum, part) => sum + Number(part.value), 0);
          // Rounded once, to whole calls.
          expect(Math.abs(Number(quota?.target) - whole)).toBeLessThanOrEqual(parts.length === 0 ? 5_000.001 : 0);
          const tables = derivation.flatMap((step) => (step.step === "base" || step.step === "part" ? [step.table?.id] : []));
          expect(new Set(tables)).toEqual(new Set(["calls-2026"]));
        },
      ),
    );
  });

  test("stays as it is where it is no amount of work", () => {
    const floor: Requirement = { ...fromTable, proration: "none" };
    const plan = aPlan({ id: "floor", require: floor, ramp, proration: "working-days" });
    expect(quotasOf(askedWith({ 1: 176 }, [plan], undefined, march + 20)(hired))[0]).toMatchObject({
      target: counts(176),
      derivation: [{ step: "base", table: { id: "calls-2026", set } }, { step: "unscaled" }],
    });
  });
});

describe("what is asked over shorter periods, from a table of these", () => {
  const weekly: Requirement = {
    type: "over",
    cadence: "week",
    rule: "atLeast",
    needed: 3,
    parts: [{ type: "quota", metric: "calls", target: { table: "calls-weekly" } }],
  };
  const inForce = plansInForce([aPlan({ id: "over", require: weekly })], march + 9, defaultCalendar);
  const [week] = tablePeriodsOf(inForce);
  const entry = (startsOn: number, holderNumber: number, value: number): TableEntry => ({
    tableNumber: 2,
    holder: "member",
    holderNumber,
    startsOn,
    value: counts(value),
    by: "ops",
    at: set.at,
  });
  const asked = (entries: readonly TableEntry[]) =>
    askedOn(march + 9, {
      inForce,
      metrics,
      tree: teamTree(teams),
      working: fullTime,
      targets: targetsByTable([{ ...table, number: 2, id: "calls-weekly", cadence: "week" }], entries),
    });

  test("names each of the weeks that end in the month, and no month", () => {
    // 1 March 2026 is a Sunday, the last day of a week.
    expect(tablePeriodsOf(inForce)).toEqual([-6, 1, 8, 15, 22].map((on) => ({ table: "calls-weekly", startsOn: march + on })));
  });

  test("goes by ramp and working days of each week", () => {
    const ramp: Ramp = { cadence: "month", from: "employment", steps: [{ through: 1, share: 5_000n }] };
    const plan = aPlan({ id: "over", require: weekly, ramp, proration: "working-days" });
    const of = askedOn(march + 20, {
      inForce: plansInForce([plan], march + 20, defaultCalendar),
      metrics,
      tree: teamTree(teams),
      working: fullTime,
      targets: targetsByTable(
        [{ ...table, number: 2, id: "calls-weekly", cadence: "week" }],
        [15, 22].map((on) => entry(march + on, 1, 10)),
      ),
    });
    // From Wednesday 18 March on: 10 × 50 % × 3/5, then 10 × 50 %.
    const requirement = of(member(1, { employedFrom: march + 17 }))?.asks[0]?.requirement;
    const parts = requirement?.type === "over" ? requirement.parts.flatMap(askedQuotas) : [];
    expect(parts.slice(3).map(({ target }) => target)).toEqual([counts(3), counts(5)]);
    expect(parts[3]?.derivation.map(({ step }) => step)).toEqual(["base", "ramp", "proration"]);
  });

  test("is looked up week by week, and shared by those only of whom it says the same in all of them", () => {
    const startsOn = week?.startsOn ?? 0;
    const of = asked([
      entry(startsOn, 1, 40),
      entry(startsOn + 7, 1, 50),
      entry(startsOn, 2, 40),
      entry(startsOn + 7, 2, 50),
      entry(startsOn, 3, 40),
    ]);
    const requirement = of(member(1))?.asks[0]?.requirement;
    const parts = requirement?.type === "over" ? requirement.parts.flatMap(askedQuotas) : [];
    expect(parts.map(({ target }) => target)).toEqual([counts(40), counts(50), 0n, 0n, 0n]);
    expect(of(member(2))).toBe(of(member(1)));
    expect(of(member(3))).not.toBe(of(member(1)));
  });
});

test("what a team is asked itself is asked of none of its members, and replaces nothing", () => {
  const { versions, ...plan } = aPlan({ id: "team", number: 2, audience: anAudience({ team: "advisers" }), require: aQuota("calls", 100) });
  const ofTeam: Plan = { ...plan, versions: [{ ...versions[0], of: "team" }] };
  const wide = aPlan({ id: "wide", require: aQuota("calls", 9) });
  const asked = askedWith({}, [wide, ofTeam])(member(1));
  expect(asked?.asks.map((ask) => ask.plan.id)).toEqual(["wide"]);
  expect(quotasOf(asked)[0]?.derivation).toEqual([{ step: "base", value: counts(9) }]);
});
