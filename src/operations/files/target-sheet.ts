import { Readable } from "node:stream";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { parseJson } from "../../domain/strict-json.ts";
import type { TargetSheet } from "../../domain/target-sheet-reading.ts";
import { CsvSplitter, longestRow, separators, type Row, type Separator } from "./formats/csv-rows.ts";
import { decodeCp949 } from "./formats/cp949.ts";
import { formatOf } from "./formats/file-type.ts";
import type { SheetFile } from "./formats/sheet-file.ts";
import { openSheets } from "./formats/sheets.ts";
import { spool } from "./spool.ts";
import { encodingOf } from "./formats/text-pieces.ts";

const rowsOf = (text: string, separator: Separator): { readonly rows: readonly Row[]; readonly splitter: CsvSplitter } => {
  const splitter = new CsvSplitter(separator, text.includes("\n") || !text.includes("\r") ? "\n" : "\r");
  return { rows: [...splitter.push(text), ...splitter.end()], splitter };
};

const SAMPLE = 20;

/** A paste from a spreadsheet has tabs; else the separator that splits the head into most cells and the rows evenly. */
const separatorOf = (text: string): Separator => {
  const [head = ""] = text.split(/[\r\n]/, 1);
  if (head.includes("\t")) return "\t";
  const sample = text.split(/\r\n|[\r\n]/, SAMPLE).join("\n");
  const trials = separators.map((separator) => {
    const { rows } = rowsOf(sample, separator);
    const columns = rows[0]?.cells.length ?? 0;
    return { separator, columns, isEven: rows.every(({ cells }) => cells.length === columns) };
  });
  return trials.toSorted((a, b) => Number(b.isEven) - Number(a.isEven) || b.columns - a.columns)[0]?.separator ?? ",";
};

/** A table of targets as text: pasted from a spreadsheet, or CSV. */
export const targetSheetOf = (written: string): Outcome<TargetSheet> => {
  const text = written.replace(/^\ufeff/, "");
  const separator = separatorOf(text);
  const { rows, splitter } = rowsOf(text, separator);
  if (splitter.fault !== null) {
    const { type, row, column } = splitter.fault;
    return refused(
      type === "quote-open" ? refusal("csv-quote-open", "", { row, column }) : refusal("csv-row-too-long", "", { row, limit: longestRow }),
    );
  }
  const faulty = rows.find(({ quoteFault }) => quoteFault !== null);
  if (faulty !== undefined) return refused(refusal("target-sheet-quote", "", { row: faulty.number, column: faulty.quoteFault ?? 0 }));
  return accepted({ rows, decimalSign: separator === ";" ? "," : "." });
};

/** Lines of JSON, one target each; null when the text is something else. */
export const targetLinesOf = (text: string): Outcome<readonly unknown[]> | null => {
  if (!/^\ufeff?\s*\{\s*"/.test(text)) return null;
  const items: unknown[] = [];
  for (const line of text.replace(/^\ufeff/, "").split(/\r\n|[\r\n]/)) {
    if (line.trim() === "") continue;
    const item = parseJson(line);
    if (!item.ok) return item;
    items.push(item.value);
  }
  return accepted(items);
};

/** More than any table of targets has. */
const MOST_MEGABYTES = 16;

/** A row as a paste from a spreadsheet has it. */
const pastedRow = (cells: readonly string[]): string =>
  cells.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t");

/** The first sheet that is not hidden, as it would be pasted; empty rows keep their places, so that rows keep their numbers. */
const pastedSheet = async (sheets: SheetFile, fileName: string): Promise<Outcome<string>> => {
  const shownSheet = Math.max(
    0,
    sheets.sheets.findIndex(({ isHidden }) => !isHidden),
  );
  let text = "";
  let number = 1;
  for await (const { rows, fault } of sheets.rows(shownSheet)) {
    for (const row of rows) {
      text += "\n".repeat(row.number - number) + pastedRow(row.cells);
      number = row.number;
      if (text.length > MOST_MEGABYTES * 1_048_576)
        return refused(refusal("input-too-large", "", { found: shown(fileName), megabytes: MOST_MEGABYTES }));
    }
    if (fault !== null) return refused(fault);
  }
  return accepted(text);
};

const textOfSheets = async (bytes: Buffer, fileName: string): Promise<Outcome<string>> => {
  const file = await spool(Readable.from([bytes]));
  try {
    const sheets = await openSheets(file, fileName, { wanted: () => 0, separator: null, encodings: ["UTF-8", "EUC-KR"] });
    if (!sheets.ok) return sheets;
    try {
      return await pastedSheet(sheets.value, fileName);
    } finally {
      await sheets.value.close();
    }
  } finally {
    await file.remove();
  }
};

/**
 * The text of a file: UTF-8, UTF-16 by its mark as Excel writes it, else the EUC-KR of older Korean exports; of a workbook its first sheet, as it
 * would be pasted. Refuses what is no table by what it is.
 */
export const sheetText = async (bytes: Buffer, fileName: string): Promise<Outcome<string>> => {
  const format = formatOf(fileName, bytes);
  if (format !== "csv" && format !== "ndjson") return textOfSheets(bytes, fileName);
  try {
    return accepted(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch {
    const korean = decodeCp949(bytes);
    if (korean !== undefined) return accepted(korean);
  }
  return refused(refusal("json-encoding", ""));
};
