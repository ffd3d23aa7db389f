import { expect, test } from "vitest";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { verifyCompany } from "../operations/verify-company.ts";
import { newSecret } from "../operations/secret.ts";
import { DatabaseUnavailable } from "../operations/database.ts";
import { startBackground } from "./background.ts";

const { database, owner } = await testDatabase();

const file = (id: string, metrics: readonly object[]): object => ({
  company: { id, name: id, country: "US", timeZone: "Etc/UTC", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics,
});
const calls = { id: "calls", where: 'kind == "call"' };
const activities = Array.from({ length: 20 }, (_, index) => ({
  source: "dialer",
  externalId: `c-${index}`,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-02T10:00:00Z",
}));

const left = async (table: "tally_changes" | "metric_counts"): Promise<number> => {
  const { rows } = await owner.pool.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
  return rows[0]?.count ?? -1;
};

test("changes are summed up and new metrics counted, for every company, until it is stopped", async () => {
  const companies = [await openCompany(database, file("north", [calls])), await openCompany(database, file("south", [calls]))];
  for (const { record, apply } of companies) {
    await record(activities);
    await apply(file(companies[0]?.apply === apply ? "north" : "south", [calls, { id: "all", where: "true" }]));
  }
  expect(await left("metric_counts")).toBe(2);
  const faults: unknown[] = [];
  const background = startBackground({ database, secret: newSecret(), hearFault: (error) => void faults.push(error) });
  await expect.poll(() => left("metric_counts"), { timeout: 20_000 }).toBe(0);
  await expect.poll(() => left("tally_changes"), { timeout: 20_000 }).toBe(0);
  await background.stop();
  for (const { companyId, record } of companies) {
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true, metrics: [{ counting: null }, { counting: null }] });
    await record(activities.map((each) => ({ ...each, externalId: `${each.externalId}-later` })));
  }
  expect(await left("tally_changes")).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

test("when its connections are cut it waits, and goes on", async () => {
  const { companyId, record } = await openCompany(database, file("west", [calls]));
  const faults: unknown[] = [];
  const background = startBackground({ database, secret: newSecret(), hearFault: (error) => void faults.push(error) });
  // A connection that was cut is found out by who uses it next: senders send again.
  const again = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => (error instanceof DatabaseUnavailable ? again(work) : Promise.reject(error)));
  for (let cut = 0; cut < 3; cut += 1) {
    await again(() => record(activities.map((each) => ({ ...each, externalId: `${each.externalId}-${cut}` }))));
    await owner.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename <> current_user",
    );
    await expect.poll(() => left("tally_changes"), { timeout: 20_000 }).toBe(0);
  }
  await background.stop();
  expect(await again(() => verifyCompany(database, companyId))).toMatchObject({ equal: true });
  expect(faults).toEqual([]);
});
