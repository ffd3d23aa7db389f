import type { Command } from "commander";
import { userInfo } from "node:os";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { applyCompany, companyChangesJson, type CompanyChanges } from "../operations/apply-company.ts";
import { diffCompany } from "../operations/diff-company.ts";
import { statusWords } from "./attainment-table.ts";
import { countToTheEnd } from "./count.ts";
import { readInput } from "./read-input.ts";
import { numberLines } from "./number-lines.ts";
import { DONE, type Session } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const signs = { added: "+", revived: "+", changed: "~", ended: "−", removed: "−", withdrawn: "−" } as const;

const words = {
  en: {
    nothing: (company: string) => `${company} is as the file says. Nothing to change.`,
    would: (company: string, count: number) =>
      `${company}: the file would change ${count} ${count === 1 ? "thing" : "things"}. Nothing was written.`,
    done: (company: string, count: number) => `${company}: ${count} ${count === 1 ? "thing" : "things"} changed.`,
    notAsked: "not asked",
    counting: (metrics: string) => `Still being counted, so their numbers are not told: ${metrics}.`,
    more: "There are more numbers (--limit).",
    kept: (records: number, command: string) =>
      `${records} ${records === 1 ? "record keeps its day" : "records keep their days"}, which the changed time zones would move. To date them anew: ${command}`,
  },
  ko: {
    nothing: (company: string) => `${company}: 파일과 같습니다. 바꿀 것이 없습니다.`,
    would: (company: string, count: number) => `${company}: 파일을 적용하면 ${count}건이 바뀝니다. 아직 아무것도 쓰지 않았습니다.`,
    done: (company: string, count: number) => `${company}: ${count}건을 바꿨습니다.`,
    notAsked: "대상 아님",
    counting: (metrics: string) => `아직 세는 중이라 숫자를 알려 드릴 수 없는 항목: ${metrics}.`,
    more: "달라지는 숫자가 더 있습니다(--limit).",
    kept: (records: number, command: string) =>
      `기록 ${records}건은 바뀐 시간대로는 날짜가 달라지지만 지금 날짜를 그대로 둡니다. 날짜를 다시 산정하려면: ${command}`,
  },
} satisfies Record<Language, unknown>;

const applyHelp: Help<"file" | "by" | "reason"> = {
  en: {
    summary: "make the company what a file says; the same file again changes nothing",
    options: {
      file: "the company file, YAML or JSON; - reads standard input",
      by: "who does it (the user of this computer)",
      reason: "why; kept with the change",
    },
    examples: ["attain apply examples/raj/company.yaml", "attain export | attain apply -"],
  },
  ko: {
    summary: "회사를 파일과 같게 합니다. 같은 파일을 다시 적용하면 바뀌는 것이 없습니다",
    options: {
      file: "회사 파일(YAML 또는 JSON). -는 표준 입력",
      by: "누가 하는지(이 컴퓨터의 사용자)",
      reason: "이유. 변경 이력에 남습니다",
    },
    examples: ["attain apply examples/raj/company.yaml", "attain export | attain apply -"],
  },
};

const diffHelp: Help<"file" | "numbers" | "limit"> = {
  en: {
    summary: "tell what applying a file would change, without writing anything",
    options: {
      file: applyHelp.en.options.file,
      numbers: "tell as well each number and status that the changed metrics would change; takes as long as counting the log",
      limit: "with --numbers: how many numbers at most",
    },
    examples: ["attain diff company.yaml", "attain diff company.yaml --numbers", "attain diff company.yaml --json | jq .changes"],
  },
  ko: {
    summary: "파일을 적용하면 무엇이 바뀌는지 알려 줍니다. 아무것도 쓰지 않습니다",
    options: {
      file: applyHelp.ko.options.file,
      numbers: "바뀐 집계 항목 때문에 달라질 숫자와 달성 상태까지 모두 알려 줍니다. 기록을 다시 세는 만큼 걸립니다",
      limit: "--numbers와 함께: 보여 줄 숫자의 최대 개수",
    },
    examples: ["attain diff company.yaml", "attain diff company.yaml --numbers", "attain diff company.yaml --json | jq .changes"],
  },
};

