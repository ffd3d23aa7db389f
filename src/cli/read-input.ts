import { createReadStream } from "node:fs";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";

/** More than any file has that is read as a whole; a device or a pipe has no end. */
const MOST_MEGABYTES = 65;

/** Undefined when there is more than that. */
const readWhole = async (file: string): Promise<Buffer | undefined> => {
  const pieces: Buffer[] = [];
  let size = 0;
  // Without an encoding set, both come in buffers.
  for await (const piece of (file === "-" ? process.stdin : createReadStream(file)) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > MOST_MEGABYTES * 1024 * 1024) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
};

/** The bytes of a file, or of standard input for `-`. Refuses what is not there and what has no end. */
export const readBytes = async (file: string): Promise<Outcome<Buffer>> => {
  let bytes: Buffer | undefined;
  try {
    bytes = await readWhole(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT" || error.code === "EISDIR") return refused(refusal("file-missing", "", { found: shown(file) }));
    return refused(refusal("input-unreadable", "", { found: shown(file), problem: error.message.split(",")[0] ?? "" }));
  }
  return bytes === undefined ? refused(refusal("input-too-large", "", { found: shown(file), megabytes: MOST_MEGABYTES })) : accepted(bytes);
};

/** The text of a file, or of standard input for `-`. Refuses what is not there, what has no end and what is not UTF-8. */
export const readInput = async (file: string): Promise<Outcome<string>> => {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  try {
    return accepted(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch {
    return refused(refusal("input-encoding", "", { found: shown(file) }));
  }
};
