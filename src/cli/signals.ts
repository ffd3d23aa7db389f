import { Option, type Command } from "commander";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { signalSourceKinds } from "../domain/signals/signal-source.ts";
import { addSignalSource } from "../operations/add-signal-source.ts";
import { attestSignal } from "../operations/attest-signal.ts";
import { deleteSignal } from "../operations/delete-signal.ts";
import { endSignalSource } from "../operations/end-signal-source.ts";
import { fileAt, spool } from "../operations/files/spool.ts";
import { importSignals } from "../operations/import-signals.ts";
import { listSignalSources, type SignalSourceJson } from "../operations/list-signal-sources.ts";
import { listSignals } from "../operations/list-signals.ts";
import { makeLinks } from "../operations/make-links.ts";
import { matchTopics } from "../operations/match-topics.ts";
import type { SignalJson } from "../operations/signal-json.ts";
import { inSealedCompany } from "./company-command.ts";
import { tellReport } from "./import-report.ts";
import { moment } from "./moment.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE, REFUSED, type Session } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

export type SignalFlags = { readonly map?: string; readonly rejected?: string };

/** Takes in a file of signals: by its own header, or by a map. */
export const importSignalsFile = async (session: Session, file: string, flags: SignalFlags): Promise<Outcome<number>> => {
  const { database, terminal, json } = session;
  const map = flags.map === undefined ? undefined : await readInput(flags.map);
  if (map !== undefined && !map.ok) return map;
  const companyId = await companyOf(session);
  if (!companyId.ok) return companyId;
  const isStream = file === "-";
  const spooled = isStream ? await spool(process.stdin) : await fileAt(resolve(file));
  if (spooled === undefined) return refused(refusal("file-missing", "", { found: shown(resolve(file)) }));
  try {
    const imported = await importSignals(database, companyId.value, {
      from: { path: spooled.path },
      fileName: isStream ? "-" : basename(file),
      rejectedPath: resolve(flags.rejected ?? `${isStream ? "standard-input" : file}.rejected.csv`),
      language: terminal.language,
      by: userInfo().username,
      ...given({ map: map?.value }),
    });
    if (!imported.ok) return imported;
    tellReport(imported.value, terminal, { json });
    const { received, rejected } = imported.value;
    return accepted(received > 0 && rejected === received ? REFUSED : DONE);
  } finally {
    await spooled.remove();
  }
};

const words = {
  en: {
    none: "Nothing was told yet.",
    noSources: "Nothing is fetched. attain add-signal-source NAME --kind feed --url URL adds a feed.",
    more: "There are more (--limit).",
    purged: "taken back by its author",
    forgotten: "It says nothing more, and stays counted.",
    wasForgotten: "It said nothing more already.",
    made: (id: string) => `Signals are fetched from now on; the source is called ${id}.`,
    ended: (id: string) => `Nothing more is fetched from ${id}; what it told stays.`,
    entered: (id: string) => `Entered as attested ${id}.`,
    heard: (at: string | null) => (at === null ? "not heard yet" : `heard ${at}`),
    kept: (kept: number, seen: number) => `${kept} kept of ${seen} in four weeks`,
    gap: (from: string, before: string) => `    gap ${from} – ${before}`,
    since: (at: string, why: string) => `    since ${at}: ${why}`,
    honeypot: "hidden",
    onNone: "It is on no topic.",
    sweeping: (phrase: string) => `"${phrase}" is nothing but a short verb: every text has to be read for it.`,
  },
  ko: {
    none: "아직 신호가 없습니다.",
    noSources: "가져오는 출처가 없습니다. attain add-signal-source 이름 --kind feed --url URL로 피드를 더합니다.",
    more: "더 있습니다(--limit).",
    purged: "글쓴이가 지움",
    forgotten: "내용을 지웠습니다. 수는 그대로입니다.",
    wasForgotten: "이미 내용이 없습니다.",
    made: (id: string) => `지금부터 신호를 가져옵니다. 출처 이름: ${id}.`,
    ended: (id: string) => `${id}: 더 가져오지 않습니다. 받은 신호는 그대로입니다.`,
    entered: (id: string) => `attested ${id}(으)로 입력했습니다.`,
    heard: (at: string | null) => (at === null ? "아직 받은 적 없음" : `${at} 받음`),
    kept: (kept: number, seen: number) => `4주 동안 ${seen}건 중 ${kept}건`,
    gap: (from: string, before: string) => `    공백 ${from} – ${before}`,
    since: (at: string, why: string) => `    ${at}부터: ${why}`,
    honeypot: "숨김",
    onNone: "주제가 없습니다.",
    sweeping: (phrase: string) => `"${phrase}": 짧은 동사뿐이라 글을 모두 읽어야 합니다.`,
  },
} satisfies Record<Language, unknown>;

