import { monthInTitles, type TitleMonth } from "../../../domain/title-month.ts";
import type { Row } from "../formats/csv-rows.ts";
import { plainName } from "../maps/fields.ts";
import { cellOf, filledCount, isFooterText, totalWord } from "./layout-cells.ts";
import { findFillDown, isTextual, mostLabels, shapeOf } from "./layout-columns.ts";
import { findHeaderRows, nameColumns, type LayoutColumn } from "./layout-header.ts";
import {
  agreesWithWeekdays,
  findWide,
  monthText,
  OF_TITLE,
  unpivotOf,
  weekText,
  type HeadKind,
  type KindOf,
  type Unpivot,
} from "./layout-wide.ts";
import { rejectionColumns } from "../writing/rejected-file.ts";

export { OF_TITLE, type HeadKind, type LayoutColumn, type Unpivot };

/** Rows below the header that are no records, each kind left out or not; those named by their numbers always. */
export type SkipRows = {
  readonly subtotals: boolean;
  readonly footers: boolean;
  /** The header once more, as printed pages have it. */
  readonly repeated: boolean;
  readonly numbers: ReadonlySet<number>;
};

export const nothingSkipped: SkipRows = { subtotals: false, footers: false, repeated: false, numbers: new Set() };
export const allSkipped: SkipRows = { ...nothingSkipped, subtotals: true, footers: true, repeated: true };

/** What a map says of the layout; null for what it leaves to be found. */
export type LayoutKeys = {
  readonly sheet: string | null;
  readonly headerRows: readonly number[] | null;
  readonly skipRows: SkipRows | null;
  readonly fillDown: readonly string[] | null;
  readonly unpivot: Unpivot | null;
};

export const noLayoutKeys: LayoutKeys = { sheet: null, headerRows: null, skipRows: null, fillDown: null, unpivot: null };

/** How the rows of a sheet make a table. */
export type Layout = {
  /** By their numbers, from the first: one, two with merged heads, or a line of units below. */
  readonly headerRows: readonly [number, ...number[]];
  /** Texts above the header. */
  readonly titles: readonly string[];
  readonly titleRows: number;
  /** What titles and the name of the sheet say of the days in it. */
  readonly of: TitleMonth;
  readonly columns: readonly LayoutColumn[];
  /** Columns, by their places in the sheet, whose names were freed of characters that nobody sees, or made. */
  readonly cleaned: readonly number[];
  readonly skip: SkipRows;
  /** Places in the sheet of columns whose empty cells mean the one above. */
  readonly fillDown: readonly number[];
  /** What tells a row that adds others up from one of somebody called Total: places of columns where a label stands, and of those that every record fills. */
  readonly labels: readonly number[];
  readonly steady: readonly number[];
  /** Places of columns of numbers, which a total adds up. */
  readonly counts: readonly number[];
  readonly unpivot: Unpivot | null;
  /** As the map says it, or as it was found: with the month or week of a title not yet looked up. */
  readonly unpivotSaid: Unpivot | null;
  /** The month that titles name, where the weekdays below the days are not its own. */
  readonly doubtedMonth: string | null;
  /** What the heads of the unpivoted columns name, as `unpivot.names`. */
  readonly heads: readonly HeadKind[];
};

export type LayoutOptions = {
  /** How many of the columns that are wanted a header has: the map's, or our own. */
  readonly wanted: (header: readonly string[]) => number;
  readonly sheetName: string;
  readonly keys: LayoutKeys;
  /** Looks for a column for each day or kind; a map that is there already names the columns as they stand. */
  readonly findsWide: boolean;
  /** The kind of activity that a head names (`TA`, `calls`), for a sheet with a column for each. */
  readonly kindOf?: KindOf;
};

const namedAmong = (columns: readonly LayoutColumn[], names: readonly string[]): readonly LayoutColumn[] => {
  const wanted = new Set(names.map(plainName));
  return columns.filter(({ name }) => wanted.has(plainName(name)));
};

