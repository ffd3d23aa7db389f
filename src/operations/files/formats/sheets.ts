import { refusal, refused, type Outcome } from "../../../domain/refusal.ts";
import { openChat } from "./chat-sheets.ts";
import { openMailbox } from "./mailbox-sheets.ts";
import { refuseCompound } from "./compound-kinds.ts";
import { openCsv } from "./csv-sheets.ts";
import { openHtml } from "./html-sheets.ts";
import { formatOf, isCompound } from "./file-type.ts";
import type { SheetFile, SheetFormat, SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";
import { openXlsx } from "./xlsx-sheets.ts";

type Opener = (file: Spooled, options: SheetOptions, fileName: string) => Promise<Outcome<SheetFile>>;

/** How each format is opened. */
const openers: Readonly<Partial<Record<SheetFormat, Opener>>> = {
  csv: openCsv,
  xlsx: openXlsx,
  html: openHtml,
  mbox: openMailbox,
  kakaotalk: openChat,
};

/**
 * The rows of a file, whatever it is written in; its content decides. Refuses what is no table by what it is, and a text that cannot be split
 * into rows. Whoever opens it closes it.
 */
export const openSheets = async (file: Spooled, fileName: string, options: SheetOptions): Promise<Outcome<SheetFile>> => {
  if (isCompound(file.head)) return refused(await refuseCompound(file, fileName));
  const format = formatOf(fileName, file.head);
  if (typeof format === "object") return refused(format);
  const open = format === "ndjson" ? undefined : openers[format];
  if (open !== undefined) return open(file, options, fileName);
  return refused(
    refusal("file-type", "", {
      found: { en: "lines of JSON", ko: "JSON 줄" },
      wanted: { en: "a table", ko: "표" },
      hint: { en: "", ko: "" },
    }),
  );
};
