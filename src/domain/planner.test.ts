import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fraction } from "./fraction.ts";
import { ratesAlong, type Funnel } from "./funnel.ts";
import { planEffort, type Capacity, type PlannerAnswer, type PlannerStage, type PlannerQuestion } from "./planner.ts";
import { sharpened, unknownRate } from "./rate.ts";
import { sentence } from "./refusal.ts";
import { assumed, type StageRate } from "./stage-rate.ts";

const HOUR = 3_600;

const known = (done: number, of: number): StageRate => ({ type: "known", rate: fraction(done, of) });

const stage = (id: string, rate: StageRate, secondsEach = 0): PlannerStage => ({ id, rate, secondsEach });

/** A month of 21 working days of six hours for selling, nobody counting the contacts. */
const month: Capacity = { work: 2_100, weekWork: 500, secondsPerDay: 6 * HOUR, mostContacts: null };

const plan = (question: Partial<PlannerQuestion> & Pick<PlannerQuestion, "stages">): PlannerAnswer => {
  const read = planEffort({ wanted: { type: "results", results: 4 }, chance: 0.8, capacity: month, ...question });
  if (!read.ok) throw new Error(read.refusals.map((each) => sentence(each, "en")).join("\n"));
  return read.value;
};

const refused = (question: Partial<PlannerQuestion>): readonly string[] => {
  const read = planEffort({
    wanted: { type: "results", results: 4 },
    chance: 0.8,
    capacity: month,
    stages: [stage("activity", known(1, 10))],
    ...question,
  });
  return read.ok ? [] : read.refusals.map(({ code, pointer }) => `${pointer} ${code}`);
};

// The numbers by SciPy, binom.sf and betabinom.sf.
describe("Raj's month of 400 activities and 30 opportunities", () => {
  const again = { type: "results", results: 30 } as const;

  test("takes 458 activities for 30 opportunities again at 80 %, were its 7.5 % known", () => {
    expect(plan({ wanted: again, stages: [stage("activity", known(30, 400), 300)] })).toMatchObject({
      type: "reachable",
      aim: { results: 30 },
      rate: known(3, 40),
      effort: {
        needed: { count: 458, low: 313, high: 492 },
        perWorkingDay: { count: 22, low: 15, high: 24 },
        perWeek: { count: 110, low: 75, high: 118 },
        stages: [{ id: "activity", count: 458, seconds: 458 * 300 }],
        seconds: 458 * 300,
      },
      availableSeconds: 21 * 6 * HOUR,
    });
  });

  test("and 479, since they were estimated from one month", () => {
    const rate: StageRate = { type: "believed", rate: sharpened(unknownRate, { reached: 30, of: 400 }) };
    expect(plan({ wanted: again, stages: [stage("activity", rate, 300)] })).toMatchObject({
      type: "reachable",
      effort: { needed: { count: 479, low: 283, high: 534 }, perWorkingDay: { count: 23 } },
    });
  });
});

/** Of the preset for advisers: Granum's 10-3-1. */
const granum: Funnel = {
  stages: ["contact", "fact-finding", "client"].map((id) => ({ id, name: { en: id }, kinds: [id], outcomes: [], milestone: null })),
  rates: [
    { from: "contact", to: "fact-finding", rate: 3_000n, source: { text: "Granum", year: null, url: null } },
    { from: "fact-finding", to: "client", rate: 3_333n, source: { text: "Granum", year: null, url: null } },
  ],
};

