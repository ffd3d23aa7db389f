import { Option, type Command } from "commander";
import { isFields } from "../domain/field-reading.ts";
import { given } from "../domain/given.ts";
import { readHookOrder, readNewSecret, type HookOrder } from "../domain/hook.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { addHook } from "../operations/add-hook.ts";
import { changeHook } from "../operations/change-hook.ts";
import { endHook } from "../operations/end-hook.ts";
import { parseMapText } from "../operations/files/maps/import-map.ts";
import { mapText } from "../operations/files/maps/map-text.ts";
import type { HookEndpointJson, HookRequestJson } from "../operations/hook-json.ts";
import { hookRequestStates, listHookRequests } from "../operations/list-hook-requests.ts";
import { listHooks } from "../operations/list-hooks.ts";
import { renewHookSecret } from "../operations/renew-hook-secret.ts";
import { replayHookRequest } from "../operations/replay-hook-request.ts";
import { showHook } from "../operations/show-hook.ts";
import { showHookRequest } from "../operations/show-hook-request.ts";
import { inSealedCompany, OPERATOR } from "./company-command.ts";
import { moment } from "./moment.ts";
import { readInput } from "./read-input.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const addHelp: Help<"file"> = {
  en: {
    summary: "take in what another system tells, by a file that says how it is read; prints the address and, this once, the secret",
    options: { file: "name, source, scheme and map, in YAML or JSON (docs/hooks.md); - for standard input" },
    examples: ["attain add-hook crm-hook.yaml"],
  },
  ko: {
    summary: "다른 시스템이 알리는 일을 파일에 적은 대로 받습니다. 주소와 비밀 값을 보여 줍니다(비밀 값은 한 번만)",
    options: { file: "name, source, scheme, map을 적은 YAML 또는 JSON 파일(docs/hooks.ko.md). 표준 입력은 -" },
    examples: ["attain add-hook crm-hook.yaml"],
  },
};
const changeHelp: Help<"id" | "file"> = {
  en: {
    summary: "read an inbound hook by another file; its address and secret stay",
    options: { id: "the hook's id", file: "as for add-hook" },
    examples: ["attain show-hook crm > crm.yaml", "attain change-hook crm crm.yaml"],
  },
  ko: {
    summary: "수신 훅을 다른 파일대로 읽습니다. 주소와 비밀 값은 그대로입니다",
    options: { id: "수신 훅 id", file: "add-hook과 같은 파일" },
    examples: ["attain show-hook crm > crm.yaml", "attain change-hook crm crm.yaml"],
  },
};
const simple = {
  id: { en: "the hook's id", ko: "수신 훅 id" },
  number: { en: "its number", ko: "요청 번호" },
  list: { en: "list the inbound hooks, and how it goes at each", ko: "수신 훅과 상태를 나열합니다" },
  show: { en: "show an inbound hook as a file that change-hook takes", ko: "수신 훅을 change-hook에 쓸 수 있는 파일로 보여 줍니다" },
  end: { en: "end an inbound hook", ko: "수신 훅을 종료합니다" },
  renew: {
    en: "another secret for an inbound hook; for a day both are taken",
    ko: "수신 훅의 비밀 값을 바꿉니다. 하루 동안 둘 다 받습니다",
  },
  secret: {
    en: "where the sender has chosen it: a file that has it, - for standard input",
    ko: "보내는 쪽에서 정한 값이면 그 값이 든 파일. 표준 입력은 -",
  },
  requests: { en: "list what came to an inbound hook, the latest first", ko: "수신 훅에 온 요청을 최근 것부터 나열합니다" },
  state: { en: "only those that wait, are done, ignored or in quarantine", ko: "대기, 처리, 무시, 격리 중 하나만" },
  limit: { en: "how many at most", ko: "최대 건수" },
  request: { en: "show what came with a request, as it came", ko: "요청의 내용을 온 그대로 보여 줍니다" },
  replay: { en: "read a request that is in quarantine again, by the map as it is now", ko: "격리된 요청을 지금의 맵으로 다시 처리합니다" },
} satisfies Record<string, Record<Language, string>>;

