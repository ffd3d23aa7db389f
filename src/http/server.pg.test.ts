import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const northwind = {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  teams: [{ id: "advisers" }],
  members: [{ id: "raj", name: "Raj", team: "advisers", timeZone: "Asia/Kolkata" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 2 } }],
};
const call = { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-31T23:30:00+05:30" };

test("a company is set, an activity recorded, explained, taken back and restored", async () => {
  await openCompany(database, northwind);
  expect((await ask({ method: "PUT", url: "/api/v1/company", payload: northwind })).body).toMatchObject({
    company: "northwind",
    version: 1,
  });
  expect((await ask("/api/v1/company")).body).toMatchObject({
    company: { id: "northwind" },
    members: 1,
    metrics: [{ id: "calls", unit: "count" }],
  });
  const recorded = await ask({ method: "POST", url: "/api/v1/activities", payload: call });
  expect(recorded.body).toEqual({
    received: 1,
    accepted: 1,
    duplicates: 0,
    revised: 0,
    stale: 0,
    rejected: [],
    unattributed: 0,
    newSources: ["dialer"],
  });
  const explanation = "/api/v1/members/raj/explanations?metric=calls&on=2026-03-31";
  expect((await ask(explanation)).body).toMatchObject({
    credited: 1,
    records: [{ localDay: "2026-03-31", localTime: "23:30", verdict: { counted: true, credit: 1 } }],
  });
  expect((await ask({ method: "DELETE", url: "/api/v1/activities/dialer/1?reason=wrong" })).body).toEqual({ changed: true });
  expect((await ask(explanation)).body).toMatchObject({
    credited: 0,
    records: [{ verdict: { counted: false, reasons: [{ code: "voided" }] } }],
  });
  expect((await ask({ method: "DELETE", url: "/api/v1/activities/dialer/1/void?reason=right" })).body).toEqual({ changed: true });
  expect((await ask(explanation)).body).toMatchObject({ credited: 1 });
  expect((await ask("/api/v1/companies")).body).toEqual({ companies: [{ id: "northwind" }] });
  expect(faults).toEqual([]);
});
