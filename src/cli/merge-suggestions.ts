import { userInfo } from "node:os";
import { CommanderError, type Command } from "commander";
import type { Language } from "../domain/language.ts";
import { readMerge, readMergeDecision } from "../domain/merge-reading.ts";
import { accepted } from "../domain/refusal.ts";
import { decideMerge } from "../operations/decide-merge.ts";
import { listMergeSuggestions } from "../operations/list-merge-suggestions.ts";
import { suggestMerge } from "../operations/suggest-merge.ts";
import type { SuggestionJson } from "../operations/suggestion-json.ts";
import { tellMerge } from "./merge.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const listHelp: Help<"limit"> = {
  en: {
    summary: "list prospects that are perhaps one and of which nobody has said so",
    options: { limit: "how many at most" },
    examples: ["attain list-merge-suggestions"],
  },
  ko: {
    summary: "같은 사람일 수 있지만 아직 결정하지 않은 잠재 고객을 나열합니다",
    options: { limit: "최대 건수" },
    examples: ["attain list-merge-suggestions"],
  },
};

const suggestHelp: Help<"keep" | "other" | "reason"> = {
  en: {
    summary: "say that two prospects are perhaps one; no number changes until a person merges them",
    options: { keep: "the prospect that would stay, by any of its identities", other: "the one that is perhaps the same", reason: "why" },
    examples: ['attain suggest-merge mina@example.com bsky:mina --reason "the same name and town"'],
  },
  ko: {
    summary: "두 잠재 고객이 같은 사람일 수 있다고 제안합니다. 사람이 병합할 때까지 숫자는 그대로입니다",
    options: { keep: "남길 잠재 고객(식별자 아무거나)", other: "같은 사람일 수 있는 잠재 고객", reason: "이유" },
    examples: ['attain suggest-merge mina@example.com bsky:mina --reason "이름과 지역이 같음"'],
  },
};

const decideHelp: Help<"number" | "merge" | "dismiss" | "reason" | "dryRun"> = {
  en: {
    summary: "merge the two that a suggestion names, or dismiss it",
    options: {
      number: "the suggestion's number",
      merge: "they are one",
      dismiss: "they are not; it is not offered again",
      reason: "why; kept with the decision",
      dryRun: "only tell which numbers would change",
    },
    examples: ['attain decide-merge 3 --merge --reason "asked her"', 'attain decide-merge 4 --dismiss --reason "father and son"'],
  },
  ko: {
    summary: "병합 제안을 받아들여 병합하거나 물리칩니다",
    options: {
      number: "병합 제안 번호",
      merge: "같은 사람입니다",
      dismiss: "다른 사람입니다. 다시 제안하지 않습니다",
      reason: "이유. 결정과 함께 남습니다",
      dryRun: "달라질 숫자만 보기",
    },
    examples: ['attain decide-merge 3 --merge --reason "본인 확인"', 'attain decide-merge 4 --dismiss --reason "부자 관계"'],
  },
};

const words = {
  en: {
    count: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "suggestion" : "suggestions"}${more ? "; there are more (--limit)" : ""}`,
    byReport: "named together in a report",
    suggested: (number: number) => `Kept as merge suggestion ${number}. No number changes until somebody decides.`,
    known: (number: number) => `It was suggested before, as ${number}.`,
    choose: "Say one of --merge and --dismiss.",
    dismissed: "Dismissed. It is not offered again.",
    decision: { merged: "merged", dismissed: "dismissed" },
  },
  ko: {
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다(--limit)" : ""}`,
    byReport: "한 보고에 함께 적힘",
    suggested: (number: number) => `병합 제안 ${number}번으로 남겼습니다. 결정할 때까지 숫자는 그대로입니다.`,
    known: (number: number) => `앞서 ${number}번으로 제안되었습니다.`,
    choose: "--merge, --dismiss 중 하나를 쓰세요.",
    dismissed: "물리쳤습니다. 다시 제안하지 않습니다.",
    decision: { merged: "병합함", dismissed: "물리침" },
  },
} satisfies Record<Language, unknown>;

const namedText = ({ value, name }: SuggestionJson["keep"]): string => (name === null ? value : `${value} (${name})`);

/** `3  mina@example.com (Mina) = +821012345678?  kim: the same name`, with its decision. */
export const suggestionLine = ({ suggestion, keep, other, reason, by, decision }: SuggestionJson, language: Language): string => {
  const say = words[language];
  const why = reason === null ? say.byReport : `${by ?? ""}: ${reason}`;
  const decided = decision === null ? "" : `  ${say.decision[decision.decision]} (${decision.by}): ${decision.reason}`;
  return `${suggestion}  ${namedText(keep)} = ${namedText(other)}?  ${why}${decided}`;
};

const LIMIT = 50;

export const addListMergeSuggestions = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-merge-suggestions")
    .description(summary)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action(({ limit = LIMIT }: { readonly limit?: number }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await listMergeSuggestions(session.database, companyId.value, { limit });
        if (!found.ok) return found;
        const { suggestions, nextCursor } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of suggestions) terminal.print(suggestionLine(each, language));
        terminal.tell(words[language].count(suggestions.length, nextCursor !== null));
        return accepted(DONE);
      }),
    );
};

export const addSuggestMerge = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = suggestHelp[language];
  program
    .command("suggest-merge")
    .description(summary)
    .argument("<keep>", options.keep)
    .argument("<other>", options.other)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((keep: string, other: string, { reason }: { readonly reason: string }, command: Command) =>
      run(command, async (session) => {
        const read = readMerge({ keep, other, reason });
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await suggestMerge(session.database, companyId.value, read.value, { by: userInfo().username });
        if (!done.ok) return done;
        const { changed, ...suggestion } = done.value;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else terminal.print(suggestionLine(suggestion, language));
        terminal.tell(words[language][changed ? "suggested" : "known"](suggestion.suggestion));
        return accepted(DONE);
      }),
    );
};

type DecisionFlags = { readonly merge?: boolean; readonly dismiss?: boolean; readonly reason: string; readonly dryRun?: boolean };

export const addDecideMerge = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = decideHelp[language];
  program
    .command("decide-merge")
    .description(summary)
    .argument("<number>", options.number, wholeNumberOption(1, 999_999_999))
    .option("--merge", options.merge)
    .option("--dismiss", options.dismiss)
    .requiredOption("--reason <text>", options.reason)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, { merge = false, dismiss = false, reason, dryRun = false }: DecisionFlags, command: Command) => {
      if (merge === dismiss) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      return run(command, async (session) => {
        const read = readMergeDecision({ merge, reason });
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const by = userInfo().username;
        const done = await decideMerge(session.database, companyId.value, { number, ...read.value }, { by, dryRun });
        if (!done.ok) return done;
        if (merge) tellMerge(done.value, terminal, session.json);
        else {
          if (session.json) terminal.print(JSON.stringify(done.value));
          terminal.tell(words[language].dismissed);
        }
        return accepted(DONE);
      });
    });
};
