import { refusal, type Refusal } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { messageFormat } from "./message-format.ts";
import { encodingOf } from "./text-pieces.ts";
import type { SheetFormat } from "./sheet-file.ts";

type Kind = { readonly name: Words; readonly starts: readonly string[] };

const noHint: Words = { en: "", ko: "" };
const saveAsCsv: Words = { en: " Save the sheet as CSV UTF-8 and import that.", ko: " 시트를 CSV UTF-8로 저장해서 가져오세요." };

/** What files begin with that are sent in place of a table, in Latin-1. */
const binaries: readonly Kind[] = [
  { name: { en: "an Excel workbook or another ZIP archive", ko: "Excel 통합 문서나 ZIP 파일" }, starts: ["PK\x03\x04", "PK\x05\x06"] },
  {
    name: { en: "an old or locked Office document", ko: "예전 형식이거나 잠긴 Office 문서" },
    starts: ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  },
  { name: { en: "a PDF document", ko: "PDF 문서" }, starts: ["%PDF-"] },
  { name: { en: "a program", ko: "실행 프로그램" }, starts: ["MZ\x90\x00", "\x7fELF", "\xcf\xfa\xed\xfe", "#!/"] },
  {
    name: { en: "a compressed file", ko: "압축 파일" },
    starts: ["\x1f\x8b\x08", "BZh", "\xfd7zXZ", "7z\xbc\xaf", "Rar!", "\x28\xb5\x2f\xfd"],
  },
  { name: { en: "a picture", ko: "그림 파일" }, starts: ["\x89PNG", "GIF8", "\xff\xd8\xff"] },
  { name: { en: "a database file", ko: "데이터베이스 파일" }, starts: ["SQLite format 3\x00"] },
];

const texts: readonly Kind[] = [
  { name: { en: "a web page", ko: "웹 페이지" }, starts: ["<!doctype html", "<html", "<head", "<table", "<meta"] },
  { name: { en: "an XML document", ko: "XML 문서" }, starts: ["<?xml", "<"] },
  { name: { en: "an RTF document", ko: "RTF 문서" }, starts: ["{\\rtf"] },
];

export type Format = SheetFormat | "ndjson";

/** Formats that a name can claim. */
type Claimed = "csv" | "ndjson";

const formatWords: Readonly<Record<Claimed, Words>> = { csv: { en: "CSV", ko: "CSV" }, ndjson: { en: "NDJSON", ko: "NDJSON" } };

/** Which format a name claims; undefined when it claims none that is known. */
const claimed = (name: string): Claimed | undefined => {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "ndjson" || ending === "jsonl") return "ndjson";
  return ending === "csv" || ending === "tsv" || ending === "txt" ? "csv" : undefined;
};

const refuseAs = (found: Words, wanted: Claimed, hint: Words): Refusal =>
  refusal("file-type", "", { found, wanted: formatWords[wanted], hint });

/** Half of what UTF-16 writes of plain text is NUL; text in any other encoding has none. */
const isUnmarkedUtf16 = (head: Buffer): boolean => head.length >= 8 && head.filter((byte) => byte === 0).length * 3 >= head.length;

/**
 * What a file is, by its first bytes; its name only says what it should be. A file that is something else is refused by what it is.
 * `head` is the beginning, at least 512 bytes where there are as many.
 */
export const formatOf = (name: string, head: Buffer): Format | Refusal => {
  const wanted = claimed(name) ?? "csv";
  const bytes = head.subarray(0, 512).toString("latin1");
  const binary = binaries.find(({ starts }) => starts.some((start) => bytes.startsWith(start)));
  if (binary !== undefined) return refuseAs(binary.name, wanted, bytes.startsWith("PK") || bytes.startsWith("\xd0") ? saveAsCsv : noHint);
  const messages = messageFormat(head);
  if (messages !== undefined) return messages;
  if (isUnmarkedUtf16(head.subarray(0, 512)) && encodingOf(head) === "UTF-8") {
    return refuseAs({ en: "a binary file, or UTF-16 without its mark", ko: "바이너리 파일이거나 표시 없는 UTF-16" }, wanted, {
      en: " Save it as CSV UTF-8.",
      ko: " CSV UTF-8로 저장하세요.",
    });
  }
  const start = bytes.replace(/^\xef\xbb\xbf/, "").trimStart();
  const text = texts.find(({ starts }) => starts.some((each) => start.toLowerCase().startsWith(each)));
  if (text !== undefined) return refuseAs(text.name, wanted, noHint);
  if (/^\[\s*[{\]]/.test(start))
    return refuseAs({ en: "a JSON array", ko: "JSON 배열" }, "ndjson", {
      en: " Write one object a line.",
      ko: " 한 줄에 객체 하나씩 쓰세요.",
    });
  const isJson = /^\{\s*["}]/.test(start);
  if (isJson && claimed(name) === "csv")
    return refuseAs({ en: "JSON", ko: "JSON" }, "csv", {
      en: " Name it .ndjson if every line is one object.",
      ko: " 줄마다 객체 하나라면 이름을 .ndjson으로 바꾸세요.",
    });
  if (!isJson && start !== "" && claimed(name) === "ndjson")
    return refuseAs({ en: "text of another kind", ko: "다른 형식의 텍스트" }, "ndjson", noHint);
  return isJson ? "ndjson" : (claimed(name) ?? "csv");
};
