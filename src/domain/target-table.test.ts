import { describe, expect, test } from "vitest";
import { aMember, anAudience, aPlan, aQuota, aTeam, allOf, fullTime, metricsNamed } from "../../tests/company-samples.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { askedQuotas, type Asked } from "./ask.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { dayOfCivil } from "./civil.ts";
import type { Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { targetsByTable, type TargetTable } from "./target-table.ts";
import { teamTree } from "./team-tree.ts";

const march = dayOfCivil(2026, 3, 1);
const metrics = metricsNamed("calls", "emails");
const teams = [aTeam("advisers"), aTeam("bankers")];
const table: TargetTable = { number: 1, id: "calls-2026", name: {}, metric: "calls", cadence: "month", ended: false };
const fromTable: Requirement = { type: "quota", metric: "calls", target: { table: "calls-2026" } };
const counts = (value: number): bigint => BigInt(value) * CREDIT_PER_COUNT;

/** What the table says by number of the member, all of it said in one act unless named. */
const askedWith = (
  entries: Readonly<Record<number, number>>,
  plans: readonly Plan[],
  by: (member: number) => string = () => "ops",
  working = fullTime,
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
  return askedOn(march + 9, { inForce: plansInForce(plans, march + 9, defaultCalendar), metrics, tree: teamTree(teams), working, targets });
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

test("what a team is asked itself is asked of none of its members, and replaces nothing", () => {
  const { versions, ...plan } = aPlan({ id: "team", number: 2, audience: anAudience({ team: "advisers" }), require: aQuota("calls", 100) });
  const ofTeam: Plan = { ...plan, versions: [{ ...versions[0], of: "team" }] };
  const wide = aPlan({ id: "wide", require: aQuota("calls", 9) });
  const asked = askedWith({}, [wide, ofTeam])(member(1));
  expect(asked?.asks.map((ask) => ask.plan.id)).toEqual(["wide"]);
  expect(quotasOf(asked)[0]?.derivation).toEqual([{ step: "base", value: counts(9) }]);
});
