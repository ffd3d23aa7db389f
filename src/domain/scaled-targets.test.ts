import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allOf,
  anAudience,
  anyOf,
  aMember,
  aPlan,
  aQuota,
  aTeam,
  fullTime,
  metricsNamed,
  plainTerms,
} from "../../tests/company-samples.ts";
import type { Rounding } from "./apportion.ts";
import { askedQuotas, type Ask, type AskedQuota } from "./ask.ts";
import { askedOn, plansInForce, type Working } from "./asked.ts";
import { attainmentsOf } from "./attainment.ts";
import { sumsOf } from "./attainment-sums.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { daysIn, isWithin, parseDay, weekdayOf, type Day, type Span } from "./day.ts";
import type { Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import type { Plan, PlanVersion, Requirement } from "./plan.ts";
import type { Ramp } from "./ramp.ts";
import type { ScaleStep } from "./target.ts";
import { teamTree } from "./team-tree.ts";
import { mondayToFriday, type DaysOff, type HolidayCalendar, type WorkFacts, type WorkingPattern } from "./working-days.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const metrics = metricsNamed("calls", "emails");
const tree = teamTree([aTeam("sales"), aTeam("seoul", "sales"), aTeam("busan", "sales")]);

/** Who works how much, by id of the member. */
type Facts = Partial<Pick<WorkFacts, "pattern" | "calendar" | "leaves">>;

const workingBy = (facts: ReadonlyMap<string, Facts>, clocksPauseOnLeave = false): Working => ({
  ...fullTime,
  factsOf: (member) => ({ ...fullTime.factsOf(member), ...facts.get(member.id) }),
  clocksPauseOnLeave,
});

const asksOf = (member: Member, plans: readonly Plan[], on: Day, working: Working): readonly Ask[] =>
  askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree, working })(member)?.asks ?? [];

const targetOf = (member: Member, plans: readonly Plan[], on: Day, working = fullTime): number =>
  Number(asksOf(member, plans, on, working).flatMap(({ requirement }) => askedQuotas(requirement))[0]?.target) / Number(CREDIT_PER_COUNT);

const ramp = (
  cadence: Ramp["cadence"],
  from: Ramp["from"],
  ...[first, ...rest]: readonly (readonly [through: number, percent: number])[]
): Ramp => {
  const step = ([through, percent]: readonly [number, number]) => ({ through, share: BigInt(percent * 100) });
  if (first === undefined) throw new Error("A ramp has a step");
  return { cadence, from, steps: [step(first), ...rest.map(step)] };
};