const words = {
  en: {
    once: "The second line is the secret. It is shown this once.",
    none: "There is no inbound hook. attain add-hook FILE adds one.",
    nothing: "Nothing has come yet.",
    ended: (id: string) => `${id} is ended: who sends to it is told that it is gone.`,
    until: (at: string) => `The one before is taken until ${at}.`,
    waiting: (count: number) => `${count} waiting`,
    quarantined: (count: number) => `${count} in quarantine`,
    refused: (count: number, code: string) => `${count} refused, last ${code}`,
    suspended: (at: string) => `suspended ${at}`,
    received: (at: string) => `last ${at}`,
    gone: "Its content is kept no longer.",
    more: "There are more (--limit).",
  },
  ko: {
    once: "둘째 줄이 비밀 값입니다. 지금 한 번만 보여 줍니다.",
    none: "수신 훅이 없습니다. attain add-hook 파일로 더합니다.",
    nothing: "아직 온 것이 없습니다.",
    ended: (id: string) => `${id}: 종료했습니다. 보내는 쪽에는 종료됐다고 답합니다.`,
    until: (at: string) => `이전 값은 ${at}까지 받습니다.`,
    waiting: (count: number) => `대기 ${count}건`,
    quarantined: (count: number) => `격리 ${count}건`,
    refused: (count: number, code: string) => `거부 ${count}건, 마지막 ${code}`,
    suspended: (at: string) => `${at} 중단`,
    received: (at: string) => `마지막 ${at}`,
    gone: "내용은 더 이상 보관하지 않습니다.",
    more: "더 있습니다(--limit).",
  },
} satisfies Record<Language, unknown>;

const hookLine = (hook: HookEndpointJson, language: Language): string => {
  const { id, name, source, scheme, url, suspendedAt, lastReceivedAt, waiting, quarantined, refused } = hook;
  const say = words[language];
  return [
    id,
    name,
    source,
    scheme.type,
    url,
    ...(suspendedAt === null ? [] : [say.suspended(moment(suspendedAt))]),
    ...(lastReceivedAt === null ? [] : [say.received(moment(lastReceivedAt))]),
    ...(waiting === 0 ? [] : [say.waiting(waiting)]),
    ...(quarantined === 0 ? [] : [say.quarantined(quarantined)]),
    ...(refused === null ? [] : [say.refused(refused.count, refused.lastCode)]),
  ].join(" · ");
};

const requestLines = ({ request, receivedAt, state, counts, problems, unused }: HookRequestJson, language: Language): readonly string[] => {
  const told = Object.entries(counts ?? {}).flatMap(([name, count]) => (count === 0 ? [] : [`${name} ${count}`]));
  return [
    [String(request), moment(receivedAt), state, ...(told.length === 0 ? [] : [told.join(" ")]), ...unused].join(" · "),
    ...problems.map(({ event, pointer, detail }) => `    ${event === null ? "" : `[${event}] `}${pointer}  ${detail[language]}`),
  ];
};

/** A file of a hook is written as a map is, where every scalar is text. */
const readOrderFile = async (file: string): Promise<Outcome<HookOrder>> => {
  const text = await readInput(file);
  if (!text.ok) return text;
  const parsed = parseMapText(text.value);
  if (!parsed.ok) return parsed;
  const fields = parsed.value;
  if (!isFields(fields)) return readHookOrder(fields);
  const { suspended, ...others } = fields;
  return readHookOrder({
    ...others,
    ...(suspended === undefined ? {} : { suspended: suspended === "true" ? true : suspended === "false" ? false : suspended }),
  });
};

export const addAddHook = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  const { summary, options, examples } = addHelp[language];
  shell.program
    .command("add-hook")
    .description(summary)
    .argument("<file>", options.file)
    .addHelpText("after", examplesText(examples, language))
    .action((file: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret, publicUrl }) => {
          const order = await readOrderFile(file);
          return order.ok ? addHook(database, companyId, order.value, { by: OPERATOR, secret, publicUrl }) : order;
        },
        (made) => {
          print(made.url);
          print(made.secret);
          tell(words[language].once);
        },
      ),
    );
};

export const addChangeHook = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = changeHelp[language];
  shell.program
    .command("change-hook")
    .description(summary)
    .argument("<hook>", options.id)
    .argument("<file>", options.file)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, file: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret, publicUrl }) => {
          const order = await readOrderFile(file);
          return order.ok
            ? changeHook(database, companyId, { id, order: order.value, seen: "any" }, { by: OPERATOR, secret, publicUrl })
            : order;
        },
        (changed) => print(hookLine(changed, language)),
      ),
    );
};

