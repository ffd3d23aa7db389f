import { CommanderError, type Command } from "commander";
import { userInfo } from "node:os";
import { parseDay } from "../domain/day.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { companyChangesJson } from "../operations/apply-company.ts";
import { discardDraft } from "../operations/discard-draft.ts";
import type { DraftJson } from "../operations/draft-json.ts";
import { draftPlan } from "../operations/draft-plan.ts";
import { listDrafts } from "../operations/list-drafts.ts";
import { publishDraft } from "../operations/publish-draft.ts";
import { draftShownJson, showDraft } from "../operations/show-draft.ts";
import { tellChanges } from "./apply.ts";
import { countToTheEnd } from "./count.ts";
import { moment } from "./moment.ts";
import { readInput } from "./read-input.ts";
import { refusalLine } from "./refused.ts";
import { companyOf, DONE, USAGE, type Session } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const draftHelp: Help<"file" | "id" | "name" | "by"> = {
  en: {
    summary: "keep metrics and plans as a draft, which nothing counts or asks by; the same id again replaces it",
    options: {
      file: "the metrics and plans, as the company file writes them; - reads standard input",
      id: "what the draft is called by",
      name: "what it is about, for people",
      by: "who does it (the user of this computer)",
    },
    examples: ["attain draft-plan q2.yaml --id q2-calls", "attain backtest q2-calls", "attain publish q2-calls --starts-on 2026-05-01"],
  },
  ko: {
    summary: "집계 항목과 활동 기준을 초안으로 보관합니다. 아직 아무것도 적용되지 않으며, 같은 id로 다시 저장하면 바뀝니다",
    options: {
      file: "회사 파일과 같은 형식의 metrics와 plans. -는 표준 입력",
      id: "초안 id",
      name: "초안의 이름",
      by: "누가 하는지(이 컴퓨터의 사용자)",
    },
    examples: ["attain draft-plan q2.yaml --id q2-calls", "attain backtest q2-calls", "attain publish q2-calls --starts-on 2026-05-01"],
  },
};

const listHelp: Help<never> = {
  en: { summary: "list the drafts, those that are open first", options: {} },
  ko: { summary: "초안을 나열합니다. 열려 있는 것이 먼저입니다", options: {} },
};

const showHelp: Help<"draft"> = {
  en: { summary: "show a draft, and what publishing it would change", options: { draft: "the draft's id" } },
  ko: { summary: "초안과, 게시하면 무엇이 바뀌는지 보여 줍니다", options: { draft: "초안 id" } },
};

const discardHelp: Help<"draft" | "by"> = {
  en: { summary: "lay a draft aside; it stays readable", options: { draft: "the draft's id", by: draftHelp.en.options.by } },
  ko: { summary: "초안을 버립니다. 내용은 계속 볼 수 있습니다", options: { draft: "초안 id", by: draftHelp.ko.options.by } },
};

const publishHelp: Help<"draft" | "startsOn" | "dryRun" | "by" | "reason"> = {
  en: {
    summary: "let a draft hold: its metrics and plans become the next versions",
    options: {
      draft: "the draft's id",
      startsOn: "first day of the versions that name none",
      dryRun: "only tell what would change",
      by: draftHelp.en.options.by,
      reason: "why; kept with the change",
    },
    examples: ["attain publish q2-calls --starts-on 2026-05-01 --dry-run"],
  },
  ko: {
    summary: "초안을 게시합니다. 집계 항목과 활동 기준이 다음 버전이 됩니다",
    options: {
      draft: "초안 id",
      startsOn: "시작일이 없는 버전의 첫날",
      dryRun: "무엇이 바뀌는지만 보기",
      by: draftHelp.ko.options.by,
      reason: "이유. 변경 이력에 남습니다",
    },
    examples: ["attain publish q2-calls --starts-on 2026-05-01 --dry-run"],
  },
};

const words = {
  en: {
    states: { open: "open", published: "published", discarded: "discarded" },
    saved: (by: string, at: string) => `saved by ${by}, ${at}`,
    decided: (state: string, by: string, at: string) => `${state} by ${by}, ${at}`,
    version: (version: number) => `settings version ${version}`,
    kept: (id: string) => `The draft ${id} is kept. Nothing counts or asks by it: attain backtest ${id}, then attain publish ${id}.`,
    discarded: (id: string) => `The draft ${id} is discarded.`,
    none: "There are no drafts.",
    wouldRefuse: "As it is, publishing it today would be refused:",
    badId: "The draft needs an id: --id q2-calls",
  },
  ko: {
    states: { open: "열림", published: "게시됨", discarded: "버림" },
    saved: (by: string, at: string) => `${at} ${by} 저장`,
    decided: (state: string, by: string, at: string) => `${at} ${by} ${state}`,
    version: (version: number) => `설정 버전 ${version}`,
    kept: (id: string) => `초안 ${id}: 저장했습니다. 아직 적용되지 않습니다. attain backtest ${id} 다음에 attain publish ${id}.`,
    discarded: (id: string) => `초안 ${id}: 버렸습니다.`,
    none: "초안이 없습니다.",
    wouldRefuse: "지금 그대로는 게시할 수 없습니다:",
    badId: "초안 id가 필요합니다: --id q2-calls",
  },
} satisfies Record<Language, unknown>;

