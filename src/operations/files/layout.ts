import { dayOfCivil, daysInMonth } from "../../domain/civil.ts";
import { weekdayOf } from "../../domain/day.ts";
import { monthInTitles, type TitleMonth } from "../../domain/title-month.ts";
import type { Row } from "./csv-rows.ts";
import { columnName, plainName } from "./fields.ts";
import { rejectionColumns } from "./rejected-file.ts";
import {
  dayNumberOf,
  isDateCell,
  isDateHead,
  isFooterText,
  isLabel,
  isNumberCell,
  isUnit,
  isWeekday,
  isYearHead,
  totalWord,
  weekdayIn,
} from "./layout-cells.ts";

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

/** A wide sheet made long: each of these columns gives a row of its own, with what its head says in new columns and its cell in another. */
export type Unpivot = {
  readonly columns: readonly string[];
  /** New columns for the head: one, or one for each row of a header of two. */
  readonly names: readonly [string, ...string[]];
  /** The new column for the cell. */
  readonly value: string;
  /** The month of heads that are days by their numbers alone: `2026-03`, or `3` where its year is not known; in a map also `title`. */
  readonly month: string | null;
};

/** What a head names; `day` by its number alone. */
export type HeadKind = "day" | "date" | "kind" | "text";

/** What a map says of the layout; null for what it leaves to be found. */
export type LayoutKeys = {
  readonly sheet: string | null;
  readonly headerRows: readonly number[] | null;
  readonly skipRows: SkipRows | null;
  readonly fillDown: readonly string[] | null;
  readonly unpivot: Unpivot | null;
};

/** In place of a month: the one that a title, or the name of the sheet, names. So a map holds for the sheet of the next month too. */
export const OF_TITLE = "title";

export const noLayoutKeys: LayoutKeys = { sheet: null, headerRows: null, skipRows: null, fillDown: null, unpivot: null };

/** A column of the sheet that is read: where it stands and what it is called. */
export type LayoutColumn = {
  readonly index: number;
  readonly name: string;
  /** What each row of the header says of it. */
  readonly heads: readonly string[];
};

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
  /** The month of `unpivot` is that of a title. */
  readonly isMonthOfTitle: boolean;
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
  readonly kindOf?: (name: string) => string | null;
};

/** Rows in which a header is looked for. */
const deepestHeader = 60;
const sampled = 20;

const filledCount = (row: Row): number => row.cells.reduce((count, cell) => count + (cell.trim() === "" ? 0 : 1), 0);
const cellOf = (row: Row | undefined, index: number): string => (row?.cells[index] ?? "").trim();

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const isHead = (cell: string): boolean => isLabel(cell) || dayNumberOf(cell) !== undefined || isDateHead(cell) || isYearHead(cell);

/** Whether the row could be a header, by itself and by what stands below. */
const couldBeHeader = (rows: readonly Row[], at: number): boolean => {
  const row = rows[at];
  if (row === undefined) return false;
  const cells = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (cells.length < 2) return false;
  const width = median(rows.slice(at + 1, at + 1 + sampled).map(filledCount));
  if (cells.length < width * 0.6 || cells.length < 2) return false;
  // Data in the row itself: a number that is no day, or a date beside labels.
  const heads = cells.filter(isHead).length;
  const labels = cells.filter(isLabel).length;
  return heads === cells.length && labels >= 1 && !cells.every((cell, index) => totalWord(cell) !== null || index > 0);
};

const findHeaderRow = (rows: readonly Row[], { wanted }: LayoutOptions): number => {
  const among = rows.slice(0, deepestHeader);
  const scores = among.map((row) => wanted(row.cells.map(columnName)));
  const most = Math.max(0, ...scores);
  if (most >= 2) return scores.indexOf(most);
  const found = among.findIndex((_, at) => couldBeHeader(rows, at));
  return Math.max(found, 0);
};

