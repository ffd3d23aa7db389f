import { Option, type Command } from "commander";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { isoInstant, parseInstant } from "../domain/instant.ts";
import { nameIn, type Language } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { sheetText } from "../operations/files/target-sheet.ts";
import { importTargets, type TargetChangeJson, type TargetsAnswer } from "../operations/import-targets.ts";
import { listTargetTables } from "../operations/list-target-tables.ts";
import { showTargets, type TargetsShown } from "../operations/show-targets.ts";
import { moment } from "./moment.ts";
import { readBytes } from "./read-input.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import { padEnd, padStart, textWidth } from "./text-width.ts";

const help: Help<"table" | "on" | "asOf" | "member" | "team" | "history"> = {
  en: {
    summary: "show what a target table says, now or as it was in force at a moment, and who said so",
    options: {
      table: "the table's id",
      on: "only of the period that contains this day",
      asOf: "what was in force at this instant, such as 2026-03-31T15:00:00Z",
      member: "only of this member, by id",
      team: "only of this team, by id",
      history: "tell as well what was said before, so many words, the latest first",
    },
    examples: [
      "attain show-targets calls-2026 --on 2026-03-15 --as-of 2026-04-01T00:00:00Z",
      "attain show-targets calls-2026 --member raj --history 20",
    ],
  },
  ko: {
    summary: "목표치 표의 현재 내용이나 특정 시점의 내용과 누가 정했는지 보여 줍니다",
    options: {
      table: "표 id",
      on: "이날이 속한 기간만",
      asOf: "이 시각에 적용되던 내용. 예: 2026-03-31T15:00:00Z",
      member: "이 구성원만(id)",
      team: "이 팀만(id)",
      history: "지난 변경도 최근 것부터 이만큼 표시",
    },
    examples: [
      "attain show-targets calls-2026 --on 2026-03-15 --as-of 2026-04-01T00:00:00Z",
      "attain show-targets calls-2026 --member raj --history 20",
    ],
  },
};

const words = {
  en: {
    made: (table: string, metric: string, cadence: string) => `The table ${table} was made: targets of ${metric} for each ${cadence}.`,
    wouldMake: (table: string, metric: string, cadence: string) =>
      `The table ${table} would be made: targets of ${metric} for each ${cadence}.`,
    counts: (received: number, changed: number, unchanged: number) => `targets ${received}: changed ${changed}, unchanged ${unchanged}`,
    preview: "Nothing was written; without --dry-run it is done.",
    columnsLeft: (columns: string) => `Columns left aside: ${columns}.`,
    rowsLeft: (rows: string) => `Rows left aside, since they add up others: ${rows}.`,
    more: (count: number) => `… and ${count} more`,
    nothing: "–",
    ended: "ended",
    empty: "The table says nothing.",
    none: "There are no target tables. attain import targets makes one.",
    history: "History",
    takenBack: "taken back",
  },
  ko: {
    made: (table: string, metric: string, cadence: string) =>
      `목표치 표 ${table}을(를) 만들었습니다(집계 항목 ${metric}, 주기 ${cadence}).`,
    wouldMake: (table: string, metric: string, cadence: string) =>
      `목표치 표 ${table}을(를) 새로 만듭니다(집계 항목 ${metric}, 주기 ${cadence}).`,
    counts: (received: number, changed: number, unchanged: number) => `목표치 ${received}개: 변경 ${changed}, 그대로 ${unchanged}`,
    preview: "아직 아무것도 쓰지 않았습니다. --dry-run을 빼면 적용합니다.",
    columnsLeft: (columns: string) => `읽지 않은 열: ${columns}.`,
    rowsLeft: (rows: string) => `합계라서 읽지 않은 행: ${rows}.`,
    more: (count: number) => `… 외 ${count}건`,
    nothing: "–",
    ended: "종료",
    empty: "표에 목표치가 없습니다.",
    none: "목표치 표가 없습니다. attain import targets로 만들 수 있습니다.",
    history: "변경 이력",
    takenBack: "취소",
  },
} satisfies Record<Language, unknown>;

export type TargetFlags = {
  readonly table?: string;
  readonly metric?: string;
  readonly cadence?: Cadence;
  readonly reason?: string;
  readonly dryRun?: boolean;
};

const FEW = 50;

/** What is told of a cell is told by its row, which is said already, and the head of its column. */
const toldByColumn = (told: Refusal): Refusal => {
  const [, list, row, ...column] = told.pointer.split("/");
  return list === "rows" && told.values["row"] !== undefined && row !== undefined ? { ...told, pointer: `/${column.join("/")}` } : told;
};

const whoOf = ({ member, team }: { readonly member?: string; readonly team?: string }): string => member ?? team ?? "";

const changeLines = (changes: readonly TargetChangeJson[], language: Language): readonly string[] => {
  const say = words[language];
  const lines = changes
    .slice(0, FEW)
    .map((change) => `  ${whoOf(change)} ${change.period}: ${change.from ?? say.nothing} → ${change.to ?? say.nothing}`);
  return changes.length > FEW ? [...lines, `  ${say.more(changes.length - FEW)}`] : lines;
};

