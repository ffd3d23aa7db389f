import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import type {
  CompanyFile,
  CalendarDaysEntry,
  DatedPatternEntry,
  FactorTableEntry,
  FunnelEntry,
  LeaveEntry,
  MemberEntry,
  MetricEntry,
  PeriodListEntry,
  PlanEntry,
  RequirementEntry,
  RewardEntry,
  TargetTableEntry,
  TeamEntry,
} from "../domain/company-file.ts";
import { roundings } from "../domain/apportion.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { periodText } from "../domain/period-text.ts";
import { defaultCalendar, periodContaining, type Cadence } from "../domain/period.ts";
import { throughFieldOf } from "../domain/ramp.ts";
import { accumulations, splits } from "../domain/rewards/reward-plan.ts";
import { sentence } from "../domain/refusal.ts";
import { inCompany } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { diffCompany } from "./diff-company.ts";
import { exportCompany } from "./export-company.ts";
import { writeCompanyText } from "./company-file/write.ts";

const { database } = await testDatabase();

const runs = Number(process.env["ATTAIN_TEST_COMPANY_RUNS"] || 25);
const today = 20_500;

// Names and marks that YAML, JSON and PostgreSQL each read in their own way when they are not careful.
const hostile = fc.constantFrom(
  "no",
  "null",
  "~",
  "0x1F",
  "1e3",
  "2026-01-05",
  "- a",
  "a: b",
  "# c",
  "{x}",
  "[y]",
  "'q'",
  '"d"',
  "*a",
  "&b",
  "!t",
  "%",
  "@",
  "`",
  "|",
  ">",
  "한글 이름",
  "Ünï",
  "a\\b",
  "tab",
  "=1+1",
  "é",
  "👩‍💼",
);
const word = fc.oneof(
  fc.constantFrom("sales", "a", "b.c", "x_y", "A-1", "팀", "007", "true", "on", "é1"),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
);
const name = fc.oneof(hostile, fc.record({ ko: hostile }), fc.record({ en: hostile, ko: hostile }));
const day = fc.integer({ min: today - 400, max: today + 400 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Without what is undefined: a file has no such thing. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // what JSON keeps of a value has its type

const ids = (most: number): fc.Arbitrary<string[]> => fc.uniqueArray(word, { maxLength: most, selector: (each) => each.normalize("NFC") });

const datedOf = <V>(value: fc.Arbitrary<V>): fc.Arbitrary<V | { value: V | null; from?: string }[]> =>
  fc.oneof(
    value,
    fc
      .tuple(fc.boolean(), fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), fc.array(fc.option(value), { minLength: 3, maxLength: 3 }))
      .map(([fromStart, days, values]) =>
        days
          .toSorted((a, b) => a - b)
          .map((from, index) => ({ value: values[index] ?? null, ...(fromStart && index === 0 ? {} : { from: isoDay(from) }) })),
      ),
  );

const pattern = fc.oneof(
  fc.constantFrom<["mon", ...("tue" | "sun")[]]>(["mon"], ["mon", "sun", "tue"]),
  fc.constantFrom({ mon: 1, tue: 0.5 }, { sat: 0.01, sun: 0 }, { wed: 0.8 }),
);
const calendarIds = ["own", "on-own", "KR", "DE-BY"];
const calendars: fc.Arbitrary<CalendarDaysEntry[]> = fc
  .record({
    id: fc.constant("own"),
    name: maybe(name),
    base: maybe(fc.constantFrom("US", "GB-SCT")),
    days: maybe(
      fc.uniqueArray(fc.record({ on: day.map((each) => isoDay(each * 2)), name: maybe(name), half: maybe(fc.boolean()) }), {
        selector: ({ on }) => on,
        maxLength: 3,
      }),
    ),
    working: maybe(
      fc.array(
        day.map((each) => isoDay(each * 2 + 1)),
        { maxLength: 2 },
      ),
    ),
    years: fc.constant([2026, 2025]),
    provisional: maybe(fc.constant([2027])),
  })
  .map((own) => [own, { id: "on-own", base: "own" }]);

/** Days of one member that no two leaves share. */
const leavesOf = (members: readonly string[]): fc.Arbitrary<LeaveEntry[]> =>
  fc
    .array(
      fc.record({
        member: members.length === 0 ? fc.constant("") : fc.constantFrom(...members),
        week: fc.integer({ min: -50, max: 50 }),
        length: fc.integer({ min: 0, max: 6 }),
        kind: fc.constantFrom("vacation" as const, "sick" as const),
        half: maybe(fc.boolean()),
      }),
      { maxLength: members.length === 0 ? 0 : 6 },
    )
    .map((all) =>
      [...new Map(all.map((each) => [`${each.member} ${each.week}`, each])).values()].map(({ member, week, length, kind, half }) => ({
        member,
        from: isoDay(today + week * 7),
        through: isoDay(today + week * 7 + length),
        kind,
        half,
      })),
    );

const teamsOf = (names: readonly string[]): fc.Arbitrary<TeamEntry[]> =>
  fc.tuple(
    ...names.map((id, index) =>
      fc.record({
        id: fc.constant(id),
        name: maybe(name),
        timeZone: maybe(fc.constantFrom("Asia/Seoul", "Europe/Kiev")),
        holidays: maybe(fc.constantFrom(...calendarIds)),
        parent: index === 0 ? fc.constant(undefined) : maybe(fc.constantFrom(...names.slice(0, index))),
      }),
    ),
  );

const membersOf = (names: readonly string[], teams: readonly string[]): fc.Arbitrary<MemberEntry[]> =>
  fc.tuple(
    ...names.map((id, index) =>
      fc.record({
        id: fc.constant(id),
        name,
        email: maybe(fc.constant(`Person${index}@Example.com`)),
        code: maybe(fc.constant(`00${index}`)),
        role: maybe(fc.constantFrom("rep" as const, "manager" as const)),
        team: teams.length === 0 ? fc.constant(undefined) : maybe(datedOf(fc.constantFrom(...teams))),
        timeZone: maybe(datedOf(fc.constantFrom("Asia/Kolkata", "America/New_York"))),
        phase: maybe(datedOf(fc.constantFrom("probation", "established"))),
        holidays: maybe(datedOf(fc.constantFrom(...calendarIds))),
        workingDays: maybe<DatedPatternEntry>(datedOf(pattern)),
        engagement: maybe(datedOf(fc.constantFrom("employee" as const, "contractor" as const))),
        employedFrom: maybe(fc.integer({ min: today - 900, max: today - 500 }).map(isoDay)),
        employedThrough: maybe(day.map(isoDay)),
        language: maybe(fc.constantFrom("ko" as const, "en" as const)),
        notices: maybe(
          fc.constantFrom(
            {},
            { met: "inbox" as const, dispute_raised: "email" as const },
            { closing_soon: "digest" as const, at_risk: "email" as const },
          ),
        ),
        identities: maybe(
          fc
            .uniqueArray(hostile, { maxLength: 2 })
            .map((marks) =>
              marks
                .filter((mark) => !["null", "~"].includes(mark) && !/\u200d/.test(mark))
                .map((mark) => ({ source: "crm", externalId: `${mark}/${index}` })),
            ),
        ),
        ended: maybe(fc.boolean()),
      }),
    ),
  );

const wheres = [
  'kind == "call"',
  'kind == "house-visit" && direction=="outbound"',
  "has(attributes.campaign)",
  "amount > 12 || !hasEvidence",
  'subject.contains("# \\"x\\": {y}")',
  "true",
];
const measures = [
  undefined,
  "count" as const,
  { sum: "quantity" as const },
  { sum: "durationSeconds" as const },
  { sum: "amount" as const },
  { sum: "amount" as const, currency: "KRW" },
  { sum: "attributes.premium", factor: "rates" },
];

const factor = fc.constantFrom(0, 0.3, "33.33%", "100 %", 1.5);
const factorTables: fc.Arbitrary<FactorTableEntry[]> = fc
  .tuple(
    fc.dictionary(
      fc.oneof(hostile, word),
      fc.oneof(
        factor,
        fc
          .tuple(fc.uniqueArray(day, { minLength: 1, maxLength: 3 }), fc.array(fc.option(factor), { minLength: 3, maxLength: 3 }), hostile)
          .map(([days, values, reason]) =>
            days.toSorted((a, b) => a - b).map((from, index) => ({ value: values[index] ?? null, from: isoDay(from), reason })),
          ),
      ),
      { maxKeys: 4, noNullPrototype: true },
    ),
    maybe(name),
  )
  .map(([values, called]) => [{ id: "rates", name: called, by: "attributes.campaign", values }]);

const metricsOf = (names: readonly string[]): fc.Arbitrary<MetricEntry[]> =>
  fc
    .tuple(
      ...names.map((id) =>
        fc.tuple(fc.constantFrom(...measures), fc.uniqueArray(day, { maxLength: 2 })).chain(([measure, days]) =>
          fc.tuple(
            ...[undefined, ...days].map((startsOn) =>
              fc.record({
                id: fc.constant(id),
                startsOn: fc.constant(startsOn === undefined ? undefined : isoDay(startsOn)),
                name: maybe(name),
                where: fc.constantFrom(...wheres),
                measure: fc.constant(measure),
                oncePer: maybe(
                  fc.record({
                    prospect: fc.constantFrom("day" as const, "week" as const, "ever" as const),
                    within: maybe(fc.constantFrom("member" as const, "company" as const)),
                  }),
                ),
                provenance: maybe(fc.constantFrom(["imported" as const, "captured" as const], ["attested" as const])),
              }),
            ),
          ),
        ),
      ),
    )
    .map((versions) => versions.flat());

/** Of each metric there is a table for these. */
const tableCadences = ["week", "month", "year", "month-from-26"] as const satisfies readonly Cadence[];

const requirementOf = (metrics: readonly string[], cadence: Cadence): fc.Arbitrary<RequirementEntry> =>
  fc.letrec<{ node: RequirementEntry }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      metrics.length === 0
        ? fc.constant({ kind: "demo", target: 3 })
        : fc.record({
            metric: fc.constantFrom(...metrics),
            target: fc.constantFrom(0, 1, 250, 1_000_000_000_000, "150", "1000000000000.0"),
            stretch: maybe(fc.constantFrom(1_000_000_000_000, "1000000000000")),
            proration: maybe(fc.constant("none" as const)),
          }),
      fc
        .array(
          fc.record({
            weight: fc.constantFrom(40, 0.5, "33.3333"),
            cap: maybe(fc.constantFrom("150%", 1.2)),
            floor: maybe(fc.constantFrom("50%", 0.25)),
            require: tie("node"),
          }),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts) => ({ score: { needed: "0.0001", parts } })),
      ...(metrics.length === 0 || !tableCadences.some((each) => each === cadence)
        ? []
        : [fc.constantFrom(...metrics).map((metric) => ({ metric, target: { table: `${metric}-${cadence}` } }))]),
      fc.record({
        kind: fc.constantFrom("call", "house-visit", "email"),
        direction: maybe(fc.constantFrom("outbound" as const, "inbound" as const)),
        outcome: maybe(fc.constantFrom("held", "no_answer")),
        target: fc.constantFrom(5, 2.5, "0.0001"),
      }),
      fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf })),
      fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    ),
  })).node;