const draftLine = ({ id, name, state, savedBy, savedAt, decidedBy, decidedAt, settingsVersion }: DraftJson, language: Language): string => {
  const say = words[language];
  const decided = decidedBy === null || decidedAt === null ? [] : [say.decided(say.states[state], decidedBy, moment(decidedAt))];
  const version = settingsVersion === null ? [] : [say.version(settingsVersion)];
  return [
    id,
    ...(name === null ? [] : [name]),
    ...(decided.length === 0 ? [say.states[state]] : []),
    say.saved(savedBy, moment(savedAt)),
    ...decided,
    ...version,
  ].join(" · ");
};

/** Does the work in the company that is named, prints the answer as JSON, or as it is told. */
const inCompany = async <T>(
  session: Session,
  work: (companyId: number) => Promise<Outcome<T>>,
  told: (value: T) => void,
  json: (value: T) => unknown = (value) => value,
): Promise<Outcome<number>> => {
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const done = await work(companyId.value);
  if (!done.ok) return done;
  if (session.json) session.terminal.print(JSON.stringify(json(done.value)));
  else told(done.value);
  return accepted(DONE);
};

export const addDraftPlan = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = draftHelp[language];
  program
    .command("draft-plan")
    .description(summary)
    .argument("<file>", options.file)
    .requiredOption("--id <id>", options.id)
    .option("--name <text>", options.name)
    .option("--by <name>", options.by)
    .addHelpText("after", examplesText(examples, language))
    .action((file: string, { id, name, by }: { readonly id: string; readonly name?: string; readonly by?: string }, command: Command) => {
      if (id.trim() === "") throw new CommanderError(USAGE, "attain.choice", words[language].badId);
      return run(command, async (session) => {
        const text = await readInput(file);
        if (!text.ok) return text;
        return inCompany(
          session,
          (companyId) => draftPlan(session.database, companyId, { id, name, input: text.value, by: by ?? userInfo().username }),
          (draft) => {
            print(draftLine(draft, language));
            tell(words[language].kept(draft.id));
          },
        );
      });
    });
};

export const addListDrafts = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  program
    .command("list-drafts")
    .description(listHelp[language].summary)
    .action((_flags, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          async (companyId) => accepted(await listDrafts(session.database, companyId)),
          ({ drafts }) => {
            for (const draft of drafts) print(draftLine(draft, language));
            if (drafts.length === 0) tell(words[language].none);
          },
        ),
      ),
    );
};

export const addShowDraft = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell, colours } = terminal;
  const { summary, options } = showHelp[language];
  program
    .command("show-draft")
    .description(summary)
    .argument("<draft>", options.draft)
    .action((id: string, _flags, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          (companyId) => showDraft(session.database, companyId, id),
          (draft) => {
            print(colours.bold(draftLine(draft, language)));
            print(draft.yaml.trimEnd());
            if (draft.changes !== null) tellChanges(draft.changes, session, false);
            if (draft.refusals.length > 0) tell(words[language].wouldRefuse);
            for (const refusal of draft.refusals) tell(`  ${refusalLine(refusal, language)}`);
          },
          draftShownJson,
        ),
      ),
    );
};

export const addDiscardDraft = ({ program, terminal, run }: Shell): void => {
  const { language, tell } = terminal;
  const { summary, options } = discardHelp[language];
  program
    .command("discard-draft")
    .description(summary)
    .argument("<draft>", options.draft)
    .option("--by <name>", options.by)
    .action((id: string, { by }: { readonly by?: string }, command: Command) =>
      run(command, (session) =>
        inCompany(
          session,
          (companyId) => discardDraft(session.database, companyId, id, { by: by ?? userInfo().username }),
          (draft) => tell(words[language].discarded(draft.id)),
        ),
      ),
    );
};

type PublishFlags = { readonly startsOn?: string; readonly dryRun?: boolean; readonly by?: string; readonly reason?: string };

export const addPublish = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = publishHelp[language];
  program
    .command("publish")
    .description(summary)
    .argument("<draft>", options.draft)
    .option("--starts-on <day>", options.startsOn)
    .option("--dry-run", options.dryRun)
    .option("--by <name>", options.by)
    .option("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, { startsOn, dryRun = false, by, reason }: PublishFlags, command: Command) =>
      run(command, async (session) => {
        const day = startsOn === undefined ? accepted(undefined) : parseDay(startsOn, "/startsOn");
        if (!day.ok) return day;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await publishDraft(session.database, companyId.value, id, {
          by: by ?? userInfo().username,
          dryRun,
          reason,
          startsOn: day.value,
        });
        if (!done.ok) return done;
        tellChanges(done.value, session, !dryRun);
        if (!dryRun) await countToTheEnd(session, companyId.value);
        if (session.json) terminal.print(JSON.stringify(companyChangesJson(done.value)));
        return accepted(DONE);
      }),
    );
};
