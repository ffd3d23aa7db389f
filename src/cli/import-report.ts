import type { Language } from "../domain/language.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import type { ImportReport } from "../operations/import-activities.ts";
import { localeOf } from "./amounts.ts";
import { refusalLine } from "./refused.ts";
import type { Terminal } from "./terminal.ts";

/** The numbers that an import comes to, in the order in which they are told. */
const countWords = {
  accepted: { en: "accepted", ko: "접수" },
  duplicates: { en: "duplicate", ko: "중복" },
  revised: { en: "revised", ko: "정정" },
  stale: { en: "stale", ko: "이전 상태" },
  purged: { en: "taken back", ko: "내용 삭제" },
  offTopic: { en: "on no topic", ko: "주제 없음" },
  created: { en: "created", ko: "추가" },
  recorded: { en: "recorded", ko: "기록" },
  known: { en: "known already", ko: "이미 기록됨" },
  changed: { en: "changed", ko: "변경" },
  unchanged: { en: "unchanged", ko: "그대로" },
  rejected: { en: "rejected", ko: "거부" },
} satisfies Record<string, Words>;

const words = {
  en: {
    unattributed: (count: string) => ` (unattributed ${count})`,
    skipped: (count: string) => `${count} rows were left out by the map.`,
    newSources: (sources: string) => `New sources: ${sources}.`,
    rejectedFile: (file: string) => `The rejected rows stand in ${file} with their reasons. Mend them there and import that file.`,
    rows: (rows: string) => `Row ${rows}`,
  },
  ko: {
    unattributed: (count: string) => ` (담당자 미확인 ${count})`,
    skipped: (count: string) => `맵에서 제외한 행: ${count}.`,
    newSources: (sources: string) => `새 출처: ${sources}.`,
    rejectedFile: (file: string) => `거부된 행과 이유: ${file}. 고쳐서 그 파일을 다시 가져오세요.`,
    rows: (rows: string) => `${rows}행`,
  },
} satisfies Record<Language, unknown>;

export type Report = ImportReport &
  Partial<Record<keyof typeof countWords, unknown>> & { readonly unattributed?: number; readonly newSources?: readonly string[] };
const REASONS_SHOWN = 5;

/** Rows with the same thing wrong stand together. */
const reasonsOf = (
  { rejections }: Pick<ImportReport, "rejections">,
  language: Language,
): readonly (readonly [string, readonly number[]])[] => {
  const rowsOf = new Map<string, number[]>();
  for (const { row, refusals } of rejections) {
    for (const refusal of refusals) {
      const reason = refusalLine(refusal, language);
      rowsOf.set(reason, [...(rowsOf.get(reason) ?? []), row]);
    }
  }
  return [...rowsOf].slice(0, REASONS_SHOWN);
};

export const groupedIn =
  (language: Language) =>
  (count: number): string =>
    count.toLocaleString(localeOf[language]);

/** What was wrong with rows, as a program reads it. */
export const rejectionsJson = ({ rejections }: Pick<ImportReport, "rejections">, language: Language) =>
  rejections.map(({ row, refusals }) => ({ row, errors: refusals.map((each) => refusalJson(each, language)) }));

export const refusalJson = (refusal: Refusal, language: Language) => ({
  code: refusal.code,
  pointer: refusal.pointer,
  detail: refusalLine(refusal, language),
});

export const tellRejections = (report: Pick<ImportReport, "rejections">, { tell, language }: Terminal): void => {
  for (const [reason, rows] of reasonsOf(report, language)) tell(`${words[language].rows(rows.join(", "))}: ${reason}`);
};

/** Says what an import came to: in JSON with `more` beside it. */
export const tellReport = (
  report: Report,
  terminal: Terminal,
  { json, more = {} }: { readonly json: boolean; readonly more?: object },
): void => {
  const { print, tell, language } = terminal;
  const say = words[language];
  const grouped = groupedIn(language);
  for (const note of report.notes) tell(refusalLine(note, language));
  tellRejections(report, terminal);
  if (report.rejectedFile !== null) tell(say.rejectedFile(report.rejectedFile));
  if (report.skipped > 0) tell(say.skipped(grouped(report.skipped)));
  if (report.newSources !== undefined && report.newSources.length > 0) tell(say.newSources(report.newSources.join(", ")));
  if (json) {
    const { rejections: _, notes, ...counts } = report;
    const told = { notes: notes.map((note) => refusalLine(note, language)), rejections: rejectionsJson(report, language) };
    print(JSON.stringify({ ...counts, ...told, ...more }));
    return;
  }
  const counts = Object.entries(countWords).flatMap(([name, word]) => {
    const count = report[name as keyof typeof countWords]; // the table's own keys
    return typeof count === "number" ? [`${word[language]} ${grouped(count)}`] : [];
  });
  print(counts.join(", ") + (report.unattributed === undefined ? "" : say.unattributed(grouped(report.unattributed))));
};
