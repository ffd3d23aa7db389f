import { numberCell } from "../../../domain/number-cell.ts";
import { plainNumber } from "../../../domain/number-format.ts";
import type { Row } from "./csv-rows.ts";
import { MOST_COLUMNS } from "./file-limits.ts";
import type { Attributes, MarkupReader } from "./markup-reading.ts";
import { RowBuilder } from "./row-builder.ts";
import type { SharedTexts } from "./shared-texts.ts";
import type { Workbook } from "./workbook.ts";
import { brokenWorkbook } from "./zip-parts.ts";

const lettersInAlphabet = 26;
const beforeA = 64;

/** The column of `AB12`, from 1; undefined when it names none. */
const columnOf = (reference: string): number | undefined => {
  let column = 0;
  for (let at = 0; at < reference.length && column <= MOST_COLUMNS; at += 1) {
    const letter = (reference.charCodeAt(at) & ~32) - beforeA;
    if (letter < 1 || letter > lettersInAlphabet) break;
    column = column * lettersInAlphabet + letter;
  }
  return column === 0 ? undefined : column;
};

/** Characters that XML has not are written as `_x000D_`. */
const escaped = /_x([0-9a-f]{4})_/gi;
export const unescapedText = (text: string): string =>
  text.includes("_x") ? text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

/** In place of what a formula came to that no spreadsheet program has worked out yet: an empty cell would be taken for a value. */
const neverWorkedOut = "#CALC!";

const midnight = /T00:00:00(?:\.0+)?Z?$/;
const fractionOrZone = /(?:\.\d+)?Z?$/;

/** A date that a cell has as text; as elsewhere to the second, and midnight is a date alone. */
const dateText = (written: string): string =>
  midnight.test(written) ? written.replace(midnight, "") : written.replace(fractionOrZone, "");

type Cell = { readonly type: string; readonly style: string | undefined };

/** Makes rows of the cells of a sheet, as its XML tells them. */
export class XlsxRows {
  readonly #built = new RowBuilder();
  readonly #workbook: Workbook;
  readonly #texts: SharedTexts;
  #cell: Cell = { type: "n", style: undefined };
  /** Whether the text that comes is the value of a cell; what a cell shows of how it is spoken is not. */
  #isValue = false;
  #isSpoken = false;
  #value = "";
  #isFormula = false;
  #isSheet: boolean | null = null;
  /** What stands beside the data may have tags of the same names. */
  #isData = false;
  /** Is asked to wait while many cells are at hand. */
  reader: Pick<MarkupReader, "pause"> | null = null;

  constructor(workbook: Workbook, texts: SharedTexts) {
    this.#workbook = workbook;
    this.#texts = texts;
  }

  /** The rows that are complete. */
  take(): readonly Row[] {
    return this.#built.take();
  }

  readonly open = (name: string, attributes: Attributes): void => {
    this.#isSheet ??= name === "worksheet";
    if (!this.#isSheet) throw brokenWorkbook({ en: "what should be a sheet is something else", ko: "시트여야 할 부분이 시트가 아닙니다" });
    if (name === "sheetData") this.#isData = true;
    else if (!this.#isData) return;
    else if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") this.#isValue = !this.#isSpoken;
    else if (name === "row") this.#built.openRow(attributes["r"] === undefined ? undefined : Number(attributes["r"]));
    else if (name === "f") this.#isFormula = true;
    else if (name === "rPh") this.#isSpoken = true;
  };

  readonly text = (text: string): void => {
    if (!this.#isValue) return;
    this.#value += text;
    this.#built.checkLength(this.#value.length);
  };

  readonly close = (name: string): void => {
    if (!this.#isData) return;
    if (name === "sheetData") this.#isData = false;
    else if (name === "v" || name === "t") this.#isValue = false;
    else if (name === "c") this.#built.put(this.#cellText());
    else if (name === "row") this.#closeRow();
    else if (name === "rPh") this.#isSpoken = false;
  };

  #openCell({ r: reference = "", t: type = "n", s: style }: Attributes): void {
    this.#built.openCell(columnOf(reference));
    this.#cell = { type, style };
    this.#value = "";
    this.#isFormula = false;
  }

  #closeRow(): void {
    this.#built.closeRow();
    if (this.#built.isFull) this.reader?.pause();
  }

  #cellText(): string {
    const { type, style } = this.#cell;
    const value = this.#value;
    if (value === "") return this.#isFormula && type !== "str" ? neverWorkedOut : "";
    if (type === "s") return this.#texts.at(Number(value)) ?? this.#noSuchText(value);
    if (type === "n") return numberCell(value.trim(), this.#formatOf(style), this.#workbook.epoch);
    if (type === "b") return value.trim() === "1" || value.trim() === "true" ? "TRUE" : "FALSE";
    if (type === "d") return dateText(value);
    return unescapedText(value);
  }

  #formatOf(style: string | undefined): Workbook["formats"][number] {
    return this.#workbook.formats[style === undefined ? 0 : Number(style)] ?? plainNumber;
  }

  #noSuchText(value: string): never {
    const { row } = this.#built;
    throw brokenWorkbook({
      en: `row ${row} refers to text ${value.slice(0, 20)}, which there is not`,
      ko: `${row}행이 없는 텍스트 ${value.slice(0, 20)}번을 가리킵니다`,
    });
  }
}
