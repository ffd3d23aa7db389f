import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { ensureAppRole } from "../src/store/app-role.ts";
import { openClient, openPool, placeAs, type ConnectionPlace, type Database } from "../src/store/database.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";

export type BenchCluster = {
  readonly app: Database;
  readonly ownerPlace: ConnectionPlace;
  readonly close: () => Promise<void>;
};

/** A server and database of its own in the temporary folder, gone when closed. */
export const openCluster = async (): Promise<BenchCluster> => {
  const folder = mkdtempSync(join(tmpdir(), "attain-bench-"));
  const server = await openEmbedded(folder);
  if (!server.ok) throw new Error(JSON.stringify(server.refusals));
  const role = { name: "attain_bench", password: "bench" };
  const client = await openClient(server.value.owner);
  await ensureAppRole(client, role, true);
  await client.query("create database bench");
  await client.end();
  const ownerPlace = placeAs(server.value.owner, { database: "bench" });
  const owner = openPool(ownerPlace, 2);
  const migrated = await migrate(owner, role.name);
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusals));
  await owner.pool.end();
  const app = openPool(placeAs(ownerPlace, { user: role.name, password: role.password }), 4);
  return {
    app,
    ownerPlace,
    close: async () => {
      await app.pool.end();
      await server.value.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A statement that may take minutes; the pool's connections end one after half a minute otherwise. */
export const patiently = async (client: pg.PoolClient, text: string): Promise<void> => {
  const config: pg.QueryConfig & { readonly query_timeout: number } = { text, query_timeout: 1_200_000 };
  await client.query(config);
};
