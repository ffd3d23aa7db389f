import { dayOfCivil } from "../../../domain/civil.ts";
import { numberCell } from "../../../domain/number-cell.ts";
import { plainNumber, readFormat, type NumberFormat } from "../../../domain/number-format.ts";
import { accepted, refusal, type Outcome } from "../../../domain/refusal.ts";
import { MOST_SHEETS, MOST_STYLES } from "./file-limits.ts";
import { pageOf, pageText, type Page } from "./html-sheets.ts";
import { MarkupReader, rowsOfMarkup, type Attributes } from "./markup-reading.ts";
import { RowBuilder } from "./row-builder.ts";
import { surveyOnce, untilUnreadable, type RowPiece, type SheetFile, type SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";
import { orRefused, UnreadableFile } from "./unreadable-file.ts";
import { brokenWorkbook } from "./zip-parts.ts";

/** Formats that go by a name; others are written in a format's code. */
const namedFormats: Readonly<Record<string, string>> = {
  "General Date": "yyyy-mm-dd h:mm:ss",
  "Long Date": "yyyy-mm-dd",
  "Medium Date": "yyyy-mm-dd",
  "Short Date": "yyyy-mm-dd",
  "Long Time": "h:mm:ss",
  "Medium Time": "h:mm",
  "Short Time": "h:mm",
};

const undated = new Set<NumberFormat["type"]>(["number", "padded"]);
const dateAndTime = readFormat("yyyy-mm-dd h:mm:ss");
const date = readFormat("yyyy-mm-dd");

const moment = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/;
const firstDay = dayOfCivil(1899, 12, 31);
/** A 29th follows in spreadsheets, which there was not. */
const lastOfFebruary = dayOfCivil(1900, 2, 28);

/** A date of a cell as the number that a workbook would hold; undefined when it is none. */
const serialOf = (written: string): number | undefined => {
  const [, year, month, day, hours, minutes, seconds] = (moment.exec(written) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const civil = dayOfCivil(year, month, day);
  const days = civil - firstDay + (civil > lastOfFebruary ? 1 : 0);
  return days + ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) / 86_400;
};

/** Names of attributes come with the prefix of Excel, or without. */
const attributeOf = (attributes: Attributes, name: string): string | undefined => attributes[`ss:${name}`] ?? attributes[name];
const numberOf = (attributes: Attributes, name: string): number | undefined => {
  const value = attributeOf(attributes, name);
  return value === undefined ? undefined : Number(value);
};

type Book = { readonly sheets: readonly { name: string; isHidden: boolean }[]; readonly formats: ReadonlyMap<string, NumberFormat> };

const readBook = async (file: Page): Promise<Book> => {
  const sheets: { name: string; isHidden: boolean }[] = [];
  const formats = new Map<string, NumberFormat>();
  let style = "";
  let isVisibility = false;
  const reader = new MarkupReader(
    {
      open: (name, attributes) => {
        if (name === "Worksheet") sheets.push({ name: attributeOf(attributes, "Name") ?? "", isHidden: false });
        else if (name === "Style") style = attributeOf(attributes, "ID") ?? "";
        else if (name === "NumberFormat") {
          const code = attributeOf(attributes, "Format") ?? "";
          formats.set(style, readFormat(namedFormats[code] ?? code));
        }
        isVisibility = name === "Visible";
        if (sheets.length > MOST_SHEETS || formats.size > MOST_STYLES)
          throw new UnreadableFile(refusal("workbook-limit", "", { what: { en: "sheets", ko: "시트" }, limit: MOST_SHEETS }));
      },
      text: (text) => {
        const last = sheets.at(-1);
        if (isVisibility && last !== undefined && text.includes("Hidden")) last.isHidden = true;
      },
    },
    "xml",
  );
  for await (const { text } of pageText(file)) reader.write(text);
  reader.end();
  return { sheets, formats };
};

/** Makes rows of the cells of one worksheet. */
class SpreadsheetRows {
  readonly #built = new RowBuilder();
  readonly #wanted: number;
  readonly #formats: Book["formats"];
  readonly #pause: () => void;
  #sheet = -1;
  #type = "";
  #rowStyle: string | undefined;
  #style: string | undefined;
  #across = 0;
  #isData = false;
  #value = "";

  constructor(wanted: number, formats: Book["formats"], pause: () => void) {
    this.#wanted = wanted;
    this.#formats = formats;
    this.#pause = pause;
  }

  take(): ReturnType<RowBuilder["take"]> {
    return this.#built.take();
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (name === "Worksheet") this.#sheet += 1;
    if (this.#sheet !== this.#wanted) return;
    if (name === "Row") {
      this.#built.openRow(numberOf(attributes, "Index"));
      this.#rowStyle = attributeOf(attributes, "StyleID");
    } else if (name === "Cell") {
      this.#built.openCell(numberOf(attributes, "Index"));
      this.#style = attributeOf(attributes, "StyleID") ?? this.#rowStyle;
      this.#across = numberOf(attributes, "MergeAcross") ?? 0;
      this.#value = "";
    } else if (name === "Data") {
      this.#type = attributeOf(attributes, "Type") ?? "String";
      this.#isData = true;
    }
  };

  readonly text = (text: string): void => {
    if (!this.#isData) return;
    this.#value += text;
    this.#built.checkLength(this.#value.length);
  };

  readonly close = (name: string): void => {
    if (this.#sheet !== this.#wanted) return;
    if (name === "Data") this.#isData = false;
    else if (name === "Cell") {
      this.#built.put(this.#cellText());
      this.#built.skip(this.#across);
    } else if (name === "Row") {
      this.#built.closeRow();
      if (this.#built.isFull) this.#pause();
    }
  };

  #checkedText(text: string): string {
    if (!text.includes("\ufffd")) return text;
    const { row } = this.#built;
    throw brokenWorkbook({ en: `row ${row} holds what is not text`, ko: `${row}행에 텍스트가 아닌 바이트가 있습니다` });
  }

  #cellText(): string {
    const value = this.#value;
    const format = this.#formats.get(this.#style ?? "Default") ?? plainNumber;
    if (this.#type === "Number") return numberCell(value.trim(), format, 1900);
    if (this.#type === "Boolean" && value !== "") return value.trim() === "1" ? "TRUE" : "FALSE";
    const serial = this.#type === "DateTime" ? serialOf(value.trim()) : undefined;
    if (serial === undefined) return this.#checkedText(value);
    const shown = Number.isInteger(serial) ? date : dateAndTime;
    return numberCell(String(serial), undated.has(format.type) ? shown : format, 1900);
  }
}

const readRows = (file: Page, { formats }: Book, sheet: number): AsyncGenerator<RowPiece> => {
  const rows = new SpreadsheetRows(sheet, formats, () => reader.pause());
  const reader = new MarkupReader(rows, "xml");
  return rowsOfMarkup(reader, rows, pageText(file));
};

/** A workbook in the XML of Excel 2003, as many systems still write it under the name `.xls`. */
export const openSpreadsheetXml = (file: Spooled, { encodings }: SheetOptions): Promise<Outcome<SheetFile>> =>
  orRefused(async () => {
    const text = await pageOf(file, encodings);
    const book = await readBook(text);
    if (book.sheets.length === 0) throw brokenWorkbook({ en: "it has no sheet with cells", ko: "셀이 있는 시트가 없습니다" });
    const rows = (sheet: number): AsyncGenerator<RowPiece> => untilUnreadable(readRows(text, book, sheet));
    return accepted({
      format: "xlsx",
      encoding: text.encoding,
      sheets: book.sheets,
      isSparse: true,
      rows,
      survey: surveyOnce(rows),
      close: async () => undefined,
    });
  });