describe("an adviser without customers or history, who has to earn $3,600 in a month at $900 a contract", () => {
  const income = {
    type: "income",
    needed: { amountMinor: 360_000n, currency: "USD" },
    each: { amountMinor: 90_000n, currency: "USD" },
  } as const;
  const nothing = { reached: 0, of: 0 };
  const [first, second] = ratesAlong(granum, "contact", "client") ?? [];
  const stages = [
    stage("contact", assumed(first!.rate, nothing), HOUR / 3),
    stage("fact-finding", assumed(second!.rate, nothing), 2 * HOUR),
  ] as const;

  test("needs 71 people to stay with a chance of 80 %, in a range that says how little is known: 17 to 99", () => {
    expect(plan({ wanted: income, stages })).toMatchObject({
      type: "reachable",
      aim: { results: 4 },
      effort: {
        needed: { count: 71, low: 17, high: 99 },
        perWorkingDay: { count: 4, low: 1, high: 5 },
        perWeek: { count: 17, low: 5, high: 24 },
        stages: [{ id: "contact", count: 71 }, { id: "fact-finding" }],
      },
    });
  });

  test("would need 54, were the preset's rates sure", () => {
    expect(plan({ wanted: income, stages: [stage("contact", known(3, 10)), stage("fact-finding", known(3_333, 10_000))] })).toMatchObject({
      type: "reachable",
      effort: { needed: { count: 54, low: 19, high: 65 } },
    });
  });

  test("needs one contract more for one cent more", () => {
    expect(plan({ wanted: { ...income, needed: { amountMinor: 360_001n, currency: "USD" } }, stages }).aim).toEqual({ results: 5 });
  });

  test("cannot do it with 40 people whom they may contact, and hears how far those lead", () => {
    const found = plan({ wanted: income, stages, capacity: { ...month, mostContacts: 40 } });
    expect(found).toMatchObject({
      type: "not_reachable",
      why: [{ type: "contacts", needed: 71, most: 40 }],
      effort: { needed: { count: 71 } },
      reach: { count: 40, within: { results: 2 } },
    });
    expect(found.type === "not_reachable" && found.reach.expectedResults).toBeCloseTo(40 * 0.3 * 0.3333, 9);
  });

  test("has the effort in days of their own: half the month away, and it is twice as much a day", () => {
    const halfAway = plan({ wanted: income, stages, capacity: { ...month, work: 1_050, secondsPerDay: 8 * HOUR } });
    expect(halfAway).toMatchObject({
      type: "reachable",
      effort: { needed: { count: 71 }, perWorkingDay: { count: 7 }, perWeek: { count: 34 } },
    });
  });
});

test("four deals a quarter at 379 dials a meeting, of which a fifth becomes a deal, are beyond one person", () => {
  const quarter: Capacity = { ...month, work: 6_500 };
  const found = plan({ stages: [stage("dial", known(1, 379), 180), stage("meeting", known(1, 5), HOUR)], capacity: quarter });
  const each = 180 + HOUR / 379;
  const most = Math.floor((65 * 6 * HOUR) / each);
  expect(found).toMatchObject({
    type: "not_reachable",
    why: [{ type: "time", availableSeconds: 65 * 6 * HOUR }],
    effort: { needed: { count: 10_450, low: 3_307, high: 12_659 }, perWorkingDay: { count: 161 } },
    reach: { count: most, within: { results: 2 } },
  });
  expect(found.type === "not_reachable" && found.effort?.seconds).toBeCloseTo(10_450 * each, 3);
  expect(found.type === "not_reachable" && found.reach.chance).toBeLessThan(0.8);
});

test("a worth that is out of reach is told with how much is within it", () => {
  const deals = [300_00n, 500_00n, 700_00n].map((amountMinor) => ({ amountMinor, currency: "USD" }));
  const found = plan({
    wanted: { type: "worth", needed: { amountMinor: 20_000_00n, currency: "USD" }, deals },
    stages: [stage("demo", known(1, 4), 2 * HOUR)],
  });
  expect(found).toMatchObject({
    type: "not_reachable",
    aim: { worth: { amountMinor: 20_000_00n } },
    why: [{ type: "time" }],
    reach: { count: 63 },
  });
  // 63 demos, a quarter of them deals of $500: $7,875 in the middle.
  const within = found.type === "not_reachable" && "worth" in found.reach.within ? found.reach.within.worth : null;
  expect(within?.currency).toBe("USD");
  expect(within!.amountMinor > 6_000_00n && within!.amountMinor < 7_000_00n).toBe(true);
});

test("what nothing leads to is said with the stage from which nothing comes, and what has no end with that", () => {
  expect(plan({ stages: [stage("call", known(1, 10)), stage("demo", known(0, 1))] })).toMatchObject({
    type: "not_reachable",
    why: [{ type: "no_rate", stage: "demo" }],
    effort: null,
    reach: { chance: 0, expectedResults: 0, within: { results: 0 } },
  });
  expect(plan({ stages: [stage("post", known(1, 1_000_000_000))] })).toMatchObject({
    type: "not_reachable",
    why: [{ type: "no_end", most: 10_000_000 }],
  });
});

test("of a rate of which hardly anything is known nothing bounds the range", () => {
  const found = plan({
    wanted: { type: "results", results: 1 },
    chance: 0.7,
    stages: [stage("post", { type: "believed", rate: { alpha: 0.1, beta: 2 } })],
  });
  expect(found.effort).toMatchObject({ needed: { high: null }, perWeek: { high: null } });
  expect(found.effort?.needed.count).toBeGreaterThan(100_000);
});