const scalingOf = (cadence: Cadence) => ({
  ramp: maybe(
    fc
      .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 })
      .chain((through) =>
        fc.tuple(
          ...through
            .toSorted((a, b) => a - b)
            .map((each) =>
              fc.constantFrom("50%", 0, 0.3333, "100 %", "12.5%").map((share) => ({ [throughFieldOf(cadence)]: each, share })),
            ),
        ),
      ),
  ),
  proration: maybe(fc.constantFrom("working-days" as const, "none" as const)),
  rounding: maybe(fc.constantFrom("half-up" as const, "up" as const, "down" as const)),
  graceDays: maybe(fc.constantFrom(0, 3, 92)),
});
/** An over alone, since it takes none inside. */
const overOf = (metrics: readonly string[]): fc.Arbitrary<RequirementEntry> =>
  fc.record({
    over: fc
      .tuple(fc.constantFrom("atLeast", "inARow"), fc.constantFrom(1, 2), fc.constantFrom(...metrics, "calls"))
      .map(([rule, needed, metric]) => ({
        cadence: "day",
        of: metric === "calls" ? { kind: "call", target: 2 } : { metric, target: 2 },
        [rule]: needed,
      })),
  });

const periodLists: fc.Arbitrary<PeriodListEntry[]> = fc
  .tuple(fc.uniqueArray(fc.integer({ min: today - 300, max: today + 300 }), { minLength: 1, maxLength: 5 }), name, maybe(hostile))
  .map(([days, label, reason]) => [
    {
      id: "own",
      name: label,
      periods: days.toSorted((a, b) => a - b).map((day) => ({ label, startsOn: isoDay(day) })),
      endsBefore: isoDay(today + 401),
      reason,
    },
  ]);
