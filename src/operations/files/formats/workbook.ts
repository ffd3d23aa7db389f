import { posix } from "node:path";
import { builtInFormat, readFormat, type NumberFormat } from "../../../domain/number-format.ts";
import type { WorkbookEpoch } from "../../../domain/number-cell.ts";
import { refusal } from "../../../domain/refusal.ts";
import { MOST_SHEETS, MOST_STYLES } from "./file-limits.ts";
import { readXml, type Attributes } from "./markup-reading.ts";
import { UnreadableFile } from "./unreadable-file.ts";
import { brokenWorkbook, type ZipParts } from "./zip-parts.ts";

type Related = { readonly type: string; readonly part: string };

export type Workbook = {
  readonly epoch: WorkbookEpoch;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly part: string }[];
  /** Null where no cell shares its text. */
  readonly sharedTexts: string | null;
  /** By the number of a cell's style. */
  readonly formats: readonly NumberFormat[];
};

/** The relationships of a part by their ids: `xl/workbook.xml` has its own in `xl/_rels/workbook.xml.rels`. */
const relationshipsOf = async (zip: ZipParts, part: string): Promise<ReadonlyMap<string, Related>> => {
  const folder = posix.dirname(part);
  const pieces = zip.pieces(posix.join(folder, "_rels", `${posix.basename(part)}.rels`));
  const related = new Map<string, Related>();
  if (pieces === undefined) return related;
  await readXml(pieces, {
    open: (name, { Id: id, Type: type = "", Target: target = "", TargetMode: mode }) => {
      if (name !== "Relationship" || id === undefined || mode === "External") return;
      const path = target.startsWith("/") ? posix.normalize(target).slice(1) : posix.join(folder, target);
      // The last word of the type tells it, in the strict and the transitional namespace.
      related.set(id, { type: type.slice(type.lastIndexOf("/") + 1), part: path });
    },
  });
  return related;
};

/** Where the workbook lies in the archive; undefined when it has none. */
export const workbookPartOf = async (zip: ZipParts): Promise<string | undefined> => {
  const related = [...(await relationshipsOf(zip, "")).values()].find(({ type }) => type === "officeDocument");
  const part = related?.part ?? "xl/workbook.xml";
  return zip.has(part) ? part : undefined;
};

const idOf = (attributes: Attributes): string => Object.entries(attributes).find(([name]) => /(?:^|:)id$/.test(name))?.[1] ?? "";

const stylesOf = async (zip: ZipParts, part: string | undefined): Promise<readonly NumberFormat[]> => {
  const pieces = part === undefined ? undefined : zip.pieces(part);
  if (pieces === undefined) return [];
  const codes = new Map<number, string>();
  const numbers: number[] = [];
  let isOfCells = false;
  await readXml(pieces, {
    open: (name, attributes) => {
      const number = Number(attributes["numFmtId"] ?? 0);
      // Conditional formats come later, and may give a number another code.
      if (name === "numFmt" && !codes.has(number)) codes.set(number, attributes["formatCode"] ?? "");
      else if (name === "cellXfs") isOfCells = true;
      else if (name === "xf" && isOfCells) numbers.push(number);
      if (numbers.length > MOST_STYLES || codes.size > MOST_STYLES)
        throw new UnreadableFile(refusal("workbook-limit", "", { what: { en: "cell styles", ko: "셀 스타일" }, limit: MOST_STYLES }));
    },
    close: (name) => {
      if (name === "cellXfs") isOfCells = false;
    },
  });
  const read = new Map<number, NumberFormat>();
  const formatOf = (number: number): NumberFormat => {
    const code = codes.get(number);
    const found = read.get(number) ?? (code === undefined ? builtInFormat(number) : readFormat(code));
    read.set(number, found);
    return found;
  };
  return numbers.map(formatOf);
};

const isTrue = (value: string | undefined): boolean => value === "1" || value === "true";

/** The sheets of a workbook, in its order, and what its cells refer to. */
export const readWorkbook = async (zip: ZipParts, part: string): Promise<Workbook> => {
  const related = await relationshipsOf(zip, part);
  const pieces = zip.pieces(part);
  if (pieces === undefined) throw new Error("The workbook lies elsewhere");
  let epoch: WorkbookEpoch = 1900;
  const sheets: { name: string; isHidden: boolean; part: string }[] = [];
  await readXml(pieces, {
    open: (name, attributes) => {
      if (name === "workbookPr" && isTrue(attributes["date1904"])) epoch = 1904;
      const target = name === "sheet" ? related.get(idOf(attributes)) : undefined;
      // Charts and macros have sheets of their own, without cells.
      if (target?.type !== "worksheet" || !zip.has(target.part)) return;
      sheets.push({ name: attributes["name"] ?? "", isHidden: /hidden/i.test(attributes["state"] ?? ""), part: target.part });
      if (sheets.length > MOST_SHEETS)
        throw new UnreadableFile(refusal("workbook-limit", "", { what: { en: "sheets", ko: "시트" }, limit: MOST_SHEETS }));
    },
  });
  if (sheets.length === 0) throw brokenWorkbook({ en: "it has no sheet with cells", ko: "셀이 있는 시트가 없습니다" });
  const partOf = (type: string): string | undefined => [...related.values()].find((each) => each.type === type)?.part;
  const sharedTexts = partOf("sharedStrings") ?? null;
  return { epoch, sheets, sharedTexts, formats: await stylesOf(zip, partOf("styles")) };
};
