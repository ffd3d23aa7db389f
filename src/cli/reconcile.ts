import type { Command } from "commander";
import { basename, resolve } from "node:path";
import { given } from "../domain/given.ts";
import { readSource } from "../domain/key.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { parseSpanText } from "../domain/span-text.ts";
import { reconcileSource, type Difference, type Reconciliation } from "../operations/reconcile-source.ts";
import { groupedIn, rejectionsJson, tellRejections } from "./import-report.ts";
import { showProgress } from "./progress.ts";
import { readInput } from "./read-input.ts";
import { refusalLine } from "./refused.ts";
import { companyOf, DONE, REFUSED } from "./session.ts";
import { endAsUsage, examplesText, type Help, type Shell } from "./shell.ts";
import { alignColumns, cutTo } from "./text-width.ts";

const help: Help<"source" | "file" | "map" | "span"> = {
  en: {
    summary: "compare a source's own report with the log, by member, day and kind; exit code 0 only if they are equal",
    options: {
      source: "the source, by its id",
      file: "its report: a file of records, or a summary with member, occurred_on, kind (if it has one) and count; - reads standard input",
      map: "a map (YAML) that adapts a foreign file",
      span: "the days to compare, the first and the day after the last; left out: those of the file",
    },
    examples: [
      "attain reconcile dialer march-by-agent.csv",
      "attain reconcile crm export.csv --map crm.yaml --span 2026-03-01..2026-04-01",
    ],
  },
  ko: {
    summary: "출처의 보고서를 기록 원장과 구성원·날짜·유형별로 비교합니다. 같을 때만 종료 코드 0",
    options: {
      source: "출처 id",
      file: "출처의 보고서: 기록 파일, 또는 member, occurred_on, count(있으면 kind도)가 있는 요약. -는 표준 입력",
      map: "다른 형식의 파일을 맞추는 맵(YAML)",
      span: "비교할 기간(첫날..마지막 날의 다음 날). 생략하면 파일에 있는 날",
    },
    examples: [
      "attain reconcile dialer march-by-agent.csv",
      "attain reconcile crm export.csv --map crm.yaml --span 2026-03-01..2026-04-01",
    ],
  },
};

const words = {
  en: {
    label: "rows",
    head: ["day", "member", "kind", "ours", "theirs", "difference"],
    sum: (source: string, from: string, before: string, ours: string, theirs: string) =>
      `${source}, ${from} to before ${before}: the log has ${ours}, the report ${theirs}.`,
    equal: "They are equal.",
    differs: (count: string) => `They differ in ${count} ${count === "1" ? "place" : "places"}.`,
    more: (count: string) => `… and ${count} more (--json has all)`,
    unknown: (reference: string, ours: string, theirs: string) => `Nobody answers to "${reference}": ours ${ours}, theirs ${theirs}.`,
    otherSources: (count: string) => `${count} rows of other sources were left out.`,
    outside: (count: string) => `${count} rows outside these days were left out.`,
    rejected: (count: string) => `${count} rows could not be compared.`,
  },
  ko: {
    label: "행",
    head: ["날짜", "구성원", "유형", "기록 원장", "보고서", "차이"],
    sum: (source: string, from: string, before: string, ours: string, theirs: string) =>
      `${source}, ${from}부터 ${before} 전까지: 기록 원장 ${ours}건, 보고서 ${theirs}건.`,
    equal: "서로 같습니다.",
    differs: (count: string) => `${count}곳이 다릅니다.`,
    more: (count: string) => `… 외 ${count}곳(--json은 전부)`,
    unknown: (reference: string, ours: string, theirs: string) =>
      `"${reference}": 누구인지 알 수 없습니다. 기록 원장 ${ours}건, 보고서 ${theirs}건.`,
    otherSources: (count: string) => `다른 출처의 행 ${count}개는 제외했습니다.`,
    outside: (count: string) => `이 기간 밖의 행 ${count}개는 제외했습니다.`,
    rejected: (count: string) => `비교하지 못한 행: ${count}개.`,
  },
} satisfies Record<Language, unknown>;