/** A row below the header that only says units or weekdays. */
const isUnitRow = (row: Row, header: Row): boolean => {
  const cells = row.cells.map((cell, index) => ({ text: cell.trim(), head: cellOf(header, index) })).filter(({ text }) => text !== "");
  return (
    cells.length >= 1 &&
    cells.every(({ text, head }) => isUnit(text) || isWeekday(text) || text === head) &&
    cells.some(({ text, head }) => text !== head)
  );
};

/** A second row of heads stands below merged ones, which a file shows as empty or repeated cells behind the first. */
const isSecondHeader = (header: Row, row: Row): boolean => {
  let below = 0;
  let group = "";
  for (let index = 0; index < Math.max(header.cells.length, row.cells.length); index += 1) {
    const head = cellOf(header, index);
    const cell = cellOf(row, index);
    const next = cellOf(header, index + 1);
    if (head !== "") group = head;
    const isGrouped =
      group !== "" &&
      (head === "" || cellOf(header, index - 1) === head || next === head || (next === "" && cellOf(row, index + 1) !== ""));
    if (cell === "" || cell === head) continue;
    if (!isGrouped || !isHead(cell)) return false;
    below += 1;
  }
  return below >= 2;
};

const findHeaderRows = (rows: readonly Row[], options: LayoutOptions): readonly [number, ...number[]] => {
  const [first, ...others] = options.keys.headerRows ?? [];
  if (first !== undefined) return [first, ...others];
  const at = findHeaderRow(rows, options);
  const header = rows[at];
  if (header === undefined) return [1];
  const found: [number, ...number[]] = [header.number];
  let below = at + 1;
  const second = rows[below];
  if (second !== undefined && isSecondHeader(header, second)) {
    found.push(second.number);
    below += 1;
  }
  const units = rows[below];
  if (units !== undefined && isUnitRow(units, header)) found.push(units.number);
  return found;
};

/** A head on one line: in spreadsheets it is often broken into several. */
const headName = (row: Row | undefined, index: number): string => columnName(cellOf(row, index)).replaceAll(/\s+/g, " ");

/** What each header row says of a column; a merged head holds for the empty cells behind it that have heads below. */
const headsOf = (headers: readonly Row[], width: number): readonly (readonly string[])[] => {
  const [first, second] = headers;
  let group = "";
  return Array.from({ length: width }, (_, index) => {
    const own = headName(first, index);
    if (own !== "") group = own;
    const below = headName(second, index);
    const head = own === "" && below !== "" && !isUnit(below) && !isWeekday(below) ? group : own;
    return [head, ...headers.slice(1).map((row) => headName(row, index))];
  });
};

const letters = (index: number): string => {
  const rest = index % 26;
  const before = Math.floor(index / 26);
  return `${before === 0 ? "" : letters(before - 1)}${String.fromCharCode(65 + rest)}`;
};

