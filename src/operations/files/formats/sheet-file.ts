import type { ActivityWord } from "../../../domain/activity-word.ts";
import { accepted, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import type { Row, Separator } from "./csv-rows.ts";
import type { Encoding } from "./text-pieces.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** What a file of rows is, by its content. */
export type SheetFormat = "csv" | "xlsx" | "html" | "mbox" | "kakaotalk";

/** Some rows, how much of the file has been read with them, and why nothing more comes, where something is wrong right after them. */
export type RowPiece = { readonly rows: readonly Row[]; readonly bytesRead: number; readonly fault: Refusal | null };

/** What a reading of a sheet from end to end found: how many rows have something in them, and the first of them, to find the header in. */
export type Survey = { readonly rows: number; readonly first: readonly Row[] };

/**
 * A file as rows of text, before anybody knows which of them is the header. A cell of a spreadsheet is text too: a date is `2026-03-02`,
 * with its time `2026-03-02T09:05:00`, a time of day `09:05:00`, an elapsed time `0:03:41`, a number its shortest decimal text, a truth
 * `TRUE` or `FALSE`, an error `#REF!`, a formula what it came to. Rows without anything in them are left out, but have their numbers.
 */
export type SheetFile = {
  readonly format: SheetFormat;
  /** Null where the format says it itself. */
  readonly encoding: Encoding | null;
  /** In the file's order; a text file has one, without a name. */
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** A row ends with its last cell that has something; in a text file each should have as many cells as the header. */
  readonly isSparse: boolean;
  /** By the sheet's place in `sheets`. Can be read again. */
  readonly rows: (sheet: number) => AsyncGenerator<RowPiece>;
  /** Reads a sheet from end to end, once; refuses what is wrong with it as a whole. */
  readonly survey: (sheet: number) => Promise<Outcome<Survey>>;
  /** Lets go of what was laid aside for reading. */
  readonly close: () => Promise<void>;
};

export type SheetOptions = {
  /** How many of the columns that are wanted a header has: tells the separator where several would fit. */
  readonly wanted: (header: readonly string[]) => number;
  /** As the map says it. */
  readonly separator: Separator | null;
  /** Of text, to be tried in this order. */
  readonly encodings: readonly Encoding[];
  /** What people's words for their work stand for, where a chat tells of it. */
  readonly activityWords?: ReadonlyMap<string, ActivityWord>;
};

/** Told while a file is read through before anything is known of it: how many rows there were, and how much of the file. */
export type ReadingProgress = (rows: number, bytesRead: number) => void;

/** Enough to find the header below the titles, and how the rows below it are built. */
export const FIRST_ROWS = 200;

/** Reads through pieces of rows and keeps the first; refuses what is wrong further on. */
export const surveyRows = async (pieces: AsyncIterable<RowPiece>): Promise<Outcome<Survey>> => {
  const first: Row[] = [];
  let count = 0;
  for await (const { rows, fault } of pieces) {
    count += rows.length;
    if (first.length < FIRST_ROWS) first.push(...rows.slice(0, FIRST_ROWS - first.length));
    if (fault !== null) return refused(fault);
  }
  return accepted({ rows: count, first });
};

/** Pieces that end with why the reading had to end, where it had to. */
export async function* untilUnreadable(pieces: AsyncIterable<RowPiece>): AsyncGenerator<RowPiece> {
  try {
    yield* pieces;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    yield { rows: [], bytesRead: 0, fault: error.refusal };
  }
}

/** A survey that is made when it is first asked for. */
export const surveyOnce = (rows: SheetFile["rows"]): SheetFile["survey"] => {
  const made = new Map<number, Promise<Outcome<Survey>>>();
  return (sheet) => {
    const survey = made.get(sheet) ?? surveyRows(rows(sheet));
    made.set(sheet, survey);
    return survey;
  };
};
