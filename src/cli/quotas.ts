import { Option, type Command } from "commander";
import { userInfo } from "node:os";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { directions, readQuotaOrder, type Direction } from "../domain/quota-order-reading.ts";
import { accepted } from "../domain/refusal.ts";
import { endQuota } from "../operations/end-quota.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { makeQuota, type QuotaMade } from "../operations/make-quota.ts";
import { suggestQuota, type QuotaSuggestion } from "../operations/suggest-quota.ts";
import { countToTheEnd } from "./count.ts";
import { companyOf, DONE } from "./session.ts";
import { cadenceOption, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const makeHelp: Help<"kind" | "direction" | "cadence" | "target" | "team" | "startsOn" | "fromFirstDay"> = {
  en: {
    summary: "make a quota: so many of a kind of activity in each period",
    options: {
      kind: "call, email, meeting … or one of the company's own",
      direction: "only these; left out: either",
      cadence: "day, week, month, quarter, half, year, or another one (month-from-26, list:ID)",
      target: "how many in each period; attain suggest-quota says what is usual",
      team: "only of this team and its subteams; left out: every rep",
      startsOn: "the first day of a period; left out: of the one that runs",
      fromFirstDay: "from the first such activity on, so that periods gone show too",
    },
    examples: [
      "attain make-quota call --direction outbound --cadence week --target 50",
      "attain make-quota meeting --cadence month --target 8 --team advisers",
    ],
  },
  ko: {
    summary: "할당량을 만듭니다: 기간마다 어떤 활동을 몇 건",
    options: {
      kind: "call, email, meeting … 또는 회사의 활동 유형",
      direction: "이 방향만. 생략하면 모두",
      cadence: "day, week, month, quarter, half, year 또는 month-from-26, list:ID",
      target: "기간마다 몇 건. 보통 얼마인지는 attain suggest-quota",
      team: "이 팀과 하위 팀만. 생략하면 모든 영업 담당",
      startsOn: "기간의 첫날. 생략하면 진행 중인 기간부터",
      fromFirstDay: "첫 활동이 있던 기간부터. 지난 기간도 볼 수 있습니다",
    },
    examples: [
      "attain make-quota call --direction outbound --cadence week --target 50",
      "attain make-quota meeting --cadence month --target 8 --team advisers",
    ],
  },
};

const endHelp: Help<"plan" | "metric"> = {
  en: {
    summary: "end a quota: it is asked no more from today on, days gone keep it",
    options: { plan: "the plan's id", metric: "of a plan that asks several: which" },
    examples: ["attain end-quota call-outbound-week"],
  },
  ko: {
    summary: "할당량을 끝냅니다. 오늘부터 요구하지 않으며 지난날에는 남습니다",
    options: { plan: "활동 기준 id", metric: "여러 집계 항목을 요구하는 기준이면 그중 하나" },
    examples: ["attain end-quota call-outbound-week"],
  },
};

const suggestHelp: Help<"kind" | "direction" | "cadence" | "team" | "target"> = {
  en: {
    summary: "what is usual of a kind of activity per member and period, to choose a target by",
    options: {
      kind: makeHelp.en.options.kind,
      direction: makeHelp.en.options.direction,
      cadence: makeHelp.en.options.cadence,
      team: makeHelp.en.options.team,
      target: "how often this one would have been met; left out: the suggested one",
    },
    examples: ["attain suggest-quota call --direction outbound --cadence week"],
  },
  ko: {
    summary: "구성원과 기간마다 보통 몇 건인지 보고 목표치를 정합니다",
    options: {
      kind: makeHelp.ko.options.kind,
      direction: makeHelp.ko.options.direction,
      cadence: makeHelp.ko.options.cadence,
      team: makeHelp.ko.options.team,
      target: "이 목표치를 얼마나 달성했을지. 생략하면 제안한 목표치",
    },
    examples: ["attain suggest-quota call --direction outbound --cadence week"],
  },
};

const words = {
  en: {
    made: (plan: string, id: string, startsOn: string) => `${plan} (${id}), from ${startsOn} on.`,
    joined: (plan: string, id: string, startsOn: string) => `It joined ${plan} (${id}), from ${startsOn} on.`,
    next: (on: string | undefined) => `See: attain attainment${on === undefined ? "" : ` --on ${on}`}`,
    ended: (metric: string, day: string) => `${metric} is asked no more from ${day} on.`,
    undone: (plan: string) => `${plan} was made today: it is undone, and asked on no day.`,
    nothing: "There is no whole period to look at yet.",
    usual: (members: number, periods: number) =>
      `${members} ${members === 1 ? "member" : "members"} in the last ${periods} whole ${periods === 1 ? "period" : "periods"}`,
    lines: { lower: "a quarter did less than", median: "half did less than", upper: "a quarter did more than", best: "the most" },
    met: (target: string, met: string, values: string) => `A target of ${target} was reached ${met} of ${values} times.`,
  },
  ko: {
    made: (plan: string, id: string, startsOn: string) => `${plan} (${id}): ${startsOn}부터 적용합니다.`,
    joined: (plan: string, id: string, startsOn: string) => `${plan} (${id})에 더했습니다. ${startsOn}부터 적용합니다.`,
    next: (on: string | undefined) => `확인: attain attainment${on === undefined ? "" : ` --on ${on}`}`,
    ended: (metric: string, day: string) => `${metric}: ${day}부터 요구하지 않습니다.`,
    undone: (plan: string) => `${plan}: 오늘 만든 것이라 취소했습니다. 어느 날에도 요구하지 않습니다.`,
    nothing: "아직 온전히 끝난 기간이 없습니다.",
    usual: (members: number, periods: number) => `최근 온전히 끝난 기간 ${periods}개, 구성원 ${members}명`,
    lines: { lower: "하위 25%", median: "중앙값", upper: "상위 25%", best: "최고" },
    met: (target: string, met: string, values: string) => `목표치 ${target}: ${values}번 중 ${met}번 달성.`,
  },
} satisfies Record<Language, unknown>;

type MakeFlags = {
  readonly direction?: Direction;
  readonly cadence: Cadence;
  readonly target: number;
  readonly team?: string;
  readonly startsOn?: string;
  readonly fromFirstDay?: true;
};

const madeText = ({ plan }: QuotaMade, language: Language): string => {
  const say = words[language];
  return (plan.made ? say.made : say.joined)(nameIn(plan.name, language), plan.id, plan.startsOn);
};

const TARGET = wholeNumberOption(1, 1_000_000);

export const addMakeQuota = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = makeHelp[language];
  program
    .command("make-quota")
    .description(summary)
    .argument("<kind>", options.kind)
    .addOption(new Option("--direction <direction>", options.direction).choices(directions))
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .requiredOption("--target <count>", options.target, TARGET)
    .option("--team <team>", options.team)
    .option("--starts-on <day>", options.startsOn)
    .option("--from-first-day", options.fromFirstDay)
    .addHelpText("after", examplesText(examples, language))
    .action((kind: string, { team, ...flags }: MakeFlags, command: Command) =>
      run(command, async (session) => {
        const order = readQuotaOrder(given({ kind, ...flags, for: team === undefined ? undefined : { team } }));
        if (!order.ok) return order;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const made = await makeQuota(session.database, companyId.value, order.value, { by: userInfo().username });
        if (!made.ok) return made;
        if (made.value.counting) await countToTheEnd(session, companyId.value);
        // While no server runs nobody else sums up what was counted.
        while ((await foldTallies(session.database, companyId.value)) > 0);
        if (session.json) terminal.print(JSON.stringify({ ...made.value, counting: false }));
        else {
          terminal.print(madeText(made.value, language));
          terminal.tell(words[language].next(flags.startsOn));
        }
        return accepted(DONE);
      }),
    );
};

