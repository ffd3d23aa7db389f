import { Argument, type Command } from "commander";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import type { Database } from "../operations/database.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { importActivities, type ImportInput, type ImportReport } from "../operations/import-activities.ts";
import { importMembers } from "../operations/import-members.ts";
import { importProspects } from "../operations/import-prospects.ts";
import { showProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { refusalLine } from "./refused.ts";
import { companyOf, DONE, REFUSED, type Session } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const help: Help<"what" | "file" | "map" | "rejected"> = {
  en: {
    summary: "import a file of records (CSV or NDJSON); the same file again changes nothing",
    options: {
      what: "what the file holds",
      file: "the file; - reads standard input",
      map: "a map (YAML) that adapts a foreign file",
      rejected: "where rejected rows go, with their reasons (FILE.rejected.csv)",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
    ],
  },
  ko: {
    summary: "기록 파일(CSV, NDJSON)을 가져옵니다. 같은 파일을 다시 가져와도 바뀌지 않습니다",
    options: {
      what: "파일에 든 것",
      file: "파일. -는 표준 입력",
      map: "다른 형식의 파일을 맞추는 맵(YAML)",
      rejected: "거부된 행과 이유를 쓸 파일(FILE.rejected.csv)",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
    ],
  },
};

/** The numbers that an import comes to, in the order in which they are told. */
const countWords = {
  accepted: { en: "accepted", ko: "접수" },
  duplicates: { en: "duplicate", ko: "중복" },
  revised: { en: "revised", ko: "정정" },
  stale: { en: "stale", ko: "이전 상태" },
  created: { en: "created", ko: "추가" },
  changed: { en: "changed", ko: "변경" },
  unchanged: { en: "unchanged", ko: "그대로" },
  rejected: { en: "rejected", ko: "거부" },
} satisfies Record<string, Words>;

const words = {
  en: {
    label: "rows",
    unattributed: (count: string) => ` (unattributed ${count})`,
    skipped: (count: string) => `${count} rows were left out by the map.`,
    newSources: (sources: string) => `New sources: ${sources}.`,
    rejectedFile: (file: string) => `The rejected rows stand in ${file} with their reasons. Mend them there and import that file.`,
    rows: (rows: string) => `Row ${rows}`,
  },
  ko: {
    label: "행",
    unattributed: (count: string) => ` (담당자 미확인 ${count})`,
    skipped: (count: string) => `맵에서 제외한 행: ${count}.`,
    newSources: (sources: string) => `새 출처: ${sources}.`,
    rejectedFile: (file: string) => `거부된 행과 이유: ${file}. 고쳐서 그 파일을 다시 가져오세요.`,
    rows: (rows: string) => `${rows}행`,
  },
} satisfies Record<Language, unknown>;

type Report = ImportReport &
  Partial<Record<keyof typeof countWords, unknown>> & { readonly unattributed?: number; readonly newSources?: readonly string[] };
type Importer = (database: Database, companyId: number, input: ImportInput) => Promise<Outcome<Report>>;

const importers: Readonly<Record<string, Importer>> = { activities: importActivities, prospects: importProspects, members: importMembers };

const REASONS_SHOWN = 5;

/** Rows with the same thing wrong stand together. */
const reasonsOf = ({ rejections }: Report, language: Language): readonly (readonly [string, readonly number[]])[] => {
  const rowsOf = new Map<string, number[]>();
  for (const { row, refusals } of rejections) {
    for (const refusal of refusals) {
      const reason = refusalLine(refusal, language);
      rowsOf.set(reason, [...(rowsOf.get(reason) ?? []), row]);
    }
  }
  return [...rowsOf].slice(0, REASONS_SHOWN);
};

const tellReport = (report: Report, { print, tell, language }: Terminal, json: boolean): void => {
  const say = words[language];
  const grouped = (count: number): string => count.toLocaleString(language === "ko" ? "ko-KR" : "en-US");
  for (const note of report.notes) tell(refusalLine(note, language));
  for (const [reason, rows] of reasonsOf(report, language)) tell(`${say.rows(rows.join(", "))}: ${reason}`);
  if (report.rejectedFile !== null) tell(say.rejectedFile(report.rejectedFile));
  if (report.skipped > 0) tell(say.skipped(grouped(report.skipped)));
  if (report.newSources !== undefined && report.newSources.length > 0) tell(say.newSources(report.newSources.join(", ")));
  if (json) {
    const { rejections, notes, ...counts } = report;
    const told = rejections.map(({ row, refusals }) => ({
      row,
      errors: refusals.map((each) => ({ code: each.code, pointer: each.pointer, detail: refusalLine(each, language) })),
    }));
    print(JSON.stringify({ ...counts, notes: notes.map((note) => refusalLine(note, language)), rejections: told }));
    return;
  }
  const counts = Object.entries(countWords).flatMap(([name, word]) => {
    const count = report[name as keyof typeof countWords]; // the table's own keys
    return typeof count === "number" ? [`${word[language]} ${grouped(count)}`] : [];
  });
  print(counts.join(", ") + (report.unattributed === undefined ? "" : say.unattributed(grouped(report.unattributed))));
};

type Flags = { readonly map?: string; readonly rejected?: string };

const importFile = async (
  session: Session,
  { what, file, flags }: { readonly what: string; readonly file: string; readonly flags: Flags },
): Promise<Outcome<number>> => {
  const { database, terminal, json } = session;
  const map = flags.map === undefined ? undefined : await readInput(flags.map);
  if (map !== undefined && !map.ok) return map;
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const isStream = file === "-";
  const progress = showProgress(words[terminal.language].label, terminal);
  const imported = await importers[what]?.(database, companyId.value, {
    from: isStream ? { stream: process.stdin } : { path: resolve(file) },
    fileName: isStream ? "-" : basename(file),
    rejectedPath: resolve(flags.rejected ?? `${isStream ? "standard-input" : file}.rejected.csv`),
    language: terminal.language,
    by: userInfo().username,
    progress: ({ rows, ofRows }) => progress.report(rows, ofRows === 0 ? null : rows / ofRows),
    ...given({ map: map?.value }),
  });
  progress.end();
  if (imported === undefined) throw new Error(`Nothing imports ${what}`);
  if (!imported.ok) return imported;
  // While no server runs nobody else sums up what has come in.
  while ((await foldTallies(database, companyId.value)) > 0);
  tellReport(imported.value, terminal, json);
  const { received, rejected } = imported.value;
  return accepted(received > 0 && rejected === received ? REFUSED : DONE);
};

export const addImport = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("import")
    .description(summary)
    .addArgument(new Argument("<what>", options.what).choices(Object.keys(importers)))
    .argument("<file>", options.file)
    .option("--map <file>", options.map)
    .option("--rejected <file>", options.rejected)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((what: string, file: string, flags: Flags, command: Command) =>
      run(command, (session) => importFile(session, { what, file, flags })),
    );
};