export const addListHooks = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("list-hooks")
    .description(simple.list[language])
    .action((_: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret, publicUrl }) =>
          accepted({ endpoints: await listHooks(database, companyId, { secret, publicUrl }) }),
        ({ endpoints }) => {
          for (const each of endpoints) print(hookLine(each, language));
          if (endpoints.length === 0) tell(words[language].none);
        },
      ),
    );
};

export const addShowHook = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  shell.program
    .command("show-hook")
    .description(simple.show[language])
    .argument("<hook>", simple.id[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, secret, publicUrl }) => showHook(database, companyId, id, { secret, publicUrl }),
        ({ name, source, scheme, map, account, addresses, suspendedAt }) =>
          print(
            mapText({
              name,
              source,
              // What is left out is as good as none.
              scheme: Object.fromEntries(Object.entries(scheme).filter(([, value]) => value !== null)),
              ...(account === null ? {} : { account }),
              ...(addresses === null ? {} : { addresses }),
              ...(suspendedAt === null ? {} : { suspended: true }),
              map,
            }).trimEnd(),
          ),
      ),
    );
};

export const addEndHook = (shell: Shell): void => {
  const { language, tell } = shell.terminal;
  shell.program
    .command("end-hook")
    .description(simple.end[language])
    .argument("<hook>", simple.id[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId }) => endHook(database, companyId, id, { by: OPERATOR }),
        (ended) => tell(words[language].ended(ended.id)),
      ),
    );
};

export const addRenewHookSecret = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("renew-hook-secret")
    .description(simple.renew[language])
    .argument("<hook>", simple.id[language])
    .option("--secret <file>", simple.secret[language])
    .action((id: string, { secret: file }: { readonly secret?: string }, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret, now }) => {
          // Not on the command line, which others on the computer can read.
          const text = file === undefined ? accepted(undefined) : await readInput(file);
          if (!text.ok) return text;
          const order = readNewSecret(text.value === undefined ? {} : { secret: text.value });
          return order.ok ? renewHookSecret(database, companyId, { id, secret: order.value }, { by: OPERATOR, now: now(), secret }) : order;
        },
        ({ secret, oldSecretUntil }) => {
          print(secret);
          tell(words[language].until(moment(oldSecretUntil)));
        },
      ),
    );
};

const LIMIT = 50;

export const addListHookRequests = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  type Flags = { readonly state?: string; readonly limit: number };
  shell.program
    .command("list-hook-requests")
    .description(simple.requests[language])
    .argument("<hook>", simple.id[language])
    .addOption(new Option("--state <state>", simple.state[language]).choices(hookRequestStates))
    .option("--limit <count>", simple.limit[language], wholeNumberOption(1, 1000), LIMIT)
    .action((id: string, { state, limit }: Flags, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId }) => listHookRequests(database, companyId, { id, limit, ...given({ state }) }),
        ({ requests, nextCursor }) => {
          for (const request of requests) for (const line of requestLines(request, language)) print(line);
          if (requests.length === 0) tell(words[language].nothing);
          if (nextCursor !== null) tell(words[language].more);
        },
      ),
    );
};

export const addShowHookRequest = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("show-hook-request")
    .description(simple.request[language])
    .argument("<hook>", simple.id[language])
    .argument("<request>", simple.number[language])
    .action((id: string, request: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId }) => showHookRequest(database, companyId, { id, request }),
        (found) => {
          for (const line of requestLines(found, language)) tell(line);
          if (found.body === null) tell(words[language].gone);
          else print(found.body);
        },
      ),
    );
};

export const addReplayHookRequest = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  shell.program
    .command("replay-hook-request")
    .description(simple.replay[language])
    .argument("<hook>", simple.id[language])
    .argument("<request>", simple.number[language])
    .action((id: string, request: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, now }) => replayHookRequest(database, companyId, { id, request }, { by: OPERATOR, now: now() }),
        (found) => {
          for (const line of requestLines(found, language)) print(line);
        },
      ),
    );
};