export const addEndQuota = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = endHelp[language];
  program
    .command("end-quota")
    .description(summary)
    .argument("<plan>", options.plan)
    .argument("[metric]", options.metric)
    .addHelpText("after", examplesText(examples, language))
    .action((plan: string, metric: string | undefined, _: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const asked = { plan, metric: metric ?? null };
        const ended = await endQuota(session.database, companyId.value, asked, { by: userInfo().username });
        if (!ended.ok) return ended;
        if (session.json) terminal.print(JSON.stringify(ended.value));
        else if (ended.value.undone) terminal.print(words[language].undone(plan));
        else terminal.print(words[language].ended(ended.value.metric, ended.value.endedOn));
        return accepted(DONE);
      }),
    );
};

const suggestionLines = (suggestion: QuotaSuggestion, language: Language): readonly string[] => {
  const say = words[language];
  const { members, periods, lowerQuartile, median, upperQuartile, best, target, met, values } = suggestion;
  if (values === 0) return [say.nothing];
  const number = (value: number | null): string => (value ?? 0).toLocaleString(language, { maximumFractionDigits: 1 });
  return [
    say.usual(members, periods.length),
    `  ${say.lines.lower} ${number(lowerQuartile)} · ${say.lines.median} ${number(median)} · ${say.lines.upper} ${number(upperQuartile)} · ${say.lines.best} ${number(best)}`,
    say.met(number(target), number(met), number(values)),
  ];
};

type SuggestFlags = { readonly direction?: Direction; readonly cadence: Cadence; readonly team?: string; readonly target?: number };

export const addSuggestQuota = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = suggestHelp[language];
  program
    .command("suggest-quota")
    .description(summary)
    .argument("<kind>", options.kind)
    .addOption(new Option("--direction <direction>", options.direction).choices(directions))
    .requiredOption("--cadence <cadence>", options.cadence, cadenceOption)
    .option("--team <id>", options.team)
    .option("--target <count>", options.target, TARGET)
    .addHelpText("after", examplesText(examples, language))
    .action((kind: string, { direction, cadence, team, target }: SuggestFlags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const now = BigInt(Date.now()) * 1000n;
        const question = { kind, direction: direction ?? null, cadence, team: team ?? null, target: target ?? null };
        const found = await suggestQuota(session.database, companyId.value, question, { now });
        if (!found.ok) return found;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const line of suggestionLines(found.value, language)) terminal.print(line);
        return accepted(DONE);
      }),
    );
};
