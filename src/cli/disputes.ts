import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { CommanderError, InvalidArgumentError, type Command } from "commander";
import { parseDisputeName } from "../domain/dispute.ts";
import { readDisputeComment, readDisputeDecision, readDisputeReason, type DisputeRemark } from "../domain/dispute-reading.ts";
import { given } from "../domain/given.ts";
import type { Instant } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { addDisputeFile } from "../operations/add-dispute-file.ts";
import { appealDispute } from "../operations/appeal-dispute.ts";
import { commentDispute } from "../operations/comment-dispute.ts";
import { decideDispute } from "../operations/decide-dispute.ts";
import type { DisputeJson } from "../operations/dispute-json.ts";
import { listDisputes } from "../operations/list-disputes.ts";
import { readDisputeFile } from "../operations/read-dispute-file.ts";
import { showDispute } from "../operations/show-dispute.ts";
import { withdrawDispute } from "../operations/withdraw-dispute.ts";
import { several } from "./attest.ts";
import { disputeLines, historyLines } from "./dispute-lines.ts";
import { companyOf, DONE, USAGE, type Session } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const people = {
  en: { dispute: "the dispute: D-12", by: "who does it: a member's id", evidence: "a link that shows it", json: "" },
  ko: { dispute: "이의 신청: D-12", by: "누가 하는지: 구성원 id", evidence: "실제로 있었음을 보여 주는 링크", json: "" },
} as const;

const listHelp: Help<"member" | "decider" | "open" | "limit"> = {
  en: {
    summary: "list disputes, the latest first, with whom they wait for",
    options: {
      member: "raised by this member",
      decider: "those that this member may decide now",
      open: "only those that wait for a decision",
      limit: "how many at most",
    },
    examples: ["attain list-disputes --open", "attain list-disputes --decider kim"],
  },
  ko: {
    summary: "이의 신청을 최근 것부터 나열하고 누구의 결정을 기다리는지 보여 줍니다",
    options: {
      member: "이 구성원이 신청한 것",
      decider: "이 구성원이 지금 결정할 수 있는 것",
      open: "결정을 기다리는 것만",
      limit: "최대 건수",
    },
    examples: ["attain list-disputes --open", "attain list-disputes --decider kim"],
  },
};

const showHelp: Help<"file" | "to"> = {
  en: {
    summary: "show one dispute with everything that was said and which numbers it changed",
    options: { file: "save this file of it, by its number", to: "with --file: where to" },
    examples: ["attain show-dispute D-12", "attain show-dispute D-12 --file 1 --to screenshot.png"],
  },
  ko: {
    summary: "이의 신청 하나를 오간 말, 달라진 숫자와 함께 보여 줍니다",
    options: { file: "이 번호의 첨부 파일 저장", to: "--file과 함께: 저장할 곳" },
    examples: ["attain show-dispute D-12", "attain show-dispute D-12 --file 1 --to screenshot.png"],
  },
};

const commentHelp: Help<"text" | "file"> = {
  en: {
    summary: "say something in a dispute, or add a file that shows what happened",
    options: { text: "what to say", file: "a picture, PDF, recording or text of at most 5 MB; several times for several" },
    examples: ['attain comment-dispute D-12 --by raj --text "see the log of the exchange" --file log.pdf'],
  },
  ko: {
    summary: "이의 신청에 의견이나 증빙 파일을 남깁니다",
    options: { text: "의견", file: "그림, PDF, 녹음, 글 파일(최대 5MB). 여러 번 쓸 수 있습니다" },
    examples: ['attain comment-dispute D-12 --by raj --text "교환기 기록 첨부" --file log.pdf'],
  },
};

const decideHelp: Help<"uphold" | "reject" | "reason" | "condition" | "dryRun"> = {
  en: {
    summary: "decide a dispute; upheld it takes effect at once, as a ruling or as a record that is entered",
    options: {
      uphold: "the member is right",
      reject: "the verdict stays",
      reason: "why; kept with the decision",
      condition: "with --uphold: the condition that the ruling replaces, by its text; several times for several",
      dryRun: "only tell which numbers would change",
    },
    examples: [
      'attain decide-dispute D-12 --by kim --uphold --reason "the network failed" --dry-run',
      'attain decide-dispute D-12 --by kim --reject --reason "the log shows no call"',
    ],
  },
  ko: {
    summary: "이의 신청을 결정합니다. 받아들이면 결정이나 입력된 기록으로 바로 반영됩니다",
    options: {
      uphold: "받아들입니다",
      reject: "받아들이지 않습니다",
      reason: "이유. 결정과 함께 남습니다",
      condition: "--uphold와 함께: 결정이 대신할 조건의 글. 여러 번 쓸 수 있습니다",
      dryRun: "달라질 숫자만 보기",
    },
    examples: [
      'attain decide-dispute D-12 --by kim --uphold --reason "통신 장애 확인" --dry-run',
      'attain decide-dispute D-12 --by kim --reject --reason "통화 기록 없음"',
    ],
  },
};

