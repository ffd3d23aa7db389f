import type { Command } from "commander";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { MOST_PERIODS, showCalibration, type CalibrationJson } from "../operations/show-calibration.ts";
import { localeOf } from "./amounts.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";
import { alignColumns } from "./text-width.ts";

const PERIODS = 12;

const help: Help<"plan" | "periods"> = {
  en: {
    summary: "how often what the probabilities say came true in periods that are over",
    options: { plan: "only this plan, by id", periods: `how many periods back; left out: ${PERIODS}` },
    examples: ["attain calibration", "attain calibration --plan monthly-prospecting --periods 24"],
  },
  ko: {
    summary: "끝난 기간에서 확률이 실제로 얼마나 맞았는지 보여 줍니다",
    options: { plan: "이 활동 기준만(id)", periods: `몇 기간 전까지. 생략하면 ${PERIODS}` },
    examples: ["attain calibration", "attain calibration --plan monthly-prospecting --periods 24"],
  },
};

const words = {
  en: {
    of: (name: string, periods: number, from: string, before: string) =>
      `${name} · ${periods} ${periods === 1 ? "period" : "periods"}, ${from} to before ${before}`,
    all: "All plans",
    none: "No period is over in which a target could still be missed or reached: nothing to compare yet.",
    scores: (forecasts: string, brier: string, straight: string) =>
      `${forecasts} forecasts · Brier score ${brier} (0 is perfect; a straight line has ${straight})`,
    head: ["said", "forecasts", "said on average", "came true"],
  },
  ko: {
    of: (name: string, periods: number, from: string, before: string) => `${name} · ${periods}개 기간(${from}부터 ${before} 전까지)`,
    all: "모든 활동 기준",
    none: "끝난 기간에 견줄 예측이 아직 없습니다.",
    scores: (forecasts: string, brier: string, straight: string) =>
      `예측 ${forecasts}건 · 브라이어 점수 ${brier}(0이면 완벽, 직선 진도는 ${straight})`,
    head: ["예측 확률", "예측 수", "평균 예측", "실제 달성"],
  },
} satisfies Record<Language, unknown>;

const percent = (share: number | null, language: Language, digits = 0): string =>
  share === null
    ? "–"
    : share.toLocaleString(localeOf[language], { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits });

const score = (value: number | null): string => (value === null ? "–" : value.toFixed(3));

type Shown = CalibrationJson["all"];

const scoresText = ({ forecasts, brier, straightLineBrier }: Shown, language: Language): string =>
  words[language].scores(forecasts.toLocaleString(localeOf[language]), score(brier), score(straightLineBrier));

const deciles = ({ deciles: all }: Shown, language: Language): readonly string[] =>
  alignColumns(
    [
      words[language].head,
      ...all.map(({ from, before, forecasts, said, reached }) => [
        `${percent(from, language)} – ${percent(before, language)}`,
        forecasts.toLocaleString(localeOf[language]),
        percent(said, language, 1),
        percent(reached, language, 1),
      ]),
    ],
    [1, 2, 3],
  ).map((line) => `  ${line}`);

const calibrationLines = ({ plans, all }: CalibrationJson, { language, colours }: Terminal): readonly string[] => {
  const say = words[language];
  if (all.forecasts === 0) return [say.none];
  return [
    ...plans.flatMap(({ planName, periods, startsOn, endsBefore, ...own }) => [
      colours.bold(say.of(nameIn(planName, language), periods, startsOn, endsBefore)),
      `  ${scoresText(own, language)}`,
      ...(plans.length === 1 ? deciles(own, language) : []),
    ]),
    ...(plans.length === 1 ? [] : ["", colours.bold(say.all), `  ${scoresText(all, language)}`, ...deciles(all, language)]),
  ];
};

export const addCalibration = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("calibration")
    .description(summary)
    .option("--plan <id>", options.plan)
    .option("--periods <count>", options.periods, wholeNumberOption(1, MOST_PERIODS))
    .addHelpText("after", examplesText(examples, terminal.language))
    .action(({ plan, periods = PERIODS }: { readonly plan?: string; readonly periods?: number }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = { ...given({ plan }), periods, now: BigInt(Date.now()) * 1000n };
        const answer = await showCalibration(session.database, companyId.value, question);
        if (!answer.ok) return answer;
        session.terminal.print(session.json ? JSON.stringify(answer.value) : calibrationLines(answer.value, session.terminal).join("\n"));
        return accepted(DONE);
      }),
    );
};
