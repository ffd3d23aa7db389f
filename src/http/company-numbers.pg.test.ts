import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};
const { record } = await openCompany(database, company, "2026-03-01");
await record(
  ["2026-03-10", "2026-04-10"].map((occurredOn) => ({ source: "dialer", externalId: occurredOn, member: "raj", kind: "call", occurredOn })),
);

const changed = { ...company, metrics: [...company.metrics, { id: "all", where: "true" }] };
const put = (query: string) => ask({ method: "PUT", url: `/api/v1/company${query}`, payload: changed });

test("a dry run with numbers tells them page by page, and nothing is written", async () => {
  const first = await put("?dryRun=true&numbers=true&limit=1");
  expect(first).toMatchObject({
    status: 200,
    body: { numbers: { totals: [{ metric: "all", numbers: 2 }], numbers: [{ before: 0, after: 1 }] } },
  });
  const { numbers } = first.body as { numbers: { nextCursor: string } };
  expect((await put(`?dryRun=true&numbers=true&limit=1&cursor=${numbers.nextCursor}`)).body).toMatchObject({
    numbers: { numbers: [{ period: { startsOn: "2026-04-01" } }], nextCursor: null },
  });
  expect((await put("?dryRun=true")).body["numbers"]).toBeUndefined();
  expect((await ask("/api/v1/company")).body["metrics"]).toHaveLength(1);
  expect(faults).toEqual([]);
});

test("numbers without a dry run, and a cursor that was not given out, are refused", async () => {
  expect(await put("?numbers=true")).toMatchObject({ status: 400, body: { code: "numbers-without-dry-run", parameter: "numbers" } });
  expect(await put("?dryRun=true&numbers=true&cursor=x")).toMatchObject({ status: 400, body: { code: "cursor-invalid" } });
});

test("a metric is shown with its versions and with what had days gone counted anew", async () => {
  const reaching = {
    id: "calls",
    where: "false",
    startsOn: "2026-03-01",
    measure: "count",
    oncePer: { prospect: "week" },
    reason: "nothing was sold then",
  };
  expect(
    await ask({ method: "PUT", url: "/api/v1/company", payload: { ...company, metrics: [...company.metrics, reaching] } }),
  ).toMatchObject({ status: 200 });
  expect(await ask("/api/v1/metrics/calls")).toMatchObject({
    status: 200,
    body: {
      counting: { done: 0, of: 2 },
      recounts: [{ startsOn: "2026-03-01", reason: "nothing was sold then", totals: [{ difference: -2 }] }],
    },
  });
  expect(await ask("/api/v1/metrics/cals")).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(faults).toEqual([]);
});
