import { userInfo } from "node:os";
import { CommanderError, Option, type Command } from "commander";
import { parseDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { leaveKinds, leaveStates, leaveStateWords, type LeaveState } from "../domain/leave.ts";
import { readLeave, readLeaveDecision, readLeaveWithdrawal } from "../domain/leave-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { decideLeave } from "../operations/decide-leave.ts";
import type { LeaveJson } from "../operations/leave-json.ts";
import { listLeaves } from "../operations/list-leaves.ts";
import { requestLeave, type LeaveAnswer } from "../operations/request-leave.ts";
import { withdrawLeave } from "../operations/withdraw-leave.ts";
import { companyOf, DONE, USAGE, type Session } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const requestHelp: Help<"member" | "from" | "through" | "kind" | "half" | "note"> = {
  en: {
    summary: "ask for leave, of days to come or days gone; a contractor's is declared and holds at once",
    options: {
      member: "whose: id, code or e-mail address",
      from: "the first day",
      through: "the last day; left out: one day",
      kind: `${Object.keys(leaveKinds).join(", ")}; left out: vacation`,
      half: "half of each day",
      note: "what who decides should know",
    },
    examples: ["attain request-leave raj 2026-03-16 2026-03-17", "attain request-leave raj 2026-03-20 --half --kind sick"],
  },
  ko: {
    summary: "부재를 신청합니다. 지난날도 됩니다. 위촉직은 신고하면 바로 인정됩니다",
    options: {
      member: "구성원: id, 코드, 이메일 주소",
      from: "첫날",
      through: "마지막 날. 하루면 생략",
      kind: `${Object.keys(leaveKinds).join(", ")}. 생략하면 vacation`,
      half: "하루의 절반씩(반차)",
      note: "결정할 사람에게 알릴 내용",
    },
    examples: ["attain request-leave raj 2026-03-16 2026-03-17", "attain request-leave raj 2026-03-20 --half --kind sick"],
  },
};

const decideHelp: Help<"number" | "approve" | "reject" | "reason"> = {
  en: {
    summary: "approve leave that is asked for, or reject it",
    options: { number: "its number", approve: "it holds from now on", reject: "the days are worked", reason: "why" },
    examples: ['attain decide-leave 12 --approve --reason "covered by Mina"'],
  },
  ko: {
    summary: "신청된 부재를 승인하거나 반려합니다",
    options: { number: "부재 번호", approve: "승인", reject: "반려", reason: "이유" },
    examples: ['attain decide-leave 12 --approve --reason "미나가 대신함"'],
  },
};

const withdrawHelp: Help<"number" | "reason"> = {
  en: {
    summary: "take leave back: its days are worked again",
    options: { number: "its number", reason: "why" },
    examples: ['attain withdraw-leave 12 --reason "came back early"'],
  },
  ko: {
    summary: "부재를 철회합니다. 그날들은 다시 근무일이 됩니다",
    options: { number: "부재 번호", reason: "이유" },
    examples: ['attain withdraw-leave 12 --reason "일찍 복귀"'],
  },
};

const listHelp: Help<"member" | "team" | "from" | "before" | "state" | "limit"> = {
  en: {
    summary: "list leave with its kind, who asked for it and who decided",
    options: {
      member: "of this member",
      team: "of this team and its subteams",
      from: "that lasts on this day or longer",
      before: "that begins before this day",
      state: "in this state; left out: requested, approved and declared",
      limit: "how many at most",
    },
    examples: ["attain list-leaves --state requested", "attain list-leaves --team advisers --from 2026-03-01 --before 2026-04-01"],
  },
  ko: {
    summary: "부재를 종류, 신청한 사람, 결정한 사람과 함께 나열합니다",
    options: {
      member: "이 구성원의 부재만",
      team: "이 팀과 하위 팀의 부재만",
      from: "이날이나 그 뒤까지 이어지는 부재",
      before: "이날 전에 시작하는 부재",
      state: "이 상태만. 생략하면 신청, 승인, 신고",
      limit: "최대 건수",
    },
    examples: ["attain list-leaves --state requested", "attain list-leaves --team advisers --from 2026-03-01 --before 2026-04-01"],
  },
};

const words = {
  en: {
    half: "half days",
    already: "It was so already.",
    choose: "Say one of --approve and --reject.",
    asked: (by: string) => `asked by ${by}`,
    acted: (by: string, reason: string | null) => `by ${by}${reason === null ? "" : `: ${reason}`}`,
    count: (count: number, more: boolean) => `${count} ${count === 1 ? "leave" : "leaves"}${more ? "; there are more (--limit)" : ""}`,
  },
  ko: {
    half: "반일",
    already: "이미 그렇게 되어 있습니다.",
    choose: "--approve, --reject 중 하나를 쓰세요.",
    asked: (by: string) => `신청: ${by}`,
    acted: (by: string, reason: string | null) => `처리: ${by}${reason === null ? "" : ` (${reason})`}`,
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다(--limit)" : ""}`,
  },
} satisfies Record<Language, unknown>;

/** `12  Raj  2026-03-16 – 2026-03-17  vacation  approved  asked by raj  by mina: covered`. */
const leaveLine = (leave: LeaveJson, language: Language): string => {
  const say = words[language];
  const { from, through, half, kind, state, requested, withdrawn } = leave;
  const act = withdrawn ?? leave.decided;
  return [
    String(leave.leave),
    nameIn(leave.memberName, language),
    `${from === through ? from : `${from} – ${through}`}${half ? ` (${say.half})` : ""}`,
    leaveKinds[kind][language],
    leaveStateWords[state][language],
    ...(act === null ? [say.asked(requested.by)] : [say.acted(act.by, act.reason)]),
  ].join("  ");
};

const tellLeave = ({ changed, leave }: LeaveAnswer, { terminal, json }: Session): void => {
  if (json) terminal.print(JSON.stringify({ changed, leave }));
  else terminal.print(leaveLine(leave, terminal.language));
  if (!changed) terminal.tell(words[terminal.language].already);
};

/** Does one thing with leave of the company at hand, and tells how it is then. */
const withLeave =
  (act: (session: Session, companyId: number) => Promise<Outcome<LeaveAnswer>>) =>
  async (session: Session): Promise<Outcome<number>> => {
    const companyId = await companyOf(session);
    if (!companyId.ok) return companyId;
    const done = await act(session, companyId.value);
    if (!done.ok) return done;
    tellLeave(done.value, session);
    return accepted(DONE);
  };

const NUMBER = wholeNumberOption(1, 999_999_999);

type RequestFlags = { readonly kind?: string; readonly half?: boolean; readonly note?: string };

export const addRequestLeave = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = requestHelp[terminal.language];
  program
    .command("request-leave")
    .description(summary)
    .argument("<member>", options.member)
    .argument("<from>", options.from)
    .argument("[through]", options.through)
    .option("--kind <kind>", options.kind)
    .option("--half", options.half)
    .option("--note <text>", options.note)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((member: string, from: string, through: string | undefined, { kind, half, note }: RequestFlags, command: Command) =>
      run(
        command,
        withLeave(async ({ database }, companyId) => {
          const order = readLeave({ member, from, through, kind, half, note });
          return order.ok ? requestLeave(database, companyId, order.value, { by: userInfo().username }) : order;
        }),
      ),
    );
};

