import { Argument, type Command } from "commander";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { given } from "../domain/given.ts";
import { readSource } from "../domain/key.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { parseSpanText } from "../domain/span-text.ts";
import type { Database } from "../operations/database.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { importActivities, type ImportInput } from "../operations/import-activities.ts";
import { importLeaves } from "../operations/import-leaves.ts";
import { importMembers } from "../operations/import-members.ts";
import { importProspects } from "../operations/import-prospects.ts";
import type { LoadInput } from "../operations/load-activities.ts";
import { tellReport, type Report } from "./import-report.ts";
import { loadFile } from "./load.ts";
import { showProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE, REFUSED, USAGE, type Session } from "./session.ts";
import { cadenceOption, endAsUsage, examplesText, type Help, type Shell } from "./shell.ts";
import { importTargetsFile, type TargetFlags } from "./targets.ts";

const help: Help<
  "what" | "file" | "map" | "rejected" | "complete" | "source" | "yes" | "table" | "metric" | "cadence" | "reason" | "dryRun"
> = {
  en: {
    summary: "import a file of records (CSV, XLSX or NDJSON); the same file again changes nothing",
    options: {
      what: "what the file holds",
      file: "the file; - reads standard input",
      map: "a map (YAML) that adapts a foreign file",
      rejected: "where rejected rows go, with their reasons (FILE.rejected.csv)",
      complete:
        "the file is all of its sources in these days, the first and the day after the last: what it lacks is voided, after a preview",
      source: "with --complete: a source that the file is all of, also if it holds no record of it",
      yes: "with --complete: do it without asking",
      table: "with targets: the table that they go to, which is made when it is not there",
      metric: "with targets: the metric of a new table",
      cadence: "with targets: the cadence of a new table; left out: as the head of the file shows",
      reason: "with targets: why those of periods that are over change, or rise in the one that runs",
      dryRun: "with targets: only tell what would change",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
      "attain import activities march.csv --complete 2026-03-01..2026-04-01",
      "attain import targets calls-2026.csv --table calls-2026 --metric outbound-calls",
    ],
  },
  ko: {
    summary: "기록 파일(CSV, XLSX, NDJSON)을 가져옵니다. 같은 파일을 다시 가져와도 바뀌지 않습니다",
    options: {
      what: "파일에 든 것",
      file: "파일. -는 표준 입력",
      map: "다른 형식의 파일을 맞추는 맵(YAML)",
      rejected: "거부된 행과 이유를 쓸 파일(FILE.rejected.csv)",
      complete: "첫날..마지막 날의 다음 날. 이 기간에는 파일이 출처의 전체입니다(전체 적재). 파일에 없는 기록은 미리 보여 준 뒤 취소합니다",
      source: "--complete와 함께: 기록이 하나도 없더라도 파일이 그 전체인 출처",
      yes: "--complete와 함께: 묻지 않고 진행",
      table: "targets와 함께: 목표치가 들어갈 표. 없으면 새로 만듭니다",
      metric: "targets와 함께: 새 표의 집계 항목",
      cadence: "targets와 함께: 새 표의 주기. 생략하면 파일 머리글에 따름",
      reason: "targets와 함께: 끝난 기간의 목표치를 바꾸거나 진행 중인 기간의 목표치를 올리는 이유",
      dryRun: "targets와 함께: 무엇이 바뀌는지만 보기",
    },
    examples: [
      "attain import activities examples/raj/activities.csv",
      "attain import activities calls.csv --map phone-system.yaml",
      "zcat log.ndjson.gz | attain import activities -",
      "attain import activities march.csv --complete 2026-03-01..2026-04-01",
      "attain import targets calls-2026.csv --table calls-2026 --metric outbound-calls",
    ],
  },
};