const now = (): bigint => BigInt(Date.now()) * 1000n;

/** Does the work in the company that is named; prints the answer as JSON, or as it is told. */
const inCompanyOf = <T>(
  { run }: Shell,
  command: Command,
  work: (session: Session, companyId: number) => Promise<Outcome<T>>,
  told: (value: T) => void,
): Promise<void> =>
  run(command, async (session) => {
    const companyId = await companyOf(session);
    if (!companyId.ok) return companyId;
    const done = await work(session, companyId.value);
    if (!done.ok) return done;
    if (session.json) session.terminal.print(JSON.stringify(done.value));
    else told(done.value);
    return accepted(DONE);
  });

const simple = {
  listSignals: {
    en: "list what prospects did that shows interest, the latest first",
    ko: "잠재 고객이 보인 관심을 최근 것부터 나열합니다",
  },
  topic: { en: "a topic's id", ko: "주제 id" },
  source: { en: "where it was told", ko: "신호의 출처" },
  kind: { en: "click, reply, mention, like …", ko: "click, reply, mention, like …" },
  author: { en: "who did it, by a name of theirs", ko: "누가 했는지(식별자)" },
  limit: { en: "how many at most", ko: "최대 건수" },
  deleteSignal: { en: "forget what a signal says; it stays counted", ko: "신호의 내용을 지웁니다. 수는 그대로입니다" },
  id: { en: "its id at the source", ko: "출처에서의 id" },
  listSources: {
    en: "list the feeds and streams that signals are fetched from: what was heard last, what was missed",
    ko: "신호를 가져오는 피드와 스트림: 마지막으로 받은 때와 빠진 구간",
  },
  endSource: { en: "fetch nothing more from a feed or stream", ko: "피드나 스트림을 더 가져오지 않습니다" },
  sourceId: { en: "the source's id", ko: "출처 id" },
} satisfies Record<string, Record<Language, string>>;

const signalLines = (
  { source, externalId, kind, occurredAt, author, topics, excerpt, purgedAt }: SignalJson,
  language: Language,
): readonly string[] => [
  [moment(occurredAt), kind, author?.value ?? "–", ...topics.map(({ topic }) => topic), `${source} ${externalId}`].join(" · "),
  ...(purgedAt !== null ? [`    ${words[language].purged}`] : excerpt === null ? [] : [`    ${excerpt.replace(/\s+/g, " ")}`]),
];

export const addListSignals = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("list-signals")
    .description(simple.listSignals[language])
    .option("--topic <id>", simple.topic[language])
    .option("--source <id>", simple.source[language])
    .option("--kind <kind>", simple.kind[language])
    .option("--author <name>", simple.author[language])
    .option("--limit <number>", simple.limit[language], wholeNumberOption(1, 1000), 50)
    .action((flags: { topic?: string; source?: string; kind?: string; author?: string; limit: number }, command: Command) =>
      inCompanyOf(
        shell,
        command,
        ({ database }, companyId) => listSignals(database, companyId, flags),
        ({ signals, nextCursor }) => {
          if (signals.length === 0) tell(words[language].none);
          for (const signal of signals) for (const line of signalLines(signal, language)) print(line);
          if (nextCursor !== null) tell(words[language].more);
        },
      ),
    );
};

export const addDeleteSignal = (shell: Shell): void => {
  const { language, tell } = shell.terminal;
  shell.program
    .command("delete-signal")
    .description(simple.deleteSignal[language])
    .argument("<source>", simple.source[language])
    .argument("<id>", simple.id[language])
    .action((source: string, externalId: string, _flags: unknown, command: Command) =>
      inCompanyOf(
        shell,
        command,
        ({ database }, companyId) => deleteSignal(database, companyId, { source, externalId }, { now: now() }),
        ({ purged }) => tell(purged ? words[language].forgotten : words[language].wasForgotten),
      ),
    );
};

