import { beforeEach, describe, expect, test } from "vitest";
import { sentence } from "../domain/refusal.ts";
import { day, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { diffCompany } from "./diff-company.ts";
import { exportCompany } from "./export-company.ts";
import { showMetric } from "./show-metric.ts";
import { talliesOf } from "./tallies-of.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const today = "2026-04-10";
const calls = { id: "calls", where: 'kind == "call"' };
const people = { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } };
const longer = { ...calls, startsOn: "2026-03-10", where: 'kind == "call" && durationSeconds >= 60' };
const reason = "calls of the old dialer were misdials";
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `hill-${companies}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [calls, people],
  };
  product = await openCompany(database, file, today);
  const call = (externalId: string, occurredOn: string, durationSeconds: number) => ({
    source: "dialer",
    externalId,
    member: "raj",
    kind: "call",
    occurredOn,
    durationSeconds,
    prospect: "ann@client.example",
  });
  await product.record([
    call("1", "2026-03-03", 30),
    call("2", "2026-03-12", 30),
    call("3", "2026-03-20", 90),
    call("4", "2026-04-02", 90),
  ]);
});

const applied = async (metrics: readonly unknown[]): Promise<void> => {
  must(await product.apply({ ...file, metrics }));
  await countMetrics(database, product.companyId);
  expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
};

const inMarch = async (metric: string): Promise<unknown> => (await product.explain("raj", metric, "2026-03-31")).credited;

test("a version of a metric that starts on a day gone is refused without a reason, and the refusal says how", async () => {
  const refused = await product.apply({ ...file, metrics: [calls, longer, people] });
  if (refused.ok) throw new Error("it was not refused");
  expect(refused.refusals.map(({ code, pointer }) => [code, pointer])).toEqual([["version-past", "/metrics/1/startsOn"]]);
  expect(sentence(refused.refusals[0], "en")).toContain("The earliest start is 2026-04-10. To start earlier, say why in reason:");
  expect(sentence(refused.refusals[0], "ko")).toContain("더 일찍 시작하려면 reason에 이유를 쓰세요.");
  const empty = await product.apply({ ...file, metrics: [calls, { ...longer, reason: " " }, people] });
  expect(empty).toMatchObject({ refusals: [{ code: "text-empty", pointer: "/metrics/1/reason" }, { code: "version-past" }] });
});

test("with a reason the days since then are counted anew, and the metric answers counting until they are", async () => {
  expect(await inMarch("calls")).toBe(3);
  must(await product.apply({ ...file, metrics: [calls, { ...longer, reason }, people] }));
  const march = { metric: "calls", from: day("2026-03-01"), before: day("2026-04-01"), groupBy: "day" as const };
  expect(await talliesOf(database, product.companyId, march)).toMatchObject({ refusals: [{ code: "metric-counting" }] });
  expect(must(await showMetric(database, product.companyId, "calls")).counting).toMatchObject({ of: 3 });
  await countMetrics(database, product.companyId);
  expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
  expect(must(await talliesOf(database, product.companyId, march)).tallies.map(({ key }) => key)).toEqual(["2026-03-03", "2026-03-20"]);
  expect(await inMarch("calls")).toBe(2);
  expect(await inMarch("people")).toBe(1);
});

test("who did it, when, why and the numbers that it changed are kept", async () => {
  await applied([calls, { ...longer, reason }, people]);
  expect(must(await showMetric(database, product.companyId, "calls"))).toMatchObject({
    id: "calls",
    unit: "count",
    counting: null,
    versions: [{ where: calls.where }, { startsOn: "2026-03-10", where: longer.where, reason }],
    recounts: [
      {
        startsOn: "2026-03-10",
        reason,
        doneBy: "test",
        doneAt: expect.any(String),
        totals: [{ metric: "calls", cadence: "month", numbers: 1, difference: -1 }],
        numbers: [{ member: "raj", period: { startsOn: "2026-03-01" }, before: 3, after: 2, difference: -1 }],
      },
    ],
  });
  const { rows } = await owner.pool.query(
    "select changed_by, changes from settings_changes where company_id = $1 order by settings_version desc limit 1",
    [product.companyId],
  );
  expect(rows).toMatchObject([{ changed_by: "test" }]);
  expect(JSON.stringify(rows)).toContain(reason);
  expect(must(await showMetric(database, product.companyId, "people")).recounts).toEqual([]);
  expect(await showMetric(database, product.companyId, "cals")).toMatchObject({ refusals: [{ code: "not-found" }] });
});

describe("a version that reaches back", () => {
  test("is what the preview told", async () => {
    const metrics = [calls, { ...longer, reason }, people];
    const { numbers } = must(await diffCompany(database, { ...file, metrics }, { today: day(today), numbers: {} }));
    await applied(metrics);
    const [recount] = must(await showMetric(database, product.companyId, "calls")).recounts;
    expect(numbers?.numbers).toEqual(recount?.numbers);
  });

  test("may come between two that are there, and holds until the later one", async () => {
    await applied([calls, { ...longer, reason, startsOn: "2026-03-15" }, people]);
    await applied([calls, { ...calls, startsOn: "2026-03-05", where: "false", reason: "nothing was sold then" }, people]);
    expect(await inMarch("calls")).toBe(2);
    const { versions, recounts } = must(await showMetric(database, product.companyId, "calls"));
    expect(versions.map(({ startsOn }) => startsOn)).toEqual([undefined, "2026-03-05", "2026-03-15"]);
    expect(recounts.map(({ startsOn }) => startsOn)).toEqual(["2026-03-05", "2026-03-15"]);
  });

  test.each([
    ["cuts windows anew", { ...people, startsOn: "2026-03-10", oncePer: { prospect: "week" }, reason }, 3],
    ["lets windows run through where the condition alone changed", { ...people, startsOn: "2026-03-10", where: longer.where, reason }, 1],
  ])("%s", async (_, version, credited) => {
    await applied([calls, people, version]);
    expect(await inMarch("people")).toBe(credited);
  });

  test("keeps its reason when the file names it without, and as it is written out", async () => {
    const metrics = [calls, { ...longer, reason }, people];
    await applied(metrics);
    expect(must(await product.apply({ ...file, metrics: [calls, longer, people] })).changes).toEqual([]);
    const written: unknown = JSON.parse(await exportCompany(database, product.companyId, "json"));
    expect(JSON.stringify(written)).toContain(reason);
    expect(must(await product.apply(written)).changes).toEqual([]);
    expect(must(await showMetric(database, product.companyId, "calls")).recounts).toHaveLength(1);
  });

  test("waits until the metric has been counted: what its numbers were before nobody knows", async () => {
    must(await product.apply({ ...file, metrics: [calls, { ...longer, reason }, people] }));
    const again = { ...file, metrics: [calls, { ...longer, startsOn: "2026-03-05", reason }, people] };
    expect(await product.apply(again)).toMatchObject({ refusals: [{ code: "metric-counting" }] });
    expect(await diffCompany(database, again, { today: day(today) })).toMatchObject({ refusals: [{ code: "metric-counting" }] });
    await countMetrics(database, product.companyId);
    expect(await product.apply(again)).toMatchObject({ ok: true });
  });

  test("is not a plan's: days gone keep their plan", async () => {
    const plan = { id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } };
    must(await product.apply({ ...file, plans: [plan] }));
    const refused = await product.apply({
      ...file,
      plans: [plan, { ...plan, startsOn: "2026-03-01", require: { metric: "calls", target: 1 } }],
    });
    expect(refused).toMatchObject({ refusals: [{ code: "version-past" }] });
    expect(refused.ok ? "" : sentence(refused.refusals[0], "en")).not.toContain("reason");
  });
});
