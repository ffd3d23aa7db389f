import { refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { longestRow, type Row } from "./csv-rows.ts";
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED } from "./file-limits.ts";
import { UnreadableFile } from "./unreadable-file.ts";
import { brokenWorkbook } from "./zip-parts.ts";

/** With so many cells at hand they are passed on before more is read. */
const cellsAtOnce = 100_000;

/** Lays the cells of a sheet out in rows, within what a sheet may hold; cells that say no place follow the one before. */
export class RowBuilder {
  #rows: Row[] = [];
  #cells: string[] = [];
  #row = 0;
  #column = 0;
  #length = 0;
  #allCells = 0;
  #allText = 0;
  #atHand = 0;

  /** The number of the row that is being built. */
  get row(): number {
    return this.#row;
  }

  /** True when what is complete should be taken before more is read. */
  get isFull(): boolean {
    return this.#atHand > cellsAtOnce;
  }

  /** The rows that are complete. */
  take(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#atHand = 0;
    return rows;
  }

  openRow(number: number = this.#row + 1): void {
    if (!Number.isInteger(number) || number <= this.#row)
      throw brokenWorkbook({ en: `row ${this.#row + 1} is out of order`, ko: `${this.#row + 1}행의 순서가 맞지 않습니다` });
    this.#row = number;
    if (number > MOST_ROWS) this.#refuse({ en: "rows", ko: "행" }, MOST_ROWS);
    this.#cells = [];
    this.#length = 0;
    this.#column = 0;
  }

  /** Columns count from 1. */
  openCell(column: number = this.#column + 1): void {
    if (!(column >= 1 && column <= MOST_COLUMNS)) this.#refuse({ en: "columns", ko: "열" }, MOST_COLUMNS);
    this.#column = column;
  }

  /** Skips so many columns behind the cell. */
  skip(columns: number): void {
    this.#column += columns;
  }

  /** Refuses a text that is longer than a row may be. */
  checkLength(length: number): void {
    if (length > longestRow) throw new UnreadableFile(refusal("csv-row-too-long", "", { row: this.#row, limit: longestRow }));
  }

  /** Into the cell that is open. */
  put(text: string): void {
    if (text === "") return;
    this.#length += text.length;
    this.#allText += text.length;
    this.checkLength(this.#length);
    const added = Math.max(0, this.#column - this.#cells.length);
    this.#allCells += added;
    this.#atHand += added;
    if (this.#allCells > MOST_CELLS) this.#refuse({ en: "cells", ko: "칸" }, MOST_CELLS);
    if (this.#allText > MOST_UNPACKED) this.#refuse({ en: "characters", ko: "글자" }, MOST_UNPACKED);
    for (let at = this.#cells.length; at < this.#column - 1; at += 1) this.#cells.push("");
    this.#cells[this.#column - 1] = text;
  }

  closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ number: this.#row, cells: this.#cells, quoteFault: null });
    this.#cells = [];
  }

  #refuse(what: Words, limit: number): never {
    throw new UnreadableFile(refusal("sheet-limit", "", { row: this.#row, what, limit }));
  }
}
