import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { zombie } from "../../tests/zombie.ts";
import { withFolderLock } from "./folder-lock.ts";

const root = mkdtempSync(join(tmpdir(), "attain-lock-"));
const lock = join(root, "lock");

afterAll(() => rmSync(root, { recursive: true, force: true }));

const deadProcess = async (): Promise<number> => {
  const child = spawn(process.execPath, ["--eval", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
};

test("one at a time, and everybody gets a turn", async () => {
  let inside = 0;
  let most = 0;
  const turn = (): Promise<void> =>
    withFolderLock(lock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 10 }, turn));
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

test("a lock whose holder died is taken over", async () => {
  mkdirSync(lock);
  writeFileSync(join(lock, "holder"), `${await deadProcess()}\n\nsome-token`);
  expect(await withFolderLock(lock, () => Promise.resolve("in"))).toBe("in");
});

test("a lock whose holder is dead and still has its number is taken over", async () => {
  const { pid, parent } = await zombie();
  mkdirSync(lock);
  writeFileSync(join(lock, "holder"), `${pid}\n\nsome-token`);
  expect(await withFolderLock(lock, () => Promise.resolve("in"))).toBe("in");
  parent.kill("SIGKILL");
});

test("a lock whose holder's number was given to another process is taken over", async () => {
  mkdirSync(lock);
  // This process runs, but it did not begin at tick 1.
  writeFileSync(join(lock, "holder"), `${process.pid}\n1\nsome-token`);
  expect(await withFolderLock(lock, () => Promise.resolve("in"))).toBe("in");
});

test("a lock that was made and never named is taken over", async () => {
  mkdirSync(lock);
  expect(await withFolderLock(lock, () => Promise.resolve("in"))).toBe("in");
});

test("a failure gives the lock back", async () => {
  await expect(withFolderLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});
