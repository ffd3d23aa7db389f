import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPool } from "../src/store/database.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { ensureAppRole } from "../src/store/app-role.ts";
import { migrate } from "../src/store/migrate.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { printSchema } from "./print-schema.ts";

/** Runs the migrations on a throw-away server and writes schema.sql. */
const folder = mkdtempSync(join(tmpdir(), "attain-schema-"));
const server = await openEmbedded(folder);
if (!server.ok) throw new Error(JSON.stringify(server.refusals));
const owner = openPool(server.value.owner, 2);
try {
  const client = await owner.pool.connect();
  await ensureAppRole(client, { name: "attain_app", password: "unused" }, true);
  client.release();
  await migrate(owner, "attain_app");
  writeFileSync(join(packageRoot, "schema.sql"), await printSchema(owner));
  process.stderr.write("schema.sql is written.\n");
} finally {
  await owner.pool.end();
  await server.value.close();
  rmSync(folder, { recursive: true, force: true });
}
