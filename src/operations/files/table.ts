import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import type { Row } from "./csv-rows.ts";
import { columnName } from "./fields.ts";
import type { RowPiece, SheetFile, SheetOptions } from "./sheet-file.ts";
import { openSheets } from "./sheets.ts";
import type { Spooled } from "./spool.ts";

/** A file that was read from end to end once: it is a table throughout, and this is its header. */
export type Table = Pick<SheetFile, "format" | "encoding" | "close"> & {
  readonly header: readonly string[];
  /** Columns, from 1, whose names were freed of characters that nobody sees. */
  readonly cleanedColumns: readonly number[];
  /** Below the header, empty ones left out. */
  readonly rows: number;
  /** The rows below the header, as many at once as a piece of the file holds. */
  readonly pieces: () => AsyncGenerator<RowPiece>;
};

export type TableOptions = SheetOptions & {
  /** A header alone is a table. */
  readonly mayBeEmpty: boolean;
};

const headerRefusals = (header: readonly string[]): readonly Refusal[] => {
  const columnOf = new Map<string, number>();
  return header.flatMap((name, index) => {
    if (name === "") return [refusal("csv-column-unnamed", "", { column: index + 1 })];
    const first = columnOf.get(name.toLowerCase());
    columnOf.set(name.toLowerCase(), index + 1);
    return first === undefined ? [] : [refusal("csv-column-repeated", "", { found: shown(name), first, second: index + 1 })];
  });
};

/** In a spreadsheet a row ends with its last cell; what is missing behind it is empty. */
const filled = (row: Row, columns: number): Row =>
  row.cells.length >= columns ? row : { ...row, cells: [...row.cells, ...Array.from({ length: columns - row.cells.length }, () => "")] };

async function* rowsBelow(file: SheetFile, sheet: number, header: Row): AsyncGenerator<RowPiece> {
  let isHead = true;
  for await (const piece of file.rows(sheet)) {
    const below: readonly Row[] = isHead ? piece.rows.filter(({ number }) => number > header.number) : piece.rows;
    isHead &&= below.length === 0;
    const rows = file.isSparse ? below.map((row) => filled(row, header.cells.length)) : below;
    yield { ...piece, rows };
  }
}

const tableOf = async (file: SheetFile, { mayBeEmpty }: TableOptions): Promise<Outcome<Table>> => {
  const sheet = Math.max(
    0,
    file.sheets.findIndex(({ isHidden }) => !isHidden),
  );
  const survey = await file.survey(sheet);
  if (!survey.ok) return survey;
  const [header] = survey.value.first;
  const rows = survey.value.rows - 1;
  if (header === undefined || (rows < 1 && !mayBeEmpty)) return refused(refusal("csv-empty", ""));
  const names = header.cells.map(columnName);
  const [wrong, ...more] = headerRefusals(names);
  if (wrong !== undefined) return refused(wrong, ...more);
  const { format, encoding, close } = file;
  const cleanedColumns = header.cells.flatMap((cell, index) => (cell.trim() === names[index] ? [] : [index + 1]));
  return accepted({ format, encoding, close, header: names, cleanedColumns, rows, pieces: () => rowsBelow(file, sheet, header) });
};

/** Reads a file from end to end, so that what is wrong with it as a whole is known before anything of it is stored. Whoever opens it closes it. */
export const openTable = async (file: Spooled, fileName: string, options: TableOptions): Promise<Outcome<Table>> => {
  const sheets = await openSheets(file, fileName, options);
  if (!sheets.ok) return sheets;
  const table = await tableOf(sheets.value, options);
  if (!table.ok) await sheets.value.close();
  return table;
};
