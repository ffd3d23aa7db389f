import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Kysely, Migrator, PostgresDialect, sql, type Migration } from "kysely";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { grantToAppRole } from "./app-role.ts";
import type { Database } from "./database.ts";
import { databaseError } from "./database-errors.ts";
import { packageRoot } from "./package-root.ts";

/** Apart from the product's tables, since these have no company. */
const SCHEMA = "attain_migrations";
const TABLE = "migrations";

export const migrationsFolder = join(packageRoot, "migrations");

/** `0001_log` for `migrations/0001_log.sql`, in order. */
export const knownMigrations = async (folder = migrationsFolder): Promise<readonly string[]> =>
  (await readdir(folder))
    .filter((file) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(file))
    .map((file) => file.slice(0, -".sql".length))
    .toSorted();

/** What this database has run, in order; nothing for a new one. */
export const appliedMigrations = async ({ pool }: Database): Promise<readonly string[]> => {
  const { rows: found } = await pool.query<{ found: boolean }>("select to_regclass($1) is not null as found", [`${SCHEMA}.${TABLE}`]);
  if (found[0]?.found !== true) return [];
  const { rows } = await pool.query<{ name: string }>(`select name from ${SCHEMA}.${TABLE} order by name`);
  return rows.map(({ name }) => name);
};

/** Refuses a database that a newer program has migrated: this one does not know what its tables mean. */
export const unknownMigrations = (applied: readonly string[], known: readonly string[]): Outcome<readonly string[]> => {
  const newer = applied.filter((name) => !known.includes(name));
  return newer.length === 0
    ? accepted(known.filter((name) => !applied.includes(name)))
    : refused(refusal("database-newer-than-program", "", { found: newer.join(", "), last: known.at(-1) ?? "" }));
};

const migrationOf = async (folder: string, name: string): Promise<Migration> => {
  const text = await readFile(join(folder, `${name}.sql`), "utf8");
  return { up: async (connection) => void (await sql.raw(text).execute(connection)) };
};

/**
 * Brings the schema up to date as its owner, all new migrations in one transaction, and gives the app's role its rights.
 * Several processes may do so at once: one migrates, the others wait. Answers with the migrations that were run.
 */
export const migrate = async (owner: Database, appRole: string, folder = migrationsFolder): Promise<Outcome<readonly string[]>> => {
  const known = await knownMigrations(folder);
  const missing = unknownMigrations(await appliedMigrations(owner), known);
  if (!missing.ok) return missing;
  // Not destroyed: that would end the caller's pool.
  const connection = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: owner.pool }) });
  const migrations = Object.fromEntries(await Promise.all(known.map(async (name) => [name, await migrationOf(folder, name)] as const)));
  const migrator = new Migrator({
    db: connection,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: SCHEMA,
    migrationTableName: TABLE,
    migrationLockTableName: "migration_lock",
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === "Error")?.migrationName;
    const cause = databaseError(error);
    throw failed === undefined
      ? cause
      : new Error(`Migration ${failed} failed: ${cause instanceof Error ? cause.message : "no reason was given"}`, { cause });
  }
  const client = await owner.pool.connect();
  try {
    await grantToAppRole(client, appRole);
  } finally {
    client.release();
  }
  return accepted((results ?? []).map(({ migrationName }) => migrationName));
};
