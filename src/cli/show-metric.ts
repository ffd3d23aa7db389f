import type { Command } from "commander";
import type { FactorEntry, FactorTableEntry, MeasureEntry } from "../domain/company-file.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { showMetric } from "../operations/show-metric.ts";
import { moment } from "./moment.ts";
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
    factors: (name: string, by: string) => `${name}, by ${by}:`,
    counting: (done: number, of: number) => `still being counted: ${done} of ${of} records`,
    recount: (at: string, by: string, day: string | null, reason: string) =>
      `${at} counted anew from ${day === null ? "the beginning" : `${day} on`} (${by}): ${reason}`,
  },
  ko: {
    start: "처음부터",
    from: (day: string) => `${day}부터`,
    factors: (name: string, by: string) => `${name}(${by} 기준):`,
    counting: (done: number, of: number) => `아직 세는 중: 기록 ${of}건 중 ${done}건`,
    recount: (at: string, by: string, day: string | null, reason: string) =>
      `${at} ${day === null ? "처음" : day}부터 다시 셈(${by}): ${reason}`,
  },
} satisfies Record<Language, unknown>;

type Say = (typeof words)[Language];

const sinceText = (from: string | null | undefined, say: Say): string => (from === undefined || from === null ? say.start : say.from(from));

/** As the company file writes it. */
const sumText = (measure: MeasureEntry): string =>
  measure === "count"
    ? measure
    : `{ ${Object.entries(measure)
        .map(([field, value]) => `${field}: ${value}`)
        .join(", ")} }`;

const nameText = (name: FactorTableEntry["name"], language: Language): string =>
  typeof name === "object" && name !== null ? nameIn(given(name), language) : (name ?? "");

/** `30%`, or `30% from the beginning; 45% from 2026-07-01 (why)`. */
const heldText = (held: FactorEntry, say: Say): string =>
  typeof held === "object"
    ? held
        .map(
          ({ value, from, reason }) =>
            `${value ?? "–"} ${sinceText(from, say)}${reason === undefined || reason === null ? "" : ` (${reason})`}`,
        )
        .join("; ")
    : String(held);

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
        const { id, versions, factors, counting, recounts } = found.value;
        print(terminal.colours.bold(id));
        for (const { startsOn, where, measure } of versions)
          print(`  ${sinceText(startsOn, say)}: ${where}${measure === undefined || measure === null ? "" : ` · ${sumText(measure)}`}`);
        for (const { name, by, values } of factors) {
          print(`  ${say.factors(nameText(name, language), by)}`);
          for (const [value, held] of Object.entries(values)) print(`    ${value}: ${heldText(held, say)}`);
        }
        if (counting !== null) print(`  ${say.counting(counting.done, counting.of)}`);
        for (const recount of recounts) {
          print(`  ${say.recount(moment(recount.doneAt), recount.doneBy, recount.startsOn, recount.reason)}`);
          for (const line of numberLines(recount, language)) print(`    ${line}`);
        }
        return accepted(DONE);
      }),
    );
};
