import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { applyRetention } from "./apply-retention.ts";
import { listErasures } from "./list-erasures.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"', oncePer: { prospect: "month" } }],
};
const { companyId, apply, record } = await openCompany(database, company);
const call = (externalId: string, prospect: string, occurredAt: string) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  prospect,
  occurredAt,
  subject: `about ${prospect}`,
});
await record([
  call("1", "old@example.com", "2020-03-03T15:00:00Z"),
  call("2", "old@example.com", "2020-03-04T15:00:00Z"),
  call("3", "both@example.com", "2020-03-03T15:00:00Z"),
  call("4", "both@example.com", "2026-06-03T15:00:00Z"),
]);
const names = async (): Promise<readonly string[]> => {
  const { rows } = await owner.pool.query<{ value: string }>("select value from prospect_identities where company_id = $1 order by value", [
    companyId,
  ]);
  return rows.map(({ value }) => value);
};

test("a company that says nothing keeps everything; one that says for how long forgets prospects without contact, and no count changes", async () => {
  expect(await applyRetention(database, companyId)).toBe(false);
  expect(await names()).toEqual(["both@example.com", "old@example.com"]);
  must(await apply({ ...company, retention: { prospectsWithoutContact: 36 } }));
  expect(await applyRetention(database, companyId)).toBe(false);
  expect(await names()).toEqual(["both@example.com", expect.stringMatching(/^erased-\d+$/)]);
  expect(must(await listErasures(database, companyId, {}))).toMatchObject({
    erasures: [{ what: "prospect", reason: "retention", by: "local" }],
  });
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  const { rows } = await owner.pool.query("select subject from activities where company_id = $1 and subject like '%old@%'", [companyId]);
  expect(rows).toEqual([]);
  expect(await record([call("1", "old@example.com", "2020-03-03T15:00:00Z")])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await applyRetention(database, companyId)).toBe(false);
  expect(must(await listErasures(database, companyId, {})).erasures).toHaveLength(1);
});

test("sessions that are over for longer than they are kept are forgotten", async () => {
  await owner.pool.query(`insert into users (company_id, user_number, id, roles, created_by) values ($1, 1, 'una', '{admin}', 'local')`, [
    companyId,
  ]);
  await owner.pool.query(
    `insert into sessions (company_id, secret_hash, user_number, agent, created_at, seen_at, ended_at)
     values ($1, '\\x01', 1, 'old', now() - interval '2 years', now() - interval '2 years', null), ($1, '\\x02', 1, 'ended', now(), now(), now())`,
    [companyId],
  );
  must(await apply({ ...company, retention: { sessions: 12 } }));
  await applyRetention(database, companyId);
  const { rows } = await owner.pool.query("select agent from sessions where company_id = $1", [companyId]);
  expect(rows).toEqual([{ agent: "ended" }]);
});

test("months are whole, and not too many", async () => {
  for (const months of [0, 241, 1.5])
    expect(await apply({ ...company, retention: { sessions: months } })).toMatchObject({
      ok: false,
      refusals: [{ code: "retention-months", pointer: "/retention/sessions" }],
    });
});
