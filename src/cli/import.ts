import { Argument, type Command } from "commander";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { given } from "../domain/given.ts";
import { readSource } from "../domain/key.ts";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { parseSpanText } from "../domain/span-text.ts";
import type { Database } from "../operations/database.ts";
import { OWN_HEADER } from "../operations/files/proposals/propose-map.ts";
import { fileAt, spool } from "../operations/files/spool.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { importActivities, type ImportInput } from "../operations/import-activities.ts";
import { importLeaves } from "../operations/import-leaves.ts";
import { importMembers } from "../operations/import-members.ts";
import { importOpportunities } from "../operations/import-opportunities.ts";
import { importProspects } from "../operations/import-prospects.ts";
import type { ImportPreview, What } from "../operations/import-preview.ts";
import type { LoadInput } from "../operations/load-activities.ts";
import { readsAsOwn } from "../operations/reads-as-own.ts";
import { afterMapped, mapFile, type MappedFile, type MappedFlags } from "./import-mapped.ts";
import { tellReport, type Report } from "./import-report.ts";
import { loadFile } from "./load.ts";
import { showProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE, REFUSED, USAGE, type Session } from "./session.ts";
import { cadenceOption, endAsUsage, examplesText, type Help, type Shell } from "./shell.ts";
import { importTargetsFile, type TargetFlags } from "./targets.ts";

const help: Help<
  | "what"
  | "file"
  | "map"
  | "answer"
  | "saveMap"
  | "printMap"
  | "addMembers"
  | "rejected"
  | "complete"
  | "source"
  | "yes"
  | "table"
  | "metric"
  | "cadence"
  | "reason"
  | "dryRun"
> = {
  en: {
    summary: "import a file of records (CSV, XLSX or NDJSON); the same file again changes nothing",
    options: {
      what: "what the file holds",
      file: "the file; - reads standard input",
      map: "a map (YAML) that adapts a foreign file; without one a foreign header is read by a saved map, a known export's, or a proposed one",
      answer: "of a proposed map: what only you can say, such as date-order=day-first",
      saveMap: "keep the map under this name: files with the same columns are read by it from then on",
      printMap: "write the map and import nothing",
      addMembers: "make members of the people whom the file names and nobody knows",
      rejected: "where rejected rows go, with their reasons (FILE.rejected.csv)",
      complete:
        "the file is all of its sources in these days, the first and the day after the last: what it lacks is voided, after a preview",
      source: "with --complete: a source that the file is all of, also if it holds no record of it",
      yes: "do it without asking: a proposed map, a complete load",
      table: "with targets: the table that they go to, which is made when it is not there",
      metric: "with targets: the metric of a new table",
      cadence: "with targets: the cadence of a new table; left out: as the head of the file shows",
      reason: "with targets: why those of periods that are over change, or rise in the one that runs",
      dryRun: "with targets: only tell what would change",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.xlsx",
      'attain import activities calls.xlsx --yes --add-members --save-map "Phone system"',
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
      "attain import activities march.csv --complete 2026-03-01..2026-04-01",
      "attain import opportunities pipeline.csv --map crm.yaml",
      "attain import targets calls-2026.csv --table calls-2026 --metric outbound-calls",
    ],
  },
  ko: {
    summary: "기록 파일(CSV, XLSX, NDJSON)을 가져옵니다. 같은 파일을 다시 가져와도 바뀌지 않습니다",
    options: {
      what: "파일에 든 것",
      file: "파일. -는 표준 입력",
      map: "다른 형식의 파일을 맞추는 맵(YAML). 없으면 저장된 맵, 알려진 파일의 맵, 제안하는 맵 순으로 읽습니다",
      answer: "제안한 맵에서 사용자만 알 수 있는 것. 예: date-order=day-first",
      saveMap: "이 이름으로 맵 저장. 열이 같은 파일은 다음부터 이 맵으로 읽습니다",
      printMap: "맵만 출력하고 가져오지 않음",
      addMembers: "파일에 나오지만 구성원이 아닌 사람을 구성원으로 등록",
      rejected: "거부된 행과 이유를 쓸 파일(FILE.rejected.csv)",
      complete: "첫날..마지막 날의 다음 날. 이 기간에는 파일이 출처의 전체입니다(전체 적재). 파일에 없는 기록은 미리 보여 준 뒤 취소합니다",
      source: "--complete와 함께: 기록이 하나도 없더라도 파일이 그 전체인 출처",
      yes: "묻지 않고 진행: 제안한 맵, 전체 적재",
      table: "targets와 함께: 목표치가 들어갈 표. 없으면 새로 만듭니다",
      metric: "targets와 함께: 새 표의 집계 항목",
      cadence: "targets와 함께: 새 표의 주기. 생략하면 파일 머리글에 따름",
      reason: "targets와 함께: 끝난 기간의 목표치를 바꾸거나 진행 중인 기간의 목표치를 올리는 이유",
      dryRun: "targets와 함께: 무엇이 바뀌는지만 보기",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.xlsx",
      'attain import activities calls.xlsx --yes --add-members --save-map "Phone system"',
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
      "attain import activities march.csv --complete 2026-03-01..2026-04-01",
      "attain import opportunities pipeline.csv --map crm.yaml",
      "attain import targets calls-2026.csv --table calls-2026 --metric outbound-calls",
    ],
  },
};