const attestHelp: Help<"evidence" | "kind" | "author" | "topic" | "text"> = {
  en: {
    summary: "enter what a prospect did where no source may tell us, with the address at which it stands",
    options: {
      evidence: "the address: a post on LinkedIn, on Reddit",
      kind: "mention, like, share, reply …; left out: mention",
      author: "who did it, such as linkedin:mina",
      topic: "a topic's id; left out: looked for in the text",
      text: "what was written",
    },
    examples: ["attain attest-signal https://www.linkedin.com/posts/mina-1 --author linkedin:mina --topic retirement"],
  },
  ko: {
    summary: "출처에서 가져올 수 없는 관심을 글이 있는 주소와 함께 직접 입력합니다",
    options: {
      evidence: "주소. LinkedIn이나 Reddit의 글",
      kind: "mention, like, share, reply …. 생략하면 mention",
      author: "누가 했는지. 예: linkedin:mina",
      topic: "주제 id. 생략하면 글에서 찾습니다",
      text: "글의 내용",
    },
    examples: ["attain attest-signal https://www.linkedin.com/posts/mina-1 --author linkedin:mina --topic retirement"],
  },
};

export const addAttestSignal = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = attestHelp[language];
  shell.program
    .command("attest-signal")
    .description(summary)
    .argument("<evidence>", options.evidence)
    .option("--kind <kind>", options.kind, "mention")
    .option("--author <name>", options.author)
    .option("--topic <id>", options.topic)
    .option("--text <text>", options.text)
    .addHelpText("after", examplesText(examples, language))
    .action((evidence: string, flags: Readonly<Record<string, string>>, command: Command) =>
      inCompanyOf(
        shell,
        command,
        ({ database }, companyId) => attestSignal(database, companyId, { ...flags, evidence }, { now: now() }),
        ({ externalId }) => print(words[language].entered(externalId)),
      ),
    );
};

const matchHelp: Help<"text"> = {
  en: {
    summary: "see why a text is on the company's topics, or is not",
    options: { text: "the text; - reads standard input" },
    examples: ['attain match-topics "은퇴를 계획하고 있어요"', "attain match-topics - < post.txt"],
  },
  ko: {
    summary: "글이 회사의 주제에 맞는지, 왜 그런지 봅니다",
    options: { text: "글. -는 표준 입력" },
    examples: ['attain match-topics "은퇴를 계획하고 있어요"', "attain match-topics - < post.txt"],
  },
};

export const addMatchTopics = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = matchHelp[language];
  shell.program
    .command("match-topics")
    .description(summary)
    .argument("<text>", options.text)
    .addHelpText("after", examplesText(examples, language))
    .action((text: string, _flags: unknown, command: Command) =>
      inCompanyOf(
        shell,
        command,
        async ({ database }, companyId) => {
          const given = text === "-" ? await readInput("-") : accepted(text);
          return given.ok ? matchTopics(database, companyId, { text: given.value }) : given;
        },
        ({ matches, nearMisses, sweeping }) => {
          if (matches.length === 0) print(words[language].onNone);
          for (const { topic, words: why } of [...matches, ...nearMisses]) print(`${topic}: ${why[language]}`);
          for (const { phrase } of sweeping) print(words[language].sweeping(phrase));
        },
      ),
    );
};

const sourceLines = ({ id, kind, url, heardAt, trouble, gaps, seen, kept }: SignalSourceJson, language: Language): readonly string[] => {
  const say = words[language];
  return [
    [id, kind, url, say.heard(heardAt === null ? null : moment(heardAt)), say.kept(kept, seen)].join(" · "),
    ...(trouble === null ? [] : [say.since(moment(trouble.since), trouble[language])]),
    ...gaps.map(({ from, before }) => say.gap(moment(from), moment(before))),
  ];
};

export const addListSignalSources = (shell: Shell): void => {
  const { language, print, tell } = shell.terminal;
  shell.program
    .command("list-signal-sources")
    .description(simple.listSources[language])
    .action((_flags: unknown, command: Command) =>
      inCompanyOf(
        shell,
        command,
        async ({ database }, companyId) => accepted(await listSignalSources(database, companyId)),
        ({ sources }) => {
          if (sources.length === 0) tell(words[language].noSources);
          for (const source of sources) for (const line of sourceLines(source, language)) print(line);
        },
      ),
    );
};

