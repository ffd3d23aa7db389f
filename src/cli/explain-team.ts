import type { Command } from "commander";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted } from "../domain/refusal.ts";
import { explainTeam, type TeamExplanation } from "../operations/explain-team.ts";
import { amountText, daysText } from "./amounts.ts";
import { companyOf, DONE } from "./session.ts";
import { cadenceOption, examplesText, type Help, type Shell } from "./shell.ts";
import { padEnd, padStart, textWidth } from "./text-width.ts";

const help: Help<"team" | "metric" | "on" | "cadence"> = {
  en: {
    summary: "who gave a team its number of a metric in a period: each member with the days that were the team's",
    options: { team: "the team's id", metric: "the metric's id", on: "a day of the period", cadence: "of the period; left out: month" },
    examples: ["attain explain-team seoul contracts --on 2026-03-31"],
  },
  ko: {
    summary: "한 기간에 팀의 실적을 구성원별로, 팀에 속한 날만 보여 줍니다",
    options: { team: "팀 id", metric: "집계 항목 id", on: "기간에 속한 날", cadence: "기간의 주기. 생략하면 월" },
    examples: ["attain explain-team seoul contracts --on 2026-03-31"],
  },
};

const words = {
  en: { heads: (count: number) => `${count} ${count === 1 ? "rep" : "reps"}`, nobody: "Nobody belonged to the team." },
  ko: { heads: (count: number) => `영업 담당 ${count}명`, nobody: "팀에 속한 구성원이 없습니다." },
} satisfies Record<Language, unknown>;

const linesOf = (
  { team, metric, unit, period, credited, heads, contributions }: TeamExplanation,
  language: Language,
): readonly string[] => {
  const say = words[language];
  const names = contributions.map(({ memberName }) => nameIn(memberName, language));
  const numbers = contributions.map((each) => amountText(each.credited, unit, language));
  const [widest, longest] = [names, numbers].map((texts) => Math.max(0, ...texts.map(textWidth)));
  return [
    `${team} · ${metric} · ${period.label[language]}: ${amountText(credited, unit, language)} (${say.heads(heads)})`,
    ...contributions.map(({ spans }, index) => {
      const days = spans === null ? "" : `  ${spans.map(daysText).join(", ")}`;
      return `  ${padEnd(names[index] ?? "", widest ?? 0)}  ${padStart(numbers[index] ?? "", longest ?? 0)}${days}`;
    }),
    ...(contributions.length === 0 ? [`  ${say.nobody}`] : []),
  ];
};

type Flags = { readonly on: string; readonly cadence?: Cadence };

export const addExplainTeam = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("explain-team")
    .description(summary)
    .argument("<team>", options.team)
    .argument("<metric>", options.metric)
    .requiredOption("--on <day>", options.on)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .addHelpText("after", examplesText(examples, language))
    .action((team: string, metric: string, { on, cadence }: Flags, command: Command) =>
      run(command, async (session) => {
        const day = parseDay(on, "/on");
        if (!day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await explainTeam(session.database, companyId.value, { team, metric, on: day.value, ...given({ cadence }) });
        if (!found.ok) return found;
        print(session.json ? JSON.stringify(found.value) : linesOf(found.value, language).join("\n"));
        return accepted(DONE);
      }),
    );
};
