import { userInfo } from "node:os";
import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { readMerge, readUnmerge } from "../domain/merge-reading.ts";
import { accepted } from "../domain/refusal.ts";
import { mergeProspects } from "../operations/merge-prospects.ts";
import type { MergeAnswer } from "../operations/move-prospect.ts";
import { unmergeProspect } from "../operations/unmerge-prospect.ts";
import { numberLines } from "./number-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const mergeHelp: Help<"keep" | "other" | "reason" | "dryRun"> = {
  en: {
    summary: "say that two prospects are one: what was done with either counts for the first",
    options: {
      keep: "the prospect that stays, by any of its identities",
      other: "the one that is the same",
      reason: "why; kept with the act",
      dryRun: "only tell which numbers would change",
    },
    examples: ['attain merge-prospects mina@example.com 010-1234-5678 --reason "her mobile number"'],
  },
  ko: {
    summary: "두 잠재 고객을 한 명으로 병합합니다. 둘과의 활동을 모두 첫째의 것으로 셉니다",
    options: {
      keep: "남길 잠재 고객(식별자 아무거나)",
      other: "같은 사람인 잠재 고객",
      reason: "이유. 처리 이력에 남습니다",
      dryRun: "달라질 숫자만 보기",
    },
    examples: ['attain merge-prospects mina@example.com 010-1234-5678 --reason "본인 휴대전화"'],
  },
};

const unmergeHelp: Help<"prospect" | "reason" | "dryRun"> = {
  en: {
    summary: "take a merge back: the prospect is one of its own again, as if it had not been merged",
    options: {
      prospect: "the one that was merged, by an identity of its own",
      reason: mergeHelp.en.options.reason,
      dryRun: mergeHelp.en.options.dryRun,
    },
    examples: ['attain unmerge-prospect 010-1234-5678 --reason "it is her husband\'s"'],
  },
  ko: {
    summary: "병합을 되돌립니다. 병합한 적이 없던 것처럼 다시 따로 셉니다",
    options: { prospect: "병합된 잠재 고객(본래 식별자)", reason: mergeHelp.ko.options.reason, dryRun: mergeHelp.ko.options.dryRun },
    examples: ['attain unmerge-prospect 010-1234-5678 --reason "남편 번호였음"'],
  },
};

const words = {
  en: {
    records: (records: number) => `${records} ${records === 1 ? "record was" : "records were"} judged anew.`,
    counting: (metrics: string) => `Still being counted, so their numbers are not told: ${metrics}.`,
    preview: "Nothing was written.",
    done: (merge: number) => `Done. It is kept as merge ${merge}; attain show-prospect shows it.`,
  },
  ko: {
    records: (records: number) => `기록 ${records}건을 다시 판정했습니다.`,
    counting: (metrics: string) => `아직 세는 중이라 숫자를 알려 드릴 수 없는 항목: ${metrics}.`,
    preview: "아무것도 쓰지 않았습니다.",
    done: (merge: number) => `바꿨습니다. 병합 ${merge}번으로 남으며, attain show-prospect에서 볼 수 있습니다.`,
  },
} satisfies Record<Language, unknown>;

/** What a merge or an unmerge changed, or would. */
export const tellMerge = (answer: MergeAnswer, { print, tell, language }: Terminal, json: boolean): void => {
  const say = words[language];
  if (json) print(JSON.stringify(answer));
  else for (const line of numberLines(answer, language)) print(line);
  if (answer.counting.length > 0) tell(say.counting(answer.counting.join(", ")));
  tell(say.records(answer.records));
  tell(answer.merge === null ? say.preview : say.done(answer.merge));
};

type Flags = { readonly reason: string; readonly dryRun?: boolean };

export const addMergeProspects = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = mergeHelp[terminal.language];
  program
    .command("merge-prospects")
    .description(summary)
    .argument("<keep>", options.keep)
    .argument("<other>", options.other)
    .requiredOption("--reason <text>", options.reason)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((keep: string, other: string, { reason, dryRun = false }: Flags, command: Command) =>
      run(command, async (session) => {
        const read = readMerge({ keep, other, reason });
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await mergeProspects(session.database, companyId.value, read.value, { by: userInfo().username, dryRun });
        if (!done.ok) return done;
        tellMerge(done.value, terminal, session.json);
        return accepted(DONE);
      }),
    );
};

export const addUnmergeProspect = ({ program, terminal, run }: Shell): void => {
  const { summary, options, examples } = unmergeHelp[terminal.language];
  program
    .command("unmerge-prospect")
    .description(summary)
    .argument("<prospect>", options.prospect)
    .requiredOption("--reason <text>", options.reason)
    .option("--dry-run", options.dryRun)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((prospect: string, { reason, dryRun = false }: Flags, command: Command) =>
      run(command, async (session) => {
        const read = readUnmerge({ prospect, reason });
        if (!read.ok) return read;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await unmergeProspect(session.database, companyId.value, read.value, { by: userInfo().username, dryRun });
        if (!done.ok) return done;
        tellMerge(done.value, terminal, session.json);
        return accepted(DONE);
      }),
    );
};
