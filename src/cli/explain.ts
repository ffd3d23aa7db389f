import { Option, type Command } from "commander";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted } from "../domain/refusal.ts";
import { explainMember, type Explanation } from "../operations/explain-member.ts";
import { amountText, localeOf, type ShownUnit } from "./amounts.ts";
import { derivationNotes, targetFormula } from "./derivation-text.ts";
import { withheldText } from "./withheld-text.ts";
import { attestedText, recordColumns, verdictText } from "./record-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { cadenceOption, examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const help: Help<"member" | "metric" | "on" | "cadence" | "counted"> = {
  en: {
    summary: "every record of a member in a period, and why it counts or not",
    options: {
      member: "the member's id",
      metric: "the metric's id",
      on: "a day of the period",
      cadence: "of the period; left out: that of the plan that asks the member for the metric",
      counted: "only records that count, or only those that do not",
    },
    examples: ["attain explain raj outbound-calls --on 2026-03-31", "attain explain raj outbound-calls --on 2026-03-31 --counted no"],
  },
  ko: {
    summary: "한 기간의 기록마다 왜 인정되는지, 왜 아닌지 보여 줍니다",
    options: {
      member: "구성원 id",
      metric: "집계 항목 id",
      on: "기간에 속한 날",
      cadence: "기간의 주기. 생략하면 구성원에게 이 집계 항목을 요구하는 활동 기준의 주기",
      counted: "인정된 기록만(yes), 또는 미인정 기록만(no)",
    },
    examples: ["attain explain raj outbound-calls --on 2026-03-31", "attain explain raj outbound-calls --on 2026-03-31 --counted no"],
  },
};

type PaceWords = {
  readonly expected: string;
  readonly needed: string | null;
  readonly until: string;
  readonly probability: string | null;
};

const words = {
  en: {
    head: (member: string, metric: string, period: string, credited: string) => `${member} · ${metric} · ${period}: ${credited}`,
    asked: (target: string, plan: string) => `target ${target}, asked by ${plan}`,
    pace: ({ expected, needed, until, probability }: PaceWords) =>
      [
        `about ${expected} should be there by now`,
        ...(needed === null ? [] : [`needs ${needed} a day until ${until}`]),
        ...(probability === null ? [] : [`reached in ${probability} of such periods`]),
      ].join("; "),
    notConnected: (sources: string) => `not connected: ${sources}. What only the member reported does not count here`,
    none: "No records.",
  },
  ko: {
    head: (member: string, metric: string, period: string, credited: string) => `${member} · ${metric} · ${period}: ${credited}`,
    asked: (target: string, plan: string) => `목표치 ${target}, 활동 기준 ${plan}`,
    pace: ({ expected, needed, until, probability }: PaceWords) =>
      [
        `지금쯤 ${expected} 정도가 알맞음`,
        ...(needed === null ? [] : [`${until}까지 하루 ${needed} 필요`]),
        ...(probability === null ? [] : [`이런 기간의 ${probability}에서 달성`]),
      ].join("; "),
    notConnected: (sources: string) => `연결되지 않은 출처: ${sources}. 본인만 보고한 기록은 여기서 인정되지 않습니다`,
    none: "기록이 없습니다.",
  },
} satisfies Record<Language, unknown>;

type Flags = { readonly on: string; readonly cadence?: Cadence; readonly counted?: "yes" | "no" };

const PAGE = 200;

/** The target, how it came about, and what it stands for instead. */
const askedText = (asked: Explanation["asked"][number], unit: ShownUnit, language: Language): string =>
  [words[language].asked(targetFormula(asked, unit, language), asked.plan), ...derivationNotes(asked, unit, language)].join("; ");

/** While the period runs and something is missing; nothing otherwise. */
const paceText = ({ pace }: Explanation["asked"][number], unit: ShownUnit, language: Language): readonly string[] => {
  if (pace === null || pace.lastWorkingDay === null || pace.probability === 1) return [];
  const { expected, neededPerWorkingDay: needed, lastWorkingDay, probability } = pace;
  const whole = typeof expected === "number" ? Math.round(expected) : expected;
  return [
    words[language].pace({
      expected: amountText(whole, unit, language),
      needed: needed === null ? null : amountText(needed, unit, language),
      until: lastWorkingDay,
      probability:
        probability === null
          ? null
          : `${probability < 0.01 ? "<" : ""}${Math.max(probability, 0.01).toLocaleString(localeOf[language], { style: "percent" })}`,
    }),
  ];
};

const explanationLines = (explanation: Explanation, terminal: Terminal): readonly string[] => {
  const { language, colours } = terminal;
  const { member, metric, unit, period, asked, withheld, credited, records, notConnected } = explanation;
  const columns = recordColumns(records, language);
  return [
    colours.bold(words[language].head(member, metric, period.label[language], amountText(credited, unit, language))),
    ...asked.flatMap((each) => [askedText(each, unit, language), ...paceText(each, unit, language)].map((line) => `  ${line}`)),
    ...withheld.map((each) => `  ${withheldText(each, language)}`),
    ...(notConnected.length === 0 ? [] : [`  ${words[language].notConnected(notConnected.join(", "))}`]),
    ...(records.length === 0
      ? [words[language].none]
      : records.map((record, index) =>
          [`  ${columns[index] ?? ""}`, attestedText(record, language), verdictText(record.verdict, unit, terminal)]
            .filter((line) => line !== null)
            .join("\n    "),
        )),
  ];
};

export const addExplain = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = help[terminal.language];
  program
    .command("explain")
    .description(summary)
    .argument("<member>", options.member)
    .argument("<metric>", options.metric)
    .requiredOption("--on <day>", options.on)
    .option("--cadence <cadence>", options.cadence, cadenceOption)
    .addOption(new Option("--counted <yes|no>", options.counted).choices(["yes", "no"]))
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((member: string, metric: string, { on, cadence, counted }: Flags, command: Command) =>
      run(command, async (session) => {
        const day = parseDay(on, "/on");
        if (!day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = {
          member,
          metric,
          on: day.value,
          limit: PAGE,
          now: BigInt(Date.now()) * 1000n,
          ...given({ cadence, counted: counted === undefined ? undefined : counted === "yes" }),
        };
        const first = await explainMember(session.database, companyId.value, question);
        if (!first.ok) return first;
        const records = [...first.value.records];
        for (let cursor = first.value.nextCursor; cursor !== null;) {
          const next = await explainMember(session.database, companyId.value, { ...question, cursor });
          if (!next.ok) return next;
          records.push(...next.value.records);
          cursor = next.value.nextCursor;
        }
        const { nextCursor: _, ...explanation } = first.value;
        if (session.json) session.terminal.print(JSON.stringify({ ...explanation, records }));
        else session.terminal.print(explanationLines({ ...first.value, records }, session.terminal).join("\n"));
        return accepted(DONE);
      }),
    );
};
