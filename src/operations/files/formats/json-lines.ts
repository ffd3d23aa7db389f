import { accepted, refusal, refused, type Outcome } from "../../../domain/refusal.ts";
import { parseJson } from "../../../domain/strict-json.ts";
import { longestRow } from "./csv-rows.ts";
import { rejectionFields } from "../writing/rejected-file.ts";
import { textPieces } from "./text-pieces.ts";

export type Line = { readonly number: number; readonly text: string };

/** Cuts text into lines piece by piece; empty ones are left out, but have their numbers. */
const lineCutter = (): {
  readonly push: (text: string) => readonly Line[];
  readonly end: () => readonly Line[];
  readonly isTooLong: () => boolean;
  readonly next: () => Line;
} => {
  let rest = "";
  let number = 0;
  let isTooLong = false;
  const take = (text: string): readonly Line[] => {
    number += 1;
    isTooLong ||= text.length > longestRow;
    return text.trim() === "" ? [] : [{ number, text }];
  };
  return {
    push: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      isTooLong ||= rest.length > longestRow;
      return lines.flatMap(take);
    },
    end: () => (rest === "" ? [] : take(rest)),
    isTooLong: () => isTooLong,
    next: () => ({ number: number + 1, text: rest }),
  };
};

/** Reads a file of lines from end to end; gives how many there are. Refuses bytes that are no text, a line beyond the limit, and, unless it may be empty, a file without any. */
export const countLines = async (path: string, mayBeEmpty: boolean): Promise<Outcome<number>> => {
  const cutter = lineCutter();
  let count = 0;
  for await (const { text, badByte } of textPieces(path, "UTF-8")) {
    count += cutter.push(text).length;
    const { number, text: rest } = cutter.next();
    if (badByte !== null)
      return refused(refusal("csv-encoding", "", { row: number, column: rest.length + 1, byte: badByte, encoding: "UTF-8" }));
    if (cutter.isTooLong()) return refused(refusal("csv-row-too-long", "", { row: number, limit: longestRow }));
  }
  count += cutter.end().length;
  return count === 0 && !mayBeEmpty ? refused(refusal("file-empty", "")) : accepted(count);
};

export async function* linesOf(path: string): AsyncGenerator<{ readonly rows: readonly Line[]; readonly bytesRead: number }> {
  const cutter = lineCutter();
  let bytesRead = 0;
  for await (const piece of textPieces(path, "UTF-8")) {
    bytesRead = piece.bytesRead;
    yield { rows: cutter.push(piece.text), bytesRead };
  }
  yield { rows: cutter.end(), bytesRead };
}

/** The record of a line; what an earlier import has written beside it is left out. */
export const recordOf = ({ text }: Line): Outcome<unknown> => {
  const read = parseJson(text);
  if (!read.ok || typeof read.value !== "object" || read.value === null || Array.isArray(read.value)) return read;
  const fields: Record<string, unknown> = { ...read.value };
  for (const name of rejectionFields) delete fields[name];
  return accepted(fields);
};