describe("a ramp", () => {
  const weekly = (steps: Ramp): Plan => aPlan({ id: "weekly", cadence: "week", require: aQuota("calls", 250), ramp: steps });
  const hired = aMember({ id: "hired", employedFrom: day("2026-09-17") });

  test.each([
    ["2026-09-18", 125],
    ["2026-09-21", 125],
    ["2026-09-27", 125],
    ["2026-09-28", 187.5],
    ["2026-10-04", 187.5],
    ["2026-10-05", 250],
  ])("counts the weeks from the one in which somebody started, on a Thursday: on %s it asks %s", (on, expected) => {
    const plan = weekly(ramp("week", "employment", [2, 50], [3, 75]));
    const fine = aPlan({
      ...plan,
      cadence: "week",
      require: { type: "quota", metric: "calls", target: 2_500_001n },
      ramp: plan.versions[0].ramp,
    });
    expect(targetOf(hired, [plan], day(on))).toBe(Math.round(expected));
    expect(targetOf(hired, [fine], day(on))).toBeCloseTo(expected, 3);
  });

  test("of months holds in every week that the member begins in them", () => {
    const plan = weekly(ramp("month", "employment", [1, 40]));
    const inWeekOf = (on: string): number => targetOf(hired, [plan], day(on));
    expect([inWeekOf("2026-09-30"), inWeekOf("2026-10-03"), inWeekOf("2026-10-05")]).toEqual([100, 100, 250]);
  });

  test("is over for whoever has always been there", () => {
    expect(targetOf(aMember({ id: "old" }), [weekly(ramp("week", "employment", [400, 0]))], day("2026-09-21"))).toBe(250);
  });

  test("of a phase counts from its first day, and from that of employment where nobody knows another", () => {
    const phase = (from: Day) => aMember({ id: "p", employedFrom: day("2026-09-01"), phase: [{ value: "probation", from }] });
    const audience = anAudience({ phase: "probation" });
    const plan = aPlan({ id: "p", cadence: "week", audience, require: aQuota("calls", 250), ramp: ramp("week", "phase", [1, 0], [2, 50]) });
    const on = (member: Member, text: string): number => targetOf(member, [plan], day(text));
    expect([on(phase(day("2026-09-16")), "2026-09-16"), on(phase(day("2026-09-16")), "2026-09-23")]).toEqual([0, 125]);
    expect([on(phase(-Infinity), "2026-09-02"), on(phase(-Infinity), "2026-09-08"), on(phase(-Infinity), "2026-09-15")]).toEqual([
      0, 125, 250,
    ]);
  });

  test("waits for weeks wholly on leave where the company says so", () => {
    const leaves: readonly DaysOff[] = [{ span: { startsOn: day("2026-09-21"), endsBefore: day("2026-10-05") }, off: 100 }];
    const facts = new Map([["hired", { leaves }]]);
    const plan = weekly(ramp("week", "employment", [2, 50]));
    const on = (text: string, pauses: boolean): number => targetOf(hired, [plan], day(text), workingBy(facts, pauses));
    expect([on("2026-10-05", true), on("2026-10-12", true)]).toEqual([125, 250]);
    expect([on("2026-10-05", false), on("2026-09-21", true)]).toEqual([250, 125]);
  });

  test("that asks nothing excuses", () => {
    const plan = weekly(ramp("week", "employment", [2, 0]));
    const [row] = attainmentsOf([hired], {
      asked: askedOn(day("2026-09-21"), {
        inForce: plansInForce([plan], day("2026-09-21"), defaultCalendar),
        metrics,
        tree,
        working: fullTime,
      }),
      counted: { credits: new Map(), byDay: new Map(), counting: new Set() },
      today: () => day("2026-10-21"),
    });
    expect(row?.requirement).toMatchObject({ status: "excused", progress: null });
  });
});

describe("a target that is no amount of work", () => {
  test("stays as it is, and the derivation says so", () => {
    const require: Requirement = allOf({ type: "quota", metric: "calls", target: 400_000n, proration: "none" }, aQuota("emails", 40));
    const plan = aPlan({ id: "p", require, proration: "working-days", ramp: ramp("month", "employment", [1, 50]) });
    const member = aMember({ id: "late", employedFrom: day("2026-09-17") });
    const [calls, emails] = asksOf(member, [plan], day("2026-09-20"), fullTime).flatMap(({ requirement }) => askedQuotas(requirement));
    expect(calls).toMatchObject({ target: 400_000n, derivation: [{ step: "base" }, { step: "unscaled" }] });
    // 40 × 50 % × 10/22 working days.
    expect(emails).toMatchObject({ target: 90_000n });
  });

  test("is asked whole of whoever came to it within the period", () => {
    const require: Requirement = { type: "quota", metric: "calls", target: 400_000n, proration: "none" };
    const plan = aPlan({ id: "p", require, proration: "working-days", audience: anAudience({ team: "busan" }) });
    const team = [
      { value: "seoul", from: -Infinity },
      { value: "busan", from: day("2026-09-20") },
    ];
    expect(targetOf(aMember({ id: "mo", team }), [plan], day("2026-09-25"))).toBe(40);
  });
});

test("on a day on which the full-time week has no work nothing is asked", () => {
  const plan = aPlan({ id: "daily", cadence: "day", require: aQuota("calls", 50), proration: "working-days" });
  const on = (text: string): number => targetOf(aMember({ id: "m" }), [plan], day(text));
  expect([on("2026-09-25"), on("2026-09-26")]).toEqual([50, 0]);
});

