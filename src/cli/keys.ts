import type { Command } from "commander";
import { CommanderError } from "commander";
import { scopes as allScopes } from "../domain/access.ts";
import { readApiKeyOrder } from "../domain/api-key-reading.ts";
import { parseDay } from "../domain/day.ts";
import { isoInstant, startOfDay } from "../domain/instant.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { nowOf } from "../operations/company-today.ts";
import { endKey } from "../operations/end-key.ts";
import { listKeys, type ApiKey } from "../operations/list-keys.ts";
import { makeKey } from "../operations/make-key.ts";
import { moment } from "./moment.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const makeHelp: Help<"name" | "scope" | "all" | "expires"> = {
  en: {
    summary: "make an API key for a program and print it, this once",
    options: {
      name: "what it is for; journals name it so",
      scope: "what it may do, such as activities:write; several by more of them",
      all: "everything that a key may do",
      expires: "the last day on which it holds, by UTC; left out: until it is ended",
    },
    examples: ["attain make-key dialer --scope activities:write", "attain make-key warehouse --scope activities:read attainment:read"],
  },
  ko: {
    summary: "프로그램이 쓸 API 키를 만들어 한 번만 보여 줍니다",
    options: {
      name: "키 이름. 기록에 이 이름으로 남습니다",
      scope: "할 수 있는 일(예: activities:write). 여러 개를 이어 쓸 수 있습니다",
      all: "키로 할 수 있는 모든 일",
      expires: "쓸 수 있는 마지막 날(UTC). 생략하면 끝낼 때까지",
    },
    examples: ["attain make-key dialer --scope activities:write", "attain make-key warehouse --scope activities:read attainment:read"],
  },
};

const listHelp: Help<never> = {
  en: { summary: "list the API keys, with what each may do and when it was used last", options: {} },
  ko: { summary: "API 키를 할 수 있는 일, 마지막 사용과 함께 나열합니다", options: {} },
};

const endHelp: Help<"number"> = {
  en: { summary: "end an API key at once", options: { number: "its number" }, examples: ["attain end-key 3"] },
  ko: { summary: "API 키를 바로 끝냅니다", options: { number: "키 번호" }, examples: ["attain end-key 3"] },
};

const words = {
  en: {
    choose: "Say either --scope or --all.",
    once: "This is the key. It is shown this once and stored nowhere.",
    made: (by: string, at: string) => `made by ${by}, ${at}`,
    used: (at: string | null) => (at === null ? "never used" : `used last ${at}`),
    expires: (at: string) => `ends ${at}`,
    ended: (by: string | null, at: string) => `ended by ${by}, ${at}`,
    none: "There is no API key. attain make-key NAME --scope … makes one.",
    more: "There are more.",
  },
  ko: {
    choose: "--scope와 --all 중 하나를 쓰세요.",
    once: "이 키는 지금 한 번만 보여 주고 어디에도 저장하지 않습니다.",
    made: (by: string, at: string) => `${at} ${by} 만듦`,
    used: (at: string | null) => (at === null ? "쓰지 않음" : `마지막 사용 ${at}`),
    expires: (at: string) => `${at}까지`,
    ended: (by: string | null, at: string) => `${at} ${by} 끝냄`,
    none: "API 키가 없습니다. attain make-key 이름 --scope …로 만듭니다.",
    more: "더 있습니다.",
  },
} satisfies Record<Language, unknown>;

/** Whoever sits at the computer, as journals name them. */
const OPERATOR = "local";
const SHOWN = 1_000;

const keyLine = (key: ApiKey, language: Language): string => {
  const say = words[language];
  const { number, name, beginning, scopes, createdAt, createdBy, expiresAt, usedAt, endedAt, endedBy } = key;
  return [
    `${number}  ${name}  ${beginning}…`,
    scopes.join(" "),
    say.made(createdBy, moment(createdAt)),
    say.used(usedAt === null ? null : moment(usedAt)),
    ...(expiresAt === null || endedAt !== null ? [] : [say.expires(moment(expiresAt))]),
    ...(endedAt === null ? [] : [say.ended(endedBy, moment(endedAt))]),
  ].join(" · ");
};

type MakeFlags = { readonly scope?: readonly string[]; readonly all?: boolean; readonly expires?: string };

export const addMakeKey = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = makeHelp[language];
  program
    .command("make-key")
    .description(summary)
    .argument("<name>", options.name)
    .option("--scope <scope...>", options.scope)
    .option("--all", options.all)
    .option("--expires <day>", options.expires)
    .addHelpText("after", examplesText(examples, language))
    .action((name: string, { scope, all = false, expires }: MakeFlags, command: Command) => {
      if (all === (scope !== undefined)) throw new CommanderError(USAGE, "attain.choice", words[language].choose);
      const day = expires === undefined ? undefined : parseDay(expires, "/expires");
      if (day?.ok === false) return endAsUsage(command, day.refusals, language);
      const expiresAt = day === undefined ? null : isoInstant(startOfDay("UTC", day.value + 1));
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const order = readApiKeyOrder({ name, scopes: all ? allScopes : scope, expiresAt }, nowOf());
        if (!order.ok) return order;
        const made = await makeKey(session.database, companyId.value, { ...order.value, by: OPERATOR });
        if (!made.ok) return made;
        print(session.json ? JSON.stringify(made.value) : made.value.key);
        tell(words[language].once);
        return accepted(DONE);
      });
    });
};

export const addListKeys = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  program
    .command("list-keys")
    .description(listHelp[language].summary)
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const { keys, next } = await listKeys(session.database, companyId.value, { limit: SHOWN });
        if (session.json) print(JSON.stringify({ keys }));
        else for (const each of keys) print(keyLine(each, language));
        if (keys.length === 0) tell(words[language].none);
        if (next !== null) tell(words[language].more);
        return accepted(DONE);
      }),
    );
};

export const addEndKey = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options, examples } = endHelp[language];
  program
    .command("end-key")
    .description(summary)
    .argument("<number>", options.number, wholeNumberOption(1, 999_999_999))
    .addHelpText("after", examplesText(examples, language))
    .action((number: number, _: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const ended = await endKey(session.database, companyId.value, { number, by: OPERATOR });
        if (!ended.ok) return ended;
        print(session.json ? JSON.stringify(ended.value) : keyLine(ended.value, language));
        return accepted(DONE);
      }),
    );
};
