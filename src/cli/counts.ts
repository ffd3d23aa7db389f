import type { Command } from "commander";
import { parseDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { kindLabel } from "../domain/kind-names.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { countActivities, readCountedBy, type ActivityCounts, type CountedBy, type CountedRow } from "../operations/count-activities.ts";
import { companyOf, DONE } from "./session.ts";
import { endAsUsage, examplesText, type Help, type Shell } from "./shell.ts";
import { alignColumns, cutTo } from "./text-width.ts";

const help: Help<"from" | "before" | "by" | "team"> = {
  en: {
    summary: "who did how much of what, straight from the log, without any plan",
    options: {
      from: "the first day; left out: from the first record on",
      before: "the day after the last; left out: to the last record",
      by: "member, kind, and one of day, week, month, joined by commas (member,kind)",
      team: "only of this team and its subteams",
    },
    examples: ["attain counts", "attain counts --from 2026-03-01 --before 2026-04-01 --by member,kind,week"],
  },
  ko: {
    summary: "기준 없이도 누가 무엇을 몇 건 했는지 기록에서 바로 셉니다",
    options: {
      from: "첫날. 생략하면 첫 기록부터",
      before: "마지막 날의 다음 날. 생략하면 마지막 기록까지",
      by: "member, kind와 day·week·month 중 하나를 쉼표로 연결(member,kind)",
      team: "이 팀과 하위 팀만",
    },
    examples: ["attain counts", "attain counts --from 2026-03-01 --before 2026-04-01 --by member,kind,week"],
  },
};

const words = {
  en: {
    heads: { member: "Member", day: "Day", week: "Week of", month: "Month of", total: "Total" },
    all: "All",
    nobody: (reference: string, source: string) => `${reference} (${source}, nobody known)`,
    total: (count: string, from: string, through: string) => `${count} activities from ${from} through ${through}`,
    unattributed: (count: string) => `${count} of them of nobody known: attain list-unattributed`,
    shared: (count: string) => `The rows count ${count} more: records of several members stand once with each of them.`,
    none: "Nothing has come in on these days.",
  },
  ko: {
    heads: { member: "구성원", day: "날짜", week: "주 시작", month: "월 시작", total: "합계" },
    all: "전체",
    nobody: (reference: string, source: string) => `${reference} (${source}, 담당자 미확인)`,
    total: (count: string, from: string, through: string) => `${from}~${through} 활동 ${count}건`,
    unattributed: (count: string) => `그중 담당자 미확인 ${count}건: attain list-unattributed`,
    shared: (count: string) => `행의 합은 ${count}건 더 많습니다. 여러 구성원의 기록은 각자에게 한 번씩 셉니다.`,
    none: "이 기간에 들어온 기록이 없습니다.",
  },
} satisfies Record<Language, unknown>;

const LONGEST_NAME = 32;

const number = (count: number, language: Language): string => count.toLocaleString(language);

const kindKey = (kind: string | undefined, direction: string | null | undefined): string => JSON.stringify([kind, direction ?? null]);

const whoOf = ({ name, reference, source }: CountedRow, language: Language): string =>
  cutTo(name === null || name === undefined ? words[language].nobody(reference ?? "", source ?? "") : nameIn(name, language), LONGEST_NAME);

/** What stands at the beginning of a line: whose it is and when. */
const labelsOf = (row: CountedRow, by: readonly CountedBy[], language: Language): readonly string[] => [
  ...(by.includes("member") ? [whoOf(row, language)] : []),
  ...(row.day === undefined ? [] : [row.day]),
];

/** Members and days below each other, kinds side by side. */
const countLines = ({ kinds, rows }: ActivityCounts, by: readonly CountedBy[], language: Language): readonly string[] => {
  const say = words[language];
  const columns = by.includes("kind") ? kinds.map(({ kind, direction }) => kindKey(kind, direction)) : [];
  const stretch = (["day", "week", "month"] as const).find((each) => by.includes(each));
  const heads = [...(by.includes("member") ? [say.heads.member] : []), ...(stretch === undefined ? [] : [say.heads[stretch]])];
  const lines = new Map<string, { readonly labels: readonly string[]; readonly counts: Map<string, number> }>();
  for (const row of rows) {
    const labels = labelsOf(row, by, language);
    const key = JSON.stringify([row.member, row.source, row.reference, row.day]);
    const line = lines.get(key) ?? { labels: labels.length === 0 ? [say.all] : labels, counts: new Map<string, number>() };
    const column = kindKey(row.kind, row.direction);
    line.counts.set(column, (line.counts.get(column) ?? 0) + row.count);
    lines.set(key, line);
  }
  const labelled = heads.length === 0 ? [""] : heads;
  const table = [
    [
      ...labelled,
      ...(columns.length === 0 ? [] : kinds.map(({ kindName, direction }) => kindLabel(kindName, direction, language))),
      say.heads.total,
    ],
    ...[...lines.values()].map(({ labels, counts }) => [
      ...labels,
      ...columns.map((column) => number(counts.get(column) ?? 0, language)),
      number(
        [...counts.values()].reduce((sum, count) => sum + count, 0),
        language,
      ),
    ]),
  ];
  return alignColumns(table, (table[0] ?? []).map((_, index) => index).slice(labelled.length));
};

type Flags = { readonly from?: string; readonly before?: string; readonly by: string; readonly team?: string };

export const addCounts = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = help[language];
  const dayOf = (found: string | undefined, pointer: string): Outcome<Day | undefined> =>
    found === undefined ? accepted(undefined) : parseDay(found, pointer);
  program
    .command("counts")
    .description(summary)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--by <what>", options.by, "member,kind")
    .option("--team <id>", options.team)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: Flags, command: Command) => {
      const [from, before, by] = [dayOf(flags.from, "/from"), dayOf(flags.before, "/before"), readCountedBy(flags.by, "/by")];
      if (!from.ok) return endAsUsage(command, from.refusals, language);
      if (!before.ok) return endAsUsage(command, before.refusals, language);
      if (!by.ok) return endAsUsage(command, by.refusals, language);
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = { ...given({ from: from.value, before: before.value, team: flags.team }), by: by.value };
        const counted = await countActivities(session.database, companyId.value, question);
        if (!counted.ok) return counted;
        const { total, shared, unattributed, firstDay, lastDay } = counted.value;
        const say = words[language];
        if (session.json) print(JSON.stringify(counted.value));
        else if (total > 0) for (const line of countLines(counted.value, by.value, language)) print(line);
        tell(
          firstDay === null || lastDay === null
            ? say.none
            : [
                say.total(number(total, language), firstDay, lastDay),
                ...(unattributed === 0 ? [] : [say.unattributed(number(unattributed, language))]),
                ...(shared === 0 ? [] : [say.shared(number(shared, language))]),
              ].join("\n"),
        );
        return accepted(DONE);
      });
    });
};