describe("a version that cuts a period", () => {
  const versions = (...all: readonly (Partial<PlanVersion> & Pick<PlanVersion, "require">)[]): Plan => {
    const [first, ...rest] = all.map((version, index): PlanVersion => ({
      version: index + 1,
      startsOn: 0,
      name: {},
      cadence: "month",
      audience: anAudience(),
      ...plainTerms,
      ...version,
    }));
    if (first === undefined) throw new Error("A plan has a version");
    return { id: "plan", number: 1, endedOn: null, versions: [first, ...rest] };
  };
  const raised = versions(
    { require: allOf(aQuota("calls", 100), aQuota("emails", 31)) },
    { require: allOf(aQuota("calls", 200)), startsOn: day("2026-03-11"), reason: "a campaign" },
  );
  const member = aMember({ id: "m", team: "seoul" });

  test("asks everybody for both, each for its days, and shows it before it holds", () => {
    for (const [on, version] of [
      ["2026-03-05", 1],
      ["2026-03-11", 2],
      ["2026-03-31", 2],
    ] as const) {
      // prettier-ignore
      const [ask, ...more] = asksOf(member, [raised], day(on), fullTime);
      const [calls, emails] = ask === undefined ? [] : askedQuotas(ask.requirement);
      expect(more).toEqual([]);
      expect(ask?.version.version).toBe(version);
      // 100 × 10/31 + 200 × 21/31 = 5,200/31 = 167.7…, and 31 × 10/31.
      expect(calls).toMatchObject({ target: 1_680_000n, ownDays: null, metric: { id: "calls" } });
      expect(emails).toMatchObject({ target: 100_000n, ownDays: [{ startsOn: day("2026-03-01"), endsBefore: day("2026-03-11") }] });
    }
    expect(targetOf(member, [raised], day("2026-04-01"))).toBe(200);
    expect(targetOf(member, [raised], day("2026-02-28"))).toBe(100);
  });

  test("may be the first, which then asks for the rest of the period", () => {
    const late = versions({ require: aQuota("calls", 62), startsOn: day("2026-03-17"), reason: "at once" });
    expect(targetOf(member, [late], day("2026-03-20"))).toBe(30);
    expect(asksOf(member, [late], day("2026-02-28"), fullTime)).toEqual([]);
  });

  test("of another cadence waits for what began under the one before", () => {
    const weekly = versions(
      { require: aQuota("calls", 100) },
      { require: aQuota("calls", 7), cadence: "week", startsOn: day("2026-03-16") },
    );
    expect([targetOf(member, [weekly], day("2026-03-15")), targetOf(member, [weekly], day("2026-03-16"))]).toEqual([100, 7]);
  });

  test("members of equal facts share what they are asked", () => {
    const asked = askedOn(day("2026-03-05"), {
      inForce: plansInForce([raised], day("2026-03-05"), defaultCalendar),
      metrics,
      tree,
      working: fullTime,
    });
    const other = aMember({ id: "o", team: "seoul" });
    expect(asked(member)?.asks[0]).toBe(asked(other)?.asks[0]);
  });
});