const addHelp: Help<"name" | "kind" | "url" | "accounts"> = {
  en: {
    summary: "fetch signals from a feed or from the stream of Bluesky from now on, as long as the server runs",
    options: {
      name: "what it is, for people; its id is made of it",
      kind: "feed: RSS or Atom · bluesky: everything that is said there",
      url: "https; of bluesky left out: one that Bluesky runs",
      accounts: "of bluesky: the company's own accounts, by their DIDs",
    },
    examples: [
      "attain add-signal-source 'Pension news' --kind feed --url https://news.example.com/rss",
      "attain add-signal-source Bluesky --kind bluesky --accounts did:plc:ewvi7nxzyoun6zhxrhs64oiz",
    ],
  },
  ko: {
    summary: "서버가 도는 동안 피드나 Bluesky 스트림에서 신호를 가져옵니다",
    options: {
      name: "출처 이름. id는 이름에서 만듭니다",
      kind: "feed: RSS나 Atom · bluesky: 그곳의 모든 글",
      url: "https 주소. bluesky는 생략하면 Bluesky가 운영하는 곳",
      accounts: "bluesky: 회사의 계정(DID)",
    },
    examples: [
      "attain add-signal-source '연금 뉴스' --kind feed --url https://news.example.com/rss",
      "attain add-signal-source Bluesky --kind bluesky --accounts did:plc:ewvi7nxzyoun6zhxrhs64oiz",
    ],
  },
};

export const addAddSignalSource = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = addHelp[language];
  shell.program
    .command("add-signal-source")
    .description(summary)
    .argument("<name>", options.name)
    .addOption(new Option("--kind <kind>", options.kind).choices([...signalSourceKinds]).makeOptionMandatory())
    .option("--url <url>", options.url)
    .option("--accounts <did...>", options.accounts)
    .addHelpText("after", examplesText(examples, language))
    .action((name: string, flags: Readonly<Record<string, unknown>>, command: Command) =>
      inCompanyOf(
        shell,
        command,
        ({ database }, companyId) => addSignalSource(database, companyId, { ...flags, name }, {}),
        ({ id }) => print(words[language].made(id)),
      ),
    );
};

export const addEndSignalSource = (shell: Shell): void => {
  const { language, tell } = shell.terminal;
  shell.program
    .command("end-signal-source")
    .description(simple.endSource[language])
    .argument("<source>", simple.sourceId[language])
    .action((id: string, _flags: unknown, command: Command) =>
      inCompanyOf(
        shell,
        command,
        ({ database }, companyId) => endSignalSource(database, companyId, id),
        ({ ended }) => tell(words[language].ended(ended)),
      ),
    );
};

const linksHelp: Help<"url" | "for" | "topic" | "sentAt"> = {
  en: {
    summary: "make links for a message, each recipient their own: only a person's click is a signal",
    options: {
      url: "where the links of the message lead",
      for: "the recipients, by a name of theirs",
      topic: "the topic that a click is on",
      sentAt: "when it is sent; left out: now",
    },
    examples: ["attain make-links https://example.com/plans --for mina@example.com --topic retirement"],
  },
  ko: {
    summary: "메시지에 넣을 링크를 받는 사람마다 만듭니다. 사람이 누른 것만 신호가 됩니다",
    options: {
      url: "메시지의 링크가 이어질 곳",
      for: "받는 사람(식별자)",
      topic: "클릭의 주제",
      sentAt: "보내는 때. 생략하면 지금",
    },
    examples: ["attain make-links https://example.com/plans --for mina@example.com --topic retirement"],
  },
};

type LinkFlags = { readonly for: readonly string[]; readonly topic?: string; readonly sentAt?: string };

export const addMakeLinks = (shell: Shell): void => {
  const { language, print } = shell.terminal;
  const { summary, options, examples } = linksHelp[language];
  shell.program
    .command("make-links")
    .description(summary)
    .argument("<url...>", options.url)
    .requiredOption("--for <recipient...>", options.for)
    .option("--topic <id>", options.topic)
    .option("--sent-at <instant>", options.sentAt)
    .addHelpText("after", examplesText(examples, language))
    .action((urls: readonly string[], { for: recipients, topic, sentAt }: LinkFlags, command: Command) =>
      inSealedCompany(
        shell,
        command,
        ({ database, companyId, secret, publicUrl, now: at }) => {
          const links = urls.map((url) => given({ url, topic }));
          return makeLinks(database, companyId, given({ recipients, links, sentAt }), { now: at(), secret, publicUrl });
        },
        ({ messages }) => {
          for (const { recipient, links, honeypot } of messages) {
            for (const { url, address } of links) print(`${recipient.value} · ${url} · ${address}`);
            print(`${recipient.value} · ${words[language].honeypot} · ${honeypot}`);
          }
        },
      ),
    );
};
