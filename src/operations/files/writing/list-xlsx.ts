import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { dayOfCivil } from "../../../domain/civil.ts";
import { parseDay } from "../../../domain/day.ts";
import type { Language } from "../../../domain/language.ts";
import { refusal } from "../../../domain/refusal.ts";
import { MOST_ROWS } from "../formats/file-limits.ts";
import { guardedText } from "./formula-guard.ts";
import type { ColumnType, ListTable } from "./list-table.ts";
import { UnreadableFile } from "../formats/unreadable-file.ts";

/** Characters in a cell, as Excel has it; a longer one makes the file a broken one there. */
const LONGEST_CELL = 32_767;
const narrowest = 8;
const widest = 60;

/** The number of a style among `cellXfs` below. */
const styles = { plain: 0, head: 1, text: 2, day: 3, whole: 4, decimals2: 5, decimals3: 6 } as const;

// 49 is "@": a text stays one when somebody edits it, as does one that Excel would take for a formula (quotePrefix). Numbers from 164 are our own.
const stylesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const contentTypesXml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relsXml = (targets: Readonly<Record<string, string>>): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(targets)
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${relationships}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

const workbookXml = (name: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relationships}"><sheets><sheet name="${escapedXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const codeOf = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
/** What XML has not, or would change: controls and non-characters; a carriage return; and what already looks like the way these are written. */
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-f]{4}_)/gi;
const escapedXml = (text: string): string =>
  (/[^\u0020-\u005e\u0060-\ufffd]/.test(text) ? text.replace(unwritable, codeOf) : text).replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);

/** As what follows the reference of a cell. */
const textCell = (text: string, style: number): string => {
  const written = guardedText(text);
  if (written.length > LONGEST_CELL)
    throw new UnreadableFile(refusal("workbook-full", "", { what: { en: "characters in a cell", ko: "셀의 글자" }, limit: LONGEST_CELL }));
  return ` s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapedXml(written)}</t></is></c>`;
};

/** Excel counts a 29 February 1900 that there was not: from March on its days are these. */
const DAY_ZERO = dayOfCivil(1899, 12, 30);
const FIRST_DAY = dayOfCivil(1900, 3, 1);
const isoDayText = /^\d{4}-\d{2}-\d{2}$/;

/** A number as Excel can hold it without loss: fifteen digits. */
const exactNumber = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/;
const isExact = (text: string): boolean => text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;
const numberStyles: Readonly<Record<number, number>> = { 0: styles.whole, 2: styles.decimals2, 3: styles.decimals3 };

const numberCell = (text: string, style: (decimals: number) => number): string | undefined => {
  const found = exactNumber.exec(text);
  return found === null || !isExact(text) ? undefined : ` s="${style(found[1]?.length ?? 0)}"><v>${text}</v></c>`;
};

const dayCell = (text: string): string | undefined => {
  const day = isoDayText.test(text) ? parseDay(text, "") : undefined;
  return day?.ok === true && day.value >= FIRST_DAY ? ` s="${styles.day}"><v>${day.value - DAY_ZERO}</v></c>` : undefined;
};

/** What does not suit the type of its column stays text, so that nothing is lost. */
const typed: Readonly<Record<ColumnType, (text: string) => string | undefined>> = {
  text: () => undefined,
  day: dayCell,
  integer: (text) => (text.includes(".") ? undefined : numberCell(text, () => styles.plain)),
  amount: (text) => numberCell(text, (decimals) => numberStyles[decimals] ?? styles.plain),
  boolean: (text) => (text === "true" || text === "false" ? ` t="b"><v>${text === "true" ? 1 : 0}</v></c>` : undefined),
};

/** A cell behind its reference. */
const cellXml = (text: string, type: ColumnType): string => typed[type](text) ?? textCell(text, styles.text);

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

/** In the width of a digit; letters of Hangul take two. */
const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text.slice(0, widest)) width += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
};

type Row = readonly string[];

/** By the first page: the others are not there yet. */
const columnWidths = (head: Row, rows: readonly Row[]): string =>
  head
    .map((name, index) => {
      // Room for the button of the filter.
      const most = rows.slice(0, 200).reduce((width, row) => Math.max(width, widthOf(row[index] ?? "")), widthOf(name) + 3);
      return `<col min="${index + 1}" max="${index + 1}" width="${Math.min(widest, Math.max(narrowest, most + 2))}" customWidth="1"/>`;
    })
    .join("");

const sheetHead = (head: Row, rows: readonly Row[]): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columnWidths(head, rows)}</cols><sheetData><row r="1">${head.map((name, index) => `<c r="${letters(index)}1"${textCell(name, styles.head)}`).join("")}</row>`;

async function* sheetXml({ columns, pages }: ListTable, language: Language): AsyncGenerator<string> {
  const head = columns.map(({ name, title }) => title?.[language] ?? name);
  const types = columns.map(({ type }, index) => ({ type, open: `<c r="${letters(index)}` }));
  let count = 1;
  let isBegun = false;
  for await (const rows of pages()) {
    let text = isBegun ? "" : sheetHead(head, rows);
    isBegun = true;
    if (count + rows.length > MOST_ROWS)
      throw new UnreadableFile(
        refusal("workbook-full", "", { what: { en: "rows below its header", ko: "머리글 아래 행" }, limit: MOST_ROWS - 1 }),
      );
    for (const row of rows) {
      count += 1;
      text += `<row r="${count}">`;
      for (const [index, { type, open }] of types.entries()) {
        const cell = row[index] ?? "";
        if (cell !== "") text += `${open}${count}"${cellXml(cell, type)}`;
      }
      text += "</row>";
    }
    yield text;
  }
  yield `${isBegun ? "" : sheetHead(head, [])}</sheetData><autoFilter ref="A1:${letters(Math.max(0, head.length - 1))}${count}"/></worksheet>`;
}

/**
 * Writes a list as a workbook of one sheet, as its rows come: dates as dates, numbers as numbers, and all text as text, which no spreadsheet
 * takes for a formula. Ends with UnreadableFile where a workbook cannot hold it.
 */
export const writeListXlsx = async (
  table: ListTable,
  { path, sheetName, language }: { readonly path: string; readonly sheetName: string; readonly language: Language },
): Promise<void> => {
  const zip = new ZipFile();
  const sheet = Readable.from(sheetXml(table, language), { objectMode: false });
  const part = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name);
  part("[Content_Types].xml", contentTypesXml);
  part("_rels/.rels", relsXml({ officeDocument: "xl/workbook.xml" }));
  part("xl/workbook.xml", workbookXml(sheetName));
  part("xl/_rels/workbook.xml.rels", relsXml({ worksheet: "worksheets/sheet1.xml", styles: "styles.xml" }));
  part("xl/styles.xml", stylesXml);
  zip.addReadStream(sheet, "xl/worksheets/sheet1.xml", { compressionLevel: 4 });
  zip.end();
  const broken = new Promise<never>((_, reject) => {
    zip.on("error", reject);
    sheet.on("error", reject);
  });
  const file = createWriteStream(path, { mode: 0o600 });
  try {
    await Promise.race([pipeline(zip.outputStream, file), broken]);
  } catch (error) {
    sheet.destroy();
    file.destroy();
    throw error;
  }
};
