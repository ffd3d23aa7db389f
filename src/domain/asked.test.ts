import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allOf, anAudience, anyOf, aMember, aPlan, aQuota, aTeam, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import { askedQuotas, type Ask, type AskedRequirement, type DerivationStep } from "./ask.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import type { Member, Team } from "./member.ts";
import { defaultCalendar, type CompanyCalendar } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { teamTree } from "./team-tree.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const metrics = metricsNamed("calls", "emails", "contacts");

const asksOf = (
  member: Member,
  plans: readonly Plan[],
  { on = day("2026-03-10"), teams = [] }: { on?: Day; teams?: readonly Team[] } = {},
): readonly Ask[] =>
  askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree: teamTree(teams), working: fullTime })(member)?.asks ?? [];

const stepText = (step: DerivationStep): string => {
  if (step.step === "base") return `base ${step.value / CREDIT_PER_COUNT}`;
  if (step.step === "replaced") return `replaced ${step.plan}${step.value === null ? "" : ` ${step.value / CREDIT_PER_COUNT}`}`;
  if (step.step !== "part" && step.step !== "employed") return step.step;
  const days = `${isoDay(step.span.startsOn).slice(5)}..${isoDay(step.span.endsBefore).slice(5)} ${step.days}/${step.ofDays}`;
  if (step.step === "employed") return `employed ${days}`;
  return `part ${step.plan} in ${step.team} ${days} of ${step.base / CREDIT_PER_COUNT} = ${step.value / CREDIT_PER_COUNT}`;
};
const text = (asked: AskedRequirement): string =>
  asked.type === "quota"
    ? `${asked.metric.id} (${asked.derivation.map(stepText).join(", ")})`
    : `${asked.type}[${asked.parts.map(text).join("; ")}]`;
const shown = (asks: readonly Ask[]): readonly string[] => asks.map((ask) => `${ask.plan.id}: ${text(ask.requirement)}`);

const wide = (require: Requirement): Plan => aPlan({ id: "wide", number: 1, require });
const narrow = (require: Requirement): Plan => aPlan({ id: "narrow", number: 2, audience: anAudience({ phase: "probation" }), require });
const newcomer = aMember({ id: "newcomer", phase: "probation" });

