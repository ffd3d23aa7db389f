import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { listSettingsChanges } from "../operations/list-settings-changes.ts";
import type { SettingsChangeJson } from "../operations/settings-change-json.ts";
import { moment } from "./moment.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const help: Help<"plan" | "metric" | "member" | "limit" | "cursor"> = {
  en: {
    summary: "who changed the settings, when, why and how, the latest first",
    options: {
      plan: "of this plan alone",
      metric: "of this metric alone",
      member: "of this member alone",
      limit: "how many acts at most",
      cursor: "where the page before ended",
    },
    examples: ["attain history --plan monthly", "attain history --member raj --json | jq .settingsChanges"],
  },
  ko: {
    summary: "설정을 누가, 언제, 왜, 어떻게 바꿨는지 최근 것부터 보여 줍니다",
    options: {
      plan: "이 활동 기준만",
      metric: "이 집계 항목만",
      member: "이 구성원만",
      limit: "보여 줄 변경의 최대 개수",
      cursor: "앞 쪽이 끝난 곳",
    },
    examples: ["attain history --plan monthly", "attain history --member raj --json | jq .settingsChanges"],
  },
};

const words = {
  en: {
    version: (version: number) => `version ${version}`,
    more: (count: number) => `… and ${count.toLocaleString()} more`,
    next: (cursor: string) => `There are earlier ones: --cursor ${cursor}`,
    none: "Nothing was changed.",
  },
  ko: {
    version: (version: number) => `버전 ${version}`,
    more: (count: number) => `… 외 ${count.toLocaleString()}건`,
    next: (cursor: string) => `더 이전 것이 있습니다: --cursor ${cursor}`,
    none: "바뀐 것이 없습니다.",
  },
} satisfies Record<Language, unknown>;

/** One act with what it changed. */
export const historyLines = (
  { version, by, at, reason, changes, more }: SettingsChangeJson,
  { language, colours }: Terminal,
  mark?: string,
): readonly string[] => {
  const say = words[language];
  const head = [moment(at), by, say.version(version), ...(mark === undefined ? [] : [mark]), ...(reason === null ? [] : [reason])];
  return [
    colours.bold(head.join(" · ")),
    ...changes.map((change) => `  ${change.words[language]}`),
    ...(more > 0 ? [`  ${say.more(more)}`] : []),
  ];
};

type Flags = {
  readonly plan?: string;
  readonly metric?: string;
  readonly member?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

export const addHistory = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("history")
    .description(summary)
    .option("--plan <id>", options.plan)
    .option("--metric <id>", options.metric)
    .option("--member <id>", options.member)
    .option("--limit <number>", options.limit, wholeNumberOption(1, 200))
    .option("--cursor <text>", options.cursor)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: Flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const page = await listSettingsChanges(session.database, companyId.value, flags);
        if (!page.ok) return page;
        const { settingsChanges, nextCursor } = page.value;
        if (session.json) print(JSON.stringify(page.value));
        else for (const change of settingsChanges) for (const line of historyLines(change, terminal)) print(line);
        if (settingsChanges.length === 0) tell(words[language].none);
        if (nextCursor !== null) tell(words[language].next(nextCursor));
        return accepted(DONE);
      }),
    );
};
