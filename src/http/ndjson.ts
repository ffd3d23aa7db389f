import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { decodeJson, MEGABYTE } from "./read-body.ts";

export const LONGEST_LINE = MEGABYTE;

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 32 || byte === 9 || byte === 13);

/** Each line that is not blank as a value of its own, so that one bad line does not spoil the others. Only one line is held at a time. */
export async function* readLines(pieces: AsyncIterable<Uint8Array>, longest = LONGEST_LINE): AsyncGenerator<Outcome<unknown>, void> {
  let parts: Uint8Array[] = [];
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.byteLength;
    // The rest of a line that is too long is let go, its end is not.
    if (size <= longest) parts.push(part);
  };
  const take = (): Outcome<unknown> | undefined => {
    const line = Buffer.concat(parts);
    const isTooLong = size > longest;
    parts = [];
    size = 0;
    if (isTooLong) return refused(refusal("line-too-long", "", { megabytes: longest / MEGABYTE }));
    return isBlank(line) ? undefined : decodeJson(line);
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

/** Values in groups, each with its place among the lines; what could not be read stands between as a refusal. */
export async function* inBatches<T>(values: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[], void> {
  let batch: T[] = [];
  for await (const value of values) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