/** A table for each metric and cadence; weeks and months that are over change only for a reason. */
const tablesOf = (
  metrics: readonly string[],
  of: { readonly teams: readonly string[]; readonly members: readonly string[] },
): fc.Arbitrary<TargetTableEntry[]> => {
  const target = fc.constantFrom(0, 150, "1000000000000");
  const rowsOf = (names: readonly string[], cadence: Cadence) =>
    names.length === 0
      ? fc.constant(undefined)
      : maybe(
          fc.dictionary(
            fc.constantFrom(...names),
            fc.dictionary(
              day.map((each) => periodText(periodContaining(cadence, each, defaultCalendar), defaultCalendar)),
              target,
              { maxKeys: 4, noNullPrototype: true },
            ),
            { maxKeys: 3, noNullPrototype: true },
          ),
        );
  return fc.tuple(
    ...metrics.flatMap((metric) =>
      tableCadences.map((cadence) =>
        fc.record({
          id: fc.constant(`${metric}-${cadence}`),
          name: maybe(name),
          metric: fc.constant(metric),
          cadence: fc.constant(cadence),
          rows: rowsOf(of.members, cadence),
          teamRows: rowsOf(of.teams, cadence),
          reason: fc.constant("drawn anew"),
        }),
      ),
    ),
  );
};

