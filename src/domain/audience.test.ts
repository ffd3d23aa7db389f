import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedOn, plansInForce } from "./asked.ts";
import { conflictsAmong, isAskedOn, specificityOf } from "./audience.ts";
import { parseDay } from "./day.ts";
import { defaultCalendar } from "./period.ts";
import type { Audience } from "./plan.ts";
import { teamTree } from "./team-tree.ts";
import { aMember, anAudience, aPlan, aQuota, aTeam, metricsNamed, fullTime } from "../../tests/company-samples.ts";

const day = (text: string): number => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const teams = [aTeam("sales"), aTeam("advisers", "sales"), aTeam("seoul", "advisers"), aTeam("support")];
const tree = teamTree(teams);
const march = day("2026-03-10");

describe("whom a plan asks", () => {
  const raj = aMember({ id: "raj", team: "seoul", phase: "probation" });
  const manager = aMember({ id: "mina", role: "manager", team: "advisers" });
  test.each<[string, Partial<Audience>, boolean, boolean]>([
    ["everyone is every rep", {}, true, false],
    ["a team asks its subteams", { team: "sales" }, true, false],
    ["another team does not", { team: "support" }, false, false],
    ["a phase", { phase: "probation" }, true, false],
    ["another phase", { phase: "established" }, false, false],
    ["a role", { role: "manager" }, false, true],
    ["named members, whatever their role", { members: ["mina", "raj"] }, true, true],
    ["everything named must hold", { members: ["mina", "raj"], team: "seoul" }, true, false],
    ["phase and team together", { phase: "probation", team: "support" }, false, false],
  ])("%s", (_, audience, asksRaj, asksMina) => {
    expect(isAskedOn(anAudience(audience), raj, march, tree)).toBe(asksRaj);
    expect(isAskedOn(anAudience(audience), manager, march, tree)).toBe(asksMina);
  });

  test("the team and the phase are those of the day", () => {
    const mover = aMember({
      id: "mo",
      team: [
        { value: "support", from: -Infinity },
        { value: "seoul", from: day("2026-03-16") },
      ],
    });
    expect(isAskedOn(anAudience({ team: "sales" }), mover, day("2026-03-15"), tree)).toBe(false);
    expect(isAskedOn(anAudience({ team: "sales" }), mover, day("2026-03-16"), tree)).toBe(true);
  });

  test("who has ended, left or not begun carries no plan", () => {
    const everyone = anAudience();
    expect(isAskedOn(everyone, aMember({ id: "a", ended: true }), march, tree)).toBe(false);
    expect(isAskedOn(everyone, aMember({ id: "b", employedFrom: march + 1 }), march, tree)).toBe(false);
    expect(isAskedOn(everyone, aMember({ id: "c", employedFrom: march }), march, tree)).toBe(true);
    expect(isAskedOn(everyone, aMember({ id: "d", employedBefore: march }), march, tree)).toBe(false);
    expect(isAskedOn(everyone, aMember({ id: "e", employedBefore: march + 1 }), march, tree)).toBe(true);
  });
});

test("members stand above phase, phase above role, role above the nearest team, then ancestor teams, then everyone", () => {
  const narrowestFirst: Partial<Audience>[] = [
    { members: ["raj"], phase: "probation", team: "seoul" },
    { members: ["raj"], phase: "probation" },
    { members: ["raj"], role: "rep" },
    { members: ["raj"] },
    { phase: "probation", role: "rep", team: "seoul" },
    { phase: "probation", role: "rep" },
    { phase: "probation", team: "seoul" },
    { phase: "probation", team: "sales" },
    { phase: "probation" },
    { role: "rep", team: "seoul" },
    { role: "rep" },
    { team: "seoul" },
    { team: "advisers" },
    { team: "sales" },
    {},
  ];
  const ranks = narrowestFirst.map((audience) => specificityOf(anAudience(audience), tree));
  expect(ranks).toEqual([...ranks].toSorted((a, b) => b - a));
  expect(new Set(ranks).size).toBe(ranks.length);
});

