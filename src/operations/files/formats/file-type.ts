import { refusal, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { messageFormat } from "./message-format.ts";
import { encodingOf } from "./text-pieces.ts";
import type { SheetFormat } from "./sheet-file.ts";

type Kind = { readonly name: Words; readonly starts: readonly string[]; readonly hint?: Words };

const noHint: Words = { en: "", ko: "" };
export const saveAsSheet: Words = { en: " Save it as XLSX or CSV UTF-8 and import that.", ko: " XLSX나 CSV UTF-8로 저장해서 가져오세요." };
const unpackFirst: Words = { en: " Unpack it and import the file in it.", ko: " 압축을 풀고 안의 파일을 가져오세요." };
const unlockFirst: Words = {
  en: " Release it in that program, or save the sheet without protection, and import that.",
  ko: " 문서 보안을 해제하거나 보호 없이 저장한 파일을 가져오세요.",
};

const archiveStarts = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];
/** What Office wrote until 2007, and what it writes around a document with a password. */
const compoundStart = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/** What files begin with that are sent in place of a table, in Latin-1. */
const binaries: readonly Kind[] = [
  { name: { en: "an old or locked Office document", ko: "예전 형식이거나 잠긴 Office 문서" }, starts: [compoundStart], hint: saveAsSheet },
  {
    name: { en: "a file locked by a document security program (DRM)", ko: "문서 보안(DRM)으로 잠긴 파일" },
    starts: ["\x9b DRMONE", "SCDSA00", "<DOCUMENT SAFER", "<## NASCA DRM FILE", "<!-- FasooSecureContainer"],
    hint: unlockFirst,
  },
  { name: { en: "a PDF document", ko: "PDF 문서" }, starts: ["%PDF-"] },
  { name: { en: "a program", ko: "실행 프로그램" }, starts: ["MZ\x90\x00", "\x7fELF", "\xcf\xfa\xed\xfe", "#!/"] },
  {
    name: { en: "a compressed file", ko: "압축 파일" },
    starts: ["\x1f\x8b\x08", "BZh", "\xfd7zXZ", "7z\xbc\xaf", "Rar!", "\x28\xb5\x2f\xfd"],
    hint: unpackFirst,
  },
  { name: { en: "a picture", ko: "그림 파일" }, starts: ["\x89PNG", "GIF8", "\xff\xd8\xff"] },
  { name: { en: "a database file", ko: "데이터베이스 파일" }, starts: ["SQLite format 3\x00"] },
  { name: { en: "a Hancom document (.hwp)", ko: "한글 문서(.hwp)" }, starts: ["HWP Document File"] },
];

const pageStarts = ["<!doctype html", "<html", "<head", "<table", "<meta", "<body", "<style", "<script", "<div", "<center", "<!--"];

const texts: readonly Kind[] = [
  { name: { en: "an XML document", ko: "XML 문서" }, starts: ["<?xml", "<"] },
  { name: { en: "an RTF document", ko: "RTF 문서" }, starts: ["{\\rtf"] },
];

export type Format = SheetFormat | "ndjson";

/** What a name can say of a file by its ending. */
type Claimed = "csv" | "ndjson" | "workbook";

const claims: Readonly<Record<string, Claimed>> = {
  csv: "csv",
  tsv: "csv",
  txt: "csv",
  ndjson: "ndjson",
  jsonl: "ndjson",
  xlsx: "workbook",
  xlsm: "workbook",
  xls: "workbook",
};
const claimWords: Readonly<Record<Claimed, Words>> = {
  csv: { en: "CSV", ko: "CSV" },
  ndjson: { en: "NDJSON", ko: "NDJSON" },
  workbook: { en: "an XLSX workbook", ko: "XLSX 통합 문서" },
};

/** Files under such a name are run or looked at, whatever is in them. */
const foreignEndings = /^(?:exe|dll|com|scr|bat|cmd|msi|ps1|vbs|js|jar|sh|apk|png|jpe?g|gif|bmp|webp|svg|pdf)$/;

/** What comes without a name. */
const standardInput = "-";

const endingOf = (name: string): string => (name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "");

const claimed = (name: string): Claimed | undefined => {
  const ending = endingOf(name);
  return Object.hasOwn(claims, ending) ? claims[ending] : undefined;
};

/** Refuses a file by what it is, in place of what its name says. */
export const refuseAs = (found: Words, name: string, hint: Words = noHint, wanted: Claimed = claimed(name) ?? "csv"): Refusal =>
  refusal("file-type", "", { found, wanted: claimWords[wanted], hint });

export const webPage: Words = { en: "a web page", ko: "웹 페이지" };