describe("the more specific plan replaces the wider for a metric and cadence", () => {
  test("company-wide 100 calls, 250 on probation: 250, and the derivation names what was replaced", () => {
    const plans = [wide(aQuota("calls", 100)), narrow(aQuota("calls", 250))];
    expect(shown(asksOf(newcomer, plans))).toEqual(["narrow: calls (base 250, replaced wide 100)"]);
    expect(shown(asksOf(aMember({ id: "old", phase: "established" }), plans))).toEqual(["wide: calls (base 100)"]);
  });

  test.each<[string, Requirement, Requirement, readonly string[]]>([
    [
      "a quota in an allOf goes, the others stay",
      allOf(aQuota("calls", 100), aQuota("emails", 50)),
      aQuota("calls", 250),
      ["wide: allOf[emails (base 50)]", "narrow: calls (base 250, replaced wide 100)"],
    ],
    [
      "an allOf of which nothing is left goes",
      allOf(aQuota("calls", 100), aQuota("emails", 50)),
      allOf(aQuota("emails", 5), aQuota("calls", 250)),
      ["narrow: allOf[emails (base 5, replaced wide 50); calls (base 250, replaced wide 100)]"],
    ],
    [
      "an anyOf goes as a whole",
      anyOf(aQuota("calls", 100), aQuota("emails", 50)),
      aQuota("calls", 250),
      ["narrow: calls (base 250, replaced wide)"],
    ],
    [
      "with an anyOf inside of it the whole plan goes",
      allOf(aQuota("contacts", 10), anyOf(aQuota("calls", 100), aQuota("emails", 50))),
      aQuota("calls", 250),
      ["narrow: calls (base 250, replaced wide)"],
    ],
    [
      "beside an anyOf on other metrics only the quota goes",
      allOf(aQuota("contacts", 10), anyOf(aQuota("calls", 100), aQuota("emails", 50))),
      aQuota("contacts", 20),
      ["wide: allOf[anyOf[calls (base 100); emails (base 50)]]", "narrow: contacts (base 20, replaced wide 10)"],
    ],
    [
      "a narrower choice replaces each metric that it offers",
      allOf(aQuota("calls", 100), aQuota("emails", 50)),
      anyOf(aQuota("calls", 250), aQuota("contacts", 50)),
      ["wide: allOf[emails (base 50)]", "narrow: anyOf[calls (base 250, replaced wide 100); contacts (base 50)]"],
    ],
    [
      "an allOf inside an allOf counts by itself too",
      allOf(aQuota("contacts", 10), allOf(aQuota("calls", 100), aQuota("emails", 50))),
      aQuota("calls", 250),
      ["wide: allOf[contacts (base 10); allOf[emails (base 50)]]", "narrow: calls (base 250, replaced wide 100)"],
    ],
    [
      "an allOf inside an allOf goes when nothing is left of it",
      allOf(aQuota("contacts", 10), allOf(aQuota("calls", 100))),
      aQuota("calls", 250),
      ["wide: allOf[contacts (base 10)]", "narrow: calls (base 250, replaced wide 100)"],
    ],
    [
      "an allOf that a choice offers is part of the choice",
      anyOf(allOf(aQuota("calls", 100), aQuota("emails", 50)), aQuota("contacts", 10)),
      aQuota("emails", 5),
      ["narrow: emails (base 5, replaced wide)"],
    ],
    [
      "a choice below a choice is part of it at any depth",
      allOf(aQuota("contacts", 10), anyOf(aQuota("contacts", 5), allOf(aQuota("emails", 50), anyOf(aQuota("calls", 100))))),
      allOf(aQuota("calls", 250), aQuota("contacts", 1)),
      ["narrow: allOf[calls (base 250, replaced wide); contacts (base 1, replaced wide)]"],
    ],
    [
      "where the metric stands both by itself and in a choice the choice decides",
      allOf(aQuota("calls", 10), anyOf(aQuota("calls", 100), aQuota("emails", 50))),
      aQuota("calls", 250),
      ["narrow: calls (base 250, replaced wide)"],
    ],
    [
      "other metrics stand beside each other",
      aQuota("calls", 100),
      aQuota("emails", 5),
      ["wide: calls (base 100)", "narrow: emails (base 5)"],
    ],
  ])("%s", (_, wider, narrower, expected) => {
    expect(shown(asksOf(newcomer, [wide(wider), narrow(narrower)]))).toEqual(expected);
  });

  test("another cadence is another matter", () => {
    const weekly = aPlan({
      id: "weekly",
      number: 2,
      cadence: "week",
      audience: anAudience({ phase: "probation" }),
      require: aQuota("calls", 250),
    });
    const on = day("2026-03-10");
    const inForce = plansInForce([wide(aQuota("calls", 100)), weekly], on, defaultCalendar);
    for (const cadence of ["week", "month"]) {
      const asked = askedOn(on, {
        inForce: inForce.filter(({ period }) => period.cadence === cadence),
        metrics,
        tree: new Map(),
        working: fullTime,
      })(newcomer);
      expect(shown(asked?.asks ?? [])).toHaveLength(1);
    }
  });

  test("every wider plan is named, the nearest first", () => {
    const teams = [aTeam("sales"), aTeam("seoul", "sales")];
    const plans = [
      wide(aQuota("calls", 100)),
      aPlan({ id: "sales", number: 2, audience: anAudience({ team: "sales" }), require: aQuota("calls", 120) }),
      aPlan({ id: "seoul", number: 3, audience: anAudience({ team: "seoul" }), require: aQuota("calls", 140) }),
      aPlan({ id: "raj", number: 4, audience: anAudience({ members: ["raj"] }), require: aQuota("calls", 160) }),
    ];
    expect(shown(asksOf(aMember({ id: "raj", team: "seoul" }), plans, { teams }))).toEqual([
      "raj: calls (base 160, replaced seoul 140, replaced sales 120, replaced wide 100)",
    ]);
    expect(shown(asksOf(aMember({ id: "mina", team: "sales" }), plans, { teams }))).toEqual(["sales: calls (base 120, replaced wide 100)"]);
  });

  test("a plan that was replaced as a whole replaces nothing further", () => {
    const plans = [
      wide(aQuota("contacts", 30)),
      aPlan({
        id: "middle",
        number: 2,
        audience: anAudience({ role: "rep" }),
        require: anyOf(aQuota("calls", 100), aQuota("contacts", 10)),
      }),
      narrow(aQuota("calls", 250)),
    ];
    expect(shown(asksOf(newcomer, [...plans].toReversed()))).toEqual([
      "wide: contacts (base 30)",
      "narrow: calls (base 250, replaced middle)",
    ]);
  });

  test("what is left of a plan replaces further, and what was taken from it does not", () => {
    const plans = [
      wide(allOf(aQuota("calls", 100), aQuota("emails", 50), aQuota("contacts", 30))),
      aPlan({
        id: "middle",
        number: 2,
        audience: anAudience({ role: "rep" }),
        require: allOf(aQuota("calls", 120), anyOf(aQuota("emails", 60), aQuota("emails", 70))),
      }),
      { ...narrow(aQuota("calls", 250)), number: 3 },
    ];
    expect(shown(asksOf(newcomer, plans))).toEqual([
      "wide: allOf[contacts (base 30)]",
      "middle: allOf[anyOf[emails (base 60, replaced wide 50); emails (base 70, replaced wide 50)]]",
      "narrow: calls (base 250, replaced middle 120, replaced wide 100)",
    ]);
  });

  const { requirement } = fc.letrec<{ requirement: Requirement }>((tie) => ({
    requirement: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...metrics.keys()).map((metric) => aQuota(metric, 1)),
      fc.record({
        type: fc.constantFrom("allOf" as const, "anyOf" as const),
        parts: fc
          .tuple(tie("requirement"), fc.array(tie("requirement"), { maxLength: 2 }))
          .map(([first, rest]): [Requirement, ...Requirement[]] => [first, ...rest]),
      }),
    ),
  }));
  /** Each quota as the combinations that it stands in, from the top, and its metric. */
  const paths = (node: Requirement | AskedRequirement, above = ""): readonly string[] => {
    if (node.type === "quota") return [`${above}${typeof node.metric === "string" ? node.metric : node.metric.id}`];
    return [...node.parts].flatMap((part) => paths(part, `${above}${node.type}/`));
  };
  const metricIn = (path: string): string => path.split("/").at(-1) ?? "";

  // The rule of replacement once more, over paths instead of trees.
  test("of plans within plans each keeps what the rule leaves it, whatever they combine and however deep", () => {
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 4 }), (requirements) => {
        const raj = aMember({ id: "raj", team: "t3" });
        const teams = [aTeam("t0"), aTeam("t1", "t0"), aTeam("t2", "t1"), aTeam("t3", "t2")];
        const plans = requirements.map((require, depth) =>
          aPlan({ id: `p${depth}`, number: depth + 1, audience: anAudience({ team: `t${depth}` }), require }),
        );
        const asked = new Map(asksOf(raj, plans, { teams }).map((ask) => [ask.plan.id, ask]));
        const taken = new Map<string, string>();
        for (const plan of plans.toReversed()) {
          const all = paths(plan.versions[0].require);
          const gone = all.filter((path) => taken.has(metricIn(path)));
          const left = gone.some((path) => path.includes("anyOf")) ? [] : all.filter((path) => !gone.includes(path));
          const kept = asked.get(plan.id)?.requirement;
          expect(kept === undefined ? [] : paths(kept)).toEqual(left);
          // Whoever asks the metric instead names the plan.
          for (const path of gone) {
            const by = asked.get(taken.get(metricIn(path)) ?? "")?.requirement;
            const [quota] = by === undefined ? [] : askedQuotas(by).filter(({ metric }) => metric.id === metricIn(path));
            expect(quota?.derivation).toContainEqual(expect.objectContaining({ step: "replaced", plan: plan.id }));
          }
          for (const path of left) taken.set(metricIn(path), plan.id);
        }
      }),
    );
  });

  test("two equally specific ones both ask, should they meet", () => {
    const plans = [wide(aQuota("calls", 100)), aPlan({ id: "also", number: 2, require: aQuota("calls", 70) })];
    expect(shown(asksOf(newcomer, plans))).toEqual(["wide: calls (base 100)", "also: calls (base 70)"]);
  });
});

