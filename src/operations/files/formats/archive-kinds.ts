import { refusal, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import type { ZipParts } from "./zip-parts.ts";

type ArchiveKind = { readonly parts: RegExp; readonly name: Words; readonly hint: Words };

const saveAs: Words = { en: " Save it as XLSX or CSV UTF-8 and import that.", ko: " XLSX나 CSV UTF-8로 저장해서 가져오세요." };
const sheetOnly: Words = { en: " Copy its table into a sheet and import that.", ko: " 표를 시트로 옮겨서 가져오세요." };

/** What archives hold that are sent in place of a workbook. */
const kinds: readonly ArchiveKind[] = [
  { parts: /^xl\/workbook\.bin$/i, name: { en: "a binary workbook (.xlsb)", ko: "바이너리 통합 문서(.xlsb)" }, hint: saveAs },
  { parts: /^word\/document\.xml$/i, name: { en: "a Word document", ko: "Word 문서" }, hint: sheetOnly },
  { parts: /^ppt\/presentation\.xml$/i, name: { en: "a presentation", ko: "프레젠테이션" }, hint: sheetOnly },
  { parts: /^Contents\/content\.hpf$/i, name: { en: "a Hancom document (.hwpx)", ko: "한글 문서(.hwpx)" }, hint: sheetOnly },
  { parts: /^Index(?:\.zip|\/.*\.iwa)$/i, name: { en: "a Numbers document", ko: "Numbers 문서" }, hint: saveAs },
  { parts: /^META-INF\/manifest\.xml$/i, name: { en: "an OpenDocument file (.ods)", ko: "OpenDocument 파일(.ods)" }, hint: saveAs },
  { parts: /^AndroidManifest\.xml$|^META-INF\/MANIFEST\.MF$/, name: { en: "a program", ko: "실행 프로그램" }, hint: { en: "", ko: "" } },
];

const archive: Pick<ArchiveKind, "name" | "hint"> = {
  name: { en: "a ZIP archive", ko: "ZIP 압축 파일" },
  hint: { en: " Unpack it and import the files in it one by one.", ko: " 압축을 풀고 안의 파일을 하나씩 가져오세요." },
};

/** What an archive is that holds no workbook. */
export const refuseArchive = (zip: ZipParts): Refusal => {
  const { name, hint } = kinds.find(({ parts }) => zip.names.some((each) => parts.test(each))) ?? archive;
  return refusal("file-type", "", { found: name, wanted: { en: "a sheet in XLSX or CSV", ko: "XLSX나 CSV 시트" }, hint });
};
