import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { InvalidArgumentError, Option, type Command } from "commander";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { readDrawing, readRewardDecision, readRewardDispute, readRewardEntry, stepNames, type StepName } from "../domain/reward-reading.ts";
import { correctRewards } from "../operations/correct-rewards.ts";
import { decideRewardDispute } from "../operations/decide-reward-dispute.ts";
import { disputeRewardLine } from "../operations/dispute-reward-line.ts";
import { drawRewardStatements } from "../operations/draw-reward-statements.ts";
import { enterReward } from "../operations/enter-reward.ts";
import { estimateRewardCost } from "../operations/estimate-reward-cost.ts";
import { exportPayroll } from "../operations/export-payroll.ts";
import { listRewardStatements } from "../operations/list-reward-statements.ts";
import { showRewardLedger } from "../operations/show-reward-ledger.ts";
import { showRewardStatement } from "../operations/show-reward-statement.ts";
import { showRewards } from "../operations/show-rewards.ts";
import { stepRewardStatements } from "../operations/step-reward-statements.ts";
import { readInput } from "./read-input.ts";
import {
  rewardCostLines,
  rewardEntryLine,
  rewardLedgerLines,
  rewardsLines,
  rewardStatementHead,
  rewardStatementLines,
} from "./reward-lines.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { cadenceOption, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const words = {
  en: {
    drawn: (period: string, drawn: number, kept: number) =>
      `${period}: ${drawn} ${drawn === 1 ? "statement" : "statements"} drawn up${kept === 0 ? "" : `, ${kept} published before and left as they are`}.`,
    statements: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "statement" : "statements"}${more ? "; there are more (--below)" : ""}`,
    corrected: (count: number) => (count === 0 ? "Nothing that is locked comes to anything else." : `${count} entered into the ledgers.`),
    written: (file: string, count: number) => `${file}: ${count} ${count === 1 ? "statement" : "statements"}`,
  },
  ko: {
    drawn: (period: string, drawn: number, kept: number) =>
      `${period}: 명세서 ${drawn}건 작성${kept === 0 ? "" : `, 이미 공개한 ${kept}건은 그대로`}.`,
    statements: (count: number, more: boolean) => `명세서 ${count}건${more ? ". 더 있습니다(--below)" : ""}`,
    corrected: (count: number) => (count === 0 ? "확정한 명세서와 달라진 금액이 없습니다." : `원장에 ${count}건을 적었습니다.`),
    written: (file: string, count: number) => `${file}: 명세서 ${count}건`,
  },
} satisfies Record<Language, unknown>;

const now = (): bigint => BigInt(Date.now()) * 1000n;
const MOST_NUMBERS = 999_999_999;
const LIMIT = 50;
const numberArgument = wholeNumberOption(1, MOST_NUMBERS);

/** Whoever sits at the computer, or says for whom they do it. */
const by = (named: string | undefined): { readonly by: string; readonly now: bigint } => ({ by: named ?? userInfo().username, now: now() });

/** Does the work in the company that is named; prints the answer as JSON, or as it is told. */
const inCompany = <T>(
  { run, terminal }: Shell,
  command: Command,
  work: (session: Session, companyId: number) => Promise<Outcome<T>>,
  told: (value: T) => readonly string[],
): Promise<void> =>
  run(command, async (session) => {
    const companyId = await companyOf(session);
    if (!companyId.ok) return companyId;
    const done = await work(session, companyId.value);
    if (!done.ok) return done;
    if (session.json) terminal.print(JSON.stringify(done.value));
    else for (const line of told(done.value)) terminal.print(line);
    return accepted(DONE);
  });

const rewardsHelp: Help<"on" | "cadence" | "member"> = {
  en: {
    summary: "what the reward plans come to, member by member, and what more of it earns",
    options: {
      on: "in the periods that contain this day; left out: today",
      cadence: "only plans of this cadence",
      member: "only this member, by id",
    },
    examples: ["attain rewards", "attain rewards --on 2026-03-31 --member mina"],
  },
  ko: {
    summary: "인센티브 기준별로 구성원의 금액과 더 하면 받을 금액을 봅니다",
    options: { on: "이날이 속한 기간. 생략하면 오늘", cadence: "이 주기의 기준만", member: "이 구성원만(id)" },
    examples: ["attain rewards", "attain rewards --on 2026-03-31 --member mina"],
  },
};

type PeriodFlags = { readonly on?: string; readonly cadence?: Cadence; readonly member?: string };

export const addRewards = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = rewardsHelp[language];
  shell.program
    .command("rewards")
    .description(summary)
    .option("--on <day>", options.on)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--member <id>", options.member)
    .addHelpText("after", examplesText(examples, language))
    .action(({ on, cadence, member }: PeriodFlags, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const day = on === undefined ? undefined : parseDay(on, "/on");
          if (day?.ok === false) return day;
          return showRewards(database, companyId, { ...given({ on: day?.value, cadence, member }), now: now() });
        },
        (answer) => rewardsLines(answer, language),
      ),
    );
};

const drawHelp: Help<"cadence" | "on" | "by"> = {
  en: {
    summary: "draw up the reward statements of a period that is over; drafts are drawn up anew",
    options: { cadence: "of reward plans of this cadence", on: "a day of the period", by: "who draws them up; left out: you" },
    examples: ["attain draw-reward-statements --cadence month --on 2026-03-31"],
  },
  ko: {
    summary: "끝난 기간의 인센티브 명세서를 작성합니다. 작성 중인 명세서는 새로 작성합니다",
    options: { cadence: "이 주기의 인센티브 기준", on: "기간에 속한 날", by: "작성하는 사람. 생략하면 본인" },
    examples: ["attain draw-reward-statements --cadence month --on 2026-03-31"],
  },
};

export const addDrawRewardStatements = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = drawHelp[language];
  shell.program
    .command("draw-reward-statements")
    .description(summary)
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .requiredOption("--on <day>", options.on)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action(({ by: who, ...order }: { readonly cadence: Cadence; readonly on: string; readonly by?: string }, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const read = readDrawing(order);
          return read.ok ? drawRewardStatements(database, companyId, read.value, by(who)) : read;
        },
        ({ period, drawn, kept }) => [words[language].drawn(period.label[language], drawn, kept)],
      ),
    );
};

const statementsHelp: Help<"cadence" | "on" | "member" | "below" | "limit"> = {
  en: {
    summary: "list reward statements, the latest first",
    options: {
      cadence: "only this cadence",
      on: "of periods that contain this day",
      member: "only this member's, by id",
      below: "those below this number",
      limit: "how many at most",
    },
    examples: ["attain reward-statements --cadence month --on 2026-03-31"],
  },
  ko: {
    summary: "인센티브 명세서를 최근 것부터 나열합니다",
    options: { cadence: "이 주기만", on: "이날이 속한 기간", member: "이 구성원만(id)", below: "이 번호 앞의 것", limit: "최대 개수" },
    examples: ["attain reward-statements --cadence month --on 2026-03-31"],
  },
};

export const addRewardStatements = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = statementsHelp[language];
  shell.program
    .command("reward-statements")
    .description(summary)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--on <day>", options.on)
    .option("--member <id>", options.member)
    .option("--below <number>", options.below, numberArgument)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action(({ on, limit = LIMIT, ...flags }: PeriodFlags & { readonly below?: number; readonly limit?: number }, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const day = on === undefined ? undefined : parseDay(on, "/on");
          if (day?.ok === false) return day;
          return listRewardStatements(database, companyId, { ...given({ ...flags, on: day?.value }), limit }, by(undefined));
        },
        ({ statements, next }) => [
          ...statements.map((each) => rewardStatementHead(each, language)),
          words[language].statements(statements.length, next !== null),
        ],
      ),
    );
};

const showHelp: Help<"number"> = {
  en: {
    summary: "show a reward statement with its lines, what was done with it, and what followed in the ledger",
    options: { number: "the statement's number" },
    examples: ["attain show-reward-statement 12"],
  },
  ko: {
    summary: "인센티브 명세서의 지급 내역과 처리 단계, 원장에 이어진 것을 봅니다",
    options: { number: "명세서 번호" },
    examples: ["attain show-reward-statement 12"],
  },
};

export const addShowRewardStatement = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = showHelp[language];
  shell.program
    .command("show-reward-statement")
    .description(summary)
    .argument("<number>", options.number, numberArgument)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, _flags: unknown, command: Command) =>
      inCompany(
        shell,
        command,
        ({ database }, companyId) => showRewardStatement(database, companyId, number, by(undefined)),
        (shown) => rewardStatementLines(shown, language),
      ),
    );
};

const stepHelp: Help<"step" | "numbers" | "by" | "reason"> = {
  en: {
    summary: "publish, withdraw, approve, lock or pay reward statements: all of them or none",
    options: {
      step: `one of ${stepNames.join(", ")}`,
      numbers: "the statements' numbers",
      by: "who does it; left out: you. Whoever drew them up, is paid by them or has approved them does not approve",
      reason: "why they are withdrawn",
    },
    examples: ["attain step-reward-statements publish 12 13", "attain step-reward-statements approve-as-manager 12 --by hana"],
  },
  ko: {
    summary: "인센티브 명세서를 공개, 회수, 승인, 확정, 지급합니다. 모두 하거나 하나도 하지 않습니다",
    options: {
      step: `${stepNames.join(", ")} 중 하나`,
      numbers: "명세서 번호",
      by: "하는 사람. 생략하면 본인. 작성한 사람, 받는 사람, 이미 승인한 사람은 승인할 수 없습니다",
      reason: "회수하는 이유",
    },
    examples: ["attain step-reward-statements publish 12 13", "attain step-reward-statements approve-as-manager 12 --by hana"],
  },
};

const stepArgument = (found: string): StepName => {
  const step = stepNames.find((each) => each === found);
  if (step !== undefined) return step;
  throw new InvalidArgumentError(`'${stepNames.join(", ")}' would be right.`);
};

export const addStepRewardStatements = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = stepHelp[language];
  shell.program
    .command("step-reward-statements")
    .description(summary)
    .argument("<step>", options.step, stepArgument)
    .argument("<numbers...>", options.numbers, (found: string, all: readonly number[] | undefined) => [
      ...(all ?? []),
      numberArgument(found),
    ])
    .option("--by <name>", options.by)
    .option("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((step: StepName, statements: readonly number[], flags: { readonly by?: string; readonly reason?: string }, command: Command) =>
      inCompany(
        shell,
        command,
        ({ database }, companyId) =>
          stepRewardStatements(database, companyId, { step, statements, reason: flags.reason ?? null }, by(flags.by)),
        (done) => done.statements.map((each) => rewardStatementHead(each, language)),
      ),
    );
};

const disputeHelp: Help<"number" | "reward" | "said" | "by"> = {
  en: {
    summary: "say that a line of a reward statement is wrong; until it is decided it is not approved",
    options: {
      number: "the statement's number",
      reward: "the reward plan, by its id",
      said: "what is wrong",
      by: "who says it; left out: you",
    },
    examples: ['attain dispute-reward-line 12 --reward calls-bonus --said "the calls of 12 March are missing" --by mina'],
  },
  ko: {
    summary: "인센티브 명세서의 지급 내역에 이의를 신청합니다. 결정할 때까지 승인하지 않습니다",
    options: { number: "명세서 번호", reward: "인센티브 기준(id)", said: "무엇이 틀렸는지", by: "신청하는 사람. 생략하면 본인" },
    examples: ['attain dispute-reward-line 12 --reward calls-bonus --said "3월 12일 통화 누락" --by mina'],
  },
};

export const addDisputeRewardLine = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = disputeHelp[language];
  shell.program
    .command("dispute-reward-line")
    .description(summary)
    .argument("<number>", options.number, numberArgument)
    .requiredOption("--reward <id>", options.reward)
    .requiredOption("--said <text>", options.said)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action(
      (
        statement: number,
        { by: who, ...order }: { readonly reward: string; readonly said: string; readonly by?: string },
        command: Command,
      ) =>
        inCompany(
          shell,
          command,
          async ({ database }, companyId) => {
            const read = readRewardDispute(order);
            return read.ok ? disputeRewardLine(database, companyId, { statement, ...read.value }, by(who)) : read;
          },
          (done) => [rewardStatementHead(done, language)],
        ),
    );
};

const decideHelp: Help<"number" | "upheld" | "rejected" | "reason" | "amount" | "by"> = {
  en: {
    summary: "decide a dispute on a line of a reward statement",
    options: {
      number: "the dispute's number",
      upheld: "it is right",
      rejected: "it is not",
      reason: "why",
      amount: "what an upheld one adds, in the currency of the statement",
      by: "who decides; left out: you",
    },
    examples: ['attain decide-reward-dispute 3 --upheld --amount 5000 --reason "one call was missing" --by hana'],
  },
  ko: {
    summary: "인센티브 명세서 지급 내역의 이의 신청을 결정합니다",
    options: {
      number: "이의 신청 번호",
      upheld: "인정",
      rejected: "기각",
      reason: "이유",
      amount: "인정할 때 더하는 금액. 명세서의 통화",
      by: "결정하는 사람. 생략하면 본인",
    },
    examples: ['attain decide-reward-dispute 3 --upheld --amount 5000 --reason "통화 1건 누락" --by hana'],
  },
};

type DecideFlags = {
  readonly upheld?: boolean;
  readonly rejected?: boolean;
  readonly reason: string;
  readonly amount?: string;
  readonly by?: string;
};

export const addDecideRewardDispute = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = decideHelp[language];
  shell.program
    .command("decide-reward-dispute")
    .description(summary)
    .argument("<number>", options.number, numberArgument)
    .addOption(new Option("--upheld", options.upheld).conflicts("rejected"))
    .addOption(new Option("--rejected", options.rejected).conflicts("upheld"))
    .requiredOption("--reason <text>", options.reason)
    .option("--amount <money>", options.amount)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action((dispute: number, { by: who, upheld, rejected, ...flags }: DecideFlags, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const read = readRewardDecision({ ...flags, ...given({ upheld: rejected === true ? false : upheld }) });
          return read.ok ? decideRewardDispute(database, companyId, { dispute, ...read.value }, by(who)) : read;
        },
        (done) => [rewardStatementHead(done, language)],
      ),
    );
};

const ledgerHelp: Help<"member"> = {
  en: {
    summary: "a member's reward ledger: what was advanced, earned, reversed and adjusted, each with its cause",
    options: { member: "the member's id" },
    examples: ["attain reward-ledger mina"],
  },
  ko: {
    summary: "구성원의 인센티브 원장: 선지급, 확정, 취소, 조정과 그 까닭",
    options: { member: "구성원 id" },
    examples: ["attain reward-ledger mina"],
  },
};

export const addRewardLedger = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = ledgerHelp[language];
  shell.program
    .command("reward-ledger")
    .description(summary)
    .argument("<member>", options.member)
    .addHelpText("after", examplesText(examples, language))
    .action((member: string, _flags: unknown, command: Command) =>
      inCompany(
        shell,
        command,
        ({ database }, companyId) => showRewardLedger(database, companyId, member),
        (ledger) => rewardLedgerLines(ledger, language),
      ),
    );
};

const enterHelp: Help<"member" | "type" | "reward" | "on" | "amount" | "reason" | "by"> = {
  en: {
    summary: "enter an advance, or an adjustment, into a member's reward ledger",
    options: {
      member: "the member's id",
      type: "an advance is earned later; an adjustment may be below nothing",
      reward: "the reward plan, by its id",
      on: "a day of the period that it is for",
      amount: "in the currency of the reward plan",
      reason: "why; it stands in the ledger",
      by: "who enters it; left out: you",
    },
    examples: ['attain enter-reward mina --type advance --reward calls-bonus --on 2026-04-30 --amount 30000 --reason "agreed on 2 April"'],
  },
  ko: {
    summary: "구성원의 인센티브 원장에 선지급이나 조정을 적습니다",
    options: {
      member: "구성원 id",
      type: "선지급은 나중에 확정되고, 조정은 0보다 작을 수 있습니다",
      reward: "인센티브 기준(id)",
      on: "해당 기간에 속한 날",
      amount: "인센티브 기준의 통화",
      reason: "이유. 원장에 남습니다",
      by: "적는 사람. 생략하면 본인",
    },
    examples: ['attain enter-reward mina --type advance --reward calls-bonus --on 2026-04-30 --amount 30000 --reason "4월 2일 합의"'],
  },
};

export const addEnterReward = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = enterHelp[language];
  shell.program
    .command("enter-reward")
    .description(summary)
    .argument("<member>", options.member)
    .addOption(new Option("--type <type>", options.type).choices(["advance", "adjust"]).makeOptionMandatory())
    .requiredOption("--reward <id>", options.reward)
    .requiredOption("--on <day>", options.on)
    .requiredOption("--amount <money>", options.amount)
    .requiredOption("--reason <text>", options.reason)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action((member: string, { by: who, ...order }: Readonly<Record<string, string>>, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const read = readRewardEntry({ ...order, member });
          return read.ok ? enterReward(database, companyId, read.value, by(who)) : read;
        },
        (entry) => [rewardEntryLine(entry, language)],
      ),
    );
};

const correctHelp: Help<never> = {
  en: {
    summary: "enter into the ledgers what locked reward statements come to otherwise now, each with the records that it comes from",
    options: {},
    examples: ["attain correct-rewards"],
  },
  ko: {
    summary: "확정한 인센티브 명세서와 달라진 금액을 까닭이 된 기록과 함께 원장에 적습니다",
    options: {},
    examples: ["attain correct-rewards"],
  },
};

export const addCorrectRewards = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, examples } = correctHelp[language];
  shell.program
    .command("correct-rewards")
    .description(summary)
    .addHelpText("after", examplesText(examples, language))
    .action((_flags: unknown, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => accepted(await correctRewards(database, companyId, by(undefined))),
        ({ entries }) => [...entries.map((entry) => rewardEntryLine(entry, language)), words[language].corrected(entries.length)],
      ),
    );
};

const payrollHelp: Help<"cadence" | "on" | "out"> = {
  en: {
    summary: "what payroll pays for a period, as CSV",
    options: { cadence: "of reward statements of this cadence", on: "a day of the period", out: "into this file; left out: printed" },
    examples: ["attain payroll --cadence month --on 2026-03-31 --out payroll.csv"],
  },
  ko: {
    summary: "한 기간에 급여로 지급할 금액을 CSV로 내보냅니다",
    options: { cadence: "이 주기의 인센티브 명세서", on: "기간에 속한 날", out: "이 파일로. 생략하면 출력" },
    examples: ["attain payroll --cadence month --on 2026-03-31 --out payroll.csv"],
  },
};

export const addPayroll = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = payrollHelp[language];
  shell.program
    .command("payroll")
    .description(summary)
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .requiredOption("--on <day>", options.on)
    .option("--out <file>", options.out)
    .addHelpText("after", examplesText(examples, language))
    .action(({ cadence, on, out }: { readonly cadence: Cadence; readonly on: string; readonly out?: string }, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const day = parseDay(on, "/on");
          if (!day.ok) return day;
          const { csv, statements } = await exportPayroll(database, companyId, { cadence, on: day.value, language });
          if (out !== undefined) await writeFile(out, csv);
          return accepted({ csv, statements });
        },
        ({ csv, statements }) => (out === undefined ? [csv.trimEnd()] : [words[language].written(out, statements)]),
      ),
    );
};

const costHelp: Help<"reward" | "periods"> = {
  en: {
    summary: "what a reward plan would have cost in the last periods, and who would have got it; nothing is stored",
    options: {
      reward: "a reward plan's id, or a file with one; - reads standard input",
      periods: "how many of the last periods that are over",
    },
    examples: ["attain reward-cost calls-bonus", "attain reward-cost new-bonus.yaml --periods 12"],
  },
  ko: {
    summary: "인센티브 기준이 지난 기간에 얼마가 들고 누가 받았을지 봅니다. 아무것도 저장하지 않습니다",
    options: { reward: "인센티브 기준 id나 기준이 든 파일. -는 표준 입력", periods: "끝난 기간 중 최근 몇 개" },
    examples: ["attain reward-cost calls-bonus", "attain reward-cost new-bonus.yaml --periods 12"],
  },
};

export const addRewardCost = (shell: Shell): void => {
  const { language } = shell.terminal;
  const { summary, options, examples } = costHelp[language];
  shell.program
    .command("reward-cost")
    .description(summary)
    .argument("<reward>", options.reward)
    .option("--periods <count>", options.periods, wholeNumberOption(1, 24))
    .addHelpText("after", examplesText(examples, language))
    .action((reward: string, { periods }: { readonly periods?: number }, command: Command) =>
      inCompany(
        shell,
        command,
        async ({ database }, companyId) => {
          const text = reward === "-" || existsSync(reward) ? await readInput(reward) : undefined;
          if (text?.ok === false) return text;
          const of = text === undefined ? { reward } : { entry: text.value };
          return estimateRewardCost(database, companyId, { of, ...given({ periods }), now: now() });
        },
        (cost) => rewardCostLines(cost, language),
      ),
    );
};