const words = {
  en: {
    label: "rows",
    activitiesOnly: (option: string) => `${option} is for activities only.`,
    completeOnly: (option: string) => `${option} goes with --complete.`,
    targetsOnly: (option: string) => `${option} is for targets only.`,
    notTargets: (option: string) => `${option} is not for targets.`,
    tableMissing: "Targets need --table.",
  },
  ko: {
    label: "행",
    activitiesOnly: (option: string) => `${option}: 활동에만 쓸 수 있습니다.`,
    completeOnly: (option: string) => `${option}: --complete와 함께 쓰세요.`,
    targetsOnly: (option: string) => `${option}: 목표치(targets)에만 쓸 수 있습니다.`,
    notTargets: (option: string) => `${option}: 목표치(targets)에는 쓸 수 없습니다.`,
    tableMissing: "목표치(targets)에는 --table이 필요합니다.",
  },
} satisfies Record<Language, unknown>;

type Importer = (database: Database, companyId: number, input: ImportInput) => Promise<Outcome<Report>>;

const importers: Readonly<Record<string, Importer>> = {
  activities: importActivities,
  prospects: importProspects,
  members: importMembers,
  leaves: importLeaves,
};

type Flags = {
  readonly map?: string;
  readonly rejected?: string;
  readonly complete?: string;
  readonly source?: readonly string[];
  readonly yes?: boolean;
} & TargetFlags;

const importFile = async (
  session: Session,
  {
    what,
    file,
    flags,
    complete,
  }: { readonly what: string; readonly file: string; readonly flags: Flags; readonly complete: Pick<LoadInput, "span" | "sources"> | null },
): Promise<Outcome<number>> => {
  const { database, terminal, json } = session;
  const map = flags.map === undefined ? undefined : await readInput(flags.map);
  if (map !== undefined && !map.ok) return map;
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const isStream = file === "-";
  const input = {
    from: isStream ? { stream: process.stdin } : { path: resolve(file) },
    fileName: isStream ? "-" : basename(file),
    rejectedPath: resolve(flags.rejected ?? `${isStream ? "standard-input" : file}.rejected.csv`),
    language: terminal.language,
    by: userInfo().username,
    ...given({ map: map?.value }),
  };
  if (complete !== null)
    return loadFile(session, companyId.value, { ...input, ...complete }, { isConfirmed: flags.yes === true, canAsk: !json && !isStream });
  const progress = showProgress(words[terminal.language].label, terminal);
  const imported = await importers[what]?.(database, companyId.value, {
    ...input,
    progress: ({ rows, ofRows }) => progress.report(rows, ofRows === 0 ? null : rows / ofRows),
  });
  progress.end();
  if (imported === undefined) throw new Error(`Nothing imports ${what}`);
  if (!imported.ok) return imported;
  // While no server runs nobody else sums up what has come in.
  while ((await foldTallies(database, companyId.value)) > 0);
  tellReport(imported.value, terminal, { json });
  const { received, rejected } = imported.value;
  return accepted(received > 0 && rejected === received ? REFUSED : DONE);
};

/** What `--complete` and the options beside it say; ends the command when the command line is wrong. */
const completeOf = (
  what: string,
  { complete, source, yes }: Flags,
  command: Command,
  language: Language,
): Pick<LoadInput, "span" | "sources"> | null => {
  const wrong = (why: string): never => command.error(why, { exitCode: USAGE, code: "attain.usage" });
  if (complete === undefined) {
    if (source !== undefined || yes === true) wrong(words[language].completeOnly(source === undefined ? "--yes" : "--source"));
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
  const { map, rejected, complete, source, yes, table, metric, cadence, reason, dryRun } = flags;
  const firstOf = (options: Readonly<Record<string, unknown>>): string | undefined =>
    Object.entries(options).find(([, value]) => value !== undefined)?.[0];
  const ofTargets = { "--table": table, "--metric": metric, "--cadence": cadence, "--reason": reason, "--dry-run": dryRun };
  const others = { "--map": map, "--rejected": rejected, "--complete": complete, "--source": source, "--yes": yes };
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
    .action((what: string, file: string, flags: Flags, command: Command) => {
      const targets = targetsOf(what, flags, command, terminal.language);
      if (targets !== null) return run(command, (session) => importTargetsFile(session, file, targets));
      const complete = completeOf(what, flags, command, terminal.language);
      return run(command, (session) => importFile(session, { what, file, flags, complete }));
    });
};
