import { accepted } from "../../../domain/refusal.ts";
import type { Row } from "./csv-rows.ts";
import type { SheetFile } from "./sheet-file.ts";

/** The fields that Asterisk writes into Master.csv, in their order; the last two only where it is told to. */
const names = [
  "accountcode",
  "src",
  "dst",
  "dcontext",
  "clid",
  "channel",
  "dstchannel",
  "lastapp",
  "lastdata",
  "start",
  "answer",
  "end",
  "duration",
  "billsec",
  "disposition",
  "amaflags",
  "uniqueid",
  "userfield",
] as const;

const fewest = names.indexOf("uniqueid");
const dispositions = new Set(["ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"]);

const headerFor = ({ cells }: Row): Row | undefined => {
  const cell = (name: (typeof names)[number]): string => cells[names.indexOf(name)] ?? "";
  const isCallRecord =
    cells.length >= fewest &&
    cells.length <= names.length &&
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(cell("start")) &&
    /^\d+$/.test(cell("duration")) &&
    /^\d+$/.test(cell("billsec")) &&
    dispositions.has(cell("disposition"));
  if (!isCallRecord) return undefined;
  const hasId = /\d\.\d+$/.test(cell("uniqueid"));
  const found = names.filter((name) => hasId || name !== "uniqueid").slice(0, cells.length);
  return { number: 0, cells: found, quoteFault: null };
};

/** Asterisk writes its call records without a header: a file whose first row is one has the names of their fields before it, as row 0. */
export const withCallRecordNames = async (file: SheetFile): Promise<SheetFile> => {
  const survey = file.format === "csv" ? await file.survey(0) : null;
  const [row] = survey?.ok === true ? survey.value.first : [];
  const header = row === undefined ? undefined : headerFor(row);
  if (header === undefined || survey?.ok !== true) return file;
  const { rows, first } = survey.value;
  return {
    ...file,
    survey: async () => accepted({ rows: rows + 1, first: [header, ...first] }),
    async *rows(sheet) {
      yield { rows: [header], bytesRead: 0, fault: null };
      yield* file.rows(sheet);
    },
  };
};