type DecisionFlags = { readonly approve?: boolean; readonly reject?: boolean; readonly reason: string };

export const addDecideLeave = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = decideHelp[language];
  program
    .command("decide-leave")
    .description(summary)
    .argument("<number>", options.number, NUMBER)
    .option("--approve", options.approve)
    .option("--reject", options.reject)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, { approve = false, reject = false, reason }: DecisionFlags, command: Command) => {
      if (approve === reject) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      return run(
        command,
        withLeave(async ({ database }, companyId) => {
          const order = readLeaveDecision({ approve, reason });
          return order.ok ? decideLeave(database, companyId, { number, ...order.value }, { by: userInfo().username }) : order;
        }),
      );
    });
};

export const addWithdrawLeave = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = withdrawHelp[terminal.language];
  program
    .command("withdraw-leave")
    .description(summary)
    .argument("<number>", options.number, NUMBER)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((number: number, { reason }: { readonly reason: string }, command: Command) =>
      run(
        command,
        withLeave(async ({ database }, companyId) => {
          const order = readLeaveWithdrawal({ reason });
          return order.ok ? withdrawLeave(database, companyId, { number, ...order.value }, { by: userInfo().username }) : order;
        }),
      ),
    );
};

type ListFlags = {
  readonly member?: string;
  readonly team?: string;
  readonly from?: string;
  readonly before?: string;
  readonly state?: LeaveState;
  readonly limit?: number;
};

const LIMIT = 50;

const dayOr = (text: string | undefined, otherwise: Day, pointer: string): Outcome<Day> =>
  text === undefined ? accepted(otherwise) : parseDay(text, pointer);

export const addListLeaves = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-leaves")
    .description(summary)
    .option("--member <member>", options.member)
    .option("--team <id>", options.team)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .addOption(new Option("--state <state>", options.state).choices(leaveStates))
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action(({ member, team, from, before, state, limit = LIMIT }: ListFlags, command: Command) => {
      const startsOn = dayOr(from, -Infinity, "/from");
      const endsBefore = dayOr(before, Infinity, "/before");
      if (!startsOn.ok) return endAsUsage(command, startsOn.refusals, language);
      if (!endsBefore.ok) return endAsUsage(command, endsBefore.refusals, language);
      const span = { startsOn: startsOn.value, endsBefore: endsBefore.value };
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const now = BigInt(Date.now()) * 1000n;
        const found = await listLeaves(session.database, companyId.value, { ...given({ member, team, state }), span, limit, now });
        if (!found.ok) return found;
        const { leaves, nextCursor } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of leaves) terminal.print(leaveLine(each, language));
        terminal.tell(words[language].count(leaves.length, nextCursor !== null));
        return accepted(DONE);
      });
    });
};