/** A name from the parts that say something: `상반기 통화`, `Talk time (min)`; the weekday below a day says nothing of its own. */
const joinedName = (heads: readonly string[]): string => {
  const parts = heads.filter((part, index) => part !== "" && heads.indexOf(part) === index && (index === 0 || !isWeekday(part)));
  return parts.map((part, index) => (index > 0 && isUnit(part) && !/^[([]/.test(part) ? `(${part})` : part)).join(" ");
};

type Named = { readonly columns: readonly LayoutColumn[]; readonly cleaned: readonly number[] };

const nameColumns = (headers: readonly Row[], sample: readonly Row[]): Named => {
  const width = Math.max(0, ...headers.map(({ cells }) => cells.length), ...sample.map(({ cells }) => cells.length));
  const taken = new Map<string, number>();
  const cleaned: number[] = [];
  const columns = headsOf(headers, width).flatMap((heads, index): readonly LayoutColumn[] => {
    const name = joinedName(heads);
    if (name === "" && sample.every((row) => cellOf(row, index) === "")) return [];
    const wished = name === "" ? `Column ${letters(index)}` : name;
    const times = (taken.get(wished.toLowerCase()) ?? 0) + 1;
    taken.set(wished.toLowerCase(), times);
    if (headers.length === 1 && name !== "" && cellOf(headers[0], index).replaceAll(/\s+/g, " ") !== name) cleaned.push(index + 1);
    return [{ index, name: times === 1 ? wished : `${wished} (${times})`, heads }];
  });
  return { columns, cleaned };
};

type Shape = {
  readonly index: number;
  readonly filled: number;
  readonly numbers: number;
  readonly dates: number;
  readonly runs: number;
  readonly startsFilled: boolean;
};

const shapeOf = (index: number, sample: readonly Row[]): Shape => {
  const cells = sample.map((row) => cellOf(row, index));
  const filled = cells.filter((cell) => cell !== "" && cell !== "-");
  return {
    index,
    filled: filled.length,
    numbers: filled.filter(isNumberCell).length,
    dates: filled.filter(isDateCell).length,
    runs: cells.filter((cell, at) => at > 0 && cell !== "" && cell === cells[at - 1]).length,
    startsFilled: (cells[0] ?? "") !== "",
  };
};

const isTextual = ({ filled, numbers }: Shape): boolean => filled > 0 && numbers <= filled / 2;
const mostLabels = 4;

/** A label that is written once for its group, as merged cells come out: never twice in a row, and empty in many. */
const isGroupLabel = ({ filled, runs, startsFilled, ...shape }: Shape, rows: number): boolean =>
  startsFilled && runs === 0 && filled >= 2 && filled <= rows * 0.75 && isTextual({ filled, runs, startsFilled, ...shape });

/** A label within the groups of another: empty only where that is too, so that it goes on as that does. */
const isInnerLabel = (shape: Shape, outer: number, records: readonly Row[]): boolean =>
  shape.startsFilled &&
  shape.runs === 0 &&
  isTextual(shape) &&
  records.some((row) => cellOf(row, shape.index) === "") &&
  records.every((row) => cellOf(row, shape.index) !== "" || cellOf(row, outer) === "");

const findFillDown = (shapes: readonly Shape[], records: readonly Row[]): readonly number[] => {
  const found: number[] = [];
  // Groups stand in front, the outer before the inner.
  for (const shape of shapes.slice(0, mostLabels - 1)) {
    const outer = found.at(-1);
    const isLabelOfGroups = outer === undefined ? isGroupLabel(shape, records.length) : isInnerLabel(shape, outer, records);
    if (!isLabelOfGroups) break;
    found.push(shape.index);
  }
  // Some column has to tell the rows of a group apart.
  return shapes.some(({ index, filled }) => !found.includes(index) && filled >= records.length * 0.9) ? found : [];
};

/** A number from 1 to 31 may head anything; a date heads a day. */
const leastDays = 5;
const leastDates = 2;

type Wide = { readonly columns: readonly LayoutColumn[]; readonly heads: readonly HeadKind[]; readonly parts: readonly number[] };

const headKind = (names: readonly string[], kindOf: LayoutOptions["kindOf"]): HeadKind => {
  if (names.every((name) => dayNumberOf(name) !== undefined)) return "day";
  if (names.every(isDateHead)) return "date";
  return kindOf !== undefined && names.every((name) => kindOf(name) !== null) ? "kind" : "text";
};

const isDayHead = (head: string): boolean => dayNumberOf(head) !== undefined || isDateHead(head);

/** Columns for days, for kinds, or for both in the two rows of a header. */
const findWide = (columns: readonly LayoutColumn[], shapes: readonly Shape[], { kindOf }: LayoutOptions): Wide | null => {
  const isCount = ({ index }: LayoutColumn): boolean => {
    const shape = shapes.find((each) => each.index === index);
    return shape === undefined || shape.filled === 0 || shape.numbers >= shape.filled * 0.8;
  };
  const candidates = columns.filter((column) => isCount(column) && !column.heads.some((head) => totalWord(head) !== null));
  const depth = Math.max(1, ...columns.map(({ heads }) => heads.length));
  const rowsOfHeads = Array.from({ length: depth }, (_, part) => part);
  for (const part of rowsOfHeads) {
    const days = candidates.filter(({ heads }) => isDayHead(heads[part] ?? ""));
    const names = new Set(days.map(({ heads }) => heads[part]));
    const isDated = days.every(({ heads }) => isDateHead(heads[part] ?? ""));
    if (days.length < (isDated ? leastDates : leastDays) || names.size < 2) continue;
    const other = rowsOfHeads.find(
      (each) =>
        each !== part &&
        days.every(({ heads }) => isLabel(heads[each] ?? "") && !isWeekday(heads[each] ?? "") && !isUnit(heads[each] ?? "")),
    );
    const parts = (other === undefined ? [part] : [part, other]).toSorted((a, b) => a - b);
    return {
      columns: days,
      parts,
      heads: parts.map((each) =>
        headKind(
          days.map(({ heads }) => heads[each] ?? ""),
          kindOf,
        ),
      ),
    };
  }
  const kinds = candidates.filter(({ name }) => kindOf !== undefined && kindOf(name) !== null);
  return kinds.length >= 2 ? { columns: kinds, parts: [0], heads: ["kind"] } : null;
};

const two = (value: number): string => String(value).padStart(2, "0");
const columnFor: Readonly<Record<HeadKind, string>> = { day: "day", date: "day", kind: "kind", text: "kind" };

/** Whether the weekdays that stand with the days of the heads are those of the month. */
const agreesWithWeekdays = (columns: readonly LayoutColumn[], { year, month }: TitleMonth): boolean =>
  year === null ||
  month === null ||
  columns.every(({ heads }) => {
    const day = heads.map(dayNumberOf).find((each) => each !== undefined);
    const said = heads.map(weekdayIn).find((each) => each !== null) ?? null;
    return day === undefined || said === null || day > daysInMonth(year, month) || weekdayOf(dayOfCivil(year, month, day)) === said;
  });

const monthText = ({ year, month }: TitleMonth): string | null =>
  month === null ? null : year === null ? String(month) : `${year}-${two(month)}`;

const unpivotOf = ({ columns, heads }: Wide, taken: readonly string[]): Unpivot | null => {
  const free = (name: string): string => (taken.some((each) => plainName(each) === name) ? `${name} (head)` : name);
  const [first, ...others] = heads.map((kind) => free(columnFor[kind]));
  if (first === undefined) return null;
  const month = heads.includes("day") ? OF_TITLE : null;
  return { columns: columns.map(({ name }) => name), names: [first, ...others], value: free("count"), month };
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
  const headerRows = findHeaderRows(rows, options);
  const headers = headerRows.flatMap((number) => rows.find((row) => row.number === number) ?? []);
  const last = Math.max(...headerRows);
  const above = rows.filter(({ number }) => number < headerRows[0]);
  const titles = above.flatMap(({ cells }) => cells.map((cell) => cell.trim()).filter((cell) => cell !== ""));
  const below = rows.filter(({ number }) => number > last);
  const { columns, cleaned } = nameColumns(headers, below);
  const records = recordsAmong(below, columns);
  const shapes = columns.map(({ index }) => shapeOf(index, records));
  const fillDown = keys.fillDown === null ? findFillDown(shapes, records) : namedAmong(columns, keys.fillDown).map(({ index }) => index);
  const found = options.findsWide && keys.unpivot === null ? findWide(columns, shapes, options) : null;
  const names = columns.map(({ name }) => name);
  const unpivot = keys.unpivot ?? (found === null ? null : unpivotOf(found, names));
  const wide = unpivot === null ? [] : namedAmong(columns, unpivot.columns);
  const named = monthInTitles([...titles, sheetName]);
  // A title that was copied from another month is not believed against the weekdays below the days.
  const isDoubted = !agreesWithWeekdays(wide, named);
  const of = isDoubted ? { ...named, year: null } : named;
  const isMonthOfTitle = unpivot?.month === OF_TITLE;
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
    unpivot: unpivot !== null && isMonthOfTitle ? { ...unpivot, month: monthText(of) } : unpivot,
    isMonthOfTitle,
    doubtedMonth: isDoubted ? monthText(named) : null,
    heads: found?.heads ?? [],
  };
};
