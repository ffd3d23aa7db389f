import { numberCell } from "../../domain/number-cell.ts";
import { plainNumber } from "../../domain/number-format.ts";
import { refusal } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { longestRow, type Row } from "./csv-rows.ts";
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED } from "./file-limits.ts";
import type { SharedTexts } from "./shared-texts.ts";
import { UnreadableFile } from "./unreadable-file.ts";
import type { Workbook } from "./workbook.ts";
import type { Attributes, MarkupReader } from "./markup-reading.ts";
import { brokenWorkbook } from "./zip-parts.ts";

/** With so many cells at hand they are passed on before more is read. */
const cellsAtOnce = 100_000;

const lettersInAlphabet = 26;
const beforeA = 64;

/** The column of `AB12`, from 1; 0 when it has none. */
const columnOf = (reference: string): number => {
  let column = 0;
  for (let at = 0; at < reference.length && column <= MOST_COLUMNS; at += 1) {
    const letter = (reference.charCodeAt(at) & ~32) - beforeA;
    if (letter < 1 || letter > lettersInAlphabet) break;
    column = column * lettersInAlphabet + letter;
  }
  return column;
};

/** Characters that XML has not are written as `_x000D_`. */
const escaped = /_x([0-9a-f]{4})_/gi;
export const unescapedText = (text: string): string =>
  text.includes("_x") ? text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

const midnight = /T00:00:00(?:\.0+)?Z?$/;
const fractionOrZone = /(?:\.\d+)?Z?$/;

/** A date that the cell has as text; as elsewhere to the second, and midnight is a date alone. */
const dateText = (written: string): string =>
  midnight.test(written) ? written.replace(midnight, "") : written.replace(fractionOrZone, "");

type Cell = { column: number; type: string; style: string | undefined };

/** Makes rows of the cells of a sheet, as its XML tells them. */
export class XlsxRows {
  #rows: Row[] = [];
  #cells: string[] = [];
  #row = 0;
  #length = 0;
  #allCells = 0;
  #allText = 0;
  #atHand = 0;
  #cell: Cell = { column: 0, type: "", style: undefined };
  /** Whether the text that comes is the value of a cell; what a cell shows of how it is spoken is not. */
  #isValue = false;
  #isSpoken = false;
  #value = "";
  #isSheet: boolean | null = null;
  /** What stands beside the data may have tags of the same names. */
  #isData = false;
  readonly #workbook: Workbook;
  readonly #texts: SharedTexts;
  reader: Pick<MarkupReader, "pause"> | null = null;

  constructor(workbook: Workbook, texts: SharedTexts) {
    this.#workbook = workbook;
    this.#texts = texts;
  }

  /** The rows that are complete. */
  take(): readonly Row[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#atHand = 0;
    return rows;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    this.#isSheet ??= name === "worksheet";
    if (!this.#isSheet) throw brokenWorkbook({ en: "a sheet is none", ko: "시트가 아닌 부분이 있습니다" });
    if (name === "sheetData") this.#isData = true;
    else if (!this.#isData) return;
    else if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") this.#isValue = !this.#isSpoken;
    else if (name === "row") this.#openRow(attributes["r"]);
    else if (name === "rPh") this.#isSpoken = true;
  };

  readonly text = (text: string): void => {
    if (!this.#isValue) return;
    this.#value += text;
    if (this.#value.length > longestRow) this.#refuseLength();
  };

  readonly close = (name: string): void => {
    if (!this.#isData) return;
    if (name === "sheetData") this.#isData = false;
    else if (name === "v" || name === "t") this.#isValue = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
    else if (name === "rPh") this.#isSpoken = false;
  };

  #openRow(number: string | undefined): void {
    const row = number === undefined ? this.#row + 1 : Number(number);
    if (!Number.isInteger(row) || row <= this.#row)
      throw brokenWorkbook({ en: `row ${this.#row + 1} is out of order`, ko: `${this.#row + 1}행의 순서가 맞지 않습니다` });
    this.#row = row;
    if (row > MOST_ROWS) this.#refuse({ en: "more rows", ko: "행" }, MOST_ROWS);
    this.#cells = [];
    this.#length = 0;
    this.#cell.column = 0;
  }

  #openCell({ r: reference, t: type, s: style }: Attributes): void {
    const column = reference === undefined ? this.#cell.column + 1 : columnOf(reference);
    if (column > MOST_COLUMNS) this.#refuse({ en: "more columns", ko: "열" }, MOST_COLUMNS);
    this.#cell = { column, type: type ?? "n", style };
    this.#value = "";
  }

  #closeCell(): void {
    if (this.#value === "") return;
    const text = this.#cellText(this.#value);
    if (text === "") return;
    const { column } = this.#cell;
    this.#length += text.length;
    this.#allText += text.length;
    if (this.#length > longestRow) this.#refuseLength();
    const added = Math.max(0, column - this.#cells.length);
    this.#allCells += added;
    this.#atHand += added;
    if (this.#allCells > MOST_CELLS) this.#refuse({ en: "more cells before it", ko: "앞까지의 칸" }, MOST_CELLS);
    if (this.#allText > MOST_UNPACKED) this.#refuse({ en: "more text before it", ko: "앞까지의 글자" }, MOST_UNPACKED);
    for (let at = this.#cells.length; at < column - 1; at += 1) this.#cells.push("");
    this.#cells[column - 1] = text;
  }

  #cellText(value: string): string {
    const { type, style } = this.#cell;
    if (type === "s") return this.#texts.at(Number(value)) ?? this.#noSuchText(value);
    if (type === "n") return numberCell(value.trim(), this.#formatOf(style), this.#workbook.epoch);
    if (type === "b") return value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE";
    if (type === "d") return dateText(value);
    return unescapedText(value);
  }

  #formatOf(style: string | undefined): Workbook["formats"][number] {
    return this.#workbook.formats[style === undefined ? 0 : Number(style)] ?? plainNumber;
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#rows.push({ number: this.#row, cells: this.#cells, quoteFault: null });
    this.#cells = [];
    if (this.#atHand > cellsAtOnce) this.reader?.pause();
  }

  #noSuchText(value: string): never {
    throw brokenWorkbook({
      en: `row ${this.#row} refers to text ${value.slice(0, 20)}, which there is not`,
      ko: `${this.#row}행이 없는 텍스트 ${value.slice(0, 20)}번을 가리킵니다`,
    });
  }

  #refuse(what: Words, limit: number): never {
    throw new UnreadableFile(refusal("sheet-limit", "", { row: this.#row, what, limit }));
  }

  #refuseLength(): never {
    throw new UnreadableFile(refusal("csv-row-too-long", "", { row: this.#row, limit: longestRow }));
  }
}
