import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { openClient, type ConnectionPlace } from "./database.ts";
import { embeddedBinaries, serverUser, type ServerUser } from "./embedded-binaries.ts";
import {
  createCluster,
  OWNER,
  readyPostmaster,
  runningPostmaster,
  startPostmaster,
  stopPostmaster,
  type Cluster,
} from "./embedded-process.ts";
import { withFolderLock } from "./folder-lock.ts";

/** A name of a Unix socket is at most 107 bytes long. */
const SOCKET_BYTES = 107;
const SOCKET_NAME = "/.s.PGSQL.5432";
const DATABASE = "attain";
/** "attain" in letters' places; held shared by every process that uses the embedded server. */
const IN_USE = 120_201_914;
const RECONNECT_MS = 200;

export type EmbeddedServer = {
  readonly owner: ConnectionPlace;
  /** A password kept in the data folder under this name. */
  readonly secret: (name: string) => string;
  /** Leaves; the last process to leave stops the server. */
  readonly close: () => Promise<void>;
};

/** A password kept in the data folder, readable by its owner only; made on first use, complete or not at all. */
export const keptSecret = (dataFolder: string, name: string, bytes = 24): string => {
  const file = join(dataFolder, name);
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, randomBytes(bytes).toString("base64url"), { mode: 0o600 });
  try {
    // A link, and not a look before a move: of two processes one places its own, both read that.
    linkSync(fresh, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(fresh);
  }
  return readFileSync(file, "utf8").trim();
};

/** Makes a folder and the parents it lacks; true if it was not there. Node's recursive mkdir never ends below a folder that takes none, such as /proc. */
const makeFolder = (folder: string): boolean => {
  if (existsSync(folder)) return false;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    // Another command may have made it just now.
    if (!existsSync(folder)) throw error;
    return false;
  }
};

/** The data folder, made if missing: open for the server's user to pass, whatever the umask. A folder that was there keeps its rights; as root the server's user is let pass too. */
export const openDataFolder = (dataFolder: string): Outcome<string> => {
  const folder = resolve(dataFolder);
  try {
    if (makeFolder(folder)) chmodSync(folder, 0o711);
    else if (process.getuid?.() === 0) chmodSync(folder, statSync(folder).mode | 0o011);
    readdirSync(folder);
  } catch (error) {
    return refused(refusal("data-folder-unusable", "", { folder, reason: error instanceof Error ? error.message : String(error) }));
  }
  return accepted(realpathSync(folder));
};

