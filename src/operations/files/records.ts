import type { ActivityWord } from "../../domain/activity-word.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { given } from "../../domain/given.ts";
import { shown } from "../../domain/shown.ts";
import type { Row } from "./formats/csv-rows.ts";
import type { FieldSet } from "./maps/fields.ts";
import { formatOf } from "./formats/file-type.ts";
import { parseMapText, readMap, type ImportMap } from "./maps/import-map.ts";
import { countLines, linesOf, recordOf, type Line } from "./formats/json-lines.ts";
import { noLayoutKeys, type LayoutKeys } from "./layout/layout.ts";
import type { RejectedFile } from "./writing/rejected-file.ts";
import { knownColumns, recogniseExport, recognitionNotes, recognitionRefusals } from "./maps/known-exports.ts";
import { fillsNeeded, headerScore, rowReader, type RowReader } from "./maps/row-reading.ts";
import type { ReadingProgress } from "./formats/sheet-file.ts";
import type { Spooled } from "./spool.ts";
import { surveyTable } from "./proposals/survey.ts";
import { openTable, type Table, type TableOptions } from "./layout/table.ts";
import { encodingsFor, type Encoding } from "./formats/text-pieces.ts";

/** A record on its way, with the row that it came from. */
export type Item = { readonly fields: unknown; readonly refusals: readonly Refusal[]; readonly row: Row | Line };

/** The records of a file, however it is written. */
export type Records = {
  readonly count: number;
  /** Null where the format says it itself. */
  readonly encoding: Encoding | null;
  readonly notes: readonly Refusal[];
  readonly pieces: () => AsyncGenerator<{ readonly rows: readonly (Row | Line)[]; readonly bytesRead: number }>;
  /** Undefined for a row that is left out. */
  readonly read: (row: Row | Line) => Item | undefined;
  readonly reject: (file: RejectedFile, item: Item, refusals: readonly Refusal[]) => Promise<void>;
  readonly header: readonly string[] | null;
  /** What a field was read from. */
  readonly columnOf: (pointer: string) => string;
  /** Lets go of what was laid aside for reading. */
  readonly close: () => Promise<void>;
};

const isRow = (row: Row | Line): row is Row => "cells" in row;

const refuseCells = ({ number, cells, quoteFault }: Row, columns: number): Refusal | undefined => {
  if (quoteFault !== null) return refusal("csv-quote", "", { row: number, column: quoteFault });
  return cells.length === columns ? undefined : refusal("csv-cells", "", { row: number, found: cells.length, wanted: columns });
};

const tableRecords = (table: Table, reader: RowReader, notes: readonly Refusal[]): Records => ({
  count: table.rows,
  encoding: table.encoding,
  header: table.header,
  columnOf: reader.columnOf,
  notes: [
    ...notes,
    ...table.notes,
    ...table.cleanedColumns.map((column) => refusal("column-cleaned", "", { column, found: shown(table.header[column - 1] ?? "") })),
    ...reader.notes,
  ],
  pieces: table.pieces,
  close: table.close,
  read: (row) => {
    if (!isRow(row)) return undefined;
    if (row.refusals !== undefined) return { fields: null, refusals: row.refusals, row };
    const wrong = refuseCells(row, table.header.length);
    if (wrong !== undefined) return { fields: null, refusals: [wrong], row };
    const read = reader.read(row.cells);
    return read === undefined ? undefined : { ...read, row };
  },
  reject: (file, { row }, refusals) => file.addRow(isRow(row) ? row.cells : [], table.header, { refusals, columnOf: reader.columnOf }),
});

const lineRecords = (path: string, count: number): Records => ({
  count,
  encoding: "UTF-8",
  header: null,
  columnOf: (pointer) => pointer.slice(1),
  notes: [],
  pieces: () => linesOf(path),
  close: async () => undefined,
  read: (row) => {
    if (isRow(row)) return undefined;
    const record = recordOf(row);
    return record.ok ? { fields: record.value, refusals: [], row } : { fields: null, refusals: record.refusals, row };
  },
  reject: (file, { fields, row }, refusals) =>
    file.addRecord(typeof fields === "object" && fields !== null ? fields : { line: isRow(row) ? "" : row.text }, {
      refusals,
      columnOf: (pointer) => pointer.slice(1),
    }),
});

const readMapOf = (map: unknown, fieldSet: FieldSet): Outcome<ImportMap | null> => {
  if (map === undefined || map === null) return accepted(null);
  const content = typeof map === "string" ? parseMapText(map) : accepted(map);
  return content.ok ? readMap(content.value, fieldSet) : content;
};