const tellImported = (answer: TargetsAnswer, isDryRun: boolean, { terminal, json }: Session): void => {
  const { language, print, tell } = terminal;
  const say = words[language];
  if (json) print(JSON.stringify(answer));
  else if (isDryRun) for (const line of changeLines(answer.changes, language)) print(line);
  const { table, metric, cadence, created, received, unchanged, changes, columnsLeft, rowsLeft } = answer;
  if (created) tell((isDryRun ? say.wouldMake : say.made)(table, metric, cadence));
  if (columnsLeft.length > 0) tell(say.columnsLeft(columnsLeft.join(", ")));
  if (rowsLeft.length > 0) tell(say.rowsLeft(rowsLeft.join(", ")));
  tell(say.counts(received, changes.length, unchanged));
  if (isDryRun) tell(say.preview);
};

/** `attain import targets FILE --table ID`: a sheet of targets, all of it or nothing. */
export const importTargetsFile = async (
  session: Session,
  file: string,
  flags: TargetFlags & { readonly table: string },
): Promise<Outcome<number>> => {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  const text = await sheetText(bytes.value, basename(file));
  if (!text.ok) return text;
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const { table, metric, cadence, reason, dryRun = false } = flags;
  const answer = await importTargets(
    session.database,
    companyId.value,
    table,
    { targets: text.value, ...given({ metric, cadence, reason }) },
    { by: userInfo().username, dryRun },
  );
  if (!answer.ok) {
    const [first, ...more] = answer.refusals;
    return refused(toldByColumn(first), ...more.map(toldByColumn));
  }
  tellImported(answer.value, dryRun, session);
  return accepted(DONE);
};

/** Members or teams down, periods across. */
const gridLines = ({ targets }: TargetsShown): readonly string[] => {
  const periods = [...new Map(targets.map(({ startsOn, period }) => [startsOn, period])).entries()].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const rows = new Map<string, Map<string, string>>();
  for (const entry of targets) {
    const row = rows.get(whoOf(entry)) ?? new Map<string, string>();
    rows.set(whoOf(entry), row.set(entry.startsOn, String(entry.target)));
  }
  const first = Math.max(...[...rows.keys()].map(textWidth));
  const widths = periods.map(([startsOn, period]) =>
    Math.max(textWidth(period), ...[...rows.values()].map((row) => textWidth(row.get(startsOn) ?? ""))),
  );
  const line = (head: string, cells: readonly string[]): string =>
    `  ${[padEnd(head, first), ...cells.map((cell, index) => padStart(cell, widths[index] ?? 0))].join("  ")}`.trimEnd();
  return [
    line(
      "",
      periods.map(([, period]) => period),
    ),
    ...[...rows].map(([who, row]) =>
      line(
        who,
        periods.map(([startsOn]) => row.get(startsOn) ?? ""),
      ),
    ),
  ];
};

const shownLines = (table: TargetsShown, { terminal: { language, colours } }: Session): readonly string[] => {
  const say = words[language];
  const { id, name, metric, cadence, ended, targets, history } = table;
  return [
    `${colours.bold(nameIn(name, language))} (${[id, metric, cadence, ...(ended ? [say.ended] : [])].join(" · ")})`,
    ...(targets.length === 0 ? [`  ${say.empty}`] : gridLines(table)),
    ...(history.length === 0 ? [] : [say.history]),
    ...history.map(
      (word) =>
        `  ${moment(word.at)}  ${whoOf(word)} ${word.period}: ${word.target ?? say.takenBack} (${word.by}${word.reason === null ? "" : `: ${word.reason}`})`,
    ),
  ];
};

type Flags = { readonly on?: string; readonly asOf?: string; readonly member?: string; readonly team?: string; readonly history?: number };

export const addShowTargets = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("show-targets")
    .description(summary)
    .argument("<table>", options.table)
    .option("--on <day>", options.on)
    .option("--as-of <instant>", options.asOf)
    .addOption(new Option("--member <id>", options.member).conflicts("team"))
    .option("--team <id>", options.team)
    .option("--history <words>", options.history, wholeNumberOption(1, 100_000))
    .addHelpText("after", examplesText(examples, language))
    .action((table: string, { on, asOf, member, team, history }: Flags, command: Command) =>
      run(command, async (session) => {
        const day = on === undefined ? undefined : parseDay(on, "/on");
        if (day !== undefined && !day.ok) return day;
        const instant = asOf === undefined ? undefined : parseInstant(asOf, "/as-of");
        if (instant !== undefined && !instant.ok) return instant;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const question = given({
          on: day?.value,
          asOf: instant === undefined ? undefined : isoInstant(instant.value),
          member,
          team,
          history,
        });
        const found = await showTargets(session.database, companyId.value, table, question);
        if (!found.ok) return found;
        print(session.json ? JSON.stringify(found.value) : shownLines(found.value, session).join("\n"));
        return accepted(DONE);
      }),
    );
};

const listHelp: Help<never> = {
  en: { summary: "the tables of targets that there are", options: {}, examples: ["attain list-target-tables"] },
  ko: { summary: "목표치 표를 나열합니다", options: {}, examples: ["attain list-target-tables"] },
};

export const addListTargetTables = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, examples } = listHelp[language];
  const say = words[language];
  program
    .command("list-target-tables")
    .description(summary)
    .addHelpText("after", examplesText(examples, language))
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const tables = await listTargetTables(session.database, companyId.value);
        if (session.json) print(JSON.stringify({ tables }));
        else if (tables.length === 0) tell(say.none);
        else
          for (const { id, name, metric, cadence, ended } of tables)
            print([id, nameIn(name, language), metric, cadence, ...(ended ? [say.ended] : [])].join(" · "));
        return accepted(DONE);
      }),
    );
};