const plansOf = (
  names: readonly string[],
  of: { readonly metrics: readonly string[]; readonly teams: readonly string[]; readonly members: readonly string[] },
): fc.Arbitrary<PlanEntry[]> =>
  fc
    .tuple(
      ...names.map((id, index) =>
        fc
          .tuple(
            fc.constantFrom(
              "week" as const,
              "month" as const,
              "quarter" as const,
              "year" as const,
              "month-from-26" as const,
              "month-from-last" as const,
            ),
            fc.uniqueArray(day, { maxLength: 3 }),
            fc.boolean(),
          )
          .chain(([cadence, days, fromStart]) => {
            // The last day may cut a period, for the reason that it is given.
            const begins = (each: Day, at: number): Day => (at === 2 ? each : periodContaining(cadence, each, defaultCalendar).startsOn);
            const starts = [...new Set(days.map(begins))];
            return fc.tuple(
              ...[...(fromStart || starts.length === 0 ? [undefined] : []), ...starts].map((startsOn) =>
                fc.record({
                  id: fc.constant(id),
                  startsOn: fc.constant(startsOn === undefined ? undefined : isoDay(startsOn)),
                  name: maybe(name),
                  cadence: fc.constant(cadence),
                  // A phase of its own keeps two plans from asking the same of one member.
                  for: fc.record({
                    phase: fc.constant(`phase-${index}`),
                    team: of.teams.length === 0 ? fc.constant(undefined) : maybe(fc.constantFrom(...of.teams)),
                    role: maybe(fc.constant("rep" as const)),
                    members:
                      of.members.length === 0
                        ? fc.constant(undefined)
                        : maybe(fc.uniqueArray(fc.constantFrom(...of.members), { minLength: 1, maxLength: 3 })),
                  }),
                  require: fc.oneof(
                    { arbitrary: requirementOf(of.metrics, cadence), weight: 4 },
                    { arbitrary: overOf(of.metrics), weight: 1 },
                  ),
                  ...scalingOf(cadence),
                  reason: startsOn === days[2] ? hostile : maybe(hostile),
                  carryOver: maybe(fc.record({ surplus: fc.constantFrom("20%", 0.125, 1) })),
                  makeUp: maybe(fc.record({ within: fc.constantFrom(1, 3) })),
                }),
              ),
            );
          }),
      ),
    )
    .map((versions) => [...versions.flat(), ...of.teams.slice(0, 1).map((team) => ofTeam(team, of.metrics))]);

