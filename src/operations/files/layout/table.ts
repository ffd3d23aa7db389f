import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import { shown } from "../../../domain/shown.ts";
import { withCallRecordNames } from "../formats/call-records.ts";
import type { Row } from "../formats/csv-rows.ts";
import { given } from "../../../domain/given.ts";
import { columnName } from "../maps/fields.ts";
import { noLayoutKeys, type LayoutKeys, type LayoutOptions } from "./layout.ts";
import { layOut, type TableLayout } from "./layout-table.ts";
import type { ReadingProgress, RowPiece, SheetFile, SheetOptions } from "../formats/sheet-file.ts";
import { refuseSecretColumns } from "./secret-columns.ts";
import { openSheets } from "../formats/sheets.ts";
import type { Spooled } from "../spool.ts";

/** A file that was read from end to end once: it is a table throughout, and this is its header. */
export type Table = Pick<SheetFile, "format" | "encoding" | "sheets" | "close"> & {
  readonly header: readonly string[];
  /** Columns, from 1, whose names were freed of characters that nobody sees. */
  readonly cleanedColumns: readonly number[];
  /** Below the header, empty ones left out. */
  readonly rows: number;
  /** How it was found in the sheet; null where the first row is the header and every other one a record. */
  readonly layout: TableLayout | null;
  /** What was left out or read otherwise than it stands there. */
  readonly notes: readonly Refusal[];
  /** The rows below the header, as many at once as a piece of the file holds. */
  readonly pieces: () => AsyncGenerator<RowPiece>;
};

export type TableOptions = SheetOptions & {
  /** A header alone is a table. */
  readonly mayBeEmpty: boolean;
  /** As the map says it. */
  readonly keys?: LayoutKeys;
  /** For a file that nobody has described: looks for the header of a text file too, as in spreadsheets, and for wide sheets. */
  readonly findsLayout?: boolean;
  readonly kindOf?: LayoutOptions["kindOf"];
  readonly reading?: ReadingProgress;
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

async function* rowsBelow(file: SheetFile, header: Row): AsyncGenerator<RowPiece> {
  let isHead = true;
  for await (const piece of file.rows(0)) {
    const below: readonly Row[] = isHead ? piece.rows.filter(({ number }) => number > header.number) : piece.rows;
    isHead &&= below.length === 0;
    yield { ...piece, rows: below };
  }
}

/** A table whose header is its first row, and whose every further row is a record. */
const plainTable = async (file: SheetFile, { mayBeEmpty }: TableOptions): Promise<Outcome<Table>> => {
  const survey = await file.survey(0);
  if (!survey.ok) return survey;
  const [header] = survey.value.first;
  const rows = survey.value.rows - 1;
  if (header === undefined || (rows < 1 && !mayBeEmpty)) return refused(refusal("csv-empty", ""));
  const names = header.cells.map(columnName);
  const [wrong, ...more] = headerRefusals(names);
  if (wrong !== undefined) return refused(wrong, ...more);
  const cleanedColumns = header.cells.flatMap((cell, index) => (cell.trim() === names[index] ? [] : [index + 1]));
  const { format, encoding, sheets, close } = file;
  return accepted({
    format,
    encoding,
    sheets,
    close,
    header: names,
    cleanedColumns,
    rows,
    layout: null,
    notes: [],
    pieces: () => rowsBelow(file, header),
  });
};

const saysLayout = (keys: LayoutKeys): boolean => Object.values(keys).some((each) => each !== null);

const tableOf = async (file: SheetFile, options: TableOptions): Promise<Outcome<Table>> => {
  const { keys = noLayoutKeys, findsLayout = false, mayBeEmpty, wanted, kindOf, reading } = options;
  const hasFixedHeader = file.format === "mbox" || file.format === "kakaotalk";
  if (hasFixedHeader || (file.format === "csv" && !findsLayout && !saysLayout(keys))) return plainTable(file, options);
  const laidOut = await layOut(file, { keys, mayBeEmpty, wanted, findsWide: findsLayout, ...given({ kindOf, reading }) });
  if (!laidOut.ok) return laidOut;
  const { format, encoding, sheets, close } = file;
  return accepted({ format, encoding, sheets, close, ...laidOut.value });
};

const withoutSecretColumns = async (table: Outcome<Table>): Promise<Outcome<Table>> =>
  table.ok ? outcomeOf(() => table.value, await refuseSecretColumns(table.value.header, table.value.pieces)) : table;

/** Reads a file from end to end, so that what is wrong with it as a whole is known before anything of it is stored. Whoever opens it closes it. */
export const openTable = async (file: Spooled, fileName: string, options: TableOptions): Promise<Outcome<Table>> => {
  const sheets = await openSheets(file, fileName, options);
  if (!sheets.ok) return sheets;
  const table = await withoutSecretColumns(await tableOf(await withCallRecordNames(sheets.value), options));
  if (!table.ok) await sheets.value.close();
  return table;
};