describe("laws", () => {
  const month: Span = { startsOn: day("2026-09-01"), endsBefore: day("2026-10-01") };
  const days = Array.from({ length: daysIn(month) }, (_, index) => month.startsOn + index);
  const anyDay = (before = 0, after = 0) => fc.integer({ min: month.startsOn - before, max: month.endsBefore - 1 + after });
  const dated = <T>(value: fc.Arbitrary<T>) =>
    fc
      .array(fc.record({ value, from: anyDay(40, 3) }), { maxLength: 3 })
      .map((all) => [...new Map(all.map((each) => [each.from, each])).values()].toSorted((a, b) => a.from - b.from));
  const work = fc.constantFrom(0, 50, 80, 100);
  const patterns = fc.tuple(work, work, work, work, work, work, work) as fc.Arbitrary<WorkingPattern>; // seven of them
  const calendars: fc.Arbitrary<HolidayCalendar> = fc
    .array(fc.record({ on: anyDay(), off: fc.constantFrom(50, 100), name: fc.constantFrom("one", "other") }), { maxLength: 4 })
    .map((all) => ({
      id: "own",
      years: new Set([2026]),
      holidays: new Map(all.map(({ on, off, name }) => [on, { off, name: { en: name } }])),
    }));
  const leaves = fc.array(
    fc
      .record({ startsOn: anyDay(20), length: fc.integer({ min: 1, max: 9 }), off: fc.constantFrom(50, 100) })
      .map(({ startsOn, length, off }): DaysOff => ({ span: { startsOn, endsBefore: startsOn + length }, off })),
    { maxLength: 2 },
  );
  const facts: fc.Arbitrary<Required<Facts>> = fc.record({
    pattern: dated(fc.option(patterns)),
    calendar: dated(fc.option(calendars)),
    leaves,
  });
  const members = fc
    .record({
      team: dated(fc.constantFrom("seoul", "busan", null)),
      phase: dated(fc.constantFrom("probation", "established")),
      from: fc.oneof(fc.constant(-Infinity), anyDay(60, -20)),
      before: fc.oneof(
        fc.constant(Infinity),
        anyDay(-20, 5).map((last) => last + 1),
      ),
    })
    .map(({ team, phase, from, before }) => aMember({ id: "m", team, phase, employedFrom: from, employedBefore: before }));
  const ramps = fc.option(
    fc
      .tuple(
        fc.constantFrom("month" as const, "quarter" as const),
        fc.constantFrom("employment" as const, "phase" as const),
        fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
      )
      .map(([cadence, from, through, percents]) =>
        ramp(cadence, from, ...through.toSorted((a, b) => a - b).map((each, index) => [each, percents[index] ?? 0] as const)),
      ),
  );
  const terms = fc.record({
    ramp: ramps,
    proration: fc.constantFrom("working-days" as const, "none" as const),
    rounding: fc.constantFrom("half-up" as const, "up" as const, "down" as const),
  });
  const targets = fc.oneof(
    fc.integer({ min: 0, max: 300 }).map((count) => BigInt(count) * CREDIT_PER_COUNT),
    fc.bigInt({ min: 0n, max: 3_000_000n }),
  );

  /** Read anew, day by day and as plainly as can be: what of a day's work is done, in hundredths. */
  const workOf = (member: Member, { pattern, calendar, leaves: away }: Required<Facts>, on: Day): number => {
    const held = <T>(all: readonly { value: T; from: Day }[]): T | undefined => all.filter(({ from }) => from <= on).at(-1)?.value;
    if (on < member.employedFrom || on >= member.employedBefore) return 0;
    const week = held(pattern) ?? mondayToFriday;
    const holiday = held(calendar)?.holidays.get(on)?.off ?? 0;
    const left = Math.max(0, (week[weekdayOf(on) - 1] ?? 0) - holiday);
    return Math.max(0, left - away.filter(({ span }) => isWithin(span, on)).reduce((sum, { off }) => sum + off, 0));
  };
  const monthOf = (on: Day): number => {
    const date = new Date(on * 86_400_000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const phaseOf = (member: Member, on: Day): { readonly value: string | null; readonly since: Day } => {
    let [value, since]: [string | null, Day] = [null, -Infinity];
    for (const each of member.phase.filter(({ from }) => from <= on)) {
      if (each.value === value) continue;
      [value, since] = [each.value, each.from];
    }
    return { value, since };
  };
  const percentOn = (member: Member, on: Day, { ramp: steps }: PlanVersion): bigint => {
    if (steps === null) return 10_000n;
    const start = Math.max(member.employedFrom, steps.from === "phase" ? phaseOf(member, on).since : -Infinity);
    if (start === -Infinity) return 10_000n;
    const size = steps.cadence === "month" ? 1 : 3;
    const first = Math.max(start, month.startsOn);
    const nth = Math.floor(monthOf(first) / size) - Math.floor(monthOf(start) / size) + 1;
    return steps.steps.filter(({ through }) => nth <= through)[0]?.share ?? 10_000n;
  };

  type Exact = { readonly done: bigint; readonly of: bigint };
  const roundedBy = ({ done, of }: Exact, step: bigint, rule: Rounding): bigint => {
    const whole = done / (of * step);
    const rest = done - whole * of * step;
    const up = rule === "up" ? rest > 0n : rule === "half-up" && 2n * rest >= of * step;
    return (whole + (up ? 1n : 0n)) * step;
  };
  const stepFor = (bases: readonly bigint[]): bigint =>
    [10_000n, 1_000n, 100n, 10n, 1n].find((step) => bases.every((base) => base % step === 0n)) ?? 1n;

  const versionsOf = fc
    .tuple(fc.array(fc.tuple(targets, terms), { minLength: 1, maxLength: 3 }), fc.uniqueArray(anyDay(-1), { minLength: 2, maxLength: 2 }))
    .map(([all, cuts]): Plan => {
      const starts = [0, ...cuts.toSorted((a, b) => a - b)];
      const [first, ...rest] = all.map(([target, said], index): PlanVersion => ({
        version: index + 1,
        startsOn: starts[index] ?? 0,
        name: {},
        cadence: "month",
        audience: anAudience(),
        require: { type: "quota", metric: "calls", target },
        graceDays: 0,
        ...said,
        reason: "a law",
      }));
      if (first === undefined) throw new Error("There is one at least");
      return { id: "plan", number: 1, endedOn: null, versions: [first, ...rest] };
    });

  const shareOfStep = (step: ScaleStep): Exact => {
    if (step.step === "unscaled") return { done: 1n, of: 1n };
    if (step.step === "ramp") return { done: step.share, of: 10_000n };
    const less = step.time.less.reduce((sum, each) => sum + each.work, 0);
    expect(step.time.standard - less).toBe(step.time.worked);
    return step.ofWork === 0 ? { done: 0n, of: 1n } : { done: BigInt(step.time.worked), of: BigInt(step.ofWork) };
  };
  const times = (a: Exact, b: Exact): Exact => ({ done: a.done * b.done, of: a.of * b.of });
  const plus = (a: Exact, b: Exact): Exact => ({ done: a.done * b.of + b.done * a.of, of: a.of * b.of });

  /** The lines of a derivation alone, multiplied out and added up. */
  const multipliedOut = ({ derivation }: AskedQuota): Exact & { readonly bases: readonly bigint[] } => {
    let sum: Exact = { done: 0n, of: 1n };
    const bases: bigint[] = [];
    let open: Exact | null = null;
    for (const step of derivation) {
      if (step.step === "base") {
        bases.push(step.value);
        open = { done: step.value, of: 1n };
      } else if (step.step === "part") {
        bases.push(step.base);
        const byDays = step.scale.some(({ step: kind }) => kind !== "ramp")
          ? { done: 1n, of: 1n }
          : { done: BigInt(step.days), of: BigInt(step.ofDays) };
        sum = plus(sum, step.scale.map(shareOfStep).reduce(times, times({ done: step.base, of: 1n }, byDays)));
      } else if (step.step === "ramp" || step.step === "proration" || step.step === "unscaled")
        open = times(open ?? sum, shareOfStep(step));
    }
    return { ...(open ?? sum), bases };
  };

  /** The two versions that reach the member ask the same and round otherwise. */
  const cutByRounding = ((): [Plan, Member, Required<Facts>, Day] => {
    const require = { type: "quota", metric: "calls", target: 234_335n } as const;
    const version = { name: {}, cadence: "month", audience: anAudience(), require, ...plainTerms, proration: "working-days" } as const;
    const plan: Plan = {
      id: "plan",
      number: 1,
      endedOn: null,
      versions: [
        { ...version, version: 1, startsOn: 0 },
        { ...version, version: 2, startsOn: 20_698, rounding: "up" },
      ],
    };
    return [plan, aMember({ id: "m", employedBefore: 20_719 }), { pattern: [], calendar: [], leaves: [] }, 20_697];
  })();

  test("a target is what is asked on each day, by whatever version, ramp and working days, rounded once", () => {
    fc.assert(
      fc.property(versionsOf, members, facts, fc.constantFrom(...days), (plan, member, given, on) => {
        const [ask] = asksOf(member, [plan], on, workingBy(new Map([["m", given]])));
        const employed = days.filter((each) => member.employedFrom <= each && each < member.employedBefore);
        if (!employed.includes(on)) {
          expect(ask).toBeUndefined();
          return;
        }
        const [quota] = ask === undefined ? [] : askedQuotas(ask.requirement);
        const standard = BigInt(days.reduce((sum, each) => sum + (mondayToFriday[weekdayOf(each) - 1] ?? 0), 0));
        const versionOf = (each: Day): PlanVersion => plan.versions.filter(({ startsOn }) => startsOn <= each).at(-1) ?? plan.versions[0];
        const baseOf = ({ require }: PlanVersion): bigint =>
          require.type === "quota" && typeof require.target === "bigint" ? require.target : 0n;
        const exact = employed.reduce<bigint>((sum, each) => {
          const version = versionOf(each);
          const part = baseOf(version) * percentOn(member, each, version);
          return (
            sum + (version.proration === "none" ? part * standard : part * BigInt(workOf(member, given, each)) * BigInt(employed.length))
          );
        }, 0n);
        const of = 10_000n * standard * BigInt(employed.length);
        const step = stepFor([...new Set(employed.map((each) => baseOf(versionOf(each))))]);
        expect(quota?.target).toBe(roundedBy({ done: exact, of }, step, versionOf(employed.at(-1) ?? on).rounding));
        const shared = quota?.teams?.reduce((sum, { target }) => sum + target, 0n) ?? quota?.target;
        expect(shared).toBe(quota?.target);
      }),
      { numRuns: 400, examples: [cutByRounding] },
    );
  });

  const audiences = fc.constantFrom(
    anAudience(),
    anAudience({ team: "seoul" }),
    anAudience({ team: "busan" }),
    anAudience({ phase: "probation" }),
  );
  const quotas = fc
    .tuple(fc.constantFrom("calls", "emails"), targets, fc.boolean())
    .map(([metric, target, isUnscaled]): Requirement => ({ type: "quota", metric, target, ...(isUnscaled ? { proration: "none" } : {}) }));
  const requirements = fc.oneof(
    quotas,
    fc.tuple(quotas, quotas).map(([one, other]) => allOf(one, other)),
    fc.tuple(quotas, quotas).map(([one, other]) => anyOf(one, other)),
  );
  const companies = fc
    .uniqueArray(fc.tuple(audiences, requirements, terms), { minLength: 1, maxLength: 4, selector: ([audience]) => audience })
    .map((all) => all.map(([audience, require, said], index) => aPlan({ id: `p${index}`, number: index + 1, audience, require, ...said })));

  test("the lines of a derivation multiply out to the target, and parts add up to it", () => {
    fc.assert(
      fc.property(companies, members, facts, fc.constantFrom(...days), (plans, member, given, on) => {
        for (const ask of asksOf(member, plans, on, workingBy(new Map([["m", given]])))) {
          for (const quota of askedQuotas(ask.requirement)) {
            const { bases, ...exact } = multipliedOut(quota);
            const step = stepFor(bases);
            const parts = quota.derivation.filter((each) => each.step === "part");
            const isMean = parts.some(({ scale }) => scale.some((each) => each.step === "unscaled"));
            if (parts.length > 0) expect(parts.reduce((sum, { value }) => sum + value, 0n)).toBe(quota.target);
            // Of a ratio that several plans ask the mean is asked.
            if (isMean) continue;
            const said = quota.derivation.find((each) => each.step === "rounding");
            if (said === undefined) expect(exact.done).toBe(quota.target * exact.of);
            else {
              expect(BigInt(said.exact.done) * exact.of).toBe(exact.done * BigInt(said.exact.of));
              expect(quota.target).toBe(roundedBy(exact, step, said.rule));
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("the sum over teams is the sum of their members' targets", () => {
    const several = fc.array(fc.tuple(members, facts), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(companies, several, fc.constantFrom(...days), (plans, all, on) => {
        const everybody = all.map(([member], index) => ({ ...member, id: `m${index}`, number: index + 1 }));
        const working = workingBy(new Map(all.map(([, given], index) => [`m${index}`, given])));
        const rows = attainmentsOf(everybody, {
          asked: askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree, working }),
          counted: { credits: new Map(), byDay: new Map(), counting: new Set() },
          today: () => on,
        });
        const { company } = sumsOf(rows, tree);
        for (const plan of plans) {
          for (const metric of metrics.values()) {
            const asked = rows
              .filter(({ ask }) => ask.plan.id === plan.id)
              .map(({ ask }) => askedQuotas(ask.requirement).filter((quota) => quota.metric === metric))
              .map((same) => same.reduce((most, { target }) => (target > most ? target : most), 0n));
            const sum = company.find((each) => each.ask.plan.id === plan.id && each.quota.metric === metric);
            expect(sum?.target ?? 0n).toBe(asked.reduce((total, target) => total + target, 0n));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
