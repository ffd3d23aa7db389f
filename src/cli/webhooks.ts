import { Option, type Command } from "commander";
import { given } from "../domain/given.ts";
import { languages, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { webhookEventTypes } from "../domain/webhook-event.ts";
import { readWebhookOrder, webhookShapes, type WebhookOrder } from "../domain/webhook.ts";
import { addWebhook } from "../operations/add-webhook.ts";
import { changeWebhook } from "../operations/change-webhook.ts";
import { testWebhook } from "../operations/deliver-webhooks.ts";
import { endWebhook } from "../operations/end-webhook.ts";
import { listWebhooks } from "../operations/list-webhooks.ts";
import { renewWebhookSecret } from "../operations/renew-webhook-secret.ts";
import { replayDelivery } from "../operations/replay-delivery.ts";
import { resumeWebhook } from "../operations/resume-webhook.ts";
import { deliveryStates, showDeliveries } from "../operations/show-deliveries.ts";
import type { DeliveryJson, WebhookJson } from "../operations/webhook-json.ts";
import { inSealedCompany, OPERATOR } from "./company-command.ts";
import { moment } from "./moment.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const idOption = { en: "the webhook's id", ko: "웹훅 id" };

type OrderOptions = "name" | "url" | "events" | "shape" | "language";
const orderOptions: Readonly<Record<Language, Readonly<Record<OrderOptions, string>>>> = {
  en: {
    name: "what it is, for people; its id is made of it",
    url: "where it is told: https, a name of the public internet",
    events: "what it is told of; left out: everything",
    shape: "cloudevents: the event as data · text: one sentence, for a chat; left out: cloudevents",
    language: "of the sentence; left out: en",
  },
  ko: {
    name: "웹훅 이름. id는 이름에서 만듭니다",
    url: "보낼 곳: 공용 인터넷의 https 주소",
    events: "알릴 일. 생략하면 모두",
    shape: "cloudevents: 데이터로 · text: 대화방에 보일 한 문장으로. 생략하면 cloudevents",
    language: "문장의 언어. 생략하면 en",
  },
};

const addHelp: Help<OrderOptions> = {
  en: {
    summary: "tell somebody from now on what happens, and print the secret that signs it, this once",
    options: orderOptions.en,
    examples: [
      "attain add-webhook Warehouse https://warehouse.example.com/attain",
      "attain add-webhook 'Sales chat' https://chat.example.com/hooks/a1 --shape text --events attain.quota.met",
    ],
  },
  ko: {
    summary: "앞으로 생기는 일을 다른 시스템에 알리고, 서명에 쓰는 비밀 값을 한 번만 보여 줍니다",
    options: orderOptions.ko,
    examples: [
      "attain add-webhook 분석 https://warehouse.example.com/attain",
      "attain add-webhook 영업방 https://chat.example.com/hooks/a1 --shape text --language ko --events attain.quota.met",
    ],
  },
};
const changeHelp: Help<OrderOptions | "id"> = {
  en: {
    summary: "tell a webhook elsewhere, of other events or in another shape; its secret stays",
    options: { ...orderOptions.en, id: idOption.en },
    examples: ["attain change-webhook warehouse Warehouse https://warehouse.example.com/v2"],
  },
  ko: {
    summary: "웹훅의 주소, 알릴 일, 형식을 바꿉니다. 비밀 값은 그대로입니다",
    options: { ...orderOptions.ko, id: idOption.ko },
    examples: ["attain change-webhook warehouse 분석 https://warehouse.example.com/v2"],
  },
};
const simple = {
  list: { en: "list who is told of what happens, and how it goes", ko: "알림을 받는 웹훅과 전송 상태를 나열합니다" },
  end: { en: "tell a webhook nothing any more", ko: "웹훅을 종료합니다" },
  renew: {
    en: "make another secret for a webhook and print it, this once; for a day both hold",
    ko: "웹훅의 비밀 값을 새로 만들어 한 번만 보여 줍니다. 하루 동안 둘 다 쓸 수 있습니다",
  },
  test: { en: "send a trial event at once, and tell what was answered", ko: "시험 이벤트를 바로 보내고 응답을 보여 줍니다" },
  resume: {
    en: "go on with a webhook that was paused: what waited is sent",
    ko: "멈춘 웹훅을 다시 시작합니다. 밀린 것도 보냅니다",
  },
  deliveries: {
    en: "list what a webhook was told, the latest first, with every attempt",
    ko: "웹훅에 보낸 것을 시도마다 최근 것부터 나열합니다",
  },
  replay: { en: "send a delivery anew, under the same id", ko: "전송 하나를 같은 id로 다시 보냅니다" },
} satisfies Record<string, Record<Language, string>>;
const deliveryOptions = {
  state: { en: "only those that wait, were delivered or failed", ko: "대기, 전달, 실패 중 하나만" },
  limit: { en: "how many at most", ko: "최대 건수" },
  delivery: { en: "its number", ko: "전송 번호" },
} satisfies Record<string, Record<Language, string>>;

const words = {
  en: {
    once: "The secret is shown this once; requests are signed by it (Standard Webhooks).",
    none: "Nobody is told of anything. attain add-webhook NAME URL adds somebody.",
    noDeliveries: "It was told nothing yet.",
    all: "everything",
    paused: (at: string, why: string) => `paused ${at}: ${why === "gone" ? "it says that it is gone" : "nothing has arrived for a day"}`,
    failing: (since: string) => `failing since ${since}`,
    waiting: (count: number) => `${count} waiting`,
    ended: (id: string) => `${id} is told nothing any more.`,
    until: (at: string) => `The one before holds until ${at}.`,
    resumed: (id: string, count: number) => `${id} goes on; ${count} waiting.`,
    more: "There are more (--limit).",
  },
  ko: {
    once: "비밀 값은 지금 한 번만 보여 줍니다. 요청마다 이 값으로 서명합니다(Standard Webhooks).",
    none: "웹훅이 없습니다. attain add-webhook 이름 URL로 더합니다.",
    noDeliveries: "아직 보낸 것이 없습니다.",
    all: "모두",
    paused: (at: string, why: string) => `${at} 멈춤: ${why === "gone" ? "받는 쪽이 사라졌다고 답함" : "하루 동안 하나도 전달되지 않음"}`,
    failing: (since: string) => `${since}부터 실패`,
    waiting: (count: number) => `대기 ${count}건`,
    ended: (id: string) => `${id}: 종료했습니다.`,
    until: (at: string) => `이전 값은 ${at}까지 쓸 수 있습니다.`,
    resumed: (id: string, count: number) => `${id}: 다시 시작했습니다. 대기 ${count}건.`,
    more: "더 있습니다(--limit).",
  },
} satisfies Record<Language, unknown>;

const webhookLine = (
  { id, name, url, events, shape, pausedAt, pausedWhy, failingSince, waiting }: WebhookJson,
  language: Language,
): string => {
  const say = words[language];
  const told = events.length === webhookEventTypes.length ? say.all : events.join(" ");
  const state =
    pausedAt === null
      ? failingSince === null
        ? []
        : [say.failing(moment(failingSince))]
      : [say.paused(moment(pausedAt), pausedWhy ?? "")];
  return [id, name, url, shape, told, ...(waiting === 0 ? [] : [say.waiting(waiting)]), ...state].join(" · ");
};

const deliveryLines = ({ delivery, event, state, log }: DeliveryJson): readonly string[] => [
  [String(delivery), moment(event.at), event.type, event.subject, state, event.id].join(" · "),
  ...log.map(
    ({ attempt, at, status, problem, milliseconds }) => `    ${attempt}  ${moment(at)}  ${status ?? problem ?? ""}  ${milliseconds} ms`,
  ),
];

type OrderFlags = { readonly events?: readonly string[]; readonly shape?: string; readonly language?: string };

const orderOf = (name: string, url: string, { events, shape, language }: OrderFlags): Outcome<WebhookOrder> =>
  readWebhookOrder({ name, url, ...given({ events, shape, language }) });

const withOrder = (command: Command, options: Readonly<Record<OrderOptions, string>>): Command =>
  command
    .argument("<name>", options.name)
    .argument("<url>", options.url)
    .option("--events <event...>", options.events)
    .addOption(new Option("--shape <shape>", options.shape).choices(webhookShapes))
    .addOption(new Option("--language <language>", options.language).choices(languages));

export const addAddWebhook = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  const { summary, options, examples } = addHelp[language];
  withOrder(shell.program.command("add-webhook").description(summary), options)
    .addHelpText("after", examplesText(examples, language))
    .action((name: string, url: string, flags: OrderFlags, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret }) => {
          const order = orderOf(name, url, flags);
          return order.ok ? addWebhook(database, companyId, order.value, { by: OPERATOR, secret }) : order;
        },
        (made) => {
          print(webhookLine(made, language));
          print(made.secret);
          tell(words[language].once);
        },
      ),
    );
};

