import type { Row } from "../formats/csv-rows.ts";
import { columnName } from "../maps/fields.ts";
import { cellOf, dayNumberOf, filledCount, isDateHead, isLabel, isUnit, isWeekday, isYearHead, totalWord } from "./layout-cells.ts";

/** A column of the sheet that is read: where it stands and what it is called. */
export type LayoutColumn = {
  readonly index: number;
  readonly name: string;
  /** What each row of the header says of it. */
  readonly heads: readonly string[];
};

/** What is known of the header beforehand. */
export type HeaderOptions = {
  /** How many of the columns that are wanted a header has: the map's, or our own. */
  readonly wanted: (header: readonly string[]) => number;
  /** As the map says it. */
  readonly headerRows: readonly number[] | null;
};

/** Rows in which a header is looked for. */
const deepestHeader = 60;
/** Rows below a header that show how wide the table is. */
const sampled = 20;

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const isHead = (cell: string): boolean => isLabel(cell) || dayNumberOf(cell) !== undefined || isDateHead(cell) || isYearHead(cell);

/** Whether the row could be a header, by itself and by what stands below. */
const couldBeHeader = (rows: readonly Row[], at: number): boolean => {
  const row = rows[at];
  if (row === undefined) return false;
  const cells = row.cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const [first = ""] = cells;
  const width = median(rows.slice(at + 1, at + 1 + sampled).map(filledCount));
  if (cells.length < Math.max(2, width * 0.6)) return false;
  // A number that is no day or year, or a time, is of a record.
  return cells.every(isHead) && cells.some(isLabel) && totalWord(first) === null;
};

const findHeaderRow = (rows: readonly Row[], { wanted }: HeaderOptions): number => {
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

const namesIn = (row: Row): readonly string[] => row.cells.map((cell) => cell.trim()).filter((cell) => cell !== "");

const repeatedNames = (row: Row | undefined): ReadonlySet<string> => {
  const names = row === undefined ? [] : namesIn(row);
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
};

/** A head on one line: in spreadsheets it is often broken into several. */
const headName = (row: Row | undefined, index: number): string => columnName(cellOf(row, index)).replaceAll(/\s+/g, " ");

/** What each header row says of a column; a merged head holds for the empty cells behind it that have heads below. */
const headsOf = (headers: readonly Row[], width: number): readonly (readonly string[])[] => {
  const [first, second] = headers;
  // What stands behind the last name that comes again is in no group.
  const repeated = repeatedNames(second);
  const groupsEnd = repeated.size === 0 ? width : (second?.cells.findLastIndex((cell) => repeated.has(cell.trim())) ?? width);
  let group = "";
  return Array.from({ length: width }, (_, index) => {
    const own = headName(first, index);
    if (own !== "") group = own;
    const below = headName(second, index);
    const isInGroup = own === "" && below !== "" && index <= groupsEnd && !isUnit(below) && !isWeekday(below);
    const head = isInGroup ? group : own;
    return [head, ...headers.slice(1).map((row) => headName(row, index))];
  });
};

/** Merged heads right above a row whose names come more than once, which they tell apart. */
const isGroupRow = (above: Row, header: Row): boolean => {
  const groups = namesIn(above);
  const repeated = repeatedNames(header);
  const spansSeveral = above.cells.every((cell, index) => {
    const next = cellOf(above, index + 1);
    return cell.trim() === "" || next === "" || next === cell.trim() || cellOf(above, index - 1) === cell.trim();
  });
  if (above.number !== header.number - 1 || groups.length < 2 || repeated.size === 0 || !groups.every(isHead) || !spansSeveral)
    return false;
  const heads = headsOf([above, header], Math.max(above.cells.length, header.cells.length)).filter(([, name = ""]) => repeated.has(name));
  return new Set(heads.map((each) => JSON.stringify(each))).size === heads.length;
};

/** The numbers of the rows of the header, the first row of the table if nothing looks like one. What the map says goes before. */
export const findHeaderRows = (rows: readonly Row[], options: HeaderOptions): readonly [number, ...number[]] => {
  const [first, ...others] = options.headerRows ?? [];
  if (first !== undefined) return [first, ...others];
  const at = findHeaderRow(rows, options);
  const header = rows[at];
  if (header === undefined) return [1];
  const above = rows[at - 1];
  if (above !== undefined && isGroupRow(above, header)) return [above.number, header.number];
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

/** The columns by their names; what has neither name nor content is none. `sample` is what stands below the header. */
export const nameColumns = (headers: readonly Row[], sample: readonly Row[]): Named => {
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
