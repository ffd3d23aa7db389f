import { accepted, refusal, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import { CsvSplitter, longestRow, separators, type LineEnd, type Row, type Separator, type SplitFault } from "./csv-rows.ts";
import { columnName } from "../maps/fields.ts";
import { surveyRows, type RowPiece, type SheetFile, type SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";
import { textPieces, type Encoding } from "./text-pieces.ts";

const shownSeparator = (separator: Separator): string => (separator === "\t" ? "tab" : `"${separator}"`);

/** A few rows as each separator would split them: enough to see whether every row has as many cells as the header. */
const sampleRows = 50;

/** The line by which Excel is told the separator. It is no row of the table, there neither. */
const separatorLine = /^\s*"?sep=(.)"?(?:\r\n|\n|\r)/i;

const separatorSaid = (text: string): Separator | undefined => {
  const [, said] = separatorLine.exec(text) ?? [];
  return separators.find((each) => each === said);
};

const deepestHeader = 30;

/** How many cells most rows have: below a title the first row says nothing. */
const usualWidth = (rows: readonly Row[]): number => {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
};

const widest = (trials: readonly { readonly separator: Separator; readonly usual: number }[]): Separator =>
  trials.toSorted((a, b) => b.usual - a.usual)[0]?.separator ?? ",";

const chooseSeparator = (text: string, lineEnd: LineEnd, { wanted, separator }: SheetOptions): Outcome<Separator> => {
  const said = separator ?? separatorSaid(text);
  if (said !== undefined) return accepted(said);
  const trials = separators.map((each) => {
    const rows = new CsvSplitter(each, lineEnd).push(`${text}${lineEnd}`).slice(0, sampleRows);
    const header = rows[0]?.cells ?? [];
    // The last row of a piece may be cut, and a piece rarely has but one.
    const isEven = rows.slice(1, -1).every((row) => row.cells.length === header.length);
    const wantedInRows = rows.slice(0, deepestHeader).map(({ cells }) => wanted(cells.map(columnName)));
    return { separator: each, columns: header.length, isEven, usual: usualWidth(rows), wanted: Math.max(0, ...wantedInRows) };
  });
  const most = Math.max(...trials.map((trial) => trial.wanted));
  const fitting = trials.filter((trial) => trial.wanted === most);
  const several = fitting.filter((trial) => trial.columns > 1);
  const even = several.filter((trial) => trial.isEven);
  const [first, second] = even.length > 0 ? even : several;
  if (first === undefined) return accepted(widest(fitting));
  if (second === undefined) return accepted(first.separator);
  return refused(
    refusal("csv-delimiter-unclear", "", { first: shownSeparator(first.separator), second: shownSeparator(second.separator) }),
  );
};

const withoutSeparatorLine = (text: string): string => (separatorSaid(text) === undefined ? text : text.replace(separatorLine, ""));

const refuseFault = ({ type, row, column }: SplitFault): Refusal =>
  type === "quote-open" ? refusal("csv-quote-open", "", { row, column }) : refusal("csv-row-too-long", "", { row, limit: longestRow });

const beyondAscii = /[^\0-\x7f]/;

/** A text, and how to split it. */
type CsvText = { readonly path: string; readonly encoding: Encoding; readonly separator: Separator; readonly lineEnd: LineEnd };

async function* rowsOf({ path, encoding, separator, lineEnd }: CsvText, see?: (text: string) => void): AsyncGenerator<RowPiece> {
  const splitter = new CsvSplitter(separator, lineEnd);
  const faultOf = (): Refusal | null => (splitter.fault === null ? null : refuseFault(splitter.fault));
  let bytesRead = 0;
  let isFirst = true;
  for await (const piece of textPieces(path, encoding)) {
    bytesRead = piece.bytesRead;
    const rows = splitter.push(isFirst ? withoutSeparatorLine(piece.text) : piece.text);
    isFirst = false;
    see?.(piece.text);
    const isText = piece.badByte === null;
    const fault = isText ? faultOf() : refusal("csv-encoding", "", { ...splitter.place(), byte: piece.badByte, encoding });
    yield { rows, bytesRead, fault };
    if (fault !== null) return;
  }
  const rows = splitter.end();
  yield { rows, bytesRead, fault: faultOf() };
}

const firstText = async (path: string, encoding: Encoding): Promise<string> => {
  for await (const { text } of textPieces(path, encoding)) return text;
  return "";
};

/** `isMeant` when characters beyond ASCII had been read before a byte that is no text: then the file is written in this encoding, and broken. */
type Opened = { readonly outcome: Outcome<SheetFile>; readonly isMeant: boolean };

const openWith = async (path: string, encoding: Encoding, options: SheetOptions): Promise<Opened> => {
  const text = await firstText(path, encoding);
  const lineEnd = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
  const separator = chooseSeparator(text, lineEnd, options);
  if (!separator.ok) return { outcome: separator, isMeant: false };
  const csv = { path, encoding, lineEnd, separator: separator.value } as const;
  let isMeant = false;
  const survey = await surveyRows(
    rowsOf(csv, (piece) => {
      isMeant ||= beyondAscii.test(piece);
    }),
  );
  if (!survey.ok) return { outcome: survey, isMeant };
  const file: SheetFile = {
    format: "csv",
    encoding,
    sheets: [{ name: "", isHidden: false }],
    isSparse: false,
    rows: () => rowsOf(csv),
    survey: async () => survey,
    close: async () => undefined,
  };
  return { outcome: accepted(file), isMeant };
};

/**
 * Reads a text from end to end, so that what is wrong with it as a whole is known before anything of it is stored: bytes that are no text,
 * a quote that never closes. Takes 1 µs a row and the memory of one piece.
 */
export const openCsv = async ({ path }: Spooled, options: SheetOptions): Promise<Outcome<SheetFile>> => {
  const [first = "UTF-8", ...others] = options.encodings;
  const { outcome, isMeant } = await openWith(path, first, options);
  if (outcome.ok || outcome.refusals[0].code !== "csv-encoding" || isMeant) return outcome;
  for (const encoding of others) {
    const other = await openWith(path, encoding, options);
    if (other.outcome.ok) return other.outcome;
  }
  return outcome;
};
