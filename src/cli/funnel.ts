import { Option, type Command } from "commander";
import { isoDay, parseDay, plainDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language, type Name } from "../domain/language.ts";
import { attributionModels, type AttributionModel } from "../domain/opportunity-attribution.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { funnelGroups, funnelOf, type FunnelJson, type ShareJson } from "../operations/funnel-of.ts";
import { companyOf, DONE } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import { alignColumns, cutTo } from "./text-width.ts";

const help: Help<"from" | "before" | "first" | "last" | "team" | "by" | "attribution" | "lookBack"> = {
  en: {
    summary: "what was tried and what came of it so far: rates with intervals, how long it takes, and by whom",
    options: {
      from: "the first day on which was tried; left out: twelve months ago",
      before: "the day after the last; left out: tomorrow",
      first: "a stage of the funnel; left out: the first",
      last: "a later stage; left out: the last",
      team: "only of this team and its subteams",
      by: "by whom or what it is told apart",
      attribution: "how opportunities are shared out among what was done before",
      lookBack: "how many days before it opened an activity may lie",
    },
    examples: ["attain funnel --from 2026-03-01 --before 2026-04-01", "attain funnel --by member"],
  },
  ko: {
    summary: "시도한 것과 지금까지 이어진 것: 범위가 있는 전환율, 걸리는 시간, 누가",
    options: {
      from: "시도한 첫날. 생략하면 열두 달 전",
      before: "마지막 날의 다음 날. 생략하면 내일",
      first: "퍼널 단계. 생략하면 첫 단계",
      last: "뒤 단계. 생략하면 마지막 단계",
      team: "이 팀과 하위 팀만",
      by: "무엇으로 나눌지",
      attribution: "영업 기회를 앞선 활동에 나누는 방법",
      lookBack: "기회가 열리기 며칠 전 활동까지 볼지",
    },
    examples: ["attain funnel --from 2026-03-01 --before 2026-04-01", "attain funnel --by member"],
  },
};

const words = {
  en: {
    heads: ["Stage", "Count", "Of the stage before", "In all"],
    rows: ["", "Tried", "Reached", "Counted", "Believed", "Against the others"],
    cohorts: ["Month", "Tried", "So far", "Expected in the end"],
    nobody: "nobody known",
    above: "above",
    below: "below",
    alike: "not told apart",
    isAlike: "They differ by no more than chance makes of equal ones.",
    lag: (half: number, mostly: number) => `Half of what comes has come after ${half} days, nine of ten after ${mostly}.`,
    loose: (stage: string, count: string) => `${stage}: ${count} more of nothing that was tried before.`,
    attribution: (model: string, days: number) =>
      `Opportunities by what was done in the ${days} days before (${model}). It is accounting, no cause.`,
    without: (count: string, opened: string) => `Of ${count} of ${opened} nothing was done before.`,
    span: (from: string, through: string, known: string) => `Tried from ${from} through ${through}; what came of it through ${known}.`,
  },
  ko: {
    heads: ["단계", "건수", "앞 단계에서", "처음부터"],
    rows: ["", "시도", "도달", "센 값", "추정", "나머지와 비교"],
    cohorts: ["달", "시도", "지금까지", "결국 예상"],
    nobody: "담당자 미확인",
    above: "높음",
    below: "낮음",
    alike: "구별 안 됨",
    isAlike: "차이가 우연으로 생길 만큼을 넘지 않습니다.",
    lag: (half: number, mostly: number) => `이어지는 것의 절반은 ${half}일, 열에 아홉은 ${mostly}일 안에 옵니다.`,
    loose: (stage: string, count: string) => `${stage}: 앞서 시도한 것이 없는 ${count}건이 더 있습니다.`,
    attribution: (model: string, days: number) => `열리기 전 ${days}일의 활동에 나눈 영업 기회(${model}). 나눈 것일 뿐 원인은 아닙니다.`,
    without: (count: string, opened: string) => `${opened}건 중 ${count}건은 앞선 활동이 없습니다.`,
    span: (from: string, through: string, known: string) => `${from}~${through}에 시도한 것, ${known}까지 이어진 것.`,
  },
} satisfies Record<Language, unknown>;

const percent = (share: number): string => `${Number((share * 100).toPrecision(share < 0.01 ? 2 : 3))}%`;

