import { userInfo } from "node:os";
import type { Command } from "commander";
import { readExternalId, readSource } from "../domain/key.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { readText } from "../domain/text.ts";
import { linkActivity } from "../operations/link-activity.ts";
import { restoreActivity } from "../operations/restore-activity.ts";
import { unlinkActivity } from "../operations/unlink-activity.ts";
import { voidActivity, type ActAnswer } from "../operations/void-activity.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const voidHelp: Help<"source" | "externalId" | "reason"> = {
  en: {
    summary: "take an activity back: it counts for nothing until it is restored",
    options: { source: "where the record came from", externalId: "its id there", reason: "why" },
    examples: ['attain void-activity dialer call-1042 --reason "logged twice by hand"'],
  },
  ko: {
    summary: "활동을 취소합니다. 되살릴 때까지 세지 않습니다",
    options: { source: "기록의 출처", externalId: "출처에서의 id", reason: "이유" },
    examples: ['attain void-activity dialer call-1042 --reason "손으로 두 번 입력"'],
  },
};

const restoreHelp: typeof voidHelp = {
  en: {
    summary: "restore an activity that was taken back",
    options: voidHelp.en.options,
    examples: ['attain restore-activity dialer call-1042 --reason "it was another call"'],
  },
  ko: {
    summary: "취소한 활동을 되살립니다",
    options: voidHelp.ko.options,
    examples: ['attain restore-activity dialer call-1042 --reason "다른 통화였음"'],
  },
};

const unlinkHelp: typeof voidHelp = {
  en: {
    summary: "say that a record is not the same act as the one that counts in its place: both count",
    options: voidHelp.en.options,
    examples: ['attain unlink-activity crm task-88 --reason "two calls, one after the other"'],
  },
  ko: {
    summary: "같은 활동으로 연결된 기록을 풉니다. 둘 다 인정됩니다",
    options: voidHelp.ko.options,
    examples: ['attain unlink-activity crm task-88 --reason "연달아 두 번 통화함"'],
  },
};

const linkHelp: typeof voidHelp = {
  en: {
    summary: "take back what unlink-activity said of a record",
    options: voidHelp.en.options,
    examples: ['attain link-activity crm task-88 --reason "it was one call after all"'],
  },
  ko: {
    summary: "unlink-activity로 연결을 푼 것을 거둡니다",
    options: voidHelp.ko.options,
    examples: ['attain link-activity crm task-88 --reason "한 번의 통화였음"'],
  },
};

const words = {
  en: {
    void: "Taken back. attain restore-activity brings it back.",
    restore: "Restored.",
    unlink: "Not the same act any more. attain link-activity takes it back.",
    link: "Taken back. Where its sources tell the same act it is linked again.",
    already: "It was so already.",
  },
  ko: {
    void: "취소했습니다. attain restore-activity로 되살릴 수 있습니다.",
    restore: "되살렸습니다.",
    unlink: "연결을 풀었습니다. attain link-activity로 되돌릴 수 있습니다.",
    link: "거두었습니다. 두 출처의 같은 활동이면 다시 연결됩니다.",
    already: "이미 그렇게 되어 있습니다.",
  },
} satisfies Record<Language, unknown>;

const LONGEST_REASON = 1000;

/** The key as a command line gives it, by the rules for every key. */
export const readKey = (source: string, externalId: string): Outcome<{ readonly source: string; readonly externalId: string }> => {
  const first = readSource(source, "/source");
  if (!first.ok) return first;
  const second = readExternalId(externalId, "/externalId");
  return second.ok ? accepted({ source: first.value, externalId: second.value }) : second;
};

const addAct = (
  { program, terminal, run }: Shell,
  name: string,
  act: {
    readonly kind: "void" | "restore" | "unlink" | "link";
    readonly help: typeof voidHelp;
    readonly operation: (...asked: Parameters<typeof voidActivity>) => Promise<Outcome<ActAnswer>>;
  },
): void => {
  const { language } = terminal;
  const { summary, options, examples } = act.help[language];
  program
    .command(name)
    .description(summary)
    .argument("<source>", options.source)
    .argument("<external-id>", options.externalId)
    .requiredOption("--reason <text>", options.reason)
    .addHelpText("after", examplesText(examples, language))
    .action((source: string, externalId: string, flags: { readonly reason: string }, command: Command) =>
      run(command, async (session) => {
        const key = readKey(source, externalId);
        if (!key.ok) return key;
        const reason = readText(flags.reason, "/reason", { max: LONGEST_REASON, hasLines: true });
        if (!reason.ok) return reason;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await act.operation(session.database, companyId.value, key.value, { reason: reason.value, by: userInfo().username });
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        terminal.tell(words[language][done.value.changed ? act.kind : "already"]);
        return accepted(DONE);
      }),
    );
};

export const addVoidActivity = (shell: Shell): void =>
  addAct(shell, "void-activity", { kind: "void", help: voidHelp, operation: voidActivity });
export const addRestoreActivity = (shell: Shell): void =>
  addAct(shell, "restore-activity", { kind: "restore", help: restoreHelp, operation: restoreActivity });
export const addUnlinkActivity = (shell: Shell): void =>
  addAct(shell, "unlink-activity", { kind: "unlink", help: unlinkHelp, operation: unlinkActivity });
export const addLinkActivity = (shell: Shell): void =>
  addAct(shell, "link-activity", { kind: "link", help: linkHelp, operation: linkActivity });
