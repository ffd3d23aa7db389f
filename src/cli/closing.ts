import { userInfo } from "node:os";
import type { Command } from "commander";
import { readAcknowledgement, readClosing, readReopening } from "../domain/closing-reading.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted } from "../domain/refusal.ts";
import { acknowledgeStatement } from "../operations/acknowledge-statement.ts";
import { closePeriod } from "../operations/close-period.ts";
import { listAdjustments } from "../operations/list-adjustments.ts";
import { listClosures } from "../operations/list-closures.ts";
import { listStatements } from "../operations/list-statements.ts";
import { reopenPeriod } from "../operations/reopen-period.ts";
import { showStatement } from "../operations/show-statement.ts";
import { adjustmentLines, closureLine, statementHead, statementLines } from "./closing-lines.ts";
import { companyOf, DONE, REFUSED } from "./session.ts";
import { cadenceOption, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const closeHelp: Help<"cadence" | "on" | "despite" | "dryRun"> = {
  en: {
    summary: "close a period: its numbers become statements, and what comes late is told on the next ones",
    options: {
      cadence: "of plans of this cadence",
      on: "a day of the period",
      despite: "close all the same, for this reason, where grace runs or records name nobody",
      dryRun: "only tell what speaks against it",
    },
    examples: ["attain close-period --cadence month --on 2026-03-31 --dry-run", "attain close-period --cadence month --on 2026-03-31"],
  },
  ko: {
    summary: "기간을 마감합니다. 숫자는 실적 확인서로 남고, 늦게 들어온 것은 다음 확인서에 표시합니다",
    options: {
      cadence: "이 주기의 활동 기준",
      on: "기간에 속한 날",
      despite: "유예 중이거나 담당자 미확인 기록이 있어도 이 이유로 마감하기",
      dryRun: "마감을 막는 것만 보기",
    },
    examples: ["attain close-period --cadence month --on 2026-03-31 --dry-run", "attain close-period --cadence month --on 2026-03-31"],
  },
};

const reopenHelp: Help<"cadence" | "on" | "reason"> = {
  en: {
    summary: "open the last closed period again; its statements are kept and hold no longer",
    options: { cadence: "of this cadence", on: "a day of the period", reason: "why; kept with the closure" },
    examples: ['attain reopen-period --cadence month --on 2026-03-31 --reason "the branch in Busan was missing"'],
  },
  ko: {
    summary: "마지막으로 마감한 기간을 다시 엽니다. 실적 확인서는 남지만 효력이 없어집니다",
    options: { cadence: "이 주기", on: "기간에 속한 날", reason: "이유. 마감 이력에 남습니다" },
    examples: ['attain reopen-period --cadence month --on 2026-03-31 --reason "부산 지점 누락"'],
  },
};

const closuresHelp: Help<"cadence"> = {
  en: { summary: "list which periods were closed, by whom and when", options: { cadence: "only this cadence" } },
  ko: { summary: "마감한 기간과 마감한 사람, 시각을 나열합니다", options: { cadence: "이 주기만" } },
};

const statementsHelp: Help<"cadence" | "on" | "member" | "after" | "limit"> = {
  en: {
    summary: "list statements of closed periods",
    options: {
      cadence: "only this cadence",
      on: "of periods that contain this day",
      member: "only this member's, by id",
      after: "those after this number",
      limit: "how many at most",
    },
    examples: ["attain statements --cadence month --on 2026-03-31", "attain statements --member raj"],
  },
  ko: {
    summary: "마감한 기간의 실적 확인서를 나열합니다",
    options: { cadence: "이 주기만", on: "이날이 속한 기간", member: "이 구성원만(id)", after: "이 번호 다음부터", limit: "최대 개수" },
    examples: ["attain statements --cadence month --on 2026-03-31", "attain statements --member raj"],
  },
};

const showHelp: Help<"number"> = {
  en: {
    summary: "show a statement, with what earlier closed periods came to meanwhile",
    options: { number: "the statement's number" },
    examples: ["attain show-statement 12"],
  },
  ko: {
    summary: "실적 확인서와 앞서 마감한 기간의 정정 반영을 봅니다",
    options: { number: "실적 확인서 번호" },
    examples: ["attain show-statement 12"],
  },
};

const acknowledgeHelp: Help<"number" | "remark"> = {
  en: {
    summary: "note that a statement was seen by the rep: once, and it stays",
    options: { number: "the statement's number", remark: "what the rep says about it" },
    examples: ["attain acknowledge-statement 12"],
  },
  ko: {
    summary: "담당자가 실적 확인서를 확인했다고 남깁니다. 한 번뿐이며 바꿀 수 없습니다",
    options: { number: "실적 확인서 번호", remark: "담당자의 의견" },
    examples: ["attain acknowledge-statement 12"],
  },
};

const adjustmentsHelp: Help<"open" | "closure" | "member"> = {
  en: {
    summary: "list what closed periods came to after they were closed, and from what",
    options: {
      open: "only those that wait for the next statements",
      closure: "only those told on the statements of this closure, by its number",
      member: "only this member's, by id",
    },
    examples: ["attain adjustments --open"],
  },
  ko: {
    summary: "마감 뒤에 달라진 것과 그 까닭을 나열합니다",
    options: { open: "다음 확인서를 기다리는 것만", closure: "이 번호의 마감 확인서에 표시한 것만", member: "이 구성원만(id)" },
    examples: ["attain adjustments --open"],
  },
};

const words = {
  en: {
    clear: "Nothing speaks against closing.",
    overrulable: "may be overruled",
    closed: (period: string, statements: number, adjustments: number) =>
      `${period} is closed: ${statements} ${statements === 1 ? "statement" : "statements"}, ${adjustments} ${adjustments === 1 ? "adjustment" : "adjustments"} of earlier periods.`,
    reopened: (period: string) => `${period} is open again. Its statements hold no longer; close it anew when it is right.`,
    statements: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "statement" : "statements"}${more ? "; there are more (--after)" : ""}`,
    acknowledged: (number: number) => `Statement ${number} is acknowledged.`,
    adjustments: (count: number) => `${count} ${count === 1 ? "adjustment" : "adjustments"}`,
    closures: (count: number) => `${count} ${count === 1 ? "closure" : "closures"}`,
  },
  ko: {
    clear: "마감을 막는 것이 없습니다.",
    overrulable: "이유를 쓰면 마감 가능",
    closed: (period: string, statements: number, adjustments: number) =>
      `${period} 마감 완료. 실적 확인서 ${statements}건, 앞선 기간의 정정 반영 ${adjustments}건.`,
    reopened: (period: string) => `${period}의 마감을 풀었습니다. 실적 확인서는 효력이 없으며, 바로잡은 뒤 다시 마감하세요.`,
    statements: (count: number, more: boolean) => `실적 확인서 ${count}건${more ? ". 더 있습니다(--after)" : ""}`,
    acknowledged: (number: number) => `실적 확인서 ${number}번을 확인했습니다.`,
    adjustments: (count: number) => `정정 반영 ${count}건`,
    closures: (count: number) => `마감 ${count}건`,
  },
} satisfies Record<Language, unknown>;

const now = (): bigint => BigInt(Date.now()) * 1000n;
const MOST_NUMBERS = 999_999_999;
const LIMIT = 50;
const numberArgument = wholeNumberOption(1, MOST_NUMBERS);

type CloseFlags = { readonly cadence: Cadence; readonly on: string; readonly despite?: string; readonly dryRun?: boolean };

export const addClosePeriod = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = closeHelp[language];
  const say = words[language];
  program
    .command("close-period")
    .description(summary)
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .requiredOption("--on <day>", options.on)
    .option("--despite <reason>", options.despite)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, language))
    .action(({ dryRun = false, ...order }: CloseFlags, command: Command) =>
      run(command, async (session) => {
        const read = readClosing(order);
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await closePeriod(session.database, companyId.value, read.value, { by: userInfo().username, now: now(), dryRun });
        if (!done.ok) return done;
        const { period, blocks, closure, statements, adjustments } = done.value;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else
          for (const { detail, overrulable } of blocks) terminal.print(`${detail[language]}${overrulable ? ` (${say.overrulable})` : ""}`);
        if (closure !== null) terminal.tell(say.closed(period.label[language], statements, adjustments));
        else if (blocks.length === 0) terminal.tell(say.clear);
        return accepted(closure === null && blocks.some(({ overrulable }) => !overrulable) ? REFUSED : DONE);
      }),
    );
};

type ReopenFlags = { readonly cadence: Cadence; readonly on: string; readonly reason: string };

export const addReopenPeriod = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = reopenHelp[language];
  program
    .command("reopen-period")
    .description(summary)
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .requiredOption("--on <day>", options.on)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((order: ReopenFlags, command: Command) =>
      run(command, async (session) => {
        const read = readReopening(order);
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await reopenPeriod(session.database, companyId.value, read.value, { by: userInfo().username });
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        terminal.tell(words[language].reopened(done.value.period.label[language]));
        return accepted(DONE);
      }),
    );
};

export const addClosures = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options } = closuresHelp[language];
  program
    .command("closures")
    .description(summary)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .action(({ cadence }: { readonly cadence?: Cadence }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const answer = await listClosures(session.database, companyId.value, given({ cadence }));
        if (session.json) terminal.print(JSON.stringify(answer));
        else for (const closure of answer.closures) terminal.print(closureLine(closure, language));
        terminal.tell(words[language].closures(answer.closures.length));
        return accepted(DONE);
      }),
    );
};

type StatementsFlags = {
  readonly cadence?: Cadence;
  readonly on?: string;
  readonly member?: string;
  readonly after?: number;
  readonly limit?: number;
};

export const addStatements = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = statementsHelp[language];
  program
    .command("statements")
    .description(summary)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--on <day>", options.on)
    .option("--member <id>", options.member)
    .option("--after <number>", options.after, numberArgument)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action(({ cadence, on, member, after, limit = LIMIT }: StatementsFlags, command: Command) =>
      run(command, async (session) => {
        const day = on === undefined ? undefined : parseDay(on, "/on");
        if (day !== undefined && !day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = given({ cadence, on: day?.value, member, after, limit });
        const answer = await listStatements(session.database, companyId.value, question);
        if (!answer.ok) return answer;
        const { statements, next } = answer.value;
        if (session.json) terminal.print(JSON.stringify(answer.value));
        else for (const statement of statements) terminal.print(statementHead(statement, language));
        terminal.tell(words[language].statements(statements.length, next !== null));
        return accepted(DONE);
      }),
    );
};

export const addShowStatement = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-statement")
    .description(summary)
    .argument("<number>", options.number, numberArgument)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, _flags: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const shown = await showStatement(session.database, companyId.value, number);
        if (!shown.ok) return shown;
        terminal.print(session.json ? JSON.stringify(shown.value) : statementLines(shown.value, language).join("\n"));
        return accepted(DONE);
      }),
    );
};

export const addAcknowledgeStatement = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = acknowledgeHelp[language];
  program
    .command("acknowledge-statement")
    .description(summary)
    .argument("<number>", options.number, numberArgument)
    .option("--remark <text>", options.remark)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, flags: { readonly remark?: string }, command: Command) =>
      run(command, async (session) => {
        const read = readAcknowledgement(flags);
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await acknowledgeStatement(session.database, companyId.value, number, { ...read.value, by: userInfo().username });
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        terminal.tell(words[language].acknowledged(number));
        return accepted(DONE);
      }),
    );
};

export const addAdjustments = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = adjustmentsHelp[language];
  program
    .command("adjustments")
    .description(summary)
    .option("--open", options.open)
    .option("--closure <number>", options.closure, numberArgument)
    .option("--member <id>", options.member)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: { readonly open?: boolean; readonly closure?: number; readonly member?: string }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const answer = await listAdjustments(session.database, companyId.value, flags);
        if (!answer.ok) return answer;
        const { adjustments } = answer.value;
        if (session.json) terminal.print(JSON.stringify(answer.value));
        else for (const line of adjustments.flatMap((each) => adjustmentLines(each, language))) terminal.print(line);
        terminal.tell(words[language].adjustments(adjustments.length));
        return accepted(DONE);
      }),
    );
};