export const addChangeWebhook = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = changeHelp[language];
  withOrder(shell.program.command("change-webhook").description(summary).argument("<webhook>", options.id), options)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, name: string, url: string, flags: OrderFlags, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret }) => {
          const order = orderOf(name, url, flags);
          return order.ok ? changeWebhook(database, companyId, { id, order: order.value, seen: "any" }, { by: OPERATOR, secret }) : order;
        },
        (changed) => print(webhookLine(changed, language)),
      ),
    );
};

export const addListWebhooks = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("list-webhooks")
    .description(simple.list[language])
    .action((_: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        async ({ database, companyId, secret }) => accepted({ webhooks: await listWebhooks(database, companyId, { secret }) }),
        ({ webhooks }) => {
          for (const each of webhooks) print(webhookLine(each, language));
          if (webhooks.length === 0) tell(words[language].none);
        },
      ),
    );
};

export const addEndWebhook = (shell: Shell): void => {
  const { language, tell } = shell.terminal;
  shell.program
    .command("end-webhook")
    .description(simple.end[language])
    .argument("<webhook>", idOption[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId }) => endWebhook(database, companyId, id, { by: OPERATOR }),
        (ended) => tell(words[language].ended(ended.id)),
      ),
    );
};

export const addRenewWebhookSecret = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("renew-webhook-secret")
    .description(simple.renew[language])
    .argument("<webhook>", idOption[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, secret, now }) => renewWebhookSecret(database, companyId, id, { by: OPERATOR, now: now(), secret }),
        ({ secret, oldSecretUntil }) => {
          print(secret);
          tell(words[language].until(moment(oldSecretUntil)));
        },
      ),
    );
};

