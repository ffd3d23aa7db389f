import fc from "fast-check";
import { expect, test } from "vitest";
import { day, instant, must, openCompany, quotasIn, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { WINDOW_CONDITION } from "../domain/ruling.ts";
import { inCompany } from "../store/database.ts";
import { sql } from "kysely";
import { backtestJson, type BacktestJson } from "./backtest-json.ts";
import { backtestPlan } from "./backtest-plan.ts";
import { countMetrics } from "./count-metrics.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { ruleActivity } from "./rule-activity.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const runs = Number(process.env["ATTAIN_TEST_BACKTEST_RUNS"] || 15);
const NOW = "2026-05-03T12:00:00Z";
const first = day("2026-01-05");
const last = day("2026-05-02");

const members = [
  { id: "raj", name: "Raj", team: "north" },
  { id: "mina", name: "Mina", team: [{ value: "north" }, { value: "south", from: "2026-03-11" }], timeZone: "Asia/Seoul" },
  { id: "theo", name: "Theo", team: "south", employedThrough: "2026-03-19" },
  { id: "ines", name: "Ines", team: "south", employedFrom: "2026-02-10", timeZone: "America/Los_Angeles" },
];
const names = members.map(({ id }) => id);

const anyDay = fc.integer({ min: first, max: last });
const prospects = ["ann@a.example", "bo@b.example", "cho@c.example"];
const record = fc.record({
  // Few instants, so that who comes first is decided by keys too.
  occurredAt: fc.tuple(anyDay, fc.constantFrom("00:30", "09:00", "23:30")).map(([on, time]) => `${isoDay(on)}T${time}:00Z`),
  member: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: fc.constantFrom("raj:60%;mina:40%", "theo:50%;ines:50%") },
  ),
  kind: fc.constantFrom("call", "call", "email"),
  durationSeconds: fc.constantFrom(20, 58, 90),
  quantity: fc.integer({ min: 0, max: 3 }),
  prospect: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...prospects) },
    { weight: 1, arbitrary: fc.constantFrom("ann@a.example;bo@b.example", undefined) },
  ),
});
const total = fc.record({ member: fc.constantFrom(...names), on: anyDay, quantity: fc.integer({ min: 1, max: 4 }) });

const metric = fc.record({
  id: fc.constant("drafted"),
  where: fc.constantFrom('kind == "call" && durationSeconds >= 60', 'kind == "call"', "durationSeconds < 60", "true"),
  measure: fc.constantFrom("count" as const, { sum: "quantity" as const }, { sum: "durationSeconds" as const }),
  oncePer: fc.option(
    fc.record({
      prospect: fc.constantFrom("day" as const, "week" as const, "month" as const, "quarter" as const, "ever" as const),
      within: fc.constantFrom("member" as const, "team" as const, "company" as const),
    }),
    { nil: undefined },
  ),
});