describe("the version in force", () => {
  const versions = [
    { ...aPlan({ id: "p", require: aQuota("calls", 100) }).versions[0], version: 1, startsOn: day("2026-01-01") },
    { ...aPlan({ id: "p", require: aQuota("calls", 150) }).versions[0], version: 2, startsOn: day("2026-03-01") },
  ] as const;
  const plan: Plan = { id: "p", number: 1, endedOn: null, versions };

  test.each([
    ["2025-12-31", undefined],
    ["2026-01-01", 1],
    ["2026-02-28", 1],
    ["2026-03-01", 2],
    ["2027-03-01", 2],
  ])("on %s is %s", (on, version) => {
    expect(plansInForce([plan], day(on), defaultCalendar)[0]?.version.version).toBe(version);
  });

  test("holds from the start of a period: what began under the earlier one ends under it", () => {
    const shifted: Plan = { ...plan, versions: [versions[0], { ...versions[1], startsOn: day("2026-03-10") }] };
    expect(plansInForce([shifted], day("2026-03-20"), defaultCalendar)[0]?.version.version).toBe(1);
    expect(plansInForce([shifted], day("2026-04-01"), defaultCalendar)[0]?.version.version).toBe(2);
  });

  test("may change the cadence: the month gives way to the first week that begins under the new one", () => {
    const weekly: Plan = { ...plan, versions: [versions[0], { ...versions[1], cadence: "week", startsOn: day("2026-03-16") }] };
    expect(plansInForce([weekly], day("2026-03-15"), defaultCalendar)[0]?.period).toEqual({
      cadence: "month",
      startsOn: day("2026-03-01"),
      endsBefore: day("2026-04-01"),
    });
    expect(plansInForce([weekly], day("2026-03-16"), defaultCalendar)[0]?.period).toEqual({
      cadence: "week",
      startsOn: day("2026-03-16"),
      endsBefore: day("2026-03-23"),
    });
  });

  test("there is none from the day on which the plan ended", () => {
    const ended = { ...plan, endedOn: day("2026-04-01") };
    expect(plansInForce([ended], day("2026-03-31"), defaultCalendar)).toHaveLength(1);
    expect(plansInForce([ended], day("2026-04-01"), defaultCalendar)).toEqual([]);
  });
});

// The wrong elsewhere: quarters that are calendar quarters only.
test("a quarter is one of the company's fiscal year", () => {
  const quarterly = aPlan({ id: "q", cadence: "quarter", startsOn: -Infinity, require: aQuota("calls", 300) });
  const fiscal: CompanyCalendar = { ...defaultCalendar, fiscalYear: { type: "months", startsOn: { month: 2, day: 1 } } };
  expect(plansInForce([quarterly], day("2026-04-15"), fiscal)[0]?.period).toEqual({
    cadence: "quarter",
    startsOn: day("2026-02-01"),
    endsBefore: day("2026-05-01"),
  });
  expect(plansInForce([quarterly], day("2026-04-15"), defaultCalendar)[0]?.period).toEqual({
    cadence: "quarter",
    startsOn: day("2026-04-01"),
    endsBefore: day("2026-07-01"),
  });
});