/** The first team has a plan of its own, which counts heads beside a quota. */
const ofTeam = (team: string, metrics: readonly string[]): PlanEntry => {
  const [metric = "call"] = metrics;
  const whole: RequirementEntry = metrics.length === 0 ? { kind: "call", target: 9 } : { metric, target: { table: `${metric}-month` } };
  const heads: readonly RequirementEntry[] = metrics.length === 0 ? [] : [{ members: { metric, atLeast: 1 }, target: 3 }];
  return { id: "of-team", cadence: "month", for: { team }, of: "team", require: { allOf: [whole, ...heads] } };
};

const sourcesOf = {
  sources: fc.constant(["dialer: #1", "crm"].map((id) => ({ id, provenance: "captured" as const }))),
  sameActs: maybe(
    fc.uniqueArray(
      fc.record({
        sources: fc.constantFrom(["dialer: #1", "crm"], ["crm", "dialer: #1"]),
        kind: fc.constantFrom("call", "house-visit"),
        withinSeconds: fc.constantFrom(0, 300, 86_400),
        durationWithinSeconds: maybe(fc.constantFrom(0, 60)),
        prefer: fc.constantFrom("dialer: #1", "crm"),
      }),
      { selector: ({ kind }) => kind, maxLength: 2 },
    ),
  ),
};

const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 3 });

const plainWord = fc.constantFrom("no", "null", "0x1F", "- a", "a: b", "'q'", "*a", "%", "가망고객", "é");
const plainName = fc.oneof(plainWord, fc.record({ ko: plainWord }), fc.record({ en: plainWord, ko: plainWord }));

const funnels: fc.Arbitrary<FunnelEntry> = fc
  .constantFrom<FunnelEntry["stages"][]>(
    [
      { id: "called", kind: "call" },
      { id: "visited", name: { ko: "방문" }, kind: "house-visit", outcomes: ["held", "no"] },
      { id: "won", milestone: "deal_won" },
    ],
    [
      { id: "won", kind: "call", outcomes: ["1e3"] },
      { id: "called", name: "~", milestone: "opportunity_opened" },
      { id: "visited", kinds: ["visit", "call"] },
    ],
  )
  .chain((stages) => {
    const [first, second, third] = stages.map(({ id }) => id);
    const rate = (from = "", to = "") =>
      fc.record({
        from: fc.constant(from),
        to: fc.constant(to),
        rate: fc.constantFrom("5.4%", 0, 1, "33.33%", 0.054),
        source: fc.record({
          text: hostile,
          year: sometimes(fc.constantFrom(1999, 2026)),
          url: sometimes(fc.constant("https://example.com/a?b#c")),
        }),
      });
    return fc.record({
      stages: fc.constant(stages),
      rates: sometimes(
        fc
          .subarray([
            [first, second],
            [first, third],
            [second, third],
          ])
          .chain((pairs) => fc.tuple(...pairs.map(([from, to]) => rate(from, to)))),
      ),
    });
  });

