import { refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { openChat } from "./chat-sheets.ts";
import { openMailbox } from "./mailbox-sheets.ts";
import { openCsv } from "./csv-sheets.ts";
import { formatOf } from "./file-type.ts";
import type { SheetFile, SheetFormat, SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "./spool.ts";

type Opener = (file: Spooled, options: SheetOptions) => Promise<Outcome<SheetFile>>;

/** How each format is opened. */
const openers: Readonly<Partial<Record<SheetFormat, Opener>>> = { csv: openCsv, mbox: openMailbox, kakaotalk: openChat };

/**
 * The rows of a file, whatever it is written in; its content decides. Refuses what is no table by what it is, and a text that cannot be split
 * into rows. Whoever opens it closes it.
 */
export const openSheets = async (file: Spooled, fileName: string, options: SheetOptions): Promise<Outcome<SheetFile>> => {
  const format = formatOf(fileName, file.head);
  if (typeof format === "object") return refused(format);
  const open = format === "ndjson" ? undefined : openers[format];
  if (open !== undefined) return open(file, options);
  return refused(
    refusal("file-type", "", {
      found: { en: "lines of JSON", ko: "JSON 줄" },
      wanted: { en: "a table", ko: "표" },
      hint: { en: "", ko: "" },
    }),
  );
};