export const addTestWebhook = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  shell.program
    .command("test-webhook")
    .description(simple.test[language])
    .argument("<webhook>", idOption[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, secret, now }) => testWebhook(database, companyId, id, { by: OPERATOR, now, secret }),
        (delivery) => {
          for (const line of deliveryLines(delivery)) print(line);
        },
      ),
    );
};

export const addResumeWebhook = (shell: Shell): void => {
  const { language, tell } = shell.terminal;
  shell.program
    .command("resume-webhook")
    .description(simple.resume[language])
    .argument("<webhook>", idOption[language])
    .action((id: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, secret, now }) => resumeWebhook(database, companyId, id, { by: OPERATOR, now: now(), secret }),
        (resumed) => tell(words[language].resumed(resumed.id, resumed.waiting)),
      ),
    );
};

const LIMIT = 50;

export const addShowDeliveries = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  type Flags = { readonly state?: string; readonly limit: number };
  shell.program
    .command("show-deliveries")
    .description(simple.deliveries[language])
    .argument("<webhook>", idOption[language])
    .addOption(new Option("--state <state>", deliveryOptions.state[language]).choices(deliveryStates))
    .option("--limit <count>", deliveryOptions.limit[language], wholeNumberOption(1, 1000), LIMIT)
    .action((id: string, { state, limit }: Flags, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId }) => showDeliveries(database, companyId, { id, limit, ...given({ state }) }),
        ({ deliveries, nextCursor }) => {
          for (const delivery of deliveries) for (const line of deliveryLines(delivery)) print(line);
          if (deliveries.length === 0) tell(words[language].noDeliveries);
          if (nextCursor !== null) tell(words[language].more);
        },
      ),
    );
};

export const addReplayDelivery = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  shell.program
    .command("replay-delivery")
    .description(simple.replay[language])
    .argument("<webhook>", idOption[language])
    .argument("<delivery>", deliveryOptions.delivery[language])
    .action((id: string, delivery: string, _: unknown, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, now }) => replayDelivery(database, companyId, { id, delivery }, { by: OPERATOR, now: now() }),
        (replayed) => {
          for (const line of deliveryLines(replayed)) print(line);
        },
      ),
    );
};