/** On all credits of a metric, whatever it counts, or on what the first team is asked. */
const rewardsOf = (metrics: readonly string[], teams: readonly string[]): fc.Arbitrary<RewardEntry[]> => {
  const bases: readonly RewardEntry["basis"][] = [
    ...metrics.map((metric) => ({ credits: { metric } })),
    ...teams.slice(0, 1).map(() => ({ requirement: { plan: "of-team" } })),
  ];
  if (bases.length === 0) return fc.constant([]);
  const rewardOf = (basis: RewardEntry["basis"]): fc.Arbitrary<RewardEntry> => {
    const isOfTeam = "requirement" in basis;
    const [start, middle, each] = isOfTeam ? ["0%", "112.5%", "1%"] : [0, "20", 1];
    const pays = fc.constantFrom({ amount: "12.50" }, { amount: 0 }, { rate: 5, per: each }, { rate: "0.05", per: middle });
    return fc.record({
      id: fc.constantFrom("bonus", "no", "보너스"),
      name: maybe(name),
      cadence: fc.constant("month"),
      for: fc.constantFrom("everyone" as const, { role: "rep" as const }, { phase: "phase-0" }),
      basis: fc.constant(basis),
      threshold: fc.constantFrom("none", middle),
      tiers: fc.tuple(pays, pays).map(([first, second]) => [
        { from: start, below: middle, ...first },
        { from: middle, below: "none", ...second },
      ]),
      split: fc.constantFrom(...splits),
      accumulate: fc.constantFrom(...(isOfTeam ? (["period"] as const) : accumulations)),
      interpolate: fc.constant(false),
      cap: fc.constantFrom("none" as const, { hard: 1_000 }, { soft: "99.99", above: "12.5%" }),
      currency: fc.constant("USD"),
      rounding: fc.constantFrom(...roundings),
      participants: isOfTeam ? fc.constantFrom("equal" as const, "working-days" as const) : fc.constant("own" as const),
      budget: fc.constantFrom("none" as const, { most: 1_000_000_000, over: "refuse" as const }),
      gate: fc.constant("none" as const),
    });
  };
  return fc.uniqueArray(fc.constantFrom(...bases).chain(rewardOf), { maxLength: 2, selector: ({ id }) => id });
};

const body: fc.Arbitrary<Omit<CompanyFile, "company">> = fc
  .tuple(ids(4), ids(5), ids(4), ids(3))
  .chain(([teams, members, metricNames, plans]) => {
    const metrics = metricNames.map((each) => `metric-${each}`);
    return fc
      .record({
        kinds: fc.constant([{ id: "house-visit", name: { ko: "가정 방문" } }]),
        ...sourcesOf,
        attributes: fc.constant({ campaign: "string" as const, 지역: "string" as const, premium: "money" as const }),
        factors: factorTables,
        calendars,
        leaves: maybe(leavesOf(members)),
        periodLists: maybe(periodLists),
        teams: teamsOf(teams),
        members: membersOf(members, teams),
        metrics: metricsOf(metrics),
        targetTables: tablesOf(metrics, { teams, members }),
        plans: plansOf(plans, { metrics, teams, members }),
        rewards: maybe(rewardsOf(metrics, teams)),
        words: sometimes(fc.record({ member: sometimes(plainName), team: sometimes(plainName), reward: sometimes(plainName) })),
        funnel: sometimes(funnels),
      })
      .map(plain);
  });

