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
const { record } = await openCompany(database, company, "2026-04-10");
await record([{ source: "dialer", externalId: "late", member: "raj", kind: "call", occurredAt: "2026-03-31T16:30:00Z" }]);

const order = { member: "raj", from: "2026-03-01", before: "2026-05-01", reason: "moved in March" };
const redate = (payload: Readonly<Record<string, unknown>>, query = "") =>
  ask({ method: "POST", url: `/api/v1/redatings${query}`, payload });

test("a zone dated back is told with the records that keep their day; a re-dating previews, does, and is shown with the record", async () => {
  const zones = { ...company, members: [{ id: "raj", name: "Raj", timeZone: [{ value: "Asia/Seoul" }] }] };
  const applied = await ask({ method: "PUT", url: "/api/v1/company", payload: zones });
  expect(applied.body["keptDays"]).toEqual({ records: 1, member: "raj", from: "2026-03-31", before: "2026-04-02" });

  expect(await redate(order, "?dryRun=true")).toMatchObject({ status: 200, body: { redating: null, records: 1, moved: 1 } });
  expect((await ask("/api/v1/activities/dialer/late")).body).toMatchObject({ localDay: "2026-03-31", redatings: [] });
  expect(await redate(order)).toMatchObject({
    status: 200,
    body: {
      redating: 1,
      totals: [{ metric: "calls", cadence: "month", numbers: 2, difference: 0 }],
      numbers: [
        { period: { label: { en: "March 2026" } }, before: 1, after: 0, difference: -1 },
        { period: { label: { en: "April 2026" } }, before: 0, after: 1, difference: 1 },
      ],
    },
  });
  expect((await ask("/api/v1/activities/dialer/late")).body).toMatchObject({
    localDay: "2026-04-01",
    redatings: [{ from: { day: "2026-03-31" }, to: { day: "2026-04-01", timeZone: "Asia/Seoul" }, reason: "moved in March" }],
  });
  expect(faults).toEqual([]);
});

test("what cannot be dated anew is a problem with a pointer", async () => {
  expect(await redate({ ...order, member: "rai" })).toMatchObject({ status: 404, body: { code: "not-found" } });
  expect(await redate({ ...order, before: "2026-02-30" })).toMatchObject({
    status: 422,
    body: { code: "date-invalid", pointer: "/before" },
  });
  expect(await redate({ member: "raj", from: "2026-03-01", before: "2026-04-01" })).toMatchObject({
    status: 422,
    body: { code: "required" },
  });
});