/** Rows below the header without what would make every column look half empty: totals and footers. */
const recordsAmong = (below: readonly Row[], columns: readonly LayoutColumn[]): readonly Row[] =>
  below.filter(
    (row) =>
      !row.cells.some((cell, index) => index < mostLabels && totalWord(cell.trim()) !== null) &&
      !(filledCount(row) === 1 && columns.length > 2 && cellOf(row, columns[0]?.index ?? 0) !== "") &&
      !isFooterText(cellOf(row, 0)),
  );

/** Rows that were rejected come back as the table that they were read as, with the map that found it in its sheet. */
const isRejectedFile = ([first]: readonly Row[]): boolean => rejectionColumns.every((name) => first?.cells.includes(name) === true);
const rejectedFileKeys = { headerRows: [1], skipRows: nothingSkipped, fillDown: [] };

/**
 * How the first rows of a sheet are laid out: the header below titles, in one row or two, with its units; the columns; the labels that merged
 * cells leave empty; whether there is a column for each day or kind. What the map says goes before what is found. `rows` are the first of the
 * sheet, empty ones left out.
 */
export const findLayout = (rows: readonly Row[], given: LayoutOptions): Layout => {
  const options = isRejectedFile(rows) ? { ...given, keys: { ...given.keys, ...rejectedFileKeys } } : given;
  const { keys, sheetName } = options;
  const headerRows = findHeaderRows(rows, { wanted: options.wanted, headerRows: keys.headerRows });
  const headers = headerRows.flatMap((number) => rows.find((row) => row.number === number) ?? []);
  const last = Math.max(...headerRows);
  const above = rows.filter(({ number }) => number < headerRows[0]);
  const titles = above.flatMap(({ cells }) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ""));
  const below = rows.filter(({ number }) => number > last);
  const { columns, cleaned } = nameColumns(headers, below);
  const records = recordsAmong(below, columns);
  const shapes = columns.map(({ index }) => shapeOf(index, records));
  const fillDown = keys.fillDown === null ? findFillDown(shapes, records) : namedAmong(columns, keys.fillDown).map(({ index }) => index);
  const found = options.findsWide && keys.unpivot === null ? findWide(columns, shapes, options.kindOf) : null;
  const names = columns.map(({ name }) => name);
  const said = keys.unpivot ?? (found === null ? null : unpivotOf(found, names));
  const week = said?.week === OF_TITLE ? weekText(namedAmong(columns, said.columns), [...titles, sheetName]) : (said?.week ?? null);
  // Weekdays of a week that nothing names are no days: the sheet is left as it is.
  const unpivot = found?.heads.includes("weekday") === true && week === null ? null : said;
  const wide = unpivot === null ? [] : namedAmong(columns, unpivot.columns);
  const named = monthInTitles([...titles, sheetName]);
  // A title that was copied from another month is not believed against the weekdays below the days.
  const isDoubted = !agreesWithWeekdays(wide, named);
  const of = isDoubted ? { ...named, year: null } : named;
  const unpivoted = new Set(wide.map(({ index }) => index));
  const narrow = shapes.filter(({ index }) => !unpivoted.has(index));
  return {
    headerRows,
    titles,
    titleRows: above.length,
    of,
    columns,
    cleaned,
    skip: keys.skipRows ?? allSkipped,
    fillDown,
    labels: narrow.slice(0, mostLabels).map(({ index }) => index),
    counts: narrow.filter((shape) => !isTextual(shape)).map(({ index }) => index),
    steady: narrow
      .filter((shape) => isTextual(shape) && !fillDown.includes(shape.index) && shape.filled >= records.length * 0.9)
      .map(({ index }) => index),
    unpivot: unpivot === null ? null : { ...unpivot, week, month: unpivot.month === OF_TITLE ? monthText(of) : unpivot.month },
    unpivotSaid: unpivot,
    doubtedMonth: isDoubted ? monthText(named) : null,
    heads: unpivot === null ? [] : (found?.heads ?? []).map((kind) => (kind === "weekday" ? "date" : kind)),
  };
};