const world = fc.record({
  records: fc.array(record, { minLength: 10, maxLength: 60 }),
  totals: fc.uniqueArray(total, { maxLength: 3, selector: ({ member, on }) => `${member} ${on}` }),
  metric,
  // Few of them: windows then begin before the first.
  periods: fc.constantFrom(1, 3, 20),
  cadence: fc.constantFrom("week" as const, "month" as const, "quarter" as const),
  audience: fc.constantFrom(undefined, { team: "south" }),
  requirement: fc.constantFrom(
    { metric: "drafted", target: 2 },
    { allOf: [{ metric: "drafted", target: 1 }, { metric: "mails", target: 1 }] }, // prettier-ignore
    { anyOf: [{ metric: "drafted", target: 3 }, { metric: "mails", target: 2 }] }, // prettier-ignore
  ),
  acts: fc.record({ voided: fc.nat({ max: 9 }), ruled: fc.nat({ max: 9 }), counts: fc.boolean(), merged: fc.boolean() }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

let companies = 0;
const mails = { id: "mails", where: 'kind == "email"' };

const companyFile = (id: string, metrics: readonly unknown[], plans: readonly unknown[]) => ({
  company: { id, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "north" }, { id: "south" }],
  members,
  metrics,
  plans,
});

/** The log of a world, the same in each company that it is put into. */
const fill = async ({ companyId, record: send }: Product, { records, totals, acts, metric: { where, oncePer } }: World): Promise<void> => {
  const conditions = [...where.split(" && "), ...(oncePer === undefined ? [] : [WINDOW_CONDITION])];
  const told = [
    await send(records.map((each, index) => ({ ...each, source: "dialer", externalId: `r${index}`, direction: "outbound" }))),
    await send(
      totals.map(({ member, on, quantity }) => ({ source: "sheet", member, kind: "call", occurredOn: isoDay(on), quantity, total: true })),
    ),
  ];
  expect(told.flatMap(({ rejected }) => rejected)).toEqual([]);
  must(await voidActivity(database, companyId, { source: "dialer", externalId: `r${acts.voided}` }, { reason: "wrong", by: "test" }));
  const ruling = { metric: "drafted", counts: acts.counts, ...(acts.counts ? { conditions } : {}), reason: "decided", by: "test" };
  await ruleActivity(database, companyId, { source: "dialer", externalId: `r${acts.ruled}` }, ruling);
  if (acts.merged)
    await mergeProspects(database, companyId, { keep: prospects[0] ?? "", other: prospects[1] ?? "", reason: "one" }, { by: "test" });
};

const stored = (companyId: number): Promise<readonly unknown[]> =>
  inCompany(database, companyId, async (tx) => {
    const tables = [
      "tally_changes",
      "tally_days",
      "tally_blocks",
      "window_credits",
      "total_credits",
      "metrics",
      "metric_versions",
      "metric_counts",
      "plans",
      "plan_versions",
      "drafts",
      "settings_changes",
    ];
    const counts = [];
    for (const table of tables)
      counts.push(
        (
          await sql`select ${table} as "table", count(*), md5(string_agg(t::text, ',' order by t::text)) as content from ${sql.table(table)} t where company_id = ${companyId}`.execute(
            tx,
          )
        ).rows[0],
      );
    return counts;
  });

const rowsTold = (backtest: BacktestJson) =>
  backtest.periods.flatMap(({ period, rows = [] }) =>
    rows.flatMap(({ member, draft }) =>
      draft === null ? [] : [{ member, startsOn: period.startsOn, status: draft.status, quotas: draft.quotas }],
    ),
  );

const rowsRead = async (product: Product, backtest: BacktestJson) => {
  const rows = [];
  for (const { period } of backtest.periods) {
    const end = isoDay(day(period.endsBefore) - 1);
    const leaving = members.filter(({ employedThrough = end }) => employedThrough >= period.startsOn && employedThrough < end);
    const question = { cadence: backtest.cadence, plan: "tested", now: NOW };
    const found = [...(await product.rows({ on: end, ...question }))];
    for (const { id, employedThrough = end } of leaving)
      found.push(...(await product.rows({ on: employedThrough, member: id, ...question })));
    for (const { member, startsOn, status, requirement } of found.toSorted((a, b) => names.indexOf(a.member) - names.indexOf(b.member)))
      rows.push({
        member,
        startsOn,
        status,
        quotas: quotasIn(requirement).map(({ metric: asked, target, credited }) => ({ metric: asked, target, credited })),
      });
  }
  return rows;
};

test(
  "a backtest stores nothing, and tells to the row what reading attainment tells where the draft holds",
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        companies += 1;
        const plan = { id: "tested", cadence: drawn.cadence, for: drawn.audience, require: drawn.requirement };
        const was = { id: "tested", cadence: drawn.cadence, require: { metric: "mails", target: 1 } };
        const present = { ...drawn.metric, where: `${drawn.metric.where} && quantity >= 1` };
        const product = await openCompany(database, companyFile(`before-${companies}`, [mails, present], [was]), "2026-01-01");
        const copy = await openCompany(database, companyFile(`after-${companies}`, [mails, drawn.metric], [plan]), "2026-01-01");
        for (const each of [product, copy]) {
          await fill(each, drawn);
          await countMetrics(database, each.companyId);
        }
        const before = await stored(product.companyId);
        const question = { of: { input: { metrics: [drawn.metric], plans: [plan] } }, periods: drawn.periods, now: instant(NOW) };
        const backtest = backtestJson(must(await backtestPlan(database, product.companyId, question)));
        expect(await stored(product.companyId)).toEqual(before);
        expect(rowsTold(backtest)).toEqual(await rowsRead(copy, backtest));
      }),
      { numRuns: runs },
    );
  },
);
