import { InvalidArgumentError, Option, type Command } from "commander";
import { userInfo } from "node:os";
import { funnelRateSources } from "../domain/effort-reading.ts";
import { effortSentences, resultLabel, stageLabel } from "../domain/effort-words.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { draftEffort } from "../operations/draft-effort.ts";
import { planEffort, type EffortPlan, type MoneyJson, type RateJson } from "../operations/plan-effort.ts";
import { amountText } from "./amounts.ts";
import { cadenceOption, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import { companyOf, DONE } from "./session.ts";
import { alignColumns } from "./text-width.ts";

const help: Help<
  | "member"
  | "cadence"
  | "on"
  | "results"
  | "income"
  | "each"
  | "worth"
  | "deal"
  | "currency"
  | "chance"
  | "rate"
  | "counted"
  | "rates"
  | "first"
  | "last"
  | "from"
  | "before"
  | "minutes"
  | "hours"
  | "contacts"
  | "draft"
  | "metric"
  | "by"
> = {
  en: {
    summary: "how much effort a result needs, with its uncertainty, and whether one person can do it",
    options: {
      member: "whose working days and leave; left out: the company's ordinary week",
      cadence: "how long the period is",
      on: "a day of the period; left out: the one that comes next",
      results: "so many results are wanted",
      income: "or as many as pay this much, each paying --each",
      each: "what one result pays",
      worth: "or deals that are worth so much together",
      deal: "what a deal is worth; again for each further one; left out: those that the company won",
      currency: "of the amounts; left out: the company's",
      chance: "how sure it is to be: 80%",
      rate: "a known rate from a stage to the next: 7.5% or 1/379; again for each further stage",
      counted: "or one that was counted: 30/400; again for each further stage",
      rates: "instead of --rate and --counted: those of the company's funnel as counted here (funnel) or as assumed (assumed)",
      first: "with --rates: the stage that is planned; left out: the first",
      last: "with --rates: the stage that is the result; left out: the last",
      from: "with --rates funnel: the first day of what is counted; left out: twelve months ago",
      before: "with --rates funnel: the day after the last; left out: tomorrow",
      minutes: "what one takes: of the stages in their order, or with --rates STAGE=MINUTES; again for each",
      hours: "hours of a working day that there are for it",
      contacts: "how many of the first stage may be made at most",
      draft: "make it a draft plan: so much a week, in proportion to the working days",
      metric: "with --draft and typed rates: the metric that counts the first stage",
      by: "with --draft: who does it (the user of this computer)",
    },
    examples: [
      "attain plan-effort --results 30 --counted 30/400",
      "attain plan-effort --member mina --income 3600 --each 900 --rates assumed --minutes contact=20 --minutes fact-finding=120",
    ],
  },
  ko: {
    summary: "결과에 필요한 활동량을 불확실성과 함께 셈하고, 한 사람이 할 수 있는지 알려 줍니다",
    options: {
      member: "누구의 근무일과 부재로 셈할지. 생략하면 회사의 보통 한 주",
      cadence: "기간의 길이",
      on: "기간에 드는 날. 생략하면 다음 기간",
      results: "원하는 결과 수",
      income: "또는 필요한 소득. 한 건의 수당은 --each",
      each: "결과 한 건의 수당",
      worth: "또는 모두 합한 계약 금액",
      deal: "계약 한 건의 금액. 여러 번 쓸 수 있습니다. 생략하면 회사가 성사한 계약",
      currency: "금액의 통화. 생략하면 회사의 통화",
      chance: "얼마나 확실해야 하는지: 80%",
      rate: "아는 전환율: 7.5% 또는 1/379. 단계마다 다시 씁니다",
      counted: "또는 센 값: 30/400. 단계마다 다시 씁니다",
      rates: "--rate와 --counted 대신: 여기서 센 값(funnel) 또는 가정한 값(assumed)",
      first: "--rates와 함께: 계획할 단계. 생략하면 첫 단계",
      last: "--rates와 함께: 결과가 되는 단계. 생략하면 마지막 단계",
      from: "--rates funnel과 함께: 셀 첫날. 생략하면 열두 달 전",
      before: "--rates funnel과 함께: 셀 마지막 날의 다음 날. 생략하면 내일",
      minutes: "한 건에 드는 분: 단계 순서대로, --rates와 함께는 단계=분. 여러 번 씁니다",
      hours: "근무일 하루에 여기에 쓸 수 있는 시간",
      contacts: "첫 단계를 많아야 몇 건 할 수 있는지",
      draft: "주마다 근무일에 비례해 요구하는 활동 기준의 초안으로 만듭니다",
      metric: "--draft와 함께, 전환율을 직접 썼을 때: 첫 단계를 세는 집계 항목",
      by: "--draft와 함께: 누가 하는지(이 컴퓨터의 사용자)",
    },
    examples: [
      "attain plan-effort --results 30 --counted 30/400",
      "attain plan-effort --member mina --income 3600 --each 900 --rates assumed --minutes contact=20 --minutes fact-finding=120",
    ],
  },
};

const words = {
  en: {
    heads: ["Stage", "Reach the next", "Of", "Minutes each", "Count", "Hours"],
    known: "typed",
    counted: (reached: string, of: string) => `${reached} of ${of} counted`,
    assumed: "Assumed, not measured:",
    drafted: (id: string, target: number) =>
      `The draft ${id} asks for ${target} in each period. Nothing counts or asks by it: attain backtest ${id}, then attain publish ${id}.`,
  },
  ko: {
    heads: ["단계", "다음 단계로", "근거", "건당 분", "건수", "시간"],
    known: "직접 씀",
    counted: (reached: string, of: string) => `${of}건 중 ${reached}건`,
    assumed: "측정값이 아닌 가정입니다.",
    drafted: (id: string, target: number) =>
      `초안 ${id}: 기간마다 ${target}건. 아직 적용되지 않습니다. attain backtest ${id} 다음에 attain publish ${id}.`,
  },
} satisfies Record<Language, unknown>;

/** Significant to two digits below one percent, else to a tenth. */
const percentText = (share: number): string => `${Number((share * 100).toPrecision(share < 0.01 ? 2 : 3))}%`;

const rateText = ({ mean, interval }: RateJson): string =>
  interval === null ? percentText(mean) : `${percentText(mean)} (${percentText(interval.low)}–${percentText(interval.high)})`;

const stageLines = ({ stages, result, rates, expectedResults }: EffortPlan, language: Language): readonly string[] => {
  const say = words[language];
  const number = (value: number | null, digits = 0): string =>
    value === null ? "" : value.toLocaleString(language, { maximumFractionDigits: digits });
  const table = stages.map((stage, at) => [
    stageLabel(stage, at, language),
    rateText(stage.rate),
    stage.counted !== null
      ? say.counted(number(stage.counted.reached), number(stage.counted.of))
      : stage.source === null
        ? say.known
        : (stage.source.text.split(":")[0] ?? ""),
    number(stage.minutesEach, 1),
    number(stage.count, 1),
    number(stage.hours, 1),
  ]);
  const last = [resultLabel(result, language), "", "", "", number(expectedResults, 1), ""];
  const sources = new Set(
    stages.flatMap(({ source }) => (source === null ? [] : [[source.text, source.year, source.url].filter(Boolean).join(", ")])),
  );
  return [
    ...alignColumns([[...say.heads], ...table, last], [3, 4, 5]),
    ...(rates === "assumed" ? [say.assumed, ...[...sources].map((source) => `  ${source}`)] : []),
  ];
};

type Flags = {
  readonly member?: string;
  readonly cadence: string;
  readonly on?: string;
  readonly results?: number;
  readonly income?: string;
  readonly each?: string;
  readonly worth?: string;
  readonly deal?: readonly string[];
  readonly currency?: string;
  readonly chance: number;
  readonly rates?: string;
  readonly first?: string;
  readonly last?: string;
  readonly from?: string;
  readonly before?: string;
  readonly minutes?: readonly string[];
  readonly hours?: number;
  readonly contacts?: number;
  readonly draft?: true;
  readonly metric?: string;
  readonly by?: string;
};

const chanceOption = (found: string): number => {
  const [, digits = "", percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(found) ?? [];
  if (digits === "") throw new InvalidArgumentError("'80%' would be right.");
  return percent === "%" ? Number(digits) / 100 : Number(digits);
};

const decimalOption = (found: string): number => {
  if (/^\d{1,4}(?:\.\d{1,4})?$/.test(found)) return Number(found);
  throw new InvalidArgumentError("'6' would be right.");
};

const countedOption = (found: string): object => {
  const [, reached = "", of] = /^(\d{1,9})\/(\d{1,9})$/.exec(found) ?? [];
  if (of === undefined) throw new InvalidArgumentError("'30/400' would be right.");
  return { counted: { reached: Number(reached), of: Number(of) } };
};

const minutesOf = (found: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    found.map((each) => {
      const [stage = "", minutes = ""] = each.split("=");
      return [stage, minutes === "" ? NaN : Number(minutes)];
    }),
  );

/** The order as the operation reads it. */
const orderOf = (
  {
    member,
    cadence,
    on,
    results,
    income,
    each,
    worth,
    deal,
    currency,
    chance,
    rates,
    first,
    last,
    from,
    before,
    minutes,
    hours,
    contacts,
  }: Flags,
  stages: readonly object[],
): object =>
  given({
    member,
    cadence,
    on,
    wanted: given({ results, income, each, worth, deals: deal, currency }),
    chance,
    stages:
      stages.length === 0
        ? undefined
        : stages.map((stage, at) => ({ ...stage, ...(minutes?.[at] === undefined ? {} : { minutes: Number(minutes[at]) }) })),
    rates,
    first,
    last,
    from,
    before,
    minutes: stages.length === 0 && minutes !== undefined ? minutesOf(minutes) : undefined,
    hoursPerDay: hours,
    contacts,
  });

export const addPlanEffort = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = help[language];
  const again = (found: string, before: readonly string[] = []): readonly string[] => [...before, found];
  // Known and counted rates stand in the order in which they were written, whichever each is.
  const stages: object[] = [];
  const stage =
    (read: (found: string) => object) =>
    (found: string): true => {
      stages.push(read(found));
      return true;
    };
  program
    .command("plan-effort")
    .description(summary)
    .option("--results <count>", options.results, wholeNumberOption(1, 999_999_999))
    .option("--income <amount>", options.income)
    .option("--each <amount>", options.each)
    .option("--worth <amount>", options.worth)
    .option("--deal <amount>", options.deal, again)
    .option("--currency <code>", options.currency)
    .option("--chance <share>", options.chance, chanceOption, 0.8)
    .option("--member <id>", options.member)
    .option("--cadence <cadence>", options.cadence, cadenceOption, "month")
    .option("--on <day>", options.on)
    .option(
      "--rate <rate>",
      options.rate,
      stage((rate) => ({ rate })),
    )
    .option("--counted <reached/of>", options.counted, stage(countedOption))
    .addOption(new Option("--rates <which>", options.rates).choices(funnelRateSources))
    .option("--first <stage>", options.first)
    .option("--last <stage>", options.last)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--minutes <minutes>", options.minutes, again)
    .option("--hours <hours>", options.hours, decimalOption)
    .option("--contacts <count>", options.contacts, wholeNumberOption(0, 999_999_999))
    .option("--draft", options.draft)
    .option("--metric <id>", options.metric)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const input = orderOf(flags, stages);
        const now = BigInt(Date.now()) * 1000n;
        const planned = await planEffort(session.database, companyId.value, { input, now });
        if (!planned.ok) return planned;
        const money = (amount: MoneyJson): string => amountText(amount, "money", language);
        if (session.json) print(JSON.stringify(planned.value));
        else
          for (const line of [...effortSentences(planned.value, { language, money }), "", ...stageLines(planned.value, language)])
            print(line);
        if (flags.draft !== true) return accepted(DONE);
        const by = flags.by ?? userInfo().username;
        const draft = await draftEffort(session.database, companyId.value, {
          input: { ...input, ...given({ metric: flags.metric }) },
          by,
          now,
        });
        if (!draft.ok) return draft;
        tell(words[language].drafted(draft.value.draft.id, draft.value.target));
        return accepted(DONE);
      }),
    );
};