const withdrawHelp: Help<"reason"> = {
  en: {
    summary: "take a dispute back before it is decided",
    options: { reason: "why" },
    examples: ['attain withdraw-dispute D-12 --by raj --reason "found the record"'],
  },
  ko: {
    summary: "결정되기 전에 이의 신청을 거둡니다",
    options: { reason: "이유" },
    examples: ['attain withdraw-dispute D-12 --by raj --reason "기록을 찾음"'],
  },
};

const appealHelp: typeof withdrawHelp = {
  en: {
    summary: "ask the next leader up to decide a rejected dispute anew, once",
    options: { reason: "why" },
    examples: ['attain appeal-dispute D-12 --by raj --reason "the log was of another day"'],
  },
  ko: {
    summary: "받아들여지지 않은 이의 신청을 한 단계 위 책임자가 다시 결정하도록 한 번 신청합니다",
    options: { reason: "이유" },
    examples: ['attain appeal-dispute D-12 --by raj --reason "다른 날의 기록이었음"'],
  },
};

const words = {
  en: {
    count: (count: number, more: boolean) => `${count} ${count === 1 ? "dispute" : "disputes"}${more ? "; there are more (--limit)" : ""}`,
    choose: "Say one of --uphold and --reject.",
    nothing: "Say --text, --file, or both.",
    together: "--file and --to go together.",
    preview: "Nothing was decided.",
    saved: (path: string) => `Saved to ${path}.`,
    number: "'D-12' would be right.",
  },
  ko: {
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다(--limit)" : ""}`,
    choose: "--uphold, --reject 중 하나를 쓰세요.",
    nothing: "--text, --file 중 하나 이상을 쓰세요.",
    together: "--file과 --to는 함께 씁니다.",
    preview: "아무것도 결정하지 않았습니다.",
    saved: (path: string) => `${path}에 저장했습니다.`,
    number: "'D-12'처럼 쓰세요.",
  },
} satisfies Record<Language, unknown>;

const LIMIT = 50;

const disputeArgument =
  (language: Language) =>
  (found: string): number => {
    const number = parseDisputeName(found);
    if (number === undefined) throw new InvalidArgumentError(words[language].number);
    return number;
  };

export const clock = (): { readonly now: Instant } => ({ now: BigInt(Date.now()) * 1000n });

export const tellDispute = (dispute: DisputeJson, terminal: Terminal, json: boolean): void => {
  if (json) terminal.print(JSON.stringify(dispute));
  else for (const line of [...disputeLines(dispute, terminal), ...historyLines(dispute, terminal)]) terminal.print(line);
};

/** Each file of the list is kept with the dispute; the answer is the dispute with all of them. */
export const addFiles = async (
  { database }: Session,
  companyId: number,
  dispute: { readonly number: number; readonly by: string },
  paths: readonly string[],
): Promise<Outcome<DisputeJson | undefined>> => {
  let present: DisputeJson | undefined;
  for (const path of paths) {
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => error);
    if (content instanceof Error)
      return refused(refusal("input-unreadable", "", { found: shown(path), problem: content.code ?? content.message }));
    const added = await addDisputeFile(database, companyId, { ...dispute, name: basename(path), content }, clock());
    if (!added.ok) return added;
    present = added.value;
  }
  return accepted(present);
};

export const addListDisputes = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  type Flags = { readonly member?: string; readonly decider?: string; readonly open?: boolean; readonly limit?: number };
  program
    .command("list-disputes")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--decider <id>", options.decider)
    .option("--open", options.open)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action(({ limit = LIMIT, ...flags }: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const { member, decider, open } = flags;
        const found = await listDisputes(session.database, companyId.value, given({ member, decider, open, limit }), clock());
        if (!found.ok) return found;
        const { disputes, nextCursor } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of disputes) for (const line of disputeLines(each, terminal)) terminal.print(line);
        terminal.tell(words[language].count(disputes.length, nextCursor !== null));
        return accepted(DONE);
      }),
    );
};