/** A folder that only the server's user enters. In the temp folder where the data folder's path is too long or closed to that user. */
const socketFolderOf = (dataFolder: string, user: ServerUser | undefined): string => {
  const owner = user?.uid ?? process.getuid?.() ?? 0;
  const near = join(dataFolder, "socket");
  // As root the server runs as another user, which may not reach the data folder.
  const isNear = user === undefined && Buffer.byteLength(near + SOCKET_NAME) <= SOCKET_BYTES;
  const name = `attain-${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  const place = isNear ? near : join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp", name);
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found === undefined) {
    mkdirSync(place, { mode: 0o700 });
    if (user !== undefined) chownSync(place, user.uid, user.gid);
    return place;
  }
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return place;
  // Someone else's: a name in the temp folder can be taken by anybody. The server records where its socket is.
  const fresh = mkdtempSync(`${place}-`);
  if (user !== undefined) chownSync(fresh, user.uid, user.gid);
  return fresh;
};

/** An existing cluster runs as whoever owns it; one that root copied here is given to the server's user. */
const userFor = (folder: string): ServerUser | undefined => {
  const user = serverUser();
  if (user === undefined || !existsSync(folder)) return user;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) return { uid, gid };
  for (const path of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })]) chownSync(join(folder, path), user.uid, user.gid);
  return user;
};

const clusterIn = (dataFolder: string): Outcome<Cluster> => {
  const folder = join(dataFolder, "postgres");
  const user = userFor(folder);
  const binaries = embeddedBinaries(user);
  if (!binaries.ok) return binaries;
  const { major } = binaries.value;
  const found = existsSync(folder) ? readFileSync(join(folder, "PG_VERSION"), "utf8").trim() : major;
  if (found !== major) return refused(refusal("data-folder-of-other-major", "", { folder: dataFolder, found, expected: major }));
  return accepted({ folder, dataFolder, binaries: binaries.value, user });
};

/** Starts the server, or adopts one that a killed process left; answers where its socket is. Under the folder's lock. */
const ensureRunning = async (cluster: Cluster): Promise<string> => {
  const running = runningPostmaster(cluster.folder) === undefined ? undefined : await readyPostmaster(cluster.folder);
  return (running ?? (await startPostmaster(cluster, socketFolderOf(cluster.dataFolder, cluster.user)))).socketFolder;
};

const placeAt = (host: string, user: string, password: string, database = DATABASE): ConnectionPlace => ({
  host,
  user,
  password,
  database,
});

const ensureDatabase = async (host: string, password: string): Promise<void> => {
  const client = await openClient(placeAt(host, OWNER, password, "postgres"));
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
};

const tryAlone = async (client: pg.Client): Promise<boolean> => {
  await client.query("select pg_advisory_unlock_shared($1)", [IN_USE]);
  const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [IN_USE]);
  return rows[0]?.alone === true;
};

/** A server started by an older program keeps running its minor version: restarted when nobody else uses it. */
const restartIfOlder = async (cluster: Cluster, client: pg.Client, restart: () => Promise<pg.Client>): Promise<pg.Client> => {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  if (rows[0]?.version === cluster.binaries.version) return client;
  if (!(await tryAlone(client))) {
    await client.query("select pg_advisory_lock_shared($1)", [IN_USE]);
    return client;
  }
  await client.end();
  await stopPostmaster(cluster.folder);
  return restart();
};

/**
 * The PostgreSQL server of a data folder, for as long as this process wants it. Several processes share it: each holds a session lock, and the
 * last one out stops it. Should the server be killed, it is started again and pools reconnect by themselves.
 */
export const openEmbedded = async (dataFolder: string): Promise<Outcome<EmbeddedServer>> => {
  const opened = openDataFolder(dataFolder);
  if (!opened.ok) return opened;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => withFolderLock(join(opened.value, "starting"), work);
  const found = await inTurn(() => Promise.resolve(clusterIn(opened.value)));
  if (!found.ok) return found;
  const cluster = found.value;
  const password = keptSecret(opened.value, "owner-password");

  let host = "";
  let closing = false;
  const enter = async (): Promise<pg.Client> => {
    host = await ensureRunning(cluster);
    const client = await openClient(placeAt(host, OWNER, password));
    await client.query("select pg_advisory_lock_shared($1)", [IN_USE]);
    return client;
  };
  const keepWatch = (client: pg.Client): pg.Client => client.once("end", () => void comeBack());
  let keeper: pg.Client;
  const comeBack = async (): Promise<void> => {
    while (!closing) {
      try {
        keeper = keepWatch(await inTurn(enter));
        return;
      } catch {
        // The server is still going down, or the disk is full: the pools' errors tell whoever asks, and this goes on trying.
        await wait(RECONNECT_MS, undefined, { ref: false });
      }
    }
  };
  // Only here: a folder that vanishes under a running server is not replaced by an empty one.
  const enterFirst = async (): Promise<pg.Client> => {
    if (!existsSync(cluster.folder)) createCluster(cluster, password);
    await ensureDatabase(await ensureRunning(cluster), password);
    return restartIfOlder(cluster, await enter(), enter);
  };
  keeper = keepWatch(await inTurn(enterFirst));

  const close = async (): Promise<void> => {
    closing = true;
    await inTurn(async () => {
      // A keeper whose connection has just broken says nothing about who else is there.
      const alone = await tryAlone(keeper)
        .catch(async () => {
          keeper = await openClient(placeAt(host, OWNER, password));
          return tryAlone(keeper);
        })
        .catch(() => false);
      await keeper.end().catch(() => undefined);
      if (!alone) return;
      await stopPostmaster(cluster.folder);
      // One per data folder would gather in the temp folder.
      rmSync(host, { recursive: true, force: true });
    });
  };
  return accepted({ owner: placeAt(host, OWNER, password), secret: (name) => keptSecret(cluster.dataFolder, name), close });
};