/** Half of what UTF-16 writes of plain text is NUL; text in any other encoding has none. */
const isUnmarkedUtf16 = (head: Buffer): boolean => head.length >= 8 && head.filter((byte) => byte === 0).length * 3 >= head.length;

const tarMark = 257;
const isTar = (head: Buffer): boolean => head.toString("latin1", tarMark, tarMark + 5) === "ustar";
const isWebPicture = (bytes: string): boolean => bytes.startsWith("RIFF") && bytes.startsWith("WEBP", 8);

/** The binary file that this is, if it is one. */
const binaryKind = (head: Buffer, bytes: string): Kind | undefined => {
  if (isTar(head)) return { name: { en: "a tar archive", ko: "tar 압축 파일" }, starts: [], hint: unpackFirst };
  if (isWebPicture(bytes)) return { name: { en: "a picture", ko: "그림 파일" }, starts: [] };
  return binaries.find(({ starts }) => starts.some((start) => bytes.startsWith(start)));
};

/** The beginning of a text, in whatever encoding its mark says. */
const textStart = (head: Buffer): string => {
  const encoding = encodingOf(head);
  return (encoding === "UTF-8" ? head.toString("latin1").replace(/^\xef\xbb\xbf/, "") : new TextDecoder(encoding).decode(head)).trimStart();
};

const isPage = (start: string): boolean => {
  const [, body = start] = /^<\?xml[^>]*\?>\s*(.*)/s.exec(start) ?? [];
  return pageStarts.some((each) => body.toLowerCase().startsWith(each));
};

/** An XML file of Excel 2003, which has a name of its own for what it is. */
const isSpreadsheetXml = (start: string): boolean =>
  start.startsWith("<?xml") && /progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/.test(start);

export const isCompound = (head: Buffer): boolean => head.toString("latin1", 0, compoundStart.length) === compoundStart;

/** What a text is; it names itself, or it is a table. */
const textFormat = (name: string, start: string): Format | Refusal => {
  if (isSpreadsheetXml(start)) return "xlsx";
  if (isPage(start)) return "html";
  const text = texts.find(({ starts }) => starts.some((each) => start.toLowerCase().startsWith(each)));
  if (text !== undefined) return refuseAs(text.name, name);
  if (/^\[\s*[{\]]/.test(start))
    return refuseAs(
      { en: "a JSON array", ko: "JSON 배열" },
      name,
      { en: " Write one object a line.", ko: " 한 줄에 객체 하나씩 쓰세요." },
      "ndjson",
    );
  const isJson = /^\{\s*["}]/.test(start);
  if (isJson && claimed(name) === "csv")
    return refuseAs({ en: "JSON", ko: "JSON" }, name, {
      en: " Name it .ndjson if every line is one object.",
      ko: " 줄마다 객체 하나라면 이름을 .ndjson으로 바꾸세요.",
    });
  if (isJson) return "ndjson";
  if (start !== "" && claimed(name) === "ndjson") return refuseAs({ en: "text of another kind", ko: "다른 형식의 텍스트" }, name);
  if (endingOf(name) === "" && name !== standardInput)
    return refuseAs({ en: "a file whose name has no ending", ko: "이름에 확장자가 없는 파일" }, name, {
      en: " Name it .csv.",
      ko: " 이름을 .csv로 끝내세요.",
    });
  return claimed(name) === "ndjson" ? "ndjson" : "csv";
};

/**
 * What a file is, by its first bytes; its name only says what it should be. A file that is something else is refused by what it is, and so is one
 * whose name says that it is no table. `head` is the beginning, at least 512 bytes where there are as many.
 */
export const formatOf = (name: string, head: Buffer): Format | Refusal => {
  const ending = endingOf(name);
  const bytes = head.toString("latin1", 0, 512);
  const binary = binaryKind(head, bytes);
  if (binary !== undefined) return refuseAs(binary.name, name, binary.hint);
  if (foreignEndings.test(ending))
    return refuseAs({ en: `a file whose name ends in .${ending}`, ko: `이름이 .${ending}(으)로 끝나는 파일` }, name);
  if (archiveStarts.some((start) => bytes.startsWith(start))) return "xlsx";
  const messages = messageFormat(head);
  if (messages !== undefined) return messages;
  if (isUnmarkedUtf16(head.subarray(0, 512)) && encodingOf(head) === "UTF-8") {
    return refuseAs({ en: "a binary file, or UTF-16 without its mark", ko: "바이너리 파일이거나 표시 없는 UTF-16" }, name, {
      en: " Save it as CSV UTF-8.",
      ko: " CSV UTF-8로 저장하세요.",
    });
  }
  return textFormat(name, textStart(head));
};
