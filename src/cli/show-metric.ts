import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { showMetric } from "../operations/show-metric.ts";
import { numberLines } from "./number-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<"metric"> = {
  en: {
    summary: "show a metric's versions, and how days gone were counted anew: who, when, why and which numbers",
    options: { metric: "the metric's id" },
    examples: ["attain show-metric outbound-calls"],
  },
  ko: {
    summary: "집계 항목의 버전과, 지난날을 다시 센 이력(누가, 언제, 왜, 어떤 숫자)을 보여 줍니다",
    options: { metric: "집계 항목 id" },
    examples: ["attain show-metric outbound-calls"],
  },
};

const words = {
  en: {
    start: "from the beginning",
    from: (day: string) => `from ${day}`,
    counting: (done: number, of: number) => `still being counted: ${done} of ${of} records`,
    recount: (at: string, by: string, day: string, reason: string) => `${at} counted anew from ${day} on (${by}): ${reason}`,
  },
  ko: {
    start: "처음부터",
    from: (day: string) => `${day}부터`,
    counting: (done: number, of: number) => `아직 세는 중: 기록 ${of}건 중 ${done}건`,
    recount: (at: string, by: string, day: string, reason: string) => `${at} ${day}부터 다시 셈(${by}): ${reason}`,
  },
} satisfies Record<Language, unknown>;

/** To the second, and saying whose clock it is. */
const moment = (instant: string): string => `${instant.slice(0, 19).replace("T", " ")} UTC`;

export const addShowMetric = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options, examples } = help[language];
  const say = words[language];
  program
    .command("show-metric")
    .description(summary)
    .argument("<metric>", options.metric)
    .addHelpText("after", examplesText(examples, language))
    .action((metric: string, _flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await showMetric(session.database, companyId.value, metric);
        if (!found.ok) return found;
        if (session.json) {
          print(JSON.stringify(found.value));
          return accepted(DONE);
        }
        const { id, versions, counting, recounts } = found.value;
        print(terminal.colours.bold(id));
        for (const { startsOn, where } of versions)
          print(`  ${startsOn === undefined || startsOn === null ? say.start : say.from(startsOn)}: ${where}`);
        if (counting !== null) print(`  ${say.counting(counting.done, counting.of)}`);
        for (const recount of recounts) {
          print(`  ${say.recount(moment(recount.doneAt), recount.doneBy, recount.startsOn, recount.reason)}`);
          for (const line of numberLines(recount, language)) print(`    ${line}`);
        }
        return accepted(DONE);
      }),
    );
};
