import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { parseJson } from "../../domain/strict-json.ts";
import type { TargetSheet } from "../../domain/target-sheet-reading.ts";
import { CsvSplitter, longestRow, separators, type Row, type Separator } from "./csv-rows.ts";
import { decodeCp949 } from "./cp949.ts";
import { formatOf, refuseAs } from "./file-type.ts";
import { encodingOf } from "./text-pieces.ts";

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

const saveAsCsv: Words = { en: " Save the sheet as CSV UTF-8 and import that.", ko: " 시트를 CSV UTF-8로 저장해서 가져오세요." };

/**
 * The text of a file: UTF-8, UTF-16 by its mark as Excel writes it, else the EUC-KR of older Korean exports. Refuses what is no text, such as a
 * workbook, by what it is.
 */
export const sheetText = (bytes: Buffer, fileName: string): Outcome<string> => {
  const format = formatOf(fileName, bytes);
  if (typeof format === "object") return refused(format);
  if (format !== "csv" && format !== "ndjson")
    return refused(refuseAs({ en: "a workbook or a web page", ko: "통합 문서나 웹 페이지" }, fileName, saveAsCsv, "csv"));
  try {
    return accepted(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes));
  } catch {
    const korean = decodeCp949(bytes);
    if (korean !== undefined) return accepted(korean);
  }
  return refused(refusal("json-encoding", ""));
};
