import { sql } from "kysely";
import { expect, test } from "vitest";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { acrossCompanies, openPool } from "./database.ts";

const { places, owner } = await testDatabase();

const COMPANIES = 3;
const RECORDS = 2000;
/** With an index that walks the company it is forty thousand times as many; with its own about thirty, by how many dead entries are left. */
const MOST_READ = 400 * RECORDS;

const file = (id: string) => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "people", where: 'kind == "call" && !prospect.isColleague', oncePer: { prospect: "week" } },
  ],
});
const calls = (more = {}) =>
  Array.from({ length: RECORDS }, (_, number) => ({
    source: "dialer",
    externalId: `call-${number}`,
    member: "raj",
    kind: "call",
    occurredAt: "2026-03-02T10:00:00Z",
    prospect: `person-${number % 400}@client.example`,
    ...more,
  }));

test("what is recorded of a company that the planner's statistics have not met is found by its keys, not among all its records", async () => {
  // One connection tells its numbers when asked; another would keep its own.
  const database = openPool(places.app, 1);
  try {
    for (let number = 1; number <= COMPANIES; number += 1) await (await openCompany(database, file(`known-${number}`))).record(calls());
    const { record } = await openCompany(database, file("unmet"));
    await owner.pool.query("analyze");
    await owner.pool.query("select pg_stat_reset()");
    await record(calls());
    await record(calls());
    await record(calls({ durationSeconds: 60 }));
    await record([{ source: "sheet", member: "raj", kind: "call", occurredOn: "2026-03-03", quantity: 5, total: true }]);
    await record(calls({ durationSeconds: 61 }));
    await acrossCompanies(database, (tx) => sql`select pg_stat_force_next_flush()`.execute(tx));
    const { rows } = await owner.pool.query<{ index: string; read: bigint }>(
      "select indexrelname as index, idx_tup_read as read from pg_stat_user_indexes where idx_tup_read > $1 order by indexrelname",
      [MOST_READ],
    );
    expect(rows).toEqual([]);
    const scanned = await owner.pool.query<{ table: string; read: bigint }>(
      `select relname as "table", seq_tup_read as read from pg_stat_user_tables where seq_tup_read > $1 order by relname`,
      [MOST_READ],
    );
    expect(scanned.rows).toEqual([]);
  } finally {
    await database.pool.end();
  }
});

test("what is recorded into tables that the planner has no statistics of is found by its keys too", async () => {
  const young = await testDatabase();
  const database = openPool(young.places.app, 1);
  try {
    const { record } = await openCompany(database, file("first"));
    await record(calls());
    await record(calls({ durationSeconds: 60 }));
    await acrossCompanies(database, (tx) => sql`select pg_stat_force_next_flush()`.execute(tx));
    const { rows } = await young.owner.pool.query<{ index: string; read: bigint }>(
      "select indexrelname as index, idx_tup_read as read from pg_stat_user_indexes where idx_tup_read > $1 order by indexrelname",
      [MOST_READ],
    );
    expect(rows).toEqual([]);
  } finally {
    await database.pool.end();
  }
});
