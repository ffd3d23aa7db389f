import type { Command } from "commander";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { showFunnel } from "../operations/show-funnel.ts";
import { companyOf, DONE } from "./session.ts";
import type { Help, Shell } from "./shell.ts";

const help: Help<never> = {
  en: { summary: "show the stages of the funnel and the rates that are assumed between them, with their sources", options: {} },
  ko: { summary: "퍼널 단계와 단계 사이의 가정 전환율을 출처와 함께 보여 줍니다", options: {} },
};

const words = {
  en: { none: "No rate is assumed: there is none in the company's file.", assumed: "Assumed, not measured:" },
  ko: { none: "가정한 전환율이 없습니다. 회사 파일에 적혀 있지 않습니다.", assumed: "측정값이 아닌 가정입니다." },
} satisfies Record<Language, unknown>;

export const addShowFunnel = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  program
    .command("show-funnel")
    .description(help[language].summary)
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await showFunnel(session.database, companyId.value);
        if (!found.ok) return found;
        if (session.json) {
          print(JSON.stringify(found.value));
          return accepted(DONE);
        }
        const { stages, rates } = found.value;
        const named = (id: string): string => nameIn(stages.find((stage) => stage.id === id)?.name ?? { en: id }, language);
        print(stages.map(({ id }) => named(id)).join(" → "));
        print(rates.length === 0 ? words[language].none : words[language].assumed);
        for (const { from, to, rate, source } of rates) {
          print(`  ${named(from)} → ${named(to)}  ${Number((rate * 100).toFixed(2))}%`);
          print(`    ${[source.text, source.year, source.url].filter((part) => part !== null).join(", ")}`);
        }
        return accepted(DONE);
      }),
    );
};
