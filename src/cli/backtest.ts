import { existsSync } from "node:fs";
import type { Command } from "commander";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { ProgressJson } from "../operations/attainment-json.ts";
import { backtestJson, type BacktestJson, type BacktestPeriodJson, type StandingJson } from "../operations/backtest-json.ts";
import { backtestPlan, MOST_PERIODS, type BacktestQuestion } from "../operations/backtest-plan.ts";
import { statusWords } from "./attainment-table.ts";
import { localeOf } from "./amounts.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";
import { padEnd, padStart, textWidth } from "./text-width.ts";

const PERIODS = 12;

const help: Help<"draft" | "plan" | "periods" | "members"> = {
  en: {
    summary: "what a draft would have given in the last periods, beside the plan in force; nothing is stored",
    options: {
      draft: "a draft's id, or a file with metrics and plans; - reads standard input",
      plan: "which plan is meant; left out: the draft's only one",
      periods: "how many of the last periods that are over",
      members: "every member's row as well",
    },
    examples: [
      "attain backtest q2-calls",
      "attain backtest q2.yaml --periods 26 --members",
      "attain backtest q2-calls --json | jq '.periods[].draft.met'",
    ],
  },
  ko: {
    summary: "초안을 지난 기간에 적용했다면 어땠을지 시행된 기준과 나란히 보여 줍니다. 아무것도 저장하지 않습니다",
    options: {
      draft: "초안 id, 또는 metrics와 plans가 든 파일. -는 표준 입력",
      plan: "어느 활동 기준인지. 생략하면 초안의 것",
      periods: "끝난 기간 중 최근 몇 개",
      members: "구성원별로도 보기",
    },
    examples: [
      "attain backtest q2-calls",
      "attain backtest q2.yaml --periods 26 --members",
      "attain backtest q2-calls --json | jq '.periods[].draft.met'",
    ],
  },
};

const words = {
  en: {
    head: ["", "asked", "would meet", "met in force", "half reach", "four in five between", "by luck"],
    member: ["", "", "would be", "in force"],
    notAsked: "not asked",
    luck: "By luck: how many are expected to meet although their own rate over all these periods is below what is asked.",
    counted: (metrics: string) => `Counted from the log for this alone: ${metrics}.`,
    fewer: (found: number, asked: number) => `${found} of ${asked} periods: the log begins later.`,
    stored: "Nothing was stored.",
    of: (met: string, of: string) => `${met} of ${of}`,
  },
  ko: {
    head: ["", "대상", "초안이면 달성", "시행 기준 달성", "중간값", "80% 범위", "운으로"],
    member: ["", "", "초안이면", "시행 기준"],
    notAsked: "대상 아님",
    luck: "운으로: 이 기간 전체의 자기 평균이 목표치에 못 미치는데도 달성할 것으로 예상되는 인원.",
    counted: (metrics: string) => `이 조회만을 위해 기록에서 센 집계 항목: ${metrics}.`,
    fewer: (found: number, asked: number) => `${asked}개 기간 중 ${found}개: 기록이 그 뒤에 시작됩니다.`,
    stored: "아무것도 저장하지 않았습니다.",
    of: (met: string, of: string) => `${of} 중 ${met}`,
  },
} satisfies Record<Language, unknown>;

const percentText = ({ done, of }: ProgressJson, language: Language): string =>
  (Number(done) / Number(of)).toLocaleString(localeOf[language], { style: "percent", maximumFractionDigits: 0 });

/** Columns as wide as their widest cell; the first ones stand to the left, the others to the right. */
const columnsText = (rows: readonly (readonly string[])[], left: number): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((width, row) => Math.max(width, textWidth(row[column] ?? "")), 0));
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column < left ? padEnd : padStart)(cell, widths[column] ?? 0)).join("   ")}`.trimEnd(),
  );
};

const metText = (outcome: BacktestPeriodJson["inForce"], language: Language): string =>
  outcome === null ? "–" : words[language].of(outcome.met.toLocaleString(), (outcome.asked - outcome.excused).toLocaleString());

const periodCells = ({ period, draft, inForce }: BacktestPeriodJson, language: Language): readonly string[] => {
  const { spread, luck } = draft;
  return [
    period.label[language],
    draft.asked.toLocaleString(),
    metText(draft, language),
    metText(inForce, language),
    spread === null ? "–" : percentText(spread.p50, language),
    spread === null ? "–" : `${percentText(spread.p10, language)} – ${percentText(spread.p90, language)}`,
    luck === null ? "–" : luck.meet.toLocaleString(localeOf[language]),
  ];
};

const standingText = (standing: StandingJson | null, language: Language): string =>
  standing === null
    ? words[language].notAsked
    : `${statusWords[language][standing.status]}${standing.progress === null ? "" : ` ${percentText(standing.progress, language)}`}`;

const memberLines = ({ period, rows = [] }: BacktestPeriodJson, language: Language): readonly (readonly string[])[] =>
  rows.map(({ member, draft, inForce }, index) => [
    index === 0 ? period.label[language] : "",
    member,
    standingText(draft, language),
    standingText(inForce, language),
  ]);

const tellBacktest = (answer: BacktestJson, { language, print, tell, colours }: Terminal, inDetail: boolean): void => {
  const say = words[language];
  print(colours.bold(nameIn(answer.planName, language)));
  for (const line of columnsText([say.head, ...answer.periods.map((each) => periodCells(each, language))], 1)) print(line);
  if (inDetail) {
    print("");
    for (const line of columnsText([say.member, ...answer.periods.flatMap((each) => memberLines(each, language))], 4)) print(line);
  }
  if (answer.periods.some(({ draft }) => draft.luck !== null)) tell(say.luck);
  if (answer.counted.length > 0) tell(say.counted(answer.counted.join(", ")));
  if (answer.periods.length < answer.asked) tell(say.fewer(answer.periods.length, answer.asked));
  tell(say.stored);
};

/** A file that is there, or standard input; else a draft by its id. */
const draftMeant = async (named: string): Promise<Outcome<BacktestQuestion["of"]>> => {
  if (named !== "-" && !existsSync(named) && !/\.(ya?ml|json)$/i.test(named)) return accepted({ draft: named });
  const text = await readInput(named);
  return text.ok ? accepted({ input: text.value }) : text;
};

export const addBacktest = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("backtest")
    .description(summary)
    .argument("<draft>", options.draft)
    .option("--plan <id>", options.plan)
    .option("--periods <number>", `${options.periods} (${PERIODS})`, wholeNumberOption(1, MOST_PERIODS))
    .option("--members", options.members)
    .addHelpText("after", examplesText(examples, language))
    .action(
      (
        named: string,
        { plan, periods = PERIODS, members = false }: { readonly plan?: string; readonly periods?: number; readonly members?: boolean },
        command: Command,
      ) =>
        run(command, async (session) => {
          const of = await draftMeant(named);
          if (!of.ok) return of;
          const companyId = await companyOf(session);
          if (!companyId.ok) return companyId;
          const done = await backtestPlan(session.database, companyId.value, {
            of: of.value,
            periods,
            rows: members || session.json,
            ...(plan === undefined ? {} : { plan }),
            now: BigInt(Date.now()) * 1000n,
          });
          if (!done.ok) return done;
          const answer = backtestJson(done.value, { rows: members || session.json });
          if (session.json) terminal.print(JSON.stringify(answer));
          else tellBacktest(answer, terminal, members);
          return accepted(DONE);
        }),
    );
};
