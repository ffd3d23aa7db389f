import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 20;
/** A lock folder whose holder has not yet written its name is left alone for so long. */
const UNNAMED_MS = 2_000;

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;

/** The fields of the process's state after its name, which stands in brackets and may hold spaces. Empty where there is no /proc. */
const stateOf = (pid: number): readonly string[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
};

/** When it began, in clock ticks since boot: a number given again to another process is not taken for the old one. */
const startOf = (pid: number): string => stateOf(pid)[19] ?? "";

/** Whether the number is taken; a dead process keeps it until its parent has asked for it. */
export const isTaken = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
};

export const isAlive = (pid: number): boolean => isTaken(pid) && stateOf(pid)[0] !== "Z";

type Holder = { readonly pid: number; readonly startedAt: string; readonly token: string };

const holderOf = async (folder: string): Promise<Holder | undefined> => {
  const [pid, startedAt, token] = (await readFile(join(folder, "holder"), "utf8").catch(() => "")).split("\n");
  return pid === undefined || startedAt === undefined || token === undefined ? undefined : { pid: Number(pid), startedAt, token };
};

const isGone = ({ pid, startedAt }: Holder): boolean => !isAlive(pid) || (startedAt !== "" && startOf(pid) !== startedAt);

/** Moves a dead holder's lock aside in one step; if it was a living one's after all (taken in between), gives it back. */
const clearAway = async (folder: string, dead: Holder | undefined): Promise<void> => {
  const aside = `${folder}.${randomUUID()}`;
  try {
    await rename(folder, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  const moved = await holderOf(aside);
  if (moved?.token !== dead?.token && moved !== undefined) await rename(aside, folder).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
};

/**
 * Runs `work` while no other process does so with the same folder. The lock is a folder, since making one is atomic on every file system;
 * one whose holder died is taken over.
 */
export const withFolderLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() };
  for (let unnamedSince: number | undefined; ; await wait(POLL_MS)) {
    try {
      await mkdir(folder);
      break;
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    }
    const other = await holderOf(folder);
    if (other === undefined) {
      unnamedSince ??= performance.now();
      if (performance.now() - unnamedSince > UNNAMED_MS) await clearAway(folder, undefined);
    } else {
      unnamedSince = undefined;
      if (isGone(other)) await clearAway(folder, other);
    }
  }
  try {
    await writeFile(join(folder, "holder"), `${holder.pid}\n${holder.startedAt}\n${holder.token}`);
    return await work();
  } finally {
    if ((await holderOf(folder))?.token === holder.token) await rm(folder, { recursive: true, force: true });
  }
};
