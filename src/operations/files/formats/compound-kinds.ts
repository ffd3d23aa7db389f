import { open } from "node:fs/promises";
import type { Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { refuseAs, saveAsSheet } from "./file-type.ts";
import type { Spooled } from "../spool.ts";

type CompoundKind = { readonly stream: string; readonly name: Words; readonly hint: Words };

/** What a compound file holds, by the names of its streams. */
const kinds: readonly CompoundKind[] = [
  {
    stream: "EncryptedPackage",
    name: { en: "a workbook with a password", ko: "암호가 걸린 통합 문서" },
    hint: { en: " Save it without its password and import that.", ko: " 암호를 빼고 저장해서 가져오세요." },
  },
  {
    stream: "HwpSummaryInformation",
    name: { en: "a Hancom document (.hwp)", ko: "한글 문서(.hwp)" },
    hint: { en: " Copy its table into a sheet and import that.", ko: " 표를 시트로 옮겨서 가져오세요." },
  },
  { stream: "Workbook", name: { en: "a workbook of Excel 97 to 2003 (.xls)", ko: "Excel 97~2003 통합 문서(.xls)" }, hint: saveAsSheet },
  { stream: "Book", name: { en: "a workbook of Excel 5 or 95 (.xls)", ko: "Excel 5.0/95 통합 문서(.xls)" }, hint: saveAsSheet },
  {
    stream: "WordDocument",
    name: { en: "a Word document", ko: "Word 문서" },
    hint: { en: " Copy its table into a sheet and import that.", ko: " 표를 시트로 옮겨서 가져오세요." },
  },
];

const otherKind = { name: { en: "an old or locked Office document", ko: "예전 형식이거나 잠긴 Office 문서" }, hint: saveAsSheet };

const sectorShiftAt = 30;
const directoryAt = 48;
/** The names of the first sixteen streams at least. */
const directoryBytes = 4096;

/** Says what an old Office document is, or one with a password, and what to do: its directory names its streams. */
export const refuseCompound = async ({ path, head }: Spooled, fileName: string): Promise<Refusal> => {
  const isWhole = head.length > directoryAt + 4;
  const sector = 2 ** (isWhole ? Math.min(12, head.readUInt16LE(sectorShiftAt)) : 9);
  const place = isWhole ? (head.readUInt32LE(directoryAt) + 1) * sector : 0;
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(directoryBytes), 0, directoryBytes, place);
    const names = buffer.toString("utf16le", 0, bytesRead);
    const { name, hint } = kinds.find(({ stream }) => names.includes(`${stream}\0`)) ?? otherKind;
    return refuseAs(name, fileName, hint);
  } finally {
    await file.close();
  }
};
