import { expect, test } from "vitest";
import { must, openCompany, reasonsIn } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const file = {
  company: { id: "twice", name: "Twice", country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "week" } },
  ],
};
const { companyId, record, explain } = await openCompany(database, file);
const on = "2026-03-03";
let acts = 0;
const call = (source: string, externalId: string, second: number, prospect: string, more = {}) => ({
  source,
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: new Date(Date.parse("2026-03-03T15:00:00Z") + second * 1000).toISOString(),
  prospect,
  ...more,
});
const credited = async (metric = "calls") => Number((await explain("raj", metric, on)).credited);

test("walk", async () => {
  acts += 1;
  await record([call("crm", "1", 40, "ann@x.example")]);
  expect(await credited()).toBe(1);
  await record([call("dialer", "1", 0, "ann@x.example")]);
  expect(await credited()).toBe(1);
  expect(reasonsIn(await explain("raj", "calls", on))).toEqual(['same as dialer "1"']);
  expect(must({ ok: true, value: await verifyCompany(database, companyId) }).equal).toBe(true);
  expect(acts).toBe(1);
});
