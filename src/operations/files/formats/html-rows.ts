import { numberCell } from "../../../domain/number-cell.ts";
import { plainNumber } from "../../../domain/number-format.ts";
import { refusal } from "../../../domain/refusal.ts";
import { longestRow, type Row } from "./csv-rows.ts";
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS } from "./file-limits.ts";
import type { Attributes } from "./markup-reading.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** Where a table stands among those of the page, and how wide it is within others. */
type OpenTable = {
  readonly place: number;
  hasNested: boolean;
  row: number;
  cells: string[];
  /** Where the next cell may stand, and where this one does, from 0. */
  column: number;
  start: number;
  /** Rows that the cells above still reach down, by column. */
  reach: number[];
  text: string;
  /** Tags are left open often enough. */
  isInRow: boolean;
  isInCell: boolean;
  given: { readonly number: string | undefined; readonly text: string | undefined };
};

export type HtmlEvents = {
  readonly row: (table: number, row: Row) => void;
  /** A table that holds others is laid out with them, and is none of data. */
  readonly nested: (table: number) => void;
  readonly field: (table: number | null, type: string) => void;
};

const longestSpan = 1_000;
const longestReach = 65_534;
const spanOf = (value: string | undefined, longest: number): number => {
  const span = Number.parseInt(value ?? "1", 10);
  return span >= 1 ? Math.min(span, longest) : 1;
};

const writtenNumber = /^[-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?$/i;
const tooNarrow = /^#+$/;
const longestNumber = 64;

/** Shown text, with the spaces that a page has between its words. A number keeps the digits that its cell shows no room for. */
const cellText = ({ text, given }: OpenTable): string => {
  const shown = text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
  if (given.text !== undefined && given.text !== "") return given.text;
  const number = given.number ?? "";
  return number !== "" && shown.length <= longestNumber && (writtenNumber.test(shown) || tooNarrow.test(shown) || shown === "")
    ? numberCell(number, plainNumber, 1900)
    : shown;
};

/** Makes rows of the tables of a page, as its tags tell them; a cell over several columns or rows stands in the first. */
export class HtmlRows {
  readonly #events: HtmlEvents;
  readonly #open: OpenTable[] = [];
  #tables = 0;
  #allCells = 0;

  constructor(events: HtmlEvents) {
    this.#events = events;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    const table = this.#open.at(-1);
    if (name === "table") this.#openTable(table);
    else if (name === "input" || name === "select" || name === "textarea")
      this.#events.field(table?.place ?? null, (attributes["type"] ?? "text").toLowerCase());
    else if (table === undefined) return;
    else if (name === "tr") this.#openRow(table);
    else if (name === "td" || name === "th") this.#openCell(table, attributes);
    else if (name === "br") this.#addText(table, "\n");
    else if (name === "p" || name === "div") this.#addText(table, " ");
  };

  readonly text = (text: string): void => {
    const table = this.#open.at(-1);
    if (table !== undefined) this.#addText(table, text.replaceAll("\n", " "));
  };

  readonly close = (name: string): void => {
    const table = this.#open.at(-1);
    if (table === undefined) return;
    if (name === "td" || name === "th") this.#closeCell(table);
    else if (name === "tr") this.#closeRow(table);
    else if (name === "table") {
      this.#closeRow(table);
      this.#open.pop();
    }
  };

  #addText(table: OpenTable, text: string): void {
    if (!table.isInCell) return;
    table.text += text;
    if (table.text.length > longestRow) this.#refuseLength(table.row);
  }

  #openTable(outer: OpenTable | undefined): void {
    if (outer !== undefined && !outer.hasNested) {
      outer.hasNested = true;
      this.#events.nested(outer.place);
    }
    this.#open.push({
      place: this.#tables,
      hasNested: false,
      row: 0,
      cells: [],
      column: 0,
      start: 0,
      reach: [],
      text: "",
      isInRow: false,
      isInCell: false,
      given: { number: undefined, text: undefined },
    });
    this.#tables += 1;
  }

  #openRow(table: OpenTable): void {
    this.#closeRow(table);
    table.isInRow = true;
    table.row += 1;
    if (table.row > MOST_ROWS) this.#refuse(table.row, "rows", "행", MOST_ROWS);
    table.cells = [];
    table.column = 0;
  }

  #openCell(table: OpenTable, attributes: Attributes): void {
    if (!table.isInRow) this.#openRow(table);
    this.#closeCell(table);
    while ((table.reach[table.column] ?? 0) > 0) table.column += 1;
    const start = table.column;
    const span = spanOf(attributes["colspan"], longestSpan);
    const reach = spanOf(attributes["rowspan"], longestReach);
    if (start + span > MOST_COLUMNS) this.#refuse(table.row, "columns", "열", MOST_COLUMNS);
    // What reaches down is counted with this row, too, and less by one at its end.
    if (reach > 1 || table.reach.length > start) {
      while (table.reach.length < start + span) table.reach.push(0);
      table.reach.fill(reach, start, start + span);
    }
    table.column = start + span;
    table.text = "";
    table.isInCell = true;
    table.given = { number: attributes["x:num"], text: attributes["x:str"] };
    table.start = start;
  }

  #closeCell(table: OpenTable): void {
    if (!table.isInCell) return;
    table.isInCell = false;
    const text = cellText(table);
    if (text === "") return;
    const added = table.start + 1 - table.cells.length;
    this.#allCells += added;
    if (this.#allCells > MOST_CELLS) this.#refuse(table.row, "cells", "칸", MOST_CELLS);
    for (let at = table.cells.length; at < table.start; at += 1) table.cells.push("");
    table.cells[table.start] = text;
  }

  #closeRow(table: OpenTable): void {
    if (!table.isInRow) return;
    this.#closeCell(table);
    table.isInRow = false;
    table.reach = table.reach.some((rows) => rows > 1) ? table.reach.map((rows) => Math.max(0, rows - 1)) : [];
    const length = table.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (length > longestRow) this.#refuseLength(table.row);
    if (table.cells.length > 0) this.#events.row(table.place, { number: table.row, cells: table.cells, quoteFault: null });
    table.cells = [];
  }

  #refuse(row: number, en: string, ko: string, limit: number): never {
    throw new UnreadableFile(refusal("sheet-limit", "", { row, what: { en, ko }, limit }));
  }

  #refuseLength(row: number): never {
    throw new UnreadableFile(refusal("csv-row-too-long", "", { row, limit: longestRow }));
  }
}
