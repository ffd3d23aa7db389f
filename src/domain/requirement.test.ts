import { describe, expect, test } from "vitest";
import { aMember, anAudience, aPlan, aQuota, aTeam, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import type { AskedRequirement } from "./ask.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { attainmentsOf } from "./attainment.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { parseDay, isoDay, spanKey, type Day } from "./day.ts";
import type { MemberCredits } from "./member-credits.ts";
import type { Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { metricsOf, requirementWithout } from "./requirement.ts";
import { teamTree } from "./team-tree.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const weeks = (needed: number, of: Requirement, rule: "atLeast" | "inARow" = "atLeast"): Requirement => ({
  type: "over",
  cadence: "week",
  rule,
  needed,
  parts: [of],
});
const scored = (first: Requirement, second: Requirement): Requirement => {
  const half = { weight: 50n * CREDIT_PER_COUNT, cap: 10_000n, floor: null };
  return { type: "score", needed: 100n * CREDIT_PER_COUNT, weights: [half, half], parts: [first, second] };
};

const metrics = metricsNamed("calls", "emails");
const tree = teamTree([aTeam("seoul"), aTeam("busan")]);
const march = day("2026-03-20");

const asksOf = (member: Member, plans: readonly Plan[]) =>
  askedOn(march, { inForce: plansInForce(plans, march, defaultCalendar), metrics, tree, working: fullTime })(member)?.asks ?? [];

const targets = (asked: AskedRequirement | undefined): readonly string[] => {
  if (asked?.type !== "over") return [];
  return asked.periods.map(({ period, isAsked }, index) => {
    const part = asked.parts[index];
    const target = part?.type === "quota" ? Number(part.target / CREDIT_PER_COUNT) : NaN;
    return `${isoDay(period.startsOn).slice(5)} ${isAsked ? target : "–"}`;
  });
};

describe("what narrower plans leave of a requirement", () => {
  test("is nothing of a score or an over that asks for one of their metrics, and all of another", () => {
    for (const requirement of [scored(aQuota("calls", 1), aQuota("emails", 1)), weeks(2, aQuota("calls", 1))]) {
      expect(requirementWithout(requirement, new Set(["calls"]))).toEqual({ kept: null, whole: true });
      expect(requirementWithout(requirement, new Set(["demos"]))).toEqual({ kept: requirement, whole: false });
    }
    expect(metricsOf(scored(aQuota("calls", 1), weeks(2, aQuota("emails", 1))))).toEqual(["calls", "emails"]);
  });

  test("is the wider plan as a whole, said beside what replaced it", () => {
    const member = aMember({ id: "raj", team: "seoul" });
    const wide = aPlan({ id: "wide", number: 1, require: scored(aQuota("calls", 10), aQuota("emails", 10)) });
    const narrow = aPlan({ id: "narrow", number: 2, audience: anAudience({ team: "seoul" }), require: aQuota("calls", 5) });
    const [ask, ...more] = asksOf(member, [wide, narrow]);
    expect(more).toEqual([]);
    expect(ask?.requirement).toMatchObject({
      metric: { id: "calls" },
      derivation: [{ step: "base" }, { step: "replaced", plan: "wide", value: null }],
    });
  });
});

describe("over weeks", () => {
  const all = ["02-23 20", "03-02 20", "03-09 20", "03-16 20", "03-23 20"];

  test("are asked those that end in the month, each in full", () => {
    const [ask] = asksOf(aMember({ id: "raj", team: "seoul" }), [aPlan({ id: "p", require: weeks(3, aQuota("calls", 20)) })]);
    expect(targets(ask?.requirement)).toEqual(all);
  });

  test("nothing is asked of weeks on whose last day the member was not employed", () => {
    const require = weeks(3, aQuota("calls", 20));
    const joined = aMember({ id: "joined", team: "seoul", employedFrom: day("2026-03-12") });
    expect(targets(asksOf(joined, [aPlan({ id: "p", require })])[0]?.requirement)).toEqual(["02-23 –", "03-02 –", ...all.slice(2)]);
    const left = aMember({ id: "left", team: "seoul", employedBefore: day("2026-03-21") });
    expect(targets(asksOf(left, [aPlan({ id: "p", require })])[0]?.requirement)).toEqual([...all.slice(0, 3), "03-16 –", "03-23 –"]);
  });

  test("of who changes team are asked by the plan of the day on which each ends", () => {
    const mover = aMember({
      id: "mover",
      team: [
        { value: "busan", from: -Infinity },
        { value: "seoul", from: day("2026-03-11") },
      ],
    });
    const both = (id: string, number: number, target: number) =>
      aPlan({ id, number, audience: anAudience({ team: id }), require: weeks(3, aQuota("calls", target)) });
    const [ask, ...more] = asksOf(mover, [both("seoul", 1, 20), both("busan", 2, 8)]);
    expect(more).toEqual([]);
    expect(targets(ask?.requirement)).toEqual(["02-23 8", "03-02 8", "03-09 20", "03-16 20", "03-23 20"]);
    const one = asksOf(mover, [both("seoul", 1, 20)]);
    expect(one.map(({ requirement }) => targets(requirement))).toEqual([["02-23 –", "03-02 –", ...all.slice(2)]]);
  });

  test("a streak goes on across weeks of which nothing is asked", () => {
    const plan = aPlan({ id: "p", require: weeks(3, aQuota("calls", 1), "inARow") });
    const member = aMember({ id: "raj", number: 1, team: "seoul" });
    const asked = askedOn(march, { inForce: plansInForce([plan], march, defaultCalendar), metrics, tree, working: fullTime });
    const statusWith = (done: readonly number[], excused: readonly number[]) => {
      const found = asked(member);
      const [ask] = found?.asks ?? [];
      if (found === undefined || ask === undefined || ask.requirement.type !== "over") throw new Error("not asked");
      const { requirement } = ask;
      // As relief leaves it: a week of leave has a target of 0.
      const parts = requirement.parts.map((part, index) =>
        part.type === "quota" && excused.includes(index) ? { ...part, target: 0n } : part,
      );
      const inner = new Map(
        requirement.periods.map(({ period }, index) => {
          const column = new BigInt64Array([0n, BigInt(done[index] ?? 0) * CREDIT_PER_COUNT]);
          return [spanKey(period), new Map<number, MemberCredits>([[1, [column]]])] as const;
        }),
      );
      const [row] = attainmentsOf([member], {
        asked: () => ({ ...found, asks: [{ ...ask, requirement: { ...requirement, parts } }] }),
        counted: { credits: new Map(), byDay: new Map(), counting: new Set(), inner },
        today: () => day("2026-04-01"),
      });
      return row?.status;
    };
    expect(statusWith([1, 1, 0, 1, 0], [2])).toBe("met");
    expect(statusWith([1, 1, 0, 1, 0], [])).toBe("missed");
    // Work done in a week off counts for no week, and takes nothing away.
    expect(statusWith([1, 1, 9, 1, 0], [2])).toBe("met");
    expect(statusWith([0, 0, 0, 0, 0], [0, 1, 2, 3, 4])).toBe("excused");
  });
});
