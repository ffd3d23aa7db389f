import { Argument, Option, type Command } from "commander";
import { createReadStream } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { exportCompany } from "../operations/export-company.ts";
import { exportFormats, exportList, lists, type ExportFormat, type ListName } from "../operations/export-list.ts";
import type { ListFilter } from "../operations/lists/list-filter.ts";
import { companyOf, DONE, USAGE, type Session } from "./session.ts";
import { cadenceOption, endAsUsage, examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<
  | "what"
  | "file"
  | "format"
  | "member"
  | "kind"
  | "source"
  | "table"
  | "team"
  | "plan"
  | "metric"
  | "from"
  | "before"
  | "on"
  | "cadence"
  | "unattributed"
  | "act"
  | "by"
  | "subject"
  | "subjectId"
> = {
  en: {
    summary: "write a list as CSV or XLSX, which an import takes back; or the company as a file, which changes nothing when it is applied",
    options: {
      what: "which list; left out: the company's file",
      file: "its ending says the format: .csv or .xlsx; - or left out: standard output",
      format: "of the company: yaml or json; of a list: csv or xlsx, where the file's ending does not say it",
      member: "only of this member, by id",
      kind: "only of this kind",
      source: "only of this source",
      table: "with targets: the table, where there are several",
      from: "the first day",
      before: "the day after the last",
      team: "only of this team and its subteams",
      plan: "only of this plan",
      metric: "only of this metric",
      on: "of the periods that contain this day",
      cadence: "only of periods of this cadence",
      unattributed: "only records of nobody known",
      act: "of the audit: only this operation",
      by: "of the audit: only what this account or key did",
      subject: "of the audit: only this kind of thing",
      subjectId: "of the audit: only this thing",
    },
    examples: [
      "attain export > company.yaml",
      "attain export activities march.xlsx --from 2026-03-01 --before 2026-04-01",
      "attain export prospects prospects.csv",
      "attain export members - --format csv | head",
    ],
  },
  ko: {
    summary: "목록을 다시 가져올 수 있는 CSV·XLSX로, 또는 회사를 그대로 적용하면 바뀌는 것이 없는 파일로 내보냅니다",
    options: {
      what: "내보낼 목록. 생략하면 회사 파일",
      file: ".csv나 .xlsx로 끝나는 이름이 형식을 정합니다. -이거나 생략하면 표준 출력",
      format: "회사 파일은 yaml 또는 json, 목록은 파일 이름이 정하지 않을 때 csv 또는 xlsx",
      member: "이 구성원만(id)",
      kind: "이 활동 유형만",
      source: "이 출처만",
      table: "targets와 함께: 표가 여럿일 때 내보낼 표",
      from: "첫날",
      before: "마지막 날의 다음 날",
      team: "이 팀과 하위 팀만",
      plan: "이 활동 기준만",
      metric: "이 집계 항목만",
      on: "이날이 속한 기간",
      cadence: "이 주기의 기간만",
      unattributed: "담당자 미확인 기록만",
      act: "감사 기록: 이 작업만",
      by: "감사 기록: 이 계정이나 키가 한 것만",
      subject: "감사 기록: 이 종류의 대상만",
      subjectId: "감사 기록: 이 대상만",
    },
    examples: [
      "attain export > company.yaml",
      "attain export activities march.xlsx --from 2026-03-01 --before 2026-04-01",
      "attain export prospects prospects.csv",
      "attain export members - --format csv | head",
    ],
  },
};

const words = {
  en: {
    listsOnly: (option: string) => `${option} goes with a list: ${Object.keys(lists).join(", ")}.`,
    notOf: (option: string, list: string) => `${option} is not for ${list}.`,
    ending: "The file's name ends in .csv or .xlsx, or --format says which.",
    written: (rows: string, path: string) => `${rows} rows written to ${path}`,
  },
  ko: {
    listsOnly: (option: string) => `${option}: 목록(${Object.keys(lists).join(", ")})과 함께 쓰세요.`,
    notOf: (option: string, list: string) => `${option}: ${list}에는 쓸 수 없습니다.`,
    ending: "파일 이름은 .csv나 .xlsx로 끝나야 합니다. 아니면 --format으로 정하세요.",
    written: (rows: string, path: string) => `${rows}행을 ${path}에 썼습니다`,
  },
} satisfies Record<Language, unknown>;

type Flags = {
  readonly format?: "yaml" | "json" | ExportFormat;
  readonly member?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly table?: string;
  readonly team?: string;
  readonly plan?: string;
  readonly metric?: string;
  readonly from?: string;
  readonly before?: string;
  readonly on?: string;
  readonly cadence?: Cadence;
  readonly unattributed?: boolean;
  readonly act?: string;
  readonly by?: string;
  readonly subject?: string;
  readonly subjectId?: string;
};

type Order = { readonly list: ListName; readonly file: string; readonly format: ExportFormat; readonly filter: ListFilter };

/** What the command line asks for; ends the command where it makes no sense. */
const orderOf = (list: ListName, file: string, flags: Flags, { command, language }: { command: Command; language: Language }): Order => {
  const wrong = (why: string): never => command.error(why, { exitCode: USAGE, code: "attain.usage" });
  const { format: said, from, before, on, ...rest } = flags;
  const takes: readonly string[] = lists[list].takes;
  for (const name of Object.keys({ ...rest, ...given({ from, before, on }) }))
    if (!takes.includes(name)) wrong(words[language].notOf(`--${name}`, list));
  const ending = extname(file).slice(1).toLowerCase();
  const format = exportFormats.find((each) => each === (said ?? (file === "-" ? "csv" : ending))) ?? wrong(words[language].ending);
  const [startsOn, endsBefore, onDay] = (["from", "before", "on"] as const).map((name) => {
    const text = flags[name];
    const day = text === undefined ? undefined : parseDay(text, `/${name}`);
    if (day === undefined) return undefined;
    return day.ok ? day.value : endAsUsage(command, day.refusals, language);
  });
  return { list, file, format, filter: given({ ...rest, from: startsOn, before: endsBefore, on: onDay }) };
};

const unwritable = (file: string, { code, message }: NodeJS.ErrnoException): Refusal =>
  refusal("output-unwritable", "", { found: shown(file), problem: code ?? message });

/** The file is made beside its place and takes it when it is whole; what is for standard output is laid aside. */
const exportTo = async (
  { database, terminal, json }: Session,
  companyId: number,
  { list, file, format, filter }: Order,
): Promise<Outcome<number>> => {
  const isStream = file === "-";
  const place = isStream ? join(tmpdir(), "attain-export-") : join(dirname(resolve(file)), ".attain-export-");
  const folder = await mkdtemp(place).catch((error: NodeJS.ErrnoException) => error);
  if (typeof folder === "object") return refused(unwritable(file, folder));
  try {
    const path = join(folder, `list.${format}`);
    const { language } = terminal;
    const exported = await exportList(database, companyId, list, { filter, format, path, language });
    if (!exported.ok) return exported;
    if (isStream) await pipeline(createReadStream(path), terminal.output, { end: false });
    else {
      const failed = await rename(path, resolve(file)).catch((error: NodeJS.ErrnoException) => error);
      if (failed !== undefined) return refused(unwritable(file, failed));
      if (json) terminal.print(JSON.stringify({ list, rows: exported.value.rows, file }));
      else terminal.tell(words[language].written(exported.value.rows.toLocaleString(language), file));
    }
    return accepted(DONE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const addExport = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("export")
    .description(summary)
    .addArgument(new Argument("[what]", options.what).choices(Object.keys(lists)))
    .argument("[file]", options.file)
    .addOption(new Option("--format <format>", options.format).choices(["yaml", "json", ...exportFormats]))
    .option("--member <id>", options.member)
    .option("--kind <id>", options.kind)
    .option("--source <id>", options.source)
    .option("--table <id>", options.table)
    .option("--team <id>", options.team)
    .option("--plan <id>", options.plan)
    .option("--metric <id>", options.metric)
    .option("--on <day>", options.on)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--unattributed", options.unattributed)
    .option("--act <operation>", options.act)
    .option("--by <id>", options.by)
    .option("--subject <kind>", options.subject)
    .option("--subject-id <id>", options.subjectId)
    .addHelpText("after", examplesText(examples, language))
    .action((what: ListName | undefined, file: string | undefined, flags: Flags, command: Command) => {
      const order = what === undefined ? null : orderOf(what, file ?? "-", flags, { command, language });
      const { format, ...others } = flags;
      const [foreign] = Object.keys(others);
      if (order === null && foreign !== undefined)
        command.error(words[language].listsOnly(`--${foreign}`), { exitCode: USAGE, code: "attain.usage" });
      if (order === null && (format === "csv" || format === "xlsx"))
        command.error(words[language].listsOnly(`--format ${format}`), { exitCode: USAGE, code: "attain.usage" });
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        if (order !== null) return exportTo(session, companyId.value, order);
        const companyFormat = format === "json" || session.json ? "json" : "yaml";
        terminal.print((await exportCompany(session.database, companyId.value, companyFormat)).trimEnd());
        return accepted(DONE);
      });
    });
};
