import { CommanderError, type Command } from "commander";
import type { FollowUpActKind, FollowUpState } from "../domain/follow-up.ts";
import { readFollowUp } from "../domain/follow-up-reading.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { followUpMiss } from "../operations/follow-up-miss.ts";
import type { FollowUpJson } from "../operations/follow-up-json.ts";
import { listFollowUps } from "../operations/list-follow-ups.ts";
import { clock } from "./disputes.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const listHelp: Help<"member" | "leader" | "settled" | "periods"> = {
  en: {
    summary: "list what was missed in the last finished periods and is not settled: due reviews first",
    options: {
      member: "of this member",
      leader: "of those whom this member leads",
      settled: "what is excused or closed as well",
      periods: "how many finished periods of each cadence are looked through (2)",
    },
    examples: ["attain list-follow-ups --leader kim"],
  },
  ko: {
    summary: "최근 끝난 기간에 놓친 것 가운데 마무리되지 않은 것을 나열합니다. 돌아볼 날이 된 것이 먼저입니다",
    options: {
      member: "이 구성원의 것",
      leader: "이 구성원이 이끄는 사람들의 것",
      settled: "면제하거나 마친 것까지",
      periods: "주기마다 살펴볼 끝난 기간의 수(2)",
    },
    examples: ["attain list-follow-ups --leader kim"],
  },
};

const actHelp: Help<"member" | "plan" | "on" | "by" | "reason" | "excuse" | "coach" | "reviewOn" | "review" | "acknowledge"> = {
  en: {
    summary: "say or do something about a period in which a member missed a plan",
    options: {
      member: "who missed it: the member's id",
      plan: "which plan",
      on: "a day of the missed period",
      by: "who does it: a member's id",
      reason: "by the member: why",
      excuse: "by who leads them: it is excused, and why",
      coach: "by who leads them: what was agreed; with --review-on",
      reviewOn: "the day on which that is reviewed",
      review: "by who leads them: what came of it",
      acknowledge: "by the member: the review was seen",
    },
    examples: [
      'attain follow-up raj monthly --on 2026-03-01 --by raj --reason "two weeks of training"',
      'attain follow-up raj monthly --on 2026-03-01 --by kim --coach "twelve calls before noon" --review-on 2026-04-20',
    ],
  },
  ko: {
    summary: "구성원이 기준을 놓친 기간에 대해 이유를 적거나 후속 면담을 남깁니다",
    options: {
      member: "놓친 구성원의 id",
      plan: "활동 기준",
      on: "놓친 기간의 하루",
      by: "누가 하는지: 구성원 id",
      reason: "본인: 이유",
      excuse: "이끄는 사람: 면제와 그 이유",
      coach: "이끄는 사람: 합의한 것. --review-on과 함께",
      reviewOn: "돌아볼 날",
      review: "이끄는 사람: 돌아본 결과",
      acknowledge: "본인: 돌아본 결과를 확인함",
    },
    examples: [
      'attain follow-up raj monthly --on 2026-03-01 --by raj --reason "2주 교육"',
      'attain follow-up raj monthly --on 2026-03-01 --by kim --coach "오전에 12통" --review-on 2026-04-20',
    ],
  },
};

type Words = {
  readonly state: Readonly<Record<FollowUpState, string>>;
  readonly act: Readonly<Record<FollowUpActKind, string>>;
  readonly review: (day: string) => string;
  readonly count: (count: number) => string;
  readonly choose: string;
};

const words: Readonly<Record<Language, Words>> = {
  en: {
    state: {
      missed: "missed",
      explained: "explained",
      excused: "excused",
      coached: "coached",
      due: "review due",
      reviewed: "reviewed",
      closed: "closed",
    },
    act: { reason: "said why", excusal: "excused it", coaching: "agreed", review: "reviewed it", acknowledgement: "acknowledged" },
    review: (day) => `review on ${day}`,
    count: (count) => `${count} to follow up`,
    choose: "Say one of --reason, --excuse, --coach, --review and --acknowledge.",
  },
  ko: {
    state: {
      missed: "미달",
      explained: "이유 들음",
      excused: "면제",
      coached: "면담함",
      due: "돌아볼 날",
      reviewed: "돌아봄",
      closed: "마침",
    },
    act: { reason: "이유", excusal: "면제", coaching: "합의", review: "돌아봄", acknowledgement: "확인" },
    review: (day) => `돌아볼 날 ${day}`,
    count: (count) => `후속 면담 ${count}건`,
    choose: "--reason, --excuse, --coach, --review, --acknowledge 중 하나를 쓰세요.",
  },
};