type Mapped = { readonly table: Table; readonly map: ImportMap | null; readonly notes: readonly Refusal[] };

/**
 * A table without a map whose header lacks columns of ours may be an export that we know; then its header may stand further down, and
 * lines that are no records may follow. Any other stays as it was opened.
 */
const recognised = async (
  table: Table,
  fieldSet: FieldSet,
  reopen: (keys: LayoutKeys) => Promise<Outcome<Table>>,
): Promise<Outcome<Mapped>> => {
  const isActivities = fieldSet.fields.some((each) => each.column === "occurred_at");
  const found = isActivities && !fillsNeeded(table.header, fieldSet) ? await reopen(noLayoutKeys) : null;
  if (found === null || !found.ok) return accepted({ table, map: null, notes: [] });
  const recognition = recogniseExport(found.value.header, (await surveyTable(found.value)).rows);
  await found.value.close();
  if (recognition === null) return accepted({ table, map: null, notes: [] });
  await table.close();
  const refusals = recognitionRefusals(recognition, found.value.header);
  const map = refusals === null ? readMap(recognition.map, fieldSet) : refused(...refusals);
  if (!map.ok) return map;
  const again = await reopen(map.value.layout);
  return again.ok ? accepted({ table: again.value, map: map.value, notes: recognitionNotes(recognition) }) : again;
};

/** What reading a file needs to know of the company. */
export type RecordsContext = {
  readonly fieldSet: FieldSet;
  /** Of attributes that are money and have no currency of their own. */
  readonly currency: string;
  /** In Korea a file that is not UTF-8 is EUC-KR. */
  readonly country: string;
  /** Of times without an offset where a map says `zone: company`. */
  readonly timeZone: string;
  /** What people's words for their work stand for, where a chat tells of it. Left out: the words that everybody has. */
  readonly activityWords?: ReadonlyMap<string, ActivityWord>;
  /** Whether an e-mail address is one of us. */
  readonly isOwnAddress?: (address: string) => boolean;
  /** A file without a record says something too: that there is none. */
  readonly mayBeEmpty?: boolean;
  readonly reading?: ReadingProgress;
};

/** The records of a table by a map, or, with null, by a header that names our own fields. */
export const recordsOfTable = (
  table: Table,
  map: ImportMap | null,
  { fieldSet, currency, timeZone, isOwnAddress }: Pick<RecordsContext, "fieldSet" | "currency" | "timeZone" | "isOwnAddress">,
  notes: readonly Refusal[] = [],
): Outcome<Records> => {
  const reader = rowReader(table.header, { fieldSet, map, currency, timeZone, ...given({ isOwnAddress }) });
  return reader.ok ? accepted(tableRecords(table, reader.value, notes)) : reader;
};

/**
 * The records of a file as its bytes, its name and the map say. Reads it from end to end, and refuses what is wrong with it as a whole.
 */
export const openRecords = async (
  file: Spooled,
  fileName: string,
  givenMap: unknown,
  context: RecordsContext,
): Promise<Outcome<Records>> => {
  const { fieldSet, country, mayBeEmpty = false } = context;
  const map = readMapOf(givenMap, fieldSet);
  if (!map.ok) return map;
  const format = formatOf(fileName, file.head);
  if (format === "ndjson") {
    if (map.value !== null) return refused(refusal("map-for-table", ""));
    const count = await countLines(file.path, mayBeEmpty);
    return count.ok ? accepted(lineRecords(file.path, count.value)) : count;
  }
  const options: TableOptions = {
    encodings: encodingsFor(file.head, { named: map.value?.encoding ?? null, country }),
    ...given({ activityWords: context.activityWords, reading: context.reading }),
    mayBeEmpty,
    wanted: (header) => headerScore(header, fieldSet, map.value),
    separator: map.value?.separator ?? null,
    ...given({ keys: map.value?.layout }),
  };
  const opened = await openTable(file, fileName, options);
  if (!opened.ok) return opened;
  const mapped =
    map.value === null
      ? await recognised(opened.value, fieldSet, (keys) =>
          openTable(file, fileName, { ...options, wanted: knownColumns, findsLayout: true, keys }),
        )
      : accepted({ table: opened.value, map: map.value, notes: [] });
  if (!mapped.ok) return mapped;
  const { table, notes } = mapped.value;
  const records = recordsOfTable(table, mapped.value.map, context, notes);
  if (!records.ok) await table.close();
  return records;
};
