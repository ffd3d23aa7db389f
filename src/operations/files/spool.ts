import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A file that can be read more than once; `remove` takes away what was laid aside for that. */
export type Spooled = { readonly path: string; readonly bytes: number; readonly head: Buffer; readonly remove: () => Promise<void> };

const headBytes = 4096;

const headOf = async (path: string): Promise<Buffer> => {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};

const describe = async (path: string, remove: () => Promise<void>): Promise<Spooled> => ({
  path,
  bytes: (await stat(path)).size,
  head: await headOf(path),
  remove,
});

/** A file as it lies. Undefined when there is none that can be read, or a folder. */
export const fileAt = async (path: string): Promise<Spooled | undefined> => {
  try {
    return (await stat(path)).isFile() ? await describe(path, async () => undefined) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What comes as a stream (standard input, an upload) is laid aside first, since a file is read twice: its errors are known before
 * anything of it is stored. Only its owner may read it.
 */
export const spool = async (stream: Readable): Promise<Spooled> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-import-"));
  // Ctrl-C ends the process from where it is; people's records do not stay behind.
  const removeAtExit = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeAtExit);
  const remove = async (): Promise<void> => {
    process.off("exit", removeAtExit);
    await rm(folder, { recursive: true, force: true });
  };
  const path = join(folder, "input");
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600, flags: "wx" }));
    return await describe(path, remove);
  } catch (error) {
    await remove();
    throw error;
  }
};