const named = ({ id, name }: FollowUpJson["member"], language: Language): string => {
  const found = nameIn(name, language);
  return found === "" || found === id ? id : `${found} (${id})`;
};

/** `review due  Raj (raj)  Monthly, March 2026  review on 2026-04-20`, and below what was said. */
const followUpLines = ({ member, plan, period, state, reviewOn, acts }: FollowUpJson, language: Language): readonly string[] => {
  const say = words[language];
  const review = reviewOn === null ? "" : `  ${say.review(reviewOn)}`;
  return [
    `${say.state[state]}  ${named(member, language)}  ${nameIn(plan.name, language)}, ${period.label[language]}${review}`,
    ...acts.map(({ act, by, text, on }) => `  ${on} ${named(by, language)} ${say.act[act]}${text === "" ? "" : `: ${text}`}`),
  ];
};

export const addListFollowUps = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  type Flags = { readonly member?: string; readonly leader?: string; readonly settled?: boolean; readonly periods?: number };
  program
    .command("list-follow-ups")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--leader <id>", options.leader)
    .option("--settled", options.settled)
    .option("--periods <count>", options.periods, wholeNumberOption(1, 12))
    .addHelpText("after", examplesText(examples, language))
    .action(({ member, leader, settled, periods }: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await listFollowUps(session.database, companyId.value, given({ member, leader, settled, periods }), clock());
        if (!found.ok) return found;
        const { followUps } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of followUps) for (const line of followUpLines(each, language)) terminal.print(line);
        terminal.tell(words[language].count(followUps.length));
        return accepted(DONE);
      }),
    );
};

type ActFlags = {
  readonly on: string;
  readonly by: string;
  readonly reason?: string;
  readonly excuse?: string;
  readonly coach?: string;
  readonly reviewOn?: string;
  readonly review?: string;
  readonly acknowledge?: boolean;
};

/** What the flags do, with what they say; several at once do nothing. */
const actOf = ({
  reason,
  excuse,
  coach,
  review,
  acknowledge,
}: ActFlags): { readonly act: FollowUpActKind; readonly text?: string } | undefined => {
  const said: readonly (readonly [FollowUpActKind, string | undefined])[] = [
    ["reason", reason],
    ["excusal", excuse],
    ["coaching", coach],
    ["review", review],
    ["acknowledgement", acknowledge === true ? "" : undefined],
  ];
  const [first, ...more] = said.flatMap(([act, text]) => (text === undefined ? [] : [{ act, text }]));
  return more.length === 0 ? first : undefined;
};

export const addFollowUp = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = actHelp[language];
  program
    .command("follow-up")
    .description(summary)
    .argument("<member>", options.member)
    .argument("<plan>", options.plan)
    .requiredOption("--on <day>", options.on)
    .requiredOption("--by <member>", options.by)
    .option("--reason <text>", options.reason)
    .option("--excuse <text>", options.excuse)
    .option("--coach <text>", options.coach)
    .option("--review-on <day>", options.reviewOn)
    .option("--review <text>", options.review)
    .option("--acknowledge", options.acknowledge)
    .addHelpText("after", examplesText(examples, language))
    .action((member: string, plan: string, flags: ActFlags, command: Command) => {
      const act = actOf(flags);
      if (act === undefined) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      return run(command, async (session) => {
        const { on, by, reviewOn } = flags;
        const report = readFollowUp({ member, plan, on, by, ...act, ...given({ reviewOn }) });
        if (!report.ok) return report;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await followUpMiss(session.database, companyId.value, report.value, clock());
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else for (const line of followUpLines(done.value, language)) terminal.print(line);
        return accepted(DONE);
      });
    });
};
