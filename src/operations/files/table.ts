import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { CsvSplitter, longestRow, separators, type LineEnd, type Row, type Separator, type SplitFault } from "./csv-rows.ts";
import { textPieces, type Encoding } from "./text-pieces.ts";

/** What a first reading of the whole file found: it is a table throughout, and this is how to split it. */
export type Table = {
  readonly path: string;
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly lineEnd: LineEnd;
  readonly header: readonly string[];
  /** Columns, from 1, whose names were freed of characters that nobody sees. */
  readonly cleanedColumns: readonly number[];
  /** Below the header, empty ones left out. */
  readonly rows: number;
};

export type TableOptions = {
  /** How many of the columns that are wanted a header has: tells the separator where several would fit. */
  readonly wanted: (header: readonly string[]) => number;
  /** As the map says it. */
  readonly separator: Separator | null;
  /** To be tried in this order. */
  readonly encodings: readonly Encoding[];
  /** A header alone is a table. */
  readonly mayBeEmpty: boolean;
};

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\ufeff]/gu;
const columnName = (cell: string): string => cell.replace(unseen, "").trim();

const shownSeparator = (separator: Separator): string => (separator === "\t" ? "tab" : `"${separator}"`);

/** A few rows as each separator would split them: enough to see whether every row has as many cells as the header. */
const sampleRows = 50;

const chooseSeparator = (text: string, lineEnd: LineEnd, { wanted, separator }: TableOptions): Outcome<Separator> => {
  if (separator !== null) return accepted(separator);
  const trials = separators.map((each) => {
    const rows = new CsvSplitter(each, lineEnd).push(`${text}${lineEnd}`).slice(0, sampleRows);
    const header = rows[0]?.cells ?? [];
    // The last row of a piece may be cut, and a piece rarely has but one.
    const isEven = rows.slice(1, -1).every((row) => row.cells.length === header.length);
    return { separator: each, columns: header.length, isEven, wanted: wanted(header.map(columnName)) };
  });
  const most = Math.max(...trials.map((trial) => trial.wanted));
  const fitting = trials.filter((trial) => trial.wanted === most);
  const several = fitting.filter((trial) => trial.columns > 1);
  const even = several.filter((trial) => trial.isEven);
  const [first, second] = even.length > 0 ? even : several;
  if (first === undefined) return accepted(",");
  if (second === undefined) return accepted(first.separator);
  return refused(
    refusal("csv-delimiter-unclear", "", { first: shownSeparator(first.separator), second: shownSeparator(second.separator) }),
  );
};

const refuseFault = ({ type, row, column }: SplitFault): Refusal =>
  type === "quote-open" ? refusal("csv-quote-open", "", { row, column }) : refusal("csv-row-too-long", "", { row, limit: longestRow });

const headerRefusals = (header: readonly string[]): readonly Refusal[] => {
  const columnOf = new Map<string, number>();
  return header.flatMap((name, index) => {
    if (name === "") return [refusal("csv-column-unnamed", "", { column: index + 1 })];
    const first = columnOf.get(name.toLowerCase());
    columnOf.set(name.toLowerCase(), index + 1);
    return first === undefined ? [] : [refusal("csv-column-repeated", "", { found: shown(name), first, second: index + 1 })];
  });
};

/** A file that cannot be read in an encoding; `isMeant` when characters beyond ASCII had been read in it before: then that is what it is written in. */
type Unreadable = { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]]; readonly isMeant: boolean };

const beyondAscii = /[^\0-\x7f]/;

const readWith = async (path: string, encoding: Encoding, options: TableOptions): Promise<Outcome<Table> | Unreadable> => {
  let splitter: CsvSplitter | undefined;
  let lineEnd: LineEnd = "\n";
  let separator: Separator = ",";
  let header: Row | undefined;
  let rows = 0;
  let isMeant = false;
  const count = (split: readonly Row[]): void => {
    header ??= split[0];
    rows += split.length;
  };
  for await (const { text, badByte } of textPieces(path, encoding)) {
    if (splitter === undefined) {
      lineEnd = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
      const chosen = chooseSeparator(text, lineEnd, options);
      if (!chosen.ok) return chosen;
      separator = chosen.value;
      splitter = new CsvSplitter(separator, lineEnd);
    }
    count(splitter.push(text));
    isMeant ||= beyondAscii.test(text);
    if (badByte !== null) return { ...refused(refusal("csv-encoding", "", { ...splitter.place(), byte: badByte, encoding })), isMeant };
    if (splitter.fault !== null) return refused(refuseFault(splitter.fault));
  }
  count(splitter?.end() ?? []);
  if (splitter !== undefined && splitter.fault !== null) return refused(refuseFault(splitter.fault));
  if (header === undefined || (rows < 2 && !options.mayBeEmpty)) return refused(refusal("csv-empty", ""));
  const names = header.cells.map(columnName);
  const [wrong, ...more] = headerRefusals(names);
  if (wrong !== undefined) return refused(wrong, ...more);
  const cleanedColumns = header.cells.flatMap((cell, index) => (cell.trim() === names[index] ? [] : [index + 1]));
  return accepted({ path, encoding, separator, lineEnd, header: names, cleanedColumns, rows: rows - 1 });
};

/**
 * Reads a file from end to end, so that what is wrong with it as a whole is known before anything of it is stored: bytes that are no text,
 * a quote that never closes, a header with two equal names. Takes 1 µs a row and the memory of one piece.
 */
export const openTable = async (path: string, options: TableOptions): Promise<Outcome<Table>> => {
  const [first = "UTF-8", ...others] = options.encodings;
  const outcome = await readWith(path, first, options);
  if (outcome.ok || outcome.refusals[0].code !== "csv-encoding" || ("isMeant" in outcome && outcome.isMeant)) return outcome;
  for (const encoding of others) {
    const other = await readWith(path, encoding, options);
    if (other.ok) return other;
  }
  return outcome;
};

/** The rows below the header, as many at once as a piece of the file holds. */
export async function* tableRows(table: Table): AsyncGenerator<{ readonly rows: readonly Row[]; readonly bytesRead: number }> {
  const splitter = new CsvSplitter(table.separator, table.lineEnd);
  let isHeader = true;
  const below = (rows: readonly Row[]): readonly Row[] => {
    if (!isHeader || rows.length === 0) return rows;
    isHeader = false;
    return rows.slice(1);
  };
  let bytesRead = 0;
  for await (const piece of textPieces(table.path, table.encoding)) {
    bytesRead = piece.bytesRead;
    yield { rows: below(splitter.push(piece.text)), bytesRead };
  }
  yield { rows: below(splitter.end()), bytesRead };
}
