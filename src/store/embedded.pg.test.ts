import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, expect, test } from "vitest";
import { zombie } from "../../tests/zombie.ts";
import { openDataFolder, openEmbedded } from "./embedded.ts";
import { runningPostmaster, stopPostmaster } from "./embedded-process.ts";
import { openDatabase, type OpenDatabase } from "./open-database.ts";
import { packageRoot } from "./package-root.ts";

const root = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
const dataFolder = join(root, "data");
const cluster = join(dataFolder, "postgres");
const folders = [dataFolder];

const open = async (folder = dataFolder): Promise<OpenDatabase> => {
  const opened = await openDatabase({ dataFolder: folder });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  return opened.value;
};

const answers = async ({ database }: OpenDatabase): Promise<number> =>
  (await database.pool.query<{ one: number }>("select 1 as one")).rows[0]?.one ?? 0;

const holders: ChildProcess[] = [];

/** Another process that holds the database open; answers when it does, with the moment the server was started. */
const hold = async (): Promise<{ readonly child: ChildProcess; readonly startedAt: string }> => {
  const child = spawn(process.execPath, ["--import", "tsx", join("tests", "fixtures", "hold-database.ts"), dataFolder], {
    cwd: packageRoot,
    stdio: ["pipe", "pipe", "inherit"],
  });
  holders.push(child);
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) return { child, startedAt: line };
  throw new Error("The other process did not open the database");
};

const leave = async (child: ChildProcess): Promise<void> => {
  const left = once(child, "exit");
  child.stdin?.end();
  await left;
};

afterEach(async () => {
  for (const child of holders.splice(0).filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) await leave(child);
});

afterAll(async () => {
  for (const folder of folders)
    if (runningPostmaster(join(folder, "postgres")) !== undefined) await stopPostmaster(join(folder, "postgres"));
  rmSync(root, { recursive: true, force: true });
});

test("processes that start at the same moment share one server, and the last one out stops it", async () => {
  const [one, other] = await Promise.all([hold(), hold()]);
  expect(one.startedAt).toBe(other.startedAt);
  await leave(one.child);
  expect(runningPostmaster(cluster)).toBeDefined();
  await leave(other.child);
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a process killed at work leaves a server that the next one adopts and stops", async () => {
  const { child, startedAt } = await hold();
  const killed = once(child, "exit");
  child.kill("SIGKILL");
  await killed;
  const opened = await open();
  const { rows } = await opened.database.pool.query<{ started: string }>("select pg_postmaster_start_time()::text as started");
  expect(rows[0]?.started).toBe(startedAt);
  await opened.close();
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a killed server comes back for those who use it", async () => {
  const opened = await open();
  const before = runningPostmaster(cluster)?.pid ?? 0;
  process.kill(before, "SIGKILL");
  // What the killed one left behind may answer once more, until it sees that nobody is above it.
  const comesBack = async (): Promise<boolean> =>
    (await answers(opened).catch(() => 0)) === 1 && (runningPostmaster(cluster)?.pid ?? before) !== before;
  await expect.poll(comesBack, { timeout: 30_000 }).toBe(true);
  await opened.close();
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a killed backend takes nobody else's database away", async () => {
  const opened = await open();
  const { rows } = await opened.database.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where backend_type = 'client backend' and usename is not null",
  );
  for (const { pid } of rows) process.kill(pid, "SIGKILL");
  await expect.poll(() => answers(opened).catch(() => 0), { timeout: 30_000 }).toBe(1);
  await opened.close();
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a pid file that names another program, or a dead one, is no reason not to start", async () => {
  const { pid, parent } = await zombie();
  for (const number of [process.pid, pid]) {
    const lines = [number, cluster, 1, 5432, "/nowhere", "", " 1 1", "ready"];
    writeFileSync(join(cluster, "postmaster.pid"), lines.join("\n"));
    const opened = await open();
    expect(await answers(opened)).toBe(1);
    await opened.close();
  }
  parent.kill("SIGKILL");
});

test("durability stays on, the server listens on its socket alone and asks for a password", async () => {
  const opened = await open();
  const { rows } = await opened.database.pool.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses') order by name",
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    fsync: "on",
    full_page_writes: "on",
    listen_addresses: "",
    synchronous_commit: "on",
  });
  expect(readFileSync(join(cluster, "pg_hba.conf"), "utf8")).not.toMatch(/^\s*(local|host).*\btrust\b/m);
  await opened.close();
});

test("Hangul is matched and sorted without a locale of the system", async () => {
  const opened = await open();
  const { rows } = await opened.database.pool.query<{ name: string }>(
    `select name from unnest(array['하', '가', 'b', '나', 'A']) as name order by name collate "ko-x-icu"`,
  );
  expect(rows.map(({ name }) => name).join("")).toBe("가나하Ab");
  await opened.close();
});

test("a data folder below a closed one, with a path longer than a socket's may be, works", async () => {
  const closed = join(root, "closed");
  mkdirSync(closed, { mode: 0o700 });
  chmodSync(closed, 0o700);
  const far = join(closed, "a".repeat(60), "b".repeat(60));
  folders.push(far);
  const opened = await open(far);
  expect(await answers(opened)).toBe(1);
  await opened.close();
  expect(runningPostmaster(join(far, "postgres"))).toBeUndefined();
});

test("a data folder of another major is refused with the way out", async () => {
  writeFileSync(join(cluster, "PG_VERSION"), "17\n");
  const opened = await openEmbedded(dataFolder);
  writeFileSync(join(cluster, "PG_VERSION"), "18\n");
  expect(opened).toMatchObject({ ok: false, refusals: [{ code: "data-folder-of-other-major", values: { found: "17", expected: "18" } }] });
});

test("a data folder that cannot be made is refused, not tried for ever", async () => {
  expect(await openEmbedded("/proc/nowhere/data")).toMatchObject({ ok: false, refusals: [{ code: "data-folder-unusable" }] });
});

test("a folder that was there keeps its rights; one that is made lets the server's user pass", async () => {
  const given = join(root, "given");
  mkdirSync(given, { mode: 0o700 });
  expect(openDataFolder(given).ok && statSync(given).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
  const made = join(root, "made", "here");
  expect(openDataFolder(made).ok && statSync(made).mode & 0o777).toBe(0o711);
});

test("a data folder that is a file is refused by name", async () => {
  writeFileSync(join(root, "file"), "");
  expect(await openEmbedded(join(root, "file"))).toMatchObject({ ok: false, refusals: [{ code: "data-folder-unusable" }] });
});