const words = {
  en: {
    label: "rows",
    reading: "reading",
    activitiesOnly: (option: string) => `${option} is for activities only.`,
    completeOnly: (option: string) => `${option} goes with --complete.`,
    targetsOnly: (option: string) => `${option} is for targets only.`,
    notTargets: (option: string) => `${option} is not for targets.`,
    tableMissing: "Targets need --table.",
  },
  ko: {
    label: "행",
    reading: "읽는 중",
    activitiesOnly: (option: string) => `${option}: 활동에만 쓸 수 있습니다.`,
    completeOnly: (option: string) => `${option}: --complete와 함께 쓰세요.`,
    targetsOnly: (option: string) => `${option}: 목표치(targets)에만 쓸 수 있습니다.`,
    notTargets: (option: string) => `${option}: 목표치(targets)에는 쓸 수 없습니다.`,
    tableMissing: "목표치(targets)에는 --table이 필요합니다.",
  },
} satisfies Record<Language, unknown>;

type Importer = (database: Database, companyId: number, input: ImportInput) => Promise<Outcome<Report>>;

const importers: Readonly<Record<What, Importer>> = {
  activities: importActivities,
  prospects: importProspects,
  members: importMembers,
  leaves: importLeaves,
  opportunities: importOpportunities,
};

type Flags = {
  readonly map?: string;
  readonly rejected?: string;
  readonly complete?: string;
  readonly source?: readonly string[];
} & MappedFlags &
  TargetFlags;

type ToImport = { readonly map: unknown; readonly preview: ImportPreview | null };

/** The map to import by: the given one, none for a header of ours, else one that is shown and confirmed first. */
const mappedBy = async (session: Session, companyId: number, file: MappedFile): Promise<Outcome<ToImport | { readonly ends: number }>> => {
  const { flags, map } = file;
  const isPlain = flags.addMembers !== true && flags.saveMap === undefined && flags.printMap !== true && flags.answer === undefined;
  if (isPlain && (map !== undefined || (await readsAsOwn(session.database, companyId, file.file, file))))
    return accepted({ map, preview: null });
  const mapped = await mapFile(session, companyId, file);
  if (!mapped.ok || "ends" in mapped.value) return mapped;
  const { preview } = mapped.value;
  // Without a map a text is read from its first row.
  const isPlainOwn = preview.recognisedAs?.id === OWN_HEADER.id && preview.map["headerRow"] === undefined;
  return accepted({ preview, map: isPlainOwn ? undefined : (map ?? preview.map) });
};

const importFile = async (
  session: Session,
  {
    what,
    file,
    flags,
    complete,
  }: { readonly what: What; readonly file: string; readonly flags: Flags; readonly complete: Pick<LoadInput, "span" | "sources"> | null },
): Promise<Outcome<number>> => {
  const { database, terminal, json } = session;
  const map = flags.map === undefined ? undefined : await readInput(flags.map);
  if (map !== undefined && !map.ok) return map;
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const isStream = file === "-";
  // A stream is read more than once.
  const spooled = isStream ? await spool(process.stdin) : await fileAt(resolve(file));
  if (spooled === undefined) return refused(refusal("file-missing", "", { found: shown(resolve(file)) }));
  const by = userInfo().username;
  try {
    const mapped = await mappedBy(session, companyId.value, {
      what,
      file: spooled,
      fileName: isStream ? "-" : basename(file),
      map: map?.value,
      flags,
      canAsk: !json && !isStream,
      isAskedLater: complete !== null,
      mayBeEmpty: complete !== null,
      by,
    });
    if (!mapped.ok) return mapped;
    if ("ends" in mapped.value) return accepted(mapped.value.ends);
    const { preview } = mapped.value;
    const input = {
      from: { path: spooled.path },
      fileName: isStream ? "-" : basename(file),
      rejectedPath: resolve(flags.rejected ?? `${isStream ? "standard-input" : file}.rejected.csv`),
      language: terminal.language,
      by,
      ...given({ map: mapped.value.map }),
    };
    if (complete !== null) {
      const isConfirmed = flags.yes === true;
      const loaded = await loadFile(session, companyId.value, { ...input, ...complete }, { isConfirmed, canAsk: !json && !isStream });
      if (!loaded.ok || loaded.value !== DONE || preview === null) return loaded;
      const after = await afterMapped(session, companyId.value, preview, { flags, unattributed: 0, by });
      return after.ok ? loaded : after;
    }
    const progress = showProgress(words[terminal.language].label, terminal);
    const imported = await importers[what](database, companyId.value, {
      ...input,
      reading: ({ rows, bytes, ofBytes }) =>
        progress.report(rows, ofBytes === 0 ? null : bytes / ofBytes, words[terminal.language].reading),
      progress: ({ rows, ofRows }) => progress.report(rows, ofRows === 0 ? null : rows / ofRows),
    });
    progress.end();
    if (!imported.ok) return imported;
    // While no server runs nobody else sums up what has come in.
    while ((await foldTallies(database, companyId.value)) > 0);
    // What is to be known of the file was told with its preview.
    tellReport(preview === null || json ? imported.value : { ...imported.value, notes: [] }, terminal, { json });
    const { received, rejected, unattributed = 0 } = imported.value;
    const after =
      preview === null ? accepted(undefined) : await afterMapped(session, companyId.value, preview, { flags, unattributed, by });
    if (!after.ok) return after;
    return accepted(received > 0 && rejected === received ? REFUSED : DONE);
  } finally {
    await spooled.remove();
  }
};

