import { Option, type Command } from "commander";
import type { Amount } from "../domain/amount.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { cadences, type Cadence } from "../domain/period.ts";
import { accepted } from "../domain/refusal.ts";
import { explainMember, type Explanation } from "../operations/explain-member.ts";
import { isOfOwnDays, type FromTableJson } from "../operations/attainment-json.ts";
import { amountText, daysText, type ShownUnit } from "./amounts.ts";
import { moment } from "./moment.ts";
import { attestedText, recordColumns, verdictText } from "./record-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
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

type DaysWords = { readonly days: number; readonly ofDays: number; readonly span: string };
type PartWords = DaysWords & { readonly base: string; readonly value: string; readonly plan: string; readonly team: string | null };

const words = {
  en: {
    head: (member: string, metric: string, period: string, credited: string) => `${member} · ${metric} · ${period}: ${credited}`,
    asked: (target: string, plan: string) => `target ${target}, asked by ${plan}`,
    replaced: (plan: string, audience: string, target: string | null) =>
      `${plan}, asked of ${audience}${target === null ? "" : ` (${target})`}, is replaced`,
    audience: {
      everyone: "everyone",
      members: (count: number) => (count === 1 ? "one named member" : `${count} named members`),
      phase: "phase",
      role: "role",
      team: "team",
    },
    part: ({ base, days, ofDays, span, plan, team, value }: PartWords) =>
      `${base} × ${days}/${ofDays} days (${span}, ${plan}${team === null ? "" : `, team ${team}`}): ${value}`,
    fromTable: (table: string, by: string, at: string) => `from the table ${table}, set by ${by} on ${at}`,
    noTarget: (table: string) => `no target in the table ${table}, so nothing is asked`,
    ownDays: "only these days count for it",
    employed: ({ days, ofDays, span }: DaysWords) => `employed on ${days} of ${ofDays} days (${span}), the target stays`,
    none: "No records.",
  },
  ko: {
    head: (member: string, metric: string, period: string, credited: string) => `${member} · ${metric} · ${period}: ${credited}`,
    asked: (target: string, plan: string) => `목표치 ${target}, 활동 기준 ${plan}`,
    replaced: (plan: string, audience: string, target: string | null) =>
      `${plan}(${audience} 대상${target === null ? "" : `, ${target}`}) 대신 적용`,
    audience: { everyone: "전체", members: (count: number) => `지정 ${count}명`, phase: "단계", role: "역할", team: "팀" },
    part: ({ base, days, ofDays, span, plan, team, value }: PartWords) =>
      `${base} × ${days}/${ofDays}일(${span}, ${plan}${team === null ? "" : `, ${team} 팀`}): ${value}`,
    fromTable: (table: string, by: string, at: string) => `목표치 표 ${table}(${at}, ${by})`,
    noTarget: (table: string) => `목표치 표 ${table}에 목표치 없음(면제)`,
    ownDays: "이 날짜의 기록만 인정",
    employed: ({ days, ofDays, span }: DaysWords) => `재직 ${ofDays}일 중 ${days}일(${span}), 목표치는 그대로`,
    none: "기록이 없습니다.",
  },
} satisfies Record<Language, unknown>;

type Flags = { readonly on: string; readonly cadence?: Cadence; readonly counted?: "yes" | "no" };

const PAGE = 200;

type Derivation = Explanation["asked"][number]["derivation"];

const audienceText = (
  { members, phase, role, team }: Extract<Derivation[number], { step: "replaced" }>["audience"],
  language: Language,
): string => {
  const say = words[language].audience;
  const parts = [
    members === undefined ? "" : say.members(members.length),
    phase === undefined ? "" : `${say.phase} ${phase}`,
    role === undefined ? "" : `${say.role} ${role}`,
    team === undefined ? "" : `${say.team} ${team}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? say.everyone : parts.join(", ");
};

const tableText = ({ id, set }: FromTableJson, language: Language): string => {
  const say = words[language];
  return set === null ? say.noTarget(id) : say.fromTable(id, set.by, moment(set.at));
};

const stepText = (step: Derivation[number], unit: ShownUnit, language: Language): string | null => {
  const say = words[language];
  const text = (amount: Amount): string => amountText(amount, unit, language);
  switch (step.step) {
    case "base":
      // The number itself is said by the target already.
      return step.table === undefined ? null : tableText(step.table, language);
    case "part":
      return [
        say.part({ ...step, span: daysText(step), base: text(step.base), value: text(step.value) }),
        ...(step.table === undefined ? [] : [tableText(step.table, language)]),
      ].join(", ");
    case "replaced":
      return say.replaced(step.plan, audienceText(step.audience, language), step.value === undefined ? null : text(step.value));
    case "employed":
      return say.employed({ ...step, span: daysText(step) });
  }
};

/** The target, how it came about, and what it stands for instead. */
const askedText = ({ plan, target, derivation }: Explanation["asked"][number], unit: ShownUnit, language: Language): string => {
  const say = words[language];
  const steps = derivation.map((step) => stepText(step, unit, language)).filter((text) => text !== null);
  const own = isOfOwnDays(derivation) ? [say.ownDays] : [];
  return [say.asked(amountText(target, unit, language), plan), ...steps, ...own].join("; ");
};

const explanationLines = (explanation: Explanation, terminal: Terminal): readonly string[] => {
  const { language, colours } = terminal;
  const { member, metric, unit, period, asked, credited, records } = explanation;
  const columns = recordColumns(records, language);
  return [
    colours.bold(words[language].head(member, metric, period.label[language], amountText(credited, unit, language))),
    ...asked.map((each) => `  ${askedText(each, unit, language)}`),
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
    .addOption(new Option("--cadence <cadence>", options.cadence).choices(cadences))
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