export const addShowDispute = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-dispute")
    .description(summary)
    .argument("<dispute>", people[language].dispute, disputeArgument(language))
    .option("--file <number>", options.file, wholeNumberOption(1, 9_999))
    .option("--to <path>", options.to)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, { file, to }: { readonly file?: number; readonly to?: string }, command: Command) => {
      if ((file === undefined) !== (to === undefined)) throw new CommanderError(USAGE, "attain.together", words[language].together);
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        if (file !== undefined && to !== undefined) {
          const read = await readDisputeFile(session.database, companyId.value, { number, file });
          if (!read.ok) return read;
          const failed = await writeFile(to, read.value.content, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => error);
          if (failed !== undefined)
            return refused(refusal("output-unwritable", "", { found: shown(to), problem: failed.code ?? failed.message }));
          terminal.tell(words[language].saved(to));
          return accepted(DONE);
        }
        const found = await showDispute(session.database, companyId.value, number, clock());
        if (!found.ok) return found;
        tellDispute(found.value, terminal, session.json);
        return accepted(DONE);
      });
    });
};

export const addCommentDispute = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = commentHelp[language];
  type Flags = { readonly by: string; readonly text?: string; readonly evidence?: string; readonly file?: readonly string[] };
  program
    .command("comment-dispute")
    .description(summary)
    .argument("<dispute>", people[language].dispute, disputeArgument(language))
    .requiredOption("--by <member>", people[language].by)
    .option("--text <text>", options.text)
    .option("--evidence <link>", people[language].evidence)
    .option("--file <path>", options.file, several)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, { by, text, evidence, file = [] }: Flags, command: Command) => {
      if (text === undefined && file.length === 0) throw new CommanderError(USAGE, "attain.choice", words[language].nothing);
      return run(command, async (session) => {
        const remark = text === undefined ? accepted(null) : readDisputeComment({ by, text, evidence });
        if (!remark.ok) return remark;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const said =
          remark.value === null
            ? accepted(undefined)
            : await commentDispute(session.database, companyId.value, { number, ...remark.value }, clock());
        if (!said.ok) return said;
        const added = await addFiles(session, companyId.value, { number, by }, file);
        if (!added.ok) return added;
        const present = added.value ?? said.value;
        if (present !== undefined) tellDispute(present, terminal, session.json);
        return accepted(DONE);
      });
    });
};

export const addDecideDispute = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = decideHelp[language];
  type Flags = {
    readonly by: string;
    readonly uphold?: boolean;
    readonly reject?: boolean;
    readonly reason: string;
    readonly condition?: readonly string[];
    readonly dryRun?: boolean;
  };
  program
    .command("decide-dispute")
    .description(summary)
    .argument("<dispute>", people[language].dispute, disputeArgument(language))
    .requiredOption("--by <member>", people[language].by)
    .option("--uphold", options.uphold)
    .option("--reject", options.reject)
    .requiredOption("--reason <text>", options.reason)
    .option("--condition <text>", options.condition, several)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, language))
    .action(
      (number: number, { by, uphold = false, reject = false, reason, condition: conditions, dryRun = false }: Flags, command: Command) => {
        if (uphold === reject) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
        return run(command, async (session) => {
          const decision = readDisputeDecision({ by, upheld: uphold, reason, conditions });
          if (!decision.ok) return decision;
          const companyId = await companyOf(session);
          if (!companyId.ok) return companyId;
          const decided = await decideDispute(session.database, companyId.value, { number, ...decision.value }, { ...clock(), dryRun });
          if (!decided.ok) return decided;
          tellDispute(decided.value, terminal, session.json);
          if (dryRun) terminal.tell(words[language].preview);
          return accepted(DONE);
        });
      },
    );
};

const addReasoned = (
  { program, terminal, run }: Shell,
  name: string,
  { help, operation }: { readonly help: typeof withdrawHelp; readonly operation: typeof withdrawDispute },
): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  type Flags = { readonly by: string; readonly reason: string; readonly evidence?: string };
  program
    .command(name)
    .description(summary)
    .argument("<dispute>", people[language].dispute, disputeArgument(language))
    .requiredOption("--by <member>", people[language].by)
    .requiredOption("--reason <text>", options.reason)
    .option("--evidence <link>", people[language].evidence)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, { by, reason, evidence }: Flags, command: Command) =>
      run(command, async (session) => {
        const remark: Outcome<DisputeRemark> = readDisputeReason({ by, reason, evidence });
        if (!remark.ok) return remark;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await operation(session.database, companyId.value, { number, ...remark.value }, clock());
        if (!done.ok) return done;
        tellDispute(done.value, terminal, session.json);
        return accepted(DONE);
      }),
    );
};

export const addWithdrawDispute = (shell: Shell): void =>
  addReasoned(shell, "withdraw-dispute", { help: withdrawHelp, operation: withdrawDispute });
export const addAppealDispute = (shell: Shell): void =>
  addReasoned(shell, "appeal-dispute", { help: appealHelp, operation: appealDispute });