const redatingCommand = ({ member, from, before }: NonNullable<CompanyChanges["keptDays"]>): string =>
  `attain redate ${member === null ? "" : `--member ${member} `}--from ${from} --before ${before} --reason TEXT`;

/** What a file or a draft changed, or would change. */
export const tellChanges = (
  { company, changes, warnings, keptDays }: CompanyChanges,
  { terminal, json }: Session,
  isDone: boolean,
): void => {
  const { print, tell, language, colours } = terminal;
  const { nothing, would, done, kept } = words[language];
  if (!json) {
    for (const { act, words: said } of changes) {
      const line = `${signs[act]} ${said[language]}`;
      print(signs[act] === "+" ? colours.green(line) : signs[act] === "~" ? colours.yellow(line) : colours.red(line));
    }
  }
  tell(changes.length === 0 ? nothing(company) : (isDone ? done : would)(company, changes.length));
  for (const { words: said } of warnings) tell(colours.yellow(`! ${said[language]}`));
  if (keptDays !== null) tell(kept(keptDays.records, redatingCommand(keptDays)));
};

export const addApply = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  program
    .command("apply")
    .description(applyHelp[language].summary)
    .argument("<file>", applyHelp[language].options.file)
    .option("--by <name>", applyHelp[language].options.by)
    .option("--reason <text>", applyHelp[language].options.reason)
    .addHelpText("after", examplesText(applyHelp[language].examples, language))
    .action((file: string, { by, reason }: { readonly by?: string; readonly reason?: string }, command: Command) =>
      run(command, async (session) => {
        const text = await readInput(file);
        if (!text.ok) return text;
        const applied = await applyCompany(session.database, text.value, { by: by ?? userInfo().username, reason });
        if (!applied.ok) return applied;
        tellChanges(applied.value, session, true);
        if (applied.value.companyId !== null) await countToTheEnd(session, applied.value.companyId);
        if (session.json) session.terminal.print(JSON.stringify(companyChangesJson(applied.value)));
        return accepted(DONE);
      }),
    );
};

const LIMIT = 50;

const tellNumbers = (preview: NonNullable<CompanyChanges["numbers"]>, { terminal, json }: Session): void => {
  const { print, tell, language } = terminal;
  const say = words[language];
  if (!json) {
    for (const line of numberLines(preview, language)) print(line);
    for (const { member, plan, period, before, after } of preview.statuses) {
      const [was, is] = [before, after].map((status) => (status === null ? say.notAsked : statusWords[language][status]));
      print(`  ${plan}, ${member}, ${period.label[language]}: ${was ?? ""} → ${is ?? ""}`);
    }
  }
  if (preview.counting.length > 0) tell(say.counting(preview.counting.join(", ")));
  if (preview.nextCursor !== null) tell(say.more);
};

export const addDiff = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  program
    .command("diff")
    .description(diffHelp[language].summary)
    .argument("<file>", diffHelp[language].options.file)
    .option("--numbers", diffHelp[language].options.numbers)
    .option("--limit <number>", `${diffHelp[language].options.limit} (${LIMIT})`, wholeNumberOption(1, 100_000))
    .addHelpText("after", examplesText(diffHelp[language].examples, language))
    .action((file: string, { numbers, limit = LIMIT }: { readonly numbers?: boolean; readonly limit?: number }, command: Command) =>
      run(command, async (session) => {
        const text = await readInput(file);
        if (!text.ok) return text;
        const changes = await diffCompany(session.database, text.value, numbers === true ? { numbers: { limit } } : {});
        if (!changes.ok) return changes;
        tellChanges(changes.value, session, false);
        if (changes.value.numbers !== null) tellNumbers(changes.value.numbers, session);
        if (session.json) session.terminal.print(JSON.stringify(companyChangesJson(changes.value)));
        return accepted(DONE);
      }),
    );
};
