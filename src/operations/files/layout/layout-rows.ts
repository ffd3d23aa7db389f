import { isoDay, lastWeekday, plainDay, weekdayWords, type Weekday } from "../../../domain/day.ts";
import type { Row } from "../formats/csv-rows.ts";
import { plainName } from "../maps/fields.ts";
import { dayNumberOf, isFooterText, isNumberCell, totalWord, weekdayIn } from "./layout-cells.ts";
import type { Layout, LayoutColumn } from "./layout.ts";

/** Rows that were left out, by what they were taken for; the first of each by their numbers. */
export type LeftOut = Readonly<
  Record<"subtotals" | "footers" | "repeated" | "named", { readonly count: number; readonly first: readonly number[] }>
>;

const mostNamed = 10;
/** Cells that a line below a table may have: a note, and what it is of. */
const mostInFooter = 3;

class Tally {
  count = 0;
  readonly first: number[] = [];

  add({ number }: Row): void {
    this.count += 1;
    if (this.first.length < mostNamed) this.first.push(number);
  }
}

/** Numbers are equal when they differ by no more than what adding decimals loses. */
const isAbout = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

const numberIn = (cell: string): number => (cell !== "" && isNumberCell(cell) ? Number(cell.replaceAll(/[,₩원건\s]/g, "")) : NaN);

/** What the numbers of the columns add up to, in all and since the last subtotal. */
class Sums {
  readonly #indexes: readonly number[];
  readonly #all: number[];
  #group: number[];

  constructor(indexes: readonly number[]) {
    this.#indexes = indexes;
    this.#all = indexes.map(() => 0);
    this.#group = indexes.map(() => 0);
  }

  add(cells: readonly string[]): void {
    for (const [at, index] of this.#indexes.entries()) {
      const number = numberIn((cells[index] ?? "").trim());
      if (Number.isNaN(number)) continue;
      this.#all[at] = (this.#all[at] ?? 0) + number;
      this.#group[at] = (this.#group[at] ?? 0) + number;
    }
  }

  startGroup(): void {
    this.#group = this.#indexes.map(() => 0);
  }

