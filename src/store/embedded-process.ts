import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { EmbeddedBinaries, ServerUser } from "./embedded-binaries.ts";
import { isAlive, isTaken } from "./folder-lock.ts";

const POLL_MS = 10;
/** Recovery after a crash replays at most one checkpoint's worth of log; far more than that takes. */
const READY_MS = 300_000;
const ORPHANS_MS = 30_000;
const STOP_MS = 60_000;
const LOG_BYTES = 10_000_000;

/** Files under the data folder: `postgres/` is the cluster, `postgres.log` what the server says. */
export type Cluster = {
  readonly folder: string;
  readonly dataFolder: string;
  readonly binaries: EmbeddedBinaries;
  readonly user: ServerUser | undefined;
};

export const OWNER = "attain_owner";

/** What postmaster.pid says: process, socket folder, state (`ready`, `starting`, `stopping`). */
type Postmaster = { readonly pid: number; readonly socketFolder: string; readonly state: string };

const readPidFile = (folder: string): Postmaster | undefined => {
  let lines: readonly string[];
  try {
    lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  return { pid: Number(lines[0]), socketFolder: lines[4] ?? "", state: lines[7]?.trim() ?? "" };
};

const readLink = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
};

const hasProc = process.platform === "linux";

/** Every server process, postmaster and backends alike, works in the cluster's folder. */
const worksIn = (pid: number, folder: string): boolean =>
  hasProc
    ? readLink(`/proc/${pid}/cwd`) === realpathSync(folder)
    : spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes("postgres");

/** The running server of this cluster; a pid file left by a crash or a restart of the machine may name any other program. */
export const runningPostmaster = (folder: string): Postmaster | undefined => {
  const found = readPidFile(folder);
  return found !== undefined && isAlive(found.pid) && worksIn(found.pid, folder) ? found : undefined;
};

/** Backends outlive a killed postmaster for a moment; until they are gone a new server must not touch the files. */
const orphansOf = (folder: string): readonly number[] =>
  hasProc
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .filter((pid) => worksIn(pid, folder))
    : [];

const until = async (condition: () => boolean, milliseconds: number): Promise<boolean> => {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) return false;
    await wait(POLL_MS);
  }
  return true;
};

/** A closed parent folder (root's home) keeps the server's user out even of its own folder. */
const canReach = (folder: string, user: ServerUser | undefined): boolean =>
  user === undefined || spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" }).status === 0;

/**
 * The data folder as the server's user is to name it, and the open folder to hand over. A descriptor is checked when it is opened, by us;
 * going through it needs no right on the parents, so the data stays where its owner wants it.
 */
const reach = ({ dataFolder, user }: Cluster): { readonly path: string; readonly descriptor: number | "ignore" } =>
  canReach(dataFolder, user) || !hasProc
    ? { path: dataFolder, descriptor: "ignore" }
    : { path: "/proc/self/fd/3", descriptor: openSync(dataFolder, "r") };

/** Nothing of ours decides what the server does: PGDATA, PGOPTIONS, LD_LIBRARY_PATH and locales stay out. */
const cleanEnvironment = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** Makes the cluster, complete or not at all: it is built beside its place and moved there. */
export const createCluster = (cluster: Cluster, ownerPassword: string): void => {
  const { binaries, dataFolder, folder, user } = cluster;
  const half = join(dataFolder, "postgres.new");
  const passwordFile = join(dataFolder, "initial-password");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, ownerPassword, { mode: 0o600 });
  if (user !== undefined) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
  const { path, descriptor } = reach(cluster);
  try {
    const { status, stdout, stderr, error } = spawnSync(
      binaries.initdb,
      [`--pgdata=${join(path, "postgres.new")}`, `--username=${OWNER}`, `--pwfile=${join(path, "initial-password")}`].concat([
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
      ]),
      { ...user, cwd: "/", env: cleanEnvironment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe", descriptor] },
    );
    if (status !== 0) throw new Error(`PostgreSQL could not make its folder in ${dataFolder}: ${error?.message ?? `${stdout}${stderr}`}`);
  } finally {
    if (descriptor !== "ignore") closeSync(descriptor);
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, folder);
};

const settings = (socketFolder: string): readonly string[] =>
  [
    "listen_addresses=",
    `unix_socket_directories=${socketFolder}`,
    "timezone=UTC",
    "log_timezone=UTC",
    // A failed statement's text and the row it met hold people's data.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    // Of a log that only grows every checkpoint writes the pages of its indexes whole again: with more room there are fewer of them.
    "max_wal_size=2GB",
    "shared_buffers=256MB",
  ].flatMap((setting) => ["-c", setting]);

const lastWords = (logFile: string): string => readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-8).join("\n");

/** Starts the server in a session of its own, so that Ctrl-C reaches us and not it; it outlives us if we are killed. */
export const startPostmaster = async (cluster: Cluster, socketFolder: string, more: readonly string[] = []): Promise<Postmaster> => {
  const { binaries, dataFolder, folder, user } = cluster;
  if (!(await until(() => orphansOf(folder).length === 0, ORPHANS_MS)))
    throw new Error(`Processes of a killed server still work in ${folder}: ${orphansOf(folder).join(", ")}`);
  // Nothing works in the folder any more: whoever has that number now is dead or another program, and PostgreSQL would take it for itself.
  const left = readPidFile(folder);
  if (left !== undefined && isTaken(left.pid)) rmSync(join(folder, "postmaster.pid"));
  const logFile = join(dataFolder, "postgres.log");
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a", 0o600);
  const { path, descriptor } = reach(cluster);
  const child = spawn(
    binaries.postgres,
    ["-D", join(path, "postgres"), ...settings(socketFolder), ...more.flatMap((setting) => ["-c", setting])],
    {
      ...user,
      cwd: "/",
      env: cleanEnvironment,
      detached: true,
      stdio: ["ignore", log, log, descriptor],
    },
  );
  let ended: string | undefined;
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (code, signal) => (ended = `it ended with ${signal ?? code}`));
  child.unref();
  closeSync(log);
  if (descriptor !== "ignore") closeSync(descriptor);
  const ready = await until(
    () => ended !== undefined || (readPidFile(folder)?.pid === child.pid && readPidFile(folder)?.state === "ready"),
    READY_MS,
  );
  const postmaster = readPidFile(folder);
  if (ended !== undefined || !ready || postmaster === undefined)
    throw new Error(`PostgreSQL did not start in ${folder}: ${ended ?? "it is not ready"}\n${lastWords(logFile)}`);
  return postmaster;
};

/** Waits for a running server, perhaps in recovery or going down. Undefined when it went down. */
export const readyPostmaster = async (folder: string): Promise<Postmaster | undefined> => {
  const state = (): string | undefined => runningPostmaster(folder)?.state;
  await until(() => ["ready", undefined].includes(state()), READY_MS);
  return runningPostmaster(folder);
};

/** Open transactions are rolled back, everything committed is on disk. */
export const stopPostmaster = async (folder: string): Promise<void> => {
  const postmaster = runningPostmaster(folder);
  if (postmaster === undefined) return;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(postmaster.pid, signal);
    if (await until(() => runningPostmaster(folder)?.pid !== postmaster.pid, STOP_MS)) return;
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`);
};
