import { expect, test } from "vitest";
import { must, openCompany, quotasIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countMetrics } from "./count-metrics.ts";
import { verifyCompany } from "./verify-company.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();

const running = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } },
  ],
  plans: [
    {
      id: "monthly",
      cadence: "month",
      require: {
        allOf: [
          { metric: "calls", target: 2 },
          { metric: "people", target: 1 },
        ],
      },
    },
  ],
};

// What was asked in March is looked at, disputed and mended long after the plan and its metrics have ended.
test("a metric that has ended goes on following its records", async () => {
  const { companyId, apply, record, rows, explain } = await openCompany(database, running, "2026-04-10");
  const call = (externalId: string, occurredOn: string) => ({
    source: "dialer",
    externalId,
    member: "raj",
    kind: "call",
    prospect: "ann@x.example",
    occurredOn,
  });
  await record([call("1", "2026-03-02"), call("2", "2026-03-03")]);
  must(await apply({ ...running, metrics: [], plans: [] }, "2026-04-10"));

  await voidActivity(database, companyId, { source: "dialer", externalId: "1" }, { reason: "a test call", by: "test" });
  await record([call("3", "2026-03-04"), call("4", "2026-03-05")]);
  const credited = async () =>
    (await rows({ on: "2026-03-31" })).flatMap(({ requirement }) => quotasIn(requirement).map((quota) => quota.credited));
  expect(await credited()).toEqual([3, 1]);
  for (const metric of ["calls", "people"]) {
    const { credited: told, records } = await explain("raj", metric, "2026-03-31", { cadence: "month" });
    expect(records.filter(({ verdict }) => verdict.counted)).toHaveLength(Number(told));
  }
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true, metrics: [{ metric: "calls" }, { metric: "people" }] });

  must(await apply(running, "2026-04-11"));
  await countMetrics(database, companyId);
  expect(await credited()).toEqual([3, 1]);
});