describe("two equally specific plans", () => {
  const plan = (id: string, audience: Partial<Audience>, more: { startsOn?: number; endedOn?: number } = {}) =>
    aPlan({ id, cadence: "month", audience: anAudience(audience), require: aQuota("calls", 100), ...more });

  test("are named with the member, both plans, the metric and the days", () => {
    const mover = aMember({
      id: "mo",
      team: [
        { value: "support", from: -Infinity },
        { value: "seoul", from: day("2026-03-16") },
        { value: "advisers", from: day("2026-04-01") },
        { value: "support", from: day("2026-05-01") },
      ],
    });
    const plans = [
      plan("one", { team: "sales" }, { startsOn: day("2026-01-01") }),
      plan("two", { team: "sales" }, { startsOn: day("2026-02-01") }),
    ];
    expect(conflictsAmong(plans, [mover, aMember({ id: "other", team: "support" })], teams)).toEqual([
      {
        member: "mo",
        plans: ["one", "two"],
        metric: "calls",
        cadence: "month",
        span: { startsOn: day("2026-03-16"), endsBefore: day("2026-05-01") },
      },
    ]);
  });

  test("meet only in the members that both name", () => {
    const plans = [plan("one", { members: ["raj", "mina"] }), plan("two", { members: ["mina", "joe"] })];
    const found = conflictsAmong(
      plans,
      ["raj", "mina", "joe"].map((id) => aMember({ id })),
      teams,
    );
    expect(found.map((conflict) => conflict.member)).toEqual(["mina"]);
  });

  test("do not meet when one is narrower, another metric, another cadence, other days or nobody is asked", () => {
    const raj = aMember({ id: "raj", team: "seoul", phase: "probation" });
    const calls = plan("calls", { team: "sales" }, { endedOn: day("2026-04-01") });
    const others = [
      plan("narrower", { team: "advisers" }),
      plan("phase", { phase: "probation" }),
      aPlan({ id: "emails", cadence: "month", audience: anAudience({ team: "sales" }), require: aQuota("emails", 10) }),
      aPlan({ id: "weekly", cadence: "week", audience: anAudience({ team: "sales" }), require: aQuota("calls", 10) }),
      plan("later", { team: "sales" }, { startsOn: day("2026-04-01") }),
      plan("support-a", { team: "support" }),
      plan("support-b", { team: "support" }),
    ];
    expect(conflictsAmong([calls, ...others], [raj], teams)).toEqual([]);
  });

  test("are found among ten thousand plans that each name one member", () => {
    const members = Array.from({ length: 10_000 }, (_, index) => aMember({ id: `m${index}`, number: index + 1 }));
    const plans = members.map(({ id }, index) =>
      aPlan({ id: `p${id}`, number: index + 1, audience: anAudience({ members: [id] }), require: aQuota("calls", 100) }),
    );
    const again = aPlan({
      id: "again",
      number: 20_000,
      audience: anAudience({ members: members.map(({ id }) => id) }),
      require: aQuota("calls", 100),
    });
    expect(conflictsAmong(plans, members, [])).toEqual([]);
    expect(conflictsAmong([...plans, again], members, [])).toHaveLength(10_000);
  });

  const anyAudience = fc.record<Audience>({
    members: fc.option(fc.subarray(["m0", "m1", "m2"], { minLength: 1 })),
    phase: fc.option(fc.constantFrom("probation", "established")),
    role: fc.option(fc.constantFrom("rep", "manager")),
    team: fc.option(fc.constantFrom("sales", "advisers", "seoul", "support")),
  });
  const dated = (values: readonly (string | null)[]) =>
    fc
      .array(fc.record({ value: fc.constantFrom(...values), from: fc.integer({ min: 0, max: 30 }) }), { maxLength: 3 })
      .map((entries) => [...new Map(entries.map((entry) => [entry.from, entry])).values()].toSorted((a, b) => a.from - b.from));
  const anyMembers = fc.tuple(
    ...["m0", "m1", "m2"].map((id, index) =>
      fc
        .record({
          role: fc.constantFrom("rep" as const, "manager" as const),
          team: dated(["sales", "advisers", "seoul", "support", null]),
          phase: dated(["probation", "established", null]),
        })
        .map((facts) => aMember({ id, number: index + 1, ...facts })),
    ),
  );

  test("are found exactly on the days on which an audience, asked day by day, meets its equal", () => {
    fc.assert(
      fc.property(fc.tuple(anyAudience, anyAudience), anyMembers, ([one, two], members) => {
        const plans = [one, two].map((audience, index) =>
          aPlan({ id: `p${index}`, number: index + 1, startsOn: 0, endedOn: 40, audience, require: aQuota("calls", 1) }),
        );
        const found = conflictsAmong(plans, members, teams).flatMap(({ member, span }) =>
          Array.from({ length: span.endsBefore - span.startsOn }, (_, index) => `${member} ${span.startsOn + index}`),
        );
        const equal = specificityOf(one, tree) === specificityOf(two, tree);
        const expected = members.flatMap((member) =>
          Array.from({ length: 40 }, (_, on) => on)
            .filter((on) => equal && isAskedOn(one, member, on, tree) && isAskedOn(two, member, on, tree))
            .map((on) => `${member.id} ${on}`),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  test("what members sharing facts are asked is what each would be asked alone", () => {
    fc.assert(
      fc.property(fc.array(anyAudience, { maxLength: 6 }), anyMembers, fc.integer({ min: 0, max: 31 }), (audiences, members, on) => {
        const plans = audiences.map((audience, index) =>
          aPlan({ id: `p${index}`, number: index + 1, cadence: "day", startsOn: 0, audience, require: aQuota("calls", index) }),
        );
        const inForce = plansInForce(plans, on, defaultCalendar);
        const asked = askedOn(on, { inForce, metrics: metricsNamed("calls"), tree, working: fullTime });
        for (const member of members) {
          const asking = plans.filter((plan) => isAskedOn(plan.versions[0].audience, member, on, tree));
          const most = Math.max(...asking.map((plan) => specificityOf(plan.versions[0].audience, tree)));
          const narrowest = asking.filter((plan) => specificityOf(plan.versions[0].audience, tree) === most);
          expect(asked(member)?.asks.map((ask) => ask.plan.id)).toEqual(narrowest.map((plan) => plan.id));
        }
      }),
    );
  });
});