/** What `--complete` and the options beside it say; ends the command when the command line is wrong. */
const completeOf = (
  what: string,
  { complete, source }: Flags,
  command: Command,
  language: Language,
): Pick<LoadInput, "span" | "sources"> | null => {
  const wrong = (why: string): never => command.error(why, { exitCode: USAGE, code: "attain.usage" });
  if (complete === undefined) {
    if (source !== undefined) wrong(words[language].completeOnly("--source"));
    return null;
  }
  if (what !== "activities") return wrong(words[language].activitiesOnly("--complete"));
  const span = parseSpanText(complete, "/complete");
  if (!span.ok) return endAsUsage(command, span.refusals, language);
  const sources = (source ?? []).map((each) => readSource(each, "/source"));
  const refusals = sources.flatMap((each) => (each.ok ? [] : each.refusals));
  if (refusals.length > 0) return endAsUsage(command, refusals, language);
  return { span: span.value, sources: sources.flatMap((each) => (each.ok ? [each.value] : [])) };
};

/** What goes to a target table, or null of anything else; ends the command when the options are those of another file. */
const targetsOf = (what: string, flags: Flags, command: Command, language: Language): (TargetFlags & { readonly table: string }) | null => {
  const wrong = (why: string): never => command.error(why, { exitCode: USAGE, code: "attain.usage" });
  const { map, answer, saveMap, printMap, addMembers, rejected, complete, source, yes, table, metric, cadence, reason, dryRun } = flags;
  const firstOf = (options: Readonly<Record<string, unknown>>): string | undefined =>
    Object.entries(options).find(([, value]) => value !== undefined)?.[0];
  const ofTargets = { "--table": table, "--metric": metric, "--cadence": cadence, "--reason": reason, "--dry-run": dryRun };
  const ofMaps = { "--map": map, "--answer": answer, "--save-map": saveMap, "--print-map": printMap, "--add-members": addMembers };
  const others = { ...ofMaps, "--rejected": rejected, "--complete": complete, "--source": source, "--yes": yes };
  const say = words[language];
  const foreign = firstOf(what === "targets" ? others : ofTargets);
  if (foreign !== undefined) wrong((what === "targets" ? say.notTargets : say.targetsOnly)(foreign));
  if (what !== "targets") return null;
  return { ...flags, table: table ?? wrong(say.tableMissing) };
};

const addTo = (found: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), found];

export const addImport = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("import")
    .description(summary)
    .addArgument(new Argument("<what>", options.what).choices([...Object.keys(importers), "targets"]))
    .argument("<file>", options.file)
    .option("--map <file>", options.map)
    .option("--answer <id=choice>", options.answer, addTo)
    .option("--save-map <name>", options.saveMap)
    .option("--print-map", options.printMap)
    .option("--add-members", options.addMembers)
    .option("--rejected <file>", options.rejected)
    .option("--complete <from..before>", options.complete)
    .option("--source <id>", options.source, addTo)
    .option("--yes", options.yes)
    .option("--table <id>", options.table)
    .option("--metric <id>", options.metric)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--reason <text>", options.reason)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((what: What | "targets", file: string, flags: Flags, command: Command) => {
      const targets = targetsOf(what, flags, command, terminal.language);
      if (targets !== null) return run(command, (session) => importTargetsFile(session, file, targets));
      if (what === "targets") throw new Error("Targets have options of their own");
      const complete = completeOf(what, flags, command, terminal.language);
      return run(command, (session) => importFile(session, { what, file, flags, complete }));
    });
};
