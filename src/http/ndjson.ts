import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { decodeJson, MEGABYTE } from "./read-body.ts";

export const LONGEST_LINE = MEGABYTE;

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 32 || byte === 9 || byte === 13);

/** What a line says, and how long it was. */
export type Line = { readonly read: Outcome<unknown>; readonly bytes: number };

/** Each line that is not blank as a value of its own, so that one bad line does not spoil the others. Only one line is held at a time. */
export async function* readLines(pieces: AsyncIterable<Uint8Array>, longest = LONGEST_LINE): AsyncGenerator<Line, void> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.byteLength;
    // The rest of a line that is too long is let go, its end is not.
    if (size <= longest) parts.push(part);
  };
  const take = (): Line | undefined => {
    const line = Buffer.concat(parts);
    const bytes = size;
    parts = [];
    size = 0;
    if (bytes > longest) return { read: refused(refusal("line-too-long", "", { megabytes: longest / MEGABYTE })), bytes: 0 };
    return isBlank(line) ? undefined : { read: decodeJson(line), bytes };
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(10, from); end >= 0; end = piece.indexOf(10, from)) {
      add(piece.subarray(from, end));
      from = end + 1;
      const line = take();
      if (line !== undefined) yield line;
    }
    add(piece.subarray(from));
  }
  const last = take();
  if (last !== undefined) yield last;
}

/** Lines in groups of at most so many, and of so many bytes: a thousand lines may be a thousand megabytes. */
export async function* inBatches(
  lines: AsyncIterable<Line>,
  most: { readonly lines: number; readonly bytes: number },
): AsyncGenerator<readonly Outcome<unknown>[], void> {
  let batch: Outcome<unknown>[] = [];
  let size = 0;
  for await (const { read, bytes } of lines) {
    batch.push(read);
    size += bytes;
    if (batch.length < most.lines && size < most.bytes) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}
