import { randomBytes } from "node:crypto";
import { afterAll, inject } from "vitest";
import { accepted } from "../src/domain/refusal.ts";
import { knowErased } from "../src/store/erased-identities.ts";
import { newSecret } from "../src/store/secret-key.ts";
import { openClient, openPool, placeAs, type ConnectionPlace, type Database } from "../src/store/database.ts";

export type TestDatabase = {
  /** As the app's role, as the product runs. */
  readonly database: Database;
  /** As the owner, who migrates and whom row-level security does not bind. */
  readonly owner: Database;
  readonly places: { readonly app: ConnectionPlace; readonly owner: ConnectionPlace };
};

const CONNECTIONS = 10;
/** A machine that is busy with other tests is no fault of the one that waits for a connection. */
const PATIENCE_SECONDS = 50;

/** As the environment would name it. */
export const urlOf = (place: ConnectionPlace): string =>
  "url" in place ? place.url : `postgres://${place.user}:${place.password}@${encodeURIComponent(place.host)}/${place.database}`;

export type MadeDatabase = { readonly name: string; readonly places: TestDatabase["places"]; readonly drop: () => Promise<void> };

/** A database of the run's cluster that is a copy of another, for as long as its maker wants it. Nobody may be in the one that is copied. */
export const copyDatabase = async (
  of: string,
  name = `${inject("cluster").run}_${randomBytes(4).toString("hex")}`,
): Promise<MadeDatabase> => {
  const { owner, app } = inject("cluster");
  const administer = async (statement: string): Promise<void> => {
    const client = await openClient(owner);
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await administer(`create database ${name} template ${of}`);
  return {
    name,
    places: {
      app: placeAs(owner, { user: app.name, password: app.password, database: name }),
      owner: placeAs(owner, { database: name }),
    },
    drop: () => administer(`drop database if exists ${name} with (force)`),
  };
};

/**
 * A database for one test file, migrated, empty, dropped when the file is done. Called at the top of the file:
 * `const { database } = await testDatabase();`. `empty`: without the migrations.
 */
export const testDatabase = async ({ empty = false } = {}): Promise<TestDatabase> => {
  const { places, drop } = await copyDatabase(empty ? "template0" : inject("cluster").template);
  const database = openPool(places.app, CONNECTIONS, PATIENCE_SECONDS);
  const ownerDatabase = openPool(places.owner, 4, PATIENCE_SECONDS);
  const secret = newSecret();
  knowErased(database, () => accepted(secret));
  afterAll(async () => {
    await database.pool.end();
    await ownerDatabase.pool.end();
    await drop();
  });
  return { database, owner: ownerDatabase, places };
};
