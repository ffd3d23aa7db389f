import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureAppRole, type AppRole } from "../src/store/app-role.ts";
import { openClient, openPool, placeAs, type ConnectionPlace } from "../src/store/database.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { runningPostmaster, stopPostmaster } from "../src/store/embedded-process.ts";
import { isAlive } from "../src/store/folder-lock.ts";
import { migrate } from "../src/store/migrate.ts";

/** What a test file needs to have a database of its own: `inject("cluster")`. */
export type TestCluster = {
  readonly owner: ConnectionPlace;
  readonly app: AppRole;
  readonly template: string;
  readonly run: string;
  /** Gone when the run is. */
  readonly folder: string;
};

declare module "vitest" {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

const PREFIX = "attain-test-";

/** What a killed run left behind: its server still runs, its folder still fills the disk. */
const sweep = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split("-")[0]);
    const folder = join(tmpdir(), name);
    // Another user's is theirs to clear away; a concurrent run may have done so.
    if (!Number.isInteger(pid) || isAlive(pid) || statSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    if (runningPostmaster(join(folder, "postgres")) !== undefined) await stopPostmaster(join(folder, "postgres"));
    rmSync(folder, { recursive: true, force: true });
  }
};

type Running = { readonly cluster: TestCluster; readonly stop: () => Promise<void> };

const throwAway = async (folder: string): Promise<{ readonly owner: ConnectionPlace; readonly stop: () => Promise<void> }> => {
  const server = await openEmbedded(folder);
  if (!server.ok) throw new Error(JSON.stringify(server.refusals));
  return { owner: server.value.owner, stop: server.value.close };
};

const dropAll = async (owner: ConnectionPlace, run: string, role: string): Promise<void> => {
  const client = await openClient(owner);
  try {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where starts_with(datname, $1) order by datname",
      [run],
    );
    for (const { name } of rows) await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
    await client.query(`drop role if exists ${client.escapeIdentifier(role)}`);
  } finally {
    await client.end();
  }
};

const start = async (): Promise<Running> => {
  const run = `attain_test_${randomBytes(4).toString("hex")}`;
  const url = process.env["ATTAIN_TEST_OWNER_URL"];
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const server = url === undefined || url === "" ? await throwAway(folder) : { owner: { url }, stop: () => Promise.resolve() };
  const template = `${run}_template`;
  const app = { name: run, password: randomBytes(16).toString("hex") };
  const client = await openClient(server.owner);
  await ensureAppRole(client, app, true);
  await client.query(`create database ${template}`);
  await client.end();
  const owner = openPool(placeAs(server.owner, { database: template }), 2);
  const migrated = await migrate(owner, app.name);
  await owner.pool.end();
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusals));
  return {
    cluster: { owner: server.owner, app, template, run, folder },
    stop: async () => {
      await dropAll(server.owner, run, app.name);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

let running: Promise<Running> | undefined;
let users = 0;

/** One cluster for all projects of a run; the last to finish stops it. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  users += 1;
  running ??= start();
  const { cluster, stop } = await running;
  project.provide("cluster", cluster);
  return async () => {
    users -= 1;
    if (users === 0) await stop();
  };
};