  /** Whether every number of the row is the sum of those above it. */
  isSumIn(cells: readonly string[]): boolean {
    const numbers = this.#indexes.map((index) => numberIn((cells[index] ?? "").trim()));
    const isOf = (sums: readonly number[]): boolean =>
      numbers.every((number, at) => Number.isNaN(number) || isAbout(number, sums[at] ?? 0));
    return numbers.some((number) => !Number.isNaN(number)) && (isOf(this.#all) || isOf(this.#group));
  }
}

type Wide = { readonly column: LayoutColumn; readonly names: readonly string[] };

/** Without its year a day is written as no other order of numbers can be read, and with the weekday that stands below it, which tells the year. */
const dayInMonth = (head: string, month: string, weekday: Weekday | undefined): string => {
  const day = dayNumberOf(head);
  if (day === undefined) return head;
  if (month.includes("-")) return `${month}-${String(day).padStart(2, "0")}`;
  return `${Number(month)}월 ${day}일${weekday === undefined ? "" : `(${weekdayWords(weekday).ko.charAt(0)})`}`;
};

const dayInWeek = (head: string, week: string): string => {
  const weekday = weekdayIn(head);
  return weekday === null ? head : isoDay(lastWeekday(weekday, plainDay(week) + 6));
};

/** No count at all: nothing was done, or nothing was noted. */
const isNothing = (cell: string): boolean => cell === "" || cell === "-" || /^0+(?:[.,]0+)?\s?[건회명]?$/.test(cell);

/** Turns the rows of a sheet into those of its table, one piece after the other: records only, with the cells of its columns. */
export class LayoutRows {
  readonly header: readonly string[];
  /** The columns to be unpivoted are not there, but those that they become. */
  readonly isLong: boolean;
  /** Unpivoted columns that the sheet has not. */
  readonly missing: readonly string[];
  readonly #layout: Layout;
  readonly #kept: readonly LayoutColumn[];
  readonly #wide: readonly Wide[];
  readonly #heads: readonly string[];
  readonly #sums: Sums;
  readonly #needsSums: boolean;
  readonly #above = new Map<number, string>();
  readonly #left = { subtotals: new Tally(), footers: new Tally(), repeated: new Tally(), named: new Tally() };
  readonly #width: number | null;
  readonly #lastHeader: number;
  #lastNumber: number;
  #isBelow = false;

  /** A text file has as many cells in each row as in its header; those of other rows are left as they are, to be refused. */
  constructor(layout: Layout, { header, isSparse }: { readonly header: Row | undefined; readonly isSparse: boolean }) {
    this.#width = isSparse ? null : (header?.cells.length ?? 0);
    this.#layout = layout;
    const { columns, unpivot } = layout;
    const wanted = new Set(unpivot?.columns.map(plainName));
    const isWide = ({ name }: LayoutColumn): boolean => wanted.has(plainName(name));
    const wide = columns.filter(isWide);
    // Rejected rows come back as the long table that they were read as.
    const isLong =
      unpivot !== null &&
      wide.length === 0 &&
      [...unpivot.names, unpivot.value].every((name) => columns.some((each) => each.name === name));
    this.isLong = isLong;
    this.#kept = columns.filter((column) => !isWide(column));
    this.#wide = wide.map((column) => ({ column, names: this.#namesOf(column) }));
    this.header = [...this.#kept.map(({ name }) => name), ...(unpivot === null || isLong ? [] : [...unpivot.names, unpivot.value])];
    this.missing = isLong
      ? []
      : (unpivot?.columns ?? []).filter((name) => !columns.some((each) => plainName(each.name) === plainName(name)));
    this.#heads = header?.cells.map((cell) => cell.trim()) ?? [];
    this.#lastHeader = Math.max(...layout.headerRows);
    this.#lastNumber = this.#lastHeader;
    this.#needsSums = layout.skip.subtotals && layout.steady.length < 2;
    this.#sums = new Sums(layout.counts);
  }

  get left(): LeftOut {
    return this.#left;
  }

  #namesOf({ name, heads }: LayoutColumn): readonly string[] {
    const { unpivot } = this.#layout;
    if (unpivot === null) return [];
    const parts = unpivot.names.length === 1 ? [name] : unpivot.names.map((_, part) => heads[part] ?? "");
    const { month, week } = unpivot;
    const [weekday] = heads.flatMap((head) => weekdayIn(head) ?? []);
    if (week !== null) return parts.map((part) => dayInWeek(part, week));
    return month === null ? parts : parts.map((part) => dayInMonth(part, month, weekday));
  }

  /** The rows of the table that these rows of the sheet give. */
  push(rows: readonly Row[]): readonly Row[] {
    const out: Row[] = [];
    for (const row of rows) {
      if (row.number <= this.#lastHeader) continue;
      const isAfterGap = row.number > this.#lastNumber + 1;
      this.#lastNumber = row.number;
      if (!this.#isLeftOut(row, isAfterGap)) this.#read(row, out);
    }
    return out;
  }

  #isLeftOut(row: Row, isAfterGap: boolean): boolean {
    const { skip } = this.#layout;
    if (skip.numbers.has(row.number)) return this.#leave("named", row);
    if (skip.repeated && this.#isHeader(row)) return this.#leave("repeated", row);
    if (skip.subtotals && this.#isTotal(row)) {
      this.#sums.startGroup();
      return this.#leave("subtotals", row);
    }
    if (skip.footers && this.#isFooter(row, isAfterGap)) {
      this.#isBelow = true;
      return this.#leave("footers", row);
    }
    this.#isBelow = false;
    if (this.#needsSums) this.#sums.add(row.cells);
    return false;
  }

  #leave(as: keyof LeftOut, row: Row): true {
    this.#left[as].add(row);
    return true;
  }

  #isHeader({ cells }: Row): boolean {
    const heads = this.#heads;
    return cells[0]?.trim() === heads[0] && heads.length > 1 && heads.every((head, index) => (cells[index] ?? "").trim() === head);
  }

  /** A word for totals where labels stand, and no record beside it: what every record has is missing, or its numbers are the sums of those above. */
  #isTotal({ cells }: Row): boolean {
    const { labels, steady } = this.#layout;
    for (const index of labels) {
      const word = totalWord((cells[index] ?? "").trim());
      if (word === "sure") return true;
      if (word === null) continue;
      const others = steady.filter((each) => each !== index);
      if (others.length === 0 ? this.#sums.isSumIn(cells) : others.some((each) => (cells[each] ?? "").trim() === "")) return true;
    }
    return false;
  }

  /** What stands below a table: a line that reports print and that lacks what every record has, or one cell alone behind an empty row. */
  #isFooter({ cells }: Row, isAfterGap: boolean): boolean {
    const { columns, steady } = this.#layout;
    let filled = 0;
    let first = "";
    for (const cell of cells) {
      if (cell === "" || cell.trim() === "") continue;
      if (filled === 0) first = cell.trim();
      filled += 1;
      if (filled > mostInFooter) return false;
    }
    const lacksSomething = filled === 1 || steady.some((each) => (cells[each] ?? "").trim() === "");
    if (filled < columns.length && lacksSomething && isFooterText(first)) return true;
    return columns.length > 2 && filled === 1 && (isAfterGap || this.#isBelow);
  }

  #cell(cells: readonly string[], { index }: LayoutColumn): string {
    const cell = cells[index] ?? "";
    if (!this.#layout.fillDown.includes(index)) return cell;
    if (cell.trim() === "") return this.#above.get(index) ?? "";
    this.#above.set(index, cell);
    return cell;
  }

  #read(row: Row, out: Row[]): void {
    if (row.quoteFault !== null || (this.#width !== null && row.cells.length !== this.#width)) {
      out.push(row);
      return;
    }
    const cells = this.#kept.map((column) => this.#cell(row.cells, column));
    if (this.#wide.length === 0) out.push({ ...row, cells });
    for (const { column, names } of this.#wide) {
      const cell = (row.cells[column.index] ?? "").trim();
      if (!isNothing(cell)) out.push({ ...row, cells: [...cells, ...names, cell] });
    }
  }
}