test("who is away all month reaches nothing, and who has neither time nor people hears both", () => {
  const stages = [stage("call", known(1, 10), HOUR)] as const;
  expect(plan({ stages, capacity: { ...month, work: 0 } })).toMatchObject({
    type: "not_reachable",
    why: [{ type: "no_working_days" }],
    reach: { count: 0, chance: 0, within: { results: 0 } },
  });
  const both = plan({ stages, capacity: { ...month, secondsPerDay: HOUR, mostContacts: 30 } });
  expect(both.type === "not_reachable" && both.why.map(({ type }) => type)).toEqual(["time", "contacts"]);
  expect(both).toMatchObject({ reach: { count: 21 } });
});

test("what has no answer is refused, all at once", () => {
  const money = (amountMinor: bigint, currency: string) => ({ amountMinor, currency });
  expect(refused({ chance: 1, wanted: { type: "results", results: 0 } })).toEqual([
    "/wanted/results planner-results",
    "/chance planner-chance",
  ]);
  expect(refused({ wanted: { type: "results", results: 2.5 } })).toEqual(["/wanted/results planner-results"]);
  expect(refused({ wanted: { type: "income", needed: money(0n, "USD"), each: money(5n, "USD") } })).toEqual(["/wanted/needed planner-pay"]);
  expect(refused({ wanted: { type: "income", needed: money(5n, "USD"), each: money(0n, "KRW") } })).toEqual([
    "/wanted/each/currency planner-currencies",
    "/wanted/each planner-pay",
  ]);
  expect(refused({ wanted: { type: "worth", needed: money(5n, "USD"), deals: [] } })).toEqual(["/wanted/deals planner-deals"]);
  expect(refused({ wanted: { type: "worth", needed: money(0n, "USD"), deals: [money(5n, "USD"), money(5n, "KRW")] } })).toEqual([
    "/wanted/needed planner-pay",
    "/wanted/deals/1/currency planner-currencies",
  ]);
  expect(refused({ stages: [stage("a", known(3, 2)), stage("b", { type: "believed", rate: { alpha: 4, beta: -1 } })] })).toEqual([
    "/stages/0/rate planner-rate",
    "/stages/1/rate planner-rate",
  ]);
});

describe("the way through a funnel's rates", () => {
  const source = { text: "somewhere", year: null, url: null };
  const funnel = (...pairs: readonly (readonly [string, string])[]): Funnel => ({
    stages: ["a", "b", "c", "d"].map((id) => ({ id, name: { en: id }, kinds: [id], outcomes: [], milestone: null })),
    rates: pairs.map(([from, to]) => ({ from, to, rate: 5_000n, source })),
  });
  const way = (of: Funnel, from: string, to: string) => ratesAlong(of, from, to)?.map((each) => `${each.from}${each.to}`);

  test.each<[string, Funnel, readonly string[] | undefined]>([
    ["goes by each stage", funnel(["a", "b"], ["b", "c"], ["c", "d"]), ["ab", "bc", "cd"]],
    ["goes by a stage where it can", funnel(["a", "d"], ["a", "c"], ["c", "d"]), ["ac", "cd"]],
    ["turns back where a stage leads nowhere", funnel(["a", "b"], ["a", "c"], ["c", "d"]), ["ac", "cd"]],
    ["is none where a rate is not told", funnel(["a", "b"], ["c", "d"]), undefined],
  ])("%s", (_, of, expected) => expect(way(of, "a", "d")).toEqual(expected));
});

const rates = fc.integer({ min: 1, max: 100 }).map((done) => known(done, 100));

test("more results, more certainty or a smaller capacity never takes less", () =>
  fc.assert(
    fc.property(rates, rates, fc.integer({ min: 1, max: 20 }), fc.constantFrom(0.5, 0.8), (a, b, results, chance) => {
      const stages = [stage("a", a, 60), stage("b", b, 600)] as const;
      const count = (more: number, sure: number): number =>
        plan({ stages, wanted: { type: "results", results: more }, chance: sure }).effort?.needed.count ?? NaN;
      expect(count(results + 1, chance)).toBeGreaterThan(count(results, chance));
      expect(count(results, chance + 0.1)).toBeGreaterThanOrEqual(count(results, chance));
      const found = plan({ stages, wanted: { type: "results", results }, chance });
      const half = plan({ stages, wanted: { type: "results", results }, chance, capacity: { ...month, work: 1_000 } });
      if (found.type === "not_reachable") expect(half.type).toBe("not_reachable");
      if (found.type === "not_reachable") expect("results" in found.reach.within && found.reach.within.results).toBeLessThan(results);
    }),
  ));
