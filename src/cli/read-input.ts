import { readFile } from "node:fs/promises";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";

const standardInput = async (): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  // Without an encoding set, standard input comes in buffers.
  for await (const piece of process.stdin as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
};

/** The text of a file, or of standard input for `-`. Refuses what is not there and what is not UTF-8. */
export const readInput = async (file: string): Promise<Outcome<string>> => {
  let bytes: Buffer;
  try {
    bytes = file === "-" ? await standardInput() : await readFile(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return refused(refusal("input-unreadable", "", { found: shown(file), problem: error.message.split(",")[0] ?? "" }));
  }
  try {
    return accepted(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refused(refusal("input-encoding", "", { found: shown(file) }));
  }
};