const LINES_SHOWN = 50;
const LONGEST = 40;
const numberColumns = [3, 4, 5];

const signed = (difference: number, grouped: (count: number) => string): string =>
  `${difference > 0 ? "+" : "−"}${grouped(Math.abs(difference))}`;

const differenceLines = (differences: readonly Difference[], language: Language): readonly string[] => {
  if (differences.length === 0) return [];
  const say = words[language];
  const grouped = groupedIn(language);
  const rows = differences
    .slice(0, LINES_SHOWN)
    .map(({ day, member, memberReference, kind, ours, theirs, difference }) => [
      day,
      member ?? `? ${cutTo(memberReference ?? "", LONGEST)}`,
      kind ?? "",
      grouped(ours),
      grouped(theirs),
      signed(difference, grouped),
    ]);
  const more = differences.length - rows.length;
  return [...alignColumns([say.head, ...rows], numberColumns), ...(more > 0 ? [say.more(grouped(more))] : [])];
};

/** What is to be known beside the differences. */
const remarksOf = ({ unknownMembers, otherSources, outside, rejected }: Reconciliation, language: Language): readonly string[] => {
  const say = words[language];
  const grouped = groupedIn(language);
  return [
    ...unknownMembers.map((each) => say.unknown(cutTo(each.memberReference, LONGEST), grouped(each.ours), grouped(each.theirs))),
    ...(otherSources > 0 ? [say.otherSources(grouped(otherSources))] : []),
    ...(outside > 0 ? [say.outside(grouped(outside))] : []),
    ...(rejected > 0 ? [say.rejected(grouped(rejected))] : []),
  ];
};

type Flags = { readonly map?: string; readonly span?: string };

export const addReconcile = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  const say = words[language];
  program
    .command("reconcile")
    .description(summary)
    .argument("<source>", options.source)
    .argument("<file>", options.file)
    .option("--map <file>", options.map)
    .option("--span <from..before>", options.span)
    .addHelpText("after", examplesText(examples, language))
    .action((named: string, file: string, flags: Flags, command: Command) => {
      const span = flags.span === undefined ? undefined : parseSpanText(flags.span, "/span");
      if (span !== undefined && !span.ok) return endAsUsage(command, span.refusals, language);
      return run(command, async (session) => {
        const source = readSource(named, "/source");
        if (!source.ok) return source;
        const map = flags.map === undefined ? undefined : await readInput(flags.map);
        if (map !== undefined && !map.ok) return map;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const isStream = file === "-";
        const progress = showProgress(say.label, terminal);
        const reconciled = await reconcileSource(session.database, companyId.value, {
          source: source.value,
          from: isStream ? { stream: process.stdin } : { path: resolve(file) },
          fileName: isStream ? "-" : basename(file),
          language,
          progress: ({ rows, ofRows }) => progress.report(rows, ofRows === 0 ? null : rows / ofRows),
          ...given({ map: map?.value, span: span?.value }),
        });
        progress.end();
        if (!reconciled.ok) return reconciled;
        const { value } = reconciled;
        const { from, before, ours, theirs, equal, differences, notes } = value;
        const grouped = groupedIn(language);
        for (const note of notes) terminal.tell(refusalLine(note, language));
        tellRejections(value, terminal);
        if (session.json) {
          const told = { notes: notes.map((note) => refusalLine(note, language)), rejections: rejectionsJson(value, language) };
          terminal.print(JSON.stringify({ ...value, ...told }));
        } else for (const line of differenceLines(differences, language)) terminal.print(line);
        for (const remark of remarksOf(value, language)) terminal.tell(remark);
        const verdict = differences.length > 0 ? say.differs(grouped(differences.length)) : equal ? say.equal : "";
        terminal.tell(`${say.sum(source.value, from, before, grouped(ours), grouped(theirs))} ${verdict}`.trim());
        return accepted(equal ? DONE : REFUSED);
      });
    });
};
