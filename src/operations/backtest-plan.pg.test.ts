import { beforeEach, expect, test } from "vitest";
import { instant, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany } from "../store/database.ts";
import { backtestJson, type BacktestJson } from "./backtest-json.ts";
import { backtestPlan, type BacktestQuestion } from "./backtest-plan.ts";
import { countMetrics } from "./count-metrics.ts";

const { database } = await testDatabase();

const calls = { id: "calls", where: 'kind == "call"' };
const monthly = { id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } };
const weekly = { id: "weekly", cadence: "week", require: { metric: "calls", target: 1 } };
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `looked-back-${companies}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [
      { id: "raj", name: "Raj" },
      { id: "theo", name: "Theo", employedThrough: "2026-03-12" },
    ],
    metrics: [calls],
    plans: [monthly, weekly],
  };
  product = await openCompany(database, file, "2026-01-01");
  const call = (externalId: string, member: string, occurredOn: string, durationSeconds: number) => ({
    source: "dialer",
    externalId,
    member,
    kind: "call",
    occurredOn,
    durationSeconds,
  });
  await product.record([
    call("1", "raj", "2026-02-03", 90),
    call("2", "raj", "2026-03-03", 90),
    call("3", "raj", "2026-03-31", 30),
    call("4", "theo", "2026-03-10", 90),
    call("5", "raj", "2026-04-01", 90),
  ]);
});

const raised = { plans: [{ ...monthly, require: { metric: "calls", target: 3 } }] };
const NOW = instant("2026-04-15T12:00:00Z");
const backtest = async (input: unknown, question: Partial<BacktestQuestion> = {}): Promise<BacktestJson> =>
  backtestJson(must(await backtestPlan(database, product.companyId, { of: { input }, now: NOW, ...question })));

const rows = ({ periods }: BacktestJson): readonly string[] =>
  periods.flatMap(({ period, rows: told = [] }) =>
    told.map(({ member, draft, inForce }) =>
      [period.startsOn, member, draft?.status ?? "-", draft?.quotas[0]?.credited, inForce?.status ?? "-", inForce?.quotas[0]?.target ?? ""]
        .map(String)
        .join(" "),
    ),
  );

test("the periods that are over are told from the log's first on, and who left has a row with what was done", async () => {
  const told = await backtest(raised);
  expect(rows(told)).toEqual([
    "2026-02-01 raj missed 1 missed 2",
    "2026-02-01 theo missed 0 missed 2",
    "2026-03-01 raj missed 2 met 2",
    "2026-03-01 theo missed 1 missed 2",
  ]);
  expect([told.asked, told.counted]).toEqual([12, []]);
  expect(rows(await backtest(raised, { periods: 1 }))).toHaveLength(2);
});

test("beside it stands what the plan asked that was in force then, not what it asks now", async () => {
  const later = { ...monthly, startsOn: "2026-03-01", require: { metric: "calls", target: 5 } };
  must(await product.apply({ ...file, plans: [monthly, later, weekly] }, "2026-02-20"));
  expect(rows(await backtest(raised))).toEqual([
    "2026-02-01 raj missed 1 missed 2",
    "2026-02-01 theo missed 0 missed 2",
    "2026-03-01 raj missed 2 missed 5",
    "2026-03-01 theo missed 1 missed 5",
  ]);
});

test("a plan that is new has nothing beside it; one of another cadence neither", async () => {
  const told = await backtest({ plans: [{ id: "quarterly", cadence: "quarter", require: { metric: "calls", target: 3 } }] });
  expect(rows(told)).toEqual(["2026-01-01 raj met 3 - ", "2026-01-01 theo missed 1 - "]);
  const moved = await backtest({ plans: [{ ...monthly, cadence: "week" }] }, { periods: 1 });
  expect(moved.periods.map(({ inForce }) => inForce)).toEqual([null]);
});

test("a draft of metrics alone means the plan that asks for them, which is named when several do", async () => {
  const longer = { metrics: [{ ...calls, where: 'kind == "call" && durationSeconds >= 60' }] };
  const unclear = await backtestPlan(database, product.companyId, { of: { input: longer }, now: NOW });
  expect(unclear.ok ? "" : unclear.refusals[0].values["choices"]).toBe("monthly, weekly");
  const told = await backtest(longer, { plan: "monthly" });
  expect([told.counted, rows(told)[2]]).toEqual([["calls"], "2026-03-01 raj missed 1 met 2"]);
});

test("a plan of a team itself has no members to tell of, and is refused", async () => {
  await product.apply({ ...file, teams: [{ id: "hill" }] }, "2026-04-15");
  const input = { plans: [{ id: "team", cadence: "month", for: { team: "hill" }, of: "team", require: { metric: "calls", target: 9 } }] };
  const refused = await backtestPlan(database, product.companyId, { of: { input }, now: NOW });
  expect(refused.ok ? [] : refused.refusals.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(["backtest-of-team /plan"]);
});

test("a metric that is still being counted is counted for both sides", async () => {
  must(await product.apply({ ...file, metrics: [calls, { id: "new", where: 'kind == "call"' }], plans: [{ ...monthly, id: "fresh", require: { metric: "new", target: 2 } }] })); // prettier-ignore
  const draft = { plans: [{ ...monthly, id: "fresh", require: { metric: "new", target: 1 } }] };
  const before = await backtest(draft);
  expect(before.counted).toEqual(["new"]);
  expect(rows(before)[2]).toBe("2026-03-01 raj met 2 met 2");
  await countMetrics(database, product.companyId);
  const after = await backtest(draft);
  expect([after.counted, rows(after)]).toEqual([[], rows(before)]);
});

test("it waits for nobody who owns the company, and nobody waits for it", async () => {
  const told = await inCompany(database, product.companyId, async (tx) => {
    await ownCompany(tx, product.companyId);
    return backtest(raised);
  });
  expect(rows(told)).toHaveLength(4);
});

test("before a period has ended there is nothing to look back at", async () => {
  const early = await backtestPlan(database, product.companyId, { of: { input: raised }, now: instant("2026-02-10T12:00:00Z") });
  expect(early.ok ? "" : early.refusals[0].code).toBe("backtest-no-period");
  const empty = await openCompany(database, {
    ...file,
    company: { id: "empty", name: "E", country: "US", timeZone: "UTC", currency: "USD" },
  });
  const none = await backtestPlan(database, empty.companyId, { of: { input: raised }, now: NOW });
  expect(none.ok ? "" : none.refusals[0].code).toBe("backtest-no-period");
});
