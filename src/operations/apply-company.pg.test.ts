import { expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { findCompany } from "./find-company.ts";

const { database } = await testDatabase();

const northwind = `
company: { id: northwind, name: Northwind Advisory, country: US, timeZone: America/New_York, currency: USD, domains: [northwind.example] }
kinds: [ { id: house-visit, name: { en: House visit, ko: 가정 방문 } } ]
sources: [ { id: dialer, provenance: captured } ]
attributes: { campaign: string }
teams:
  - { id: sales, name: Sales }
  - { id: advisers, name: Advisers, parent: sales }
members:
  - { id: raj, name: Raj, email: Raj@example.com, team: advisers, timeZone: Asia/Kolkata, employedFrom: 2024-02-01, identities: [ { source: crm, externalId: "005A" } ] }
metrics:
  - id: outbound-calls
    name: { en: Outbound calls, ko: 발신 통화 }
    where: kind == "call" && direction == "outbound"
plans:
  - id: monthly-prospecting
    cadence: month
    for: { team: sales }
    require: { allOf: [ { metric: outbound-calls, target: 150 }, { kind: email, direction: outbound, target: 200 } ] }
`;

test("a file is applied, read again, and applied a second time without effect", async () => {
  expect(await findCompany(database, null)).toMatchObject({ ok: false, refusals: [{ code: "company-missing" }] });
  const first = await applyCompany(database, northwind, { by: "test", today: 20_000 });
  if (!first.ok) throw new Error(JSON.stringify(first.refusals));
  const companyId = first.value.companyId ?? 0;
  expect(await findCompany(database, null)).toEqual({ ok: true, value: companyId });
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  expect(settings).toMatchObject({
    version: 1n,
    company: { id: "northwind", timeZone: "America/New_York", attributes: { campaign: "string" } },
    teams: [{ number: 1, id: "sales", parent: null }, { number: 2, id: "advisers", parent: "sales" }],
    members: [{ number: 1, id: "raj", email: "raj@example.com", role: "rep", team: [{ value: "advisers", from: -Infinity }], employedBefore: Infinity }],
    metrics: [{ number: 1, id: "outbound-calls" }, { number: 2, id: "email-outbound" }],
    plans: [{ number: 1, versions: [{ version: 1, startsOn: -Infinity, require: { type: "allOf", parts: [{ target: 1_500_000n }, { metric: "email-outbound", target: 2_000_000n }] } }] }],
  });
  expect(await inCompany(database, companyId, (tx) => loadSettings(tx, companyId))).toBe(settings);
  const second = await applyCompany(database, northwind, { by: "test", today: 20_000 });
  expect(second).toMatchObject({ ok: true, value: { version: 1n, changes: [] } });
});
