import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import { testDatabase, urlOf } from "../../tests/test-database.ts";
import { sentence, type RefusalCode } from "../domain/refusal.ts";
import { openClient, openPool, placeAs } from "./database.ts";
import { knownMigrations, migrate } from "./migrate.ts";
import { openDatabase, type DatabaseSettings } from "./open-database.ts";

const { owner, places } = await testDatabase();
const { run } = inject("cluster");
const empty = await testDatabase({ empty: true });
const dataFolder = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
const appUrl = urlOf(places.app);

afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

const refusedWith = async (settings: Omit<DatabaseSettings, "dataFolder">): Promise<readonly RefusalCode[]> => {
  const opened = await openDatabase({ dataFolder, ...settings });
  if (!opened.ok) return opened.refusals.map(({ code }) => code);
  await opened.value.close();
  return [];
};

/** A role of its own for a case; roles are the whole server's. */
const role = async (name: string, rights: string): Promise<string> => {
  const client = await openClient(places.owner);
  await client.query(`drop role if exists ${run}_${name}; create role ${run}_${name} login password 'secret' ${rights}`);
  await client.end();
  return urlOf(placeAs(places.app, { user: `${run}_${name}`, password: "secret" }));
};

afterEach(async () => {
  const { rows } = await owner.pool.query<{ name: string }>(
    "select rolname as name from pg_roles where starts_with(rolname, $1) and rolname <> $2",
    [`${run}_`, run],
  );
  for (const { name } of rows) await owner.pool.query(`drop owned by ${name}; drop role ${name}`);
});

test("an app's role on a migrated database is let in", async () => {
  expect(await refusedWith({ appUrl })).toEqual([]);
});

test("an interrupted command and its end both close the database, which happens once", async () => {
  const opened = await openDatabase({ dataFolder, appUrl });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  await Promise.all([opened.value.close(), opened.value.close()]);
});

test("serving as superuser is refused", async () => {
  expect(await refusedWith({ appUrl: await role("mighty", "superuser") })).toEqual(["role-is-superuser"]);
});

test("serving as a role that bypasses row-level security is refused", async () => {
  expect(await refusedWith({ appUrl: await role("past", "bypassrls") })).toEqual(["role-bypasses-policies"]);
});

test("serving as an owner of tables is refused", async () => {
  const url = await role("lord", "");
  await owner.pool.query(`create table manor (company_id integer); alter table manor owner to ${run}_lord`);
  expect(await refusedWith({ appUrl: url })).toEqual(["role-owns-tables"]);
});

test("a database that may lose what it confirmed is refused", async () => {
  const url = await role("hasty", `in role ${run}`);
  await owner.pool.query(`alter role ${run}_hasty set synchronous_commit = off`);
  expect(await refusedWith({ appUrl: url })).toEqual(["database-not-durable"]);
});

test("a database that was not migrated needs an owner's address", async () => {
  expect(await refusedWith({ appUrl: urlOf(empty.places.app) })).toEqual(["database-not-migrated"]);
});

test("given an owner's address alone, the database is migrated and served as a role that owns nothing", async () => {
  const opened = await openDatabase({ dataFolder, ownerUrl: urlOf(empty.places.owner), appRole: `${run}_served` });
  if (!opened.ok) throw new Error(sentence(opened.refusals[0], "en"));
  const { rows } = await opened.value.database.pool.query<{ role: string }>("select current_user as role");
  await opened.value.close();
  expect(rows).toEqual([{ role: `${run}_served` }]);
  const { rows: tables } = await empty.owner.pool.query("select from pg_tables where schemaname = 'public' and tablename = 'companies'");
  expect(tables).toHaveLength(1);
  await empty.owner.pool.query(`drop owned by ${run}_served`);
});

test("given both addresses, the owner creates the role that the other names", async () => {
  const guest = urlOf(placeAs(empty.places.app, { user: `${run}_guest`, password: "secret" }));
  expect(await refusedWith({ ownerUrl: urlOf(empty.places.owner), appUrl: guest })).toEqual([]);
  await empty.owner.pool.query(`drop owned by ${run}_guest`);
});

test("migrations newer than the program are refused", async () => {
  await owner.pool.query("insert into attain_migrations.migrations (name, timestamp) values ('9999_later', 'now')");
  expect(await refusedWith({ appUrl })).toEqual(["database-newer-than-program"]);
  expect(await migrate(owner, run)).toMatchObject({
    ok: false,
    refusals: [{ code: "database-newer-than-program", values: { found: "9999_later", last: (await knownMigrations()).at(-1) } }],
  });
  await owner.pool.query("delete from attain_migrations.migrations where name = '9999_later'");
});

test("an address where nobody answers is refused without telling its password", async () => {
  const opened = await openDatabase({ dataFolder, appUrl: "postgres://someone:hidden@127.0.0.1:1/attain" });
  if (opened.ok) throw new Error("Something answers at port 1");
  expect(sentence(opened.refusals[0], "en")).toMatch(
    /^PostgreSQL at postgres:\/\/someone@127\.0\.0\.1:1\/attain does not let Attain in: .*ECONNREFUSED/,
  );
});

test("programs that migrate at the same moment run each migration once", async () => {
  const fresh = await openClient(places.owner);
  await fresh.query(`create database ${run}_race template template0`);
  const racers = [1, 2, 3].map(() => openPool(placeAs(places.owner, { database: `${run}_race` }), 2));
  const outcomes = await Promise.all(racers.map((racer) => migrate(racer, run)));
  const ran = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value : ["refused"]));
  expect(ran.toSorted()).toEqual(await knownMigrations());
  for (const { pool } of racers) await pool.end();
  await fresh.query(`drop database ${run}_race`);
  await fresh.end();
});
