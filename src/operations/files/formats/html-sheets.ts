import { createReadStream } from "node:fs";
import { accepted, refusal, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import { textDecoder } from "./cp949.ts";
import type { Row } from "./csv-rows.ts";
import { MOST_SHEETS } from "./file-limits.ts";
import { refuseAs, webPage } from "./file-type.ts";
import { HtmlRows } from "./html-rows.ts";
import { MarkupReader } from "./markup-reading.ts";
import { surveyOnce, untilUnreadable, type RowPiece, type SheetFile, type SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";
import { encodingOf, type Encoding } from "./text-pieces.ts";
import { orRefused, UnreadableFile } from "./unreadable-file.ts";

const pieceBytes = 65_536;
/** With so many cells at hand they are passed on before more is read. */
const cellsAtOnce = 100_000;

/** A page as text: what it is decoded by, and by which of our encodings if it is one. */
type Page = { readonly path: string; readonly label: string; readonly encoding: Encoding | null };

const ours: Readonly<Record<string, Encoding>> = { "utf-8": "UTF-8", "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE", "euc-kr": "EUC-KR" };
/** Names that Korean programs write and browsers do not know. */
const otherNames: Readonly<Record<string, string>> = { cp949: "euc-kr", ms949: "euc-kr", uhc: "euc-kr", ks_c_5601: "euc-kr" };

/** The name that decoders have for a charset; undefined where they have none. */
const labelOf = (charset: string): string | undefined => {
  const name = charset.toLowerCase();
  try {
    return new TextDecoder(otherNames[name] ?? name).encoding;
  } catch {
    return undefined;
  }
};

const declaredLabel = (head: Buffer): string | undefined => {
  const mark = encodingOf(head);
  if (mark !== "UTF-8") return mark.toLowerCase();
  const text = head.toString("latin1");
  if (text.startsWith("\xef\xbb\xbf")) return "utf-8";
  const charset = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(text)?.[1];
  return charset === undefined ? undefined : labelOf(charset);
};

const isWrittenIn = async (path: string, label: string): Promise<boolean> => {
  const decoder = textDecoder(label, { isFatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
      const bytes: Buffer = chunk;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
};

const pageOf = async ({ path, head }: Spooled, encodings: readonly Encoding[]): Promise<Page> => {
  const declared = declaredLabel(head);
  const page = (label: string): Page => ({ path, label, encoding: ours[label] ?? null });
  if (declared !== undefined) return page(declared);
  for (const encoding of encodings) if (await isWrittenIn(path, encoding.toLowerCase())) return page(encoding.toLowerCase());
  return page(encodings[0]?.toLowerCase() ?? "utf-8");
};

async function* pageText({ path, label }: Page): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  const decoder = textDecoder(label);
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    const bytes: Buffer = chunk;
    bytesRead += bytes.length;
    yield { text: decoder.decode(bytes, { stream: true }), bytesRead };
  }
}

/** What a table of a page has that tells whether it is one of data. */
type TableFacts = { rows: number; wideRows: number; isLaidOut: boolean };

type PageFacts = { readonly tables: readonly TableFacts[]; readonly hasPassword: boolean };

/** Kinds of input that ask nothing of whoever reads the page. */
const quietInputs: ReadonlySet<string> = new Set(["hidden", "checkbox", "button", "radio", "image"]);

/** Looks at every table of a page. */
const lookAt = async (page: Page): Promise<PageFacts> => {
  const tables: TableFacts[] = [];
  let hasPassword = false;
  const factsOf = (place: number): TableFacts => {
    if (place > MOST_SHEETS)
      throw new UnreadableFile(refusal("workbook-limit", "", { what: { en: "tables", ko: "표" }, limit: MOST_SHEETS }));
    while (tables.length <= place) tables.push({ rows: 0, wideRows: 0, isLaidOut: false });
    return tables[place] ?? { rows: 0, wideRows: 0, isLaidOut: false };
  };
  const rows = new HtmlRows({
    row: (place, { cells }) => {
      const facts = factsOf(place);
      facts.rows += 1;
      if (cells.filter((cell) => cell !== "").length > 1) facts.wideRows += 1;
    },
    nested: (place) => {
      factsOf(place).isLaidOut = true;
    },
    field: (place, type) => {
      hasPassword ||= type === "password";
      if (place !== null && !quietInputs.has(type)) factsOf(place).isLaidOut = true;
    },
  });
  const reader = new MarkupReader(rows, "html");
  for await (const { text } of pageText(page)) reader.write(text);
  reader.end();
  return { tables, hasPassword };
};

async function* readRows(page: Page, table: number): AsyncGenerator<RowPiece> {
  let taken: Row[] = [];
  let cells = 0;
  let isBroken = false;
  let pause = (): void => undefined;
  const rows = new HtmlRows({
    row: (place, row) => {
      if (place !== table || isBroken) return;
      isBroken = row.cells.some((cell) => cell.includes("\ufffd"));
      taken.push(row);
      cells += row.cells.length;
      if (cells > cellsAtOnce) pause();
    },
    nested: () => undefined,
    field: () => undefined,
  });
  const reader = new MarkupReader(rows, "html");
  pause = () => reader.pause();
  const faultOf = (): Refusal | null => {
    const row = isBroken ? taken.pop() : undefined;
    if (row === undefined) return null;
    const column = row.cells.findIndex((cell) => cell.includes("\ufffd")) + 1;
    return refusal("csv-encoding", "", {
      row: row.number,
      column,
      byte: { en: "(not known)", ko: "(알 수 없음)" },
      encoding: page.label.toUpperCase(),
    });
  };
  const take = (bytesRead: number): RowPiece => {
    const fault = faultOf();
    const piece = { rows: taken, bytesRead, fault };
    taken = [];
    cells = 0;
    return piece;
  };
  let read = 0;
  for await (const { text, bytesRead } of pageText(page)) {
    read = bytesRead;
    reader.write(text);
    for (;;) {
      const piece = take(read);
      yield piece;
      if (piece.fault !== null) return;
      if (!reader.isPaused) break;
      reader.resume();
    }
  }
  reader.end();
  yield take(read);
}

const ofExcel = /urn:schemas-microsoft-com:office:excel|Excel\.Sheet|mso-number-format/i;

/**
 * The tables of a page, as Excel and many other programs write them under a name of Excel's: each is a sheet. Refuses a page that asks for a password,
 * and one without a table of at least two rows and columns, as the web page that it is.
 */
export const openHtml = (file: Spooled, { encodings }: SheetOptions, fileName: string): Promise<Outcome<SheetFile>> =>
  orRefused(async () => {
    const page = await pageOf(file, encodings);
    const { tables, hasPassword } = await lookAt(page);
    const isOfExcel = ofExcel.test(file.head.toString("latin1"));
    const places = tables.flatMap(({ rows, wideRows, isLaidOut }, place) =>
      !isLaidOut && (isOfExcel ? rows > 0 : wideRows > 1) ? [place] : [],
    );
    if (places.length === 0 || (hasPassword && !isOfExcel)) throw new UnreadableFile(refuseAs(webPage, fileName));
    const rows = (sheet: number): AsyncGenerator<RowPiece> => untilUnreadable(readRows(page, places[sheet] ?? -1));
    return accepted({
      format: "html",
      encoding: page.encoding,
      sheets: places.map((_, index) => ({ name: places.length === 1 ? "" : String(index + 1), isHidden: false })),
      isSparse: true,
      rows,
      survey: surveyOnce(rows),
      close: async () => undefined,
    });
  });

/** An XML file is decoded as a page is: by its mark, by what it says of itself, else by the first encoding that it is written in. */
export { pageOf, pageText, type Page };