const fileOf = (id: string, rest: Omit<CompanyFile, "company">): CompanyFile => ({
  company: {
    id,
    name: "no",
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "USD",
    domains: ["Example.com"],
    holidays: "on-own",
    workingDays: ["mon", "wed"],
    clocksPauseOnLeave: true,
  },
  ...rest,
});

let companies = 0;
const newId = (): string => `company-${(companies += 1)}`;

const apply = async (
  input: unknown,
  on: Day = today,
): Promise<{ readonly companyId: number; readonly settings: Settings; readonly changes: number } | readonly string[]> => {
  const outcome = await applyCompany(database, input, { by: "law", today: on });
  if (!outcome.ok) return outcome.refusals.map((refusal) => `${refusal.pointer} ${refusal.code} ${sentence(refusal, "en")}`);
  const companyId = outcome.value.companyId ?? 0;
  return {
    companyId,
    changes: outcome.value.changes.length,
    settings: await inCompany(database, companyId, (tx) => loadSettings(tx, companyId)),
  };
};

const applied = async (input: unknown, on: Day = today) => {
  const result = await apply(input, on);
  if ("settings" in result) return result;
  throw new Error(result.join("\n"));
};

/** What two companies have in common when one was made from the other's file. */
const content = ({ company, teams, members, metrics, plans }: Settings): unknown => ({
  company: { ...company, id: "" },
  teams,
  members,
  metrics,
  plans,
});

test("a file says the same as text and as content, and applying it twice changes nothing the second time", async () => {
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom("yaml" as const, "json" as const), async (rest, format) => {
      const [one, two] = [newId(), newId()];
      const first = await applied(fileOf(one, rest));
      expect((await applied(fileOf(one, rest))).changes).toBe(0);
      const fromText = await applied(writeCompanyText(fileOf(two, rest), format));
      expect(content(fromText.settings)).toEqual(content(first.settings));
    }),
    { numRuns: runs, endOnFailure: true },
  );
});

test("what was exported changes nothing where it came from, and makes the same company elsewhere, also after several files on several days", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(body, fc.integer({ min: 0, max: 90 })), { minLength: 1, maxLength: 3 }),
      fc.constantFrom("yaml" as const, "json" as const),
      async (steps, format) => {
        const id = newId();
        let on = today;
        let last: Awaited<ReturnType<typeof applied>> | undefined;
        for (const [rest, days] of steps) {
          on += days;
          const result = await apply(fileOf(id, rest), on);
          if (!("settings" in result)) continue;
          accepted += 1;
          last = result;
        }
        if (last === undefined) throw new Error("the first file is always good");
        const text = await exportCompany(database, last.companyId, format);
        const again = await diffCompany(database, text, { today: on });
        expect(again).toMatchObject({ ok: true, value: { changes: [] } });
        const elsewhere = await applied(text.replace(id, newId()), on);
        expect(content(elsewhere.settings)).toEqual(content(last.settings));
        expect((await exportCompany(database, elsewhere.companyId, format)).replace(elsewhere.settings.company.id, id)).toBe(text);
      },
    ),
    { numRuns: runs, endOnFailure: true },
  );
  expect(accepted).toBeGreaterThan(runs);
});

test("a preview tells what applying then does, and leaves nothing behind", async () => {
  await fc.assert(
    fc.asyncProperty(body, body, async (one, two) => {
      const id = newId();
      const before = await applied(fileOf(id, one));
      const preview = await diffCompany(database, fileOf(id, two), { today });
      expect(await inCompany(database, before.companyId, (tx) => loadSettings(tx, before.companyId))).toEqual(before.settings);
      const outcome = await applyCompany(database, fileOf(id, two), { by: "law", today });
      if (preview.ok && outcome.ok) expect(outcome.value.changes).toEqual(preview.value.changes);
      else expect(outcome).toEqual(preview);
    }),
    { numRuns: runs, endOnFailure: true },
  );
});
