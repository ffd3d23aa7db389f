import { accepted, refusal, type Outcome } from "../../../domain/refusal.ts";
import { refuseArchive } from "./archive-kinds.ts";
import { longestRow } from "./csv-rows.ts";
import { MarkupReader, partText, readXml, rowsOfMarkup } from "./markup-reading.ts";
import { SharedTexts } from "./shared-texts.ts";
import { surveyOnce, untilUnreadable, type RowPiece, type SheetFile, type SheetOptions } from "./sheet-file.ts";
import { openSpreadsheetXml } from "./spreadsheet-xml.ts";
import type { Spooled } from "../spool.ts";
import { orRefused, UnreadableFile } from "./unreadable-file.ts";
import { readWorkbook, workbookPartOf, type Workbook } from "./workbook.ts";
import { unescapedText, XlsxRows } from "./xlsx-rows.ts";
import { brokenWorkbook, openZip, type ZipParts } from "./zip-parts.ts";

/** The shared texts of a workbook: the runs of a rich text joined, how they are spoken left out. */
const readSharedTexts = async (zip: ZipParts, part: string | null): Promise<SharedTexts> => {
  const texts = new SharedTexts();
  const pieces = part === null ? undefined : zip.pieces(part);
  if (pieces === undefined) return texts;
  let text = "";
  let isText = false;
  let isSpoken = false;
  try {
    await readXml(pieces, {
      open: (name) => {
        if (name === "t") isText = !isSpoken;
        else if (name === "si") text = "";
        else if (name === "rPh") isSpoken = true;
      },
      text: (piece) => {
        if (!isText) return;
        text += piece;
        if (text.length > longestRow)
          throw new UnreadableFile(
            refusal("workbook-limit", "", { what: { en: "characters in one cell", ko: "한 셀의 글자" }, limit: longestRow }),
          );
      },
      close: (name) => {
        if (name === "t") isText = false;
        else if (name === "rPh") isSpoken = false;
        else if (name === "si") texts.add(unescapedText(text));
      },
    });
    return texts;
  } catch (error) {
    texts.close();
    throw error;
  }
};

type Opened = { readonly zip: ZipParts; readonly workbook: Workbook; readonly texts: SharedTexts };

async function* readRows({ zip, workbook, texts }: Opened, sheet: number): AsyncGenerator<RowPiece> {
  const part = workbook.sheets[sheet]?.part;
  const pieces = part === undefined ? undefined : zip.pieces(part);
  if (pieces === undefined) throw brokenWorkbook({ en: "a sheet is missing", ko: "시트가 없습니다" });
  const rows = new XlsxRows(workbook, texts);
  const reader = new MarkupReader(rows, "xml");
  rows.reader = reader;
  yield* rowsOfMarkup(reader, rows, partText(pieces));
}

/**
 * A workbook in Office Open XML, strict or transitional, whichever program wrote it: each sheet piece by piece, in flat memory. Refuses an archive
 * that is something else by what it is, one that is broken, and one that would unpack to more than a workbook is.
 */
const openArchive = (file: Spooled): Promise<Outcome<SheetFile>> =>
  orRefused(async () => {
    const zip = await openZip(file.path);
    try {
      const part = await workbookPartOf(zip);
      if (part === undefined) throw new UnreadableFile(refuseArchive(zip));
      const workbook = await readWorkbook(zip, part);
      const texts = await readSharedTexts(zip, workbook.sharedTexts);
      const rows = (sheet: number): AsyncGenerator<RowPiece> => untilUnreadable(readRows({ zip, workbook, texts }, sheet));
      return accepted({
        format: "xlsx",
        encoding: null,
        sheets: workbook.sheets.map(({ name, isHidden }) => ({ name, isHidden })),
        isSparse: true,
        rows,
        survey: surveyOnce(rows),
        close: async () => {
          texts.close();
          zip.close();
        },
      });
    } catch (error) {
      zip.close();
      throw error;
    }
  });

/** A workbook: an archive of XML, or the one XML file that Excel 2003 wrote. */
export const openXlsx = (file: Spooled, options: SheetOptions): Promise<Outcome<SheetFile>> =>
  file.head.toString("latin1", 0, 2) === "PK" ? openArchive(file) : openSpreadsheetXml(file, options);