const rateText = (rate: ShareJson): string =>
  rate === null ? "" : `${percent(rate.mean)} (${percent(rate.interval.low)}–${percent(rate.interval.high)})`;

const LONGEST_NAME = 32;

const funnelLines = (funnel: FunnelJson, language: Language): readonly string[] => {
  const say = words[language];
  const number = (value: number): string => value.toLocaleString(language, { maximumFractionDigits: 1 });
  const named = (name: Name | null, otherwise: string): string => cutTo(name === null ? otherwise : nameIn(name, language), LONGEST_NAME);
  const { stages, steps, whole, rows, cohorts, lag, attribution } = funnel;
  const table = stages.map(({ name, id, count }, at) => [
    named(name, id),
    number(count),
    at === 0 ? "" : rateText(steps[at - 1]?.rate ?? null),
    at === stages.length - 1 && at > 1 ? rateText(whole?.rate ?? null) : "",
  ]);
  const groups = rows.map(({ id, name, of, reached, own, believed, above, isToldApart }) => [
    named(name, id ?? say.nobody),
    number(of),
    number(reached),
    rateText(own),
    rateText(believed),
    above === null ? "" : isToldApart ? (above > 0.5 ? say.above : say.below) : say.alike,
  ]);
  const months = cohorts.map(({ startsOn, of, reached, expected }) => [
    startsOn.slice(0, 7),
    number(of),
    number(reached),
    number(expected),
  ]);
  return [
    ...alignColumns([[...say.heads], ...table], [1]),
    ...stages.flatMap(({ name, id, loose }) => (loose === null || loose === 0 ? [] : [say.loose(named(name, id), number(loose))])),
    ...(lag.half === null || lag.mostly === null ? [] : [say.lag(lag.half, lag.mostly)]),
    ...(groups.length === 0 ? [] : ["", ...alignColumns([[...say.rows], ...groups], [1, 2]), ...(funnel.isSpread ? [] : [say.isAlike])]),
    ...(months.length < 2 ? [] : ["", ...alignColumns([[...say.cohorts], ...months], [1, 2, 3])]),
    ...(attribution === null || attribution.opened === 0
      ? []
      : [
          "",
          say.attribution(attribution.model, attribution.lookBackDays),
          ...alignColumns(
            attribution.rows.map(({ kindName, source, hundredths }) => [
              `  ${nameIn(kindName, language)}`,
              source,
              (hundredths / 100).toLocaleString(language, { minimumFractionDigits: 2 }),
            ]),
            [2],
          ),
          ...(attribution.withoutActivity === 0 ? [] : [say.without(number(attribution.withoutActivity), number(attribution.opened))]),
        ]),
  ];
};

type Flags = {
  readonly from?: string;
  readonly before?: string;
  readonly first?: string;
  readonly last?: string;
  readonly team?: string;
  readonly by?: (typeof funnelGroups)[number];
  readonly attribution?: AttributionModel;
  readonly lookBack?: number;
};

export const addFunnel = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = help[language];
  const dayOf = (found: string | undefined, pointer: string): Outcome<Day | undefined> =>
    found === undefined ? accepted(undefined) : parseDay(found, pointer);
  program
    .command("funnel")
    .description(summary)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--first <stage>", options.first)
    .option("--last <stage>", options.last)
    .option("--team <id>", options.team)
    .addOption(new Option("--by <what>", options.by).choices(funnelGroups))
    .addOption(new Option("--attribution <model>", options.attribution).choices(attributionModels))
    .option("--look-back <days>", options.lookBack, wholeNumberOption(1, 366))
    .addHelpText("after", examplesText(examples, language))
    .action(({ from: first, before: last, lookBack, ...flags }: Flags, command: Command) => {
      const [from, before] = [dayOf(first, "/from"), dayOf(last, "/before")];
      if (!from.ok) return endAsUsage(command, from.refusals, language);
      if (!before.ok) return endAsUsage(command, before.refusals, language);
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const asked = given({ ...flags, from: from.value, before: before.value, lookBackDays: lookBack });
        const found = await funnelOf(session.database, companyId.value, { ...asked, now: BigInt(Date.now()) * 1000n });
        if (!found.ok) return found;
        const { value } = found;
        if (session.json) print(JSON.stringify(value));
        else for (const line of funnelLines(value, language)) print(line);
        tell(words[language].span(value.from, isoDay(plainDay(value.before) - 1), value.through));
        return accepted(DONE);
      });
    });
};
