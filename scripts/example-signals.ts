import { stringify } from "csv-stringify/sync";
import { at, type Cells } from "./example-files.ts";

/** Example 2: who wrote of retirement, and who of them was contacted, in English and in Korean. */
type Language = "en" | "ko";

const zone: Readonly<Record<Language, string>> = { en: "America/New_York", ko: "Asia/Seoul" };

const onTopic: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "I keep putting off my retirement planning.",
    "Is anybody here planning for retirement before forty?",
    "Two hours of retirement planning and I know less than before.",
    "We have started planning for our retirement at last.",
  ],
  ko: [
    "이제 은퇴 계획을 세워야겠다.",
    "은퇴를 계획하는 분 계신가요?",
    "은퇴계획, 어디서부터 시작하나요?",
    "드디어 은퇴 계획 상담을 알아보는 중",
  ],
};

const offTopic: Readonly<Record<Language, readonly string[]>> = {
  en: ["My neighbour's retirement party was loud.", "Planning a trip to the coast.", "A retired player plans his comeback."],
  ko: ["은퇴 선수의 복귀 계획이 화제다.", "이번 주말 여행 계획", "은퇴계 획기적인 소식"],
};

const numbered = (number: number): string => String(number).padStart(3, "0");
const author = (number: number): string => `bsky:did:plc:example${numbered(number)}`;

const MONDAY = "2026-03-09";
const TUESDAY = "2026-03-10";
const IN_A_LINE = 1;

/** Whom Mina (1 to 50), Leo (51 to 99) and Dana (101 to 103) contact, each an hour after they wrote. */
const MINAS = 50;
const LEOS = 49;

const post = (language: Language, number: number, more: object = {}) => ({
  source: "bluesky",
  externalId: `post-${numbered(number)}`,
  kind: "mention",
  occurredAt: at(MONDAY, 9 * 60 + number, zone[language]),
  author: author(number),
  text: onTopic[language][number % onTopic[language].length],
  ...more,
});

const signals = (language: Language): string => {
  const did = (kind: string, number: number) => ({
    source: "bluesky",
    externalId: `${kind}-${number}`,
    kind,
    occurredAt: at(MONDAY, 15 * 60, zone[language]),
    author: author(number),
    topic: "retirement",
  });
  return [
    ...Array.from({ length: MINAS + LEOS }, (_, index) => post(language, index + IN_A_LINE)),
    // One of Leo's people wrote of it twice.
    post(language, 60, { externalId: "post-060-again", occurredAt: at(TUESDAY, 9 * 60, zone[language]) }),
    ...offTopic[language].map((text, index) => post(language, 200 + index, { text })),
    did("like", 101),
    did("share", 102),
    did("click", 103),
    // One of Mina's people took it back afterwards.
    post(language, 7, { topic: "retirement", text: null, purgedAt: at(TUESDAY, 18 * 60, zone[language]) }),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
};

const contact = (language: Language, member: string, number: number, more: Partial<Cells> = {}): Cells => ({
  source: "social",
  external_id: `contact-${numbered(number)}`,
  member,
  kind: "social_contact",
  direction: "outbound",
  occurred_at: at(MONDAY, 10 * 60 + number, zone[language]),
  prospect: author(number),
  signal: `bluesky:post-${numbered(number)}`,
  ...more,
});

const contacts = (language: Language): string => {
  const rows = [
    ...Array.from({ length: MINAS }, (_, index) => contact(language, "mina", index + IN_A_LINE)),
    ...Array.from({ length: LEOS }, (_, index) => contact(language, "leo", MINAS + index + IN_A_LINE)),
    contact(language, "leo", 60, {
      external_id: "contact-060-again",
      occurred_at: at(TUESDAY, 10 * 60, zone[language]),
      signal: "bluesky:post-060-again",
    }),
    ...(["like", "share", "click"] as const).map((kind, index) =>
      contact(language, "dana", 101 + index, {
        occurred_at: at(MONDAY, 16 * 60, zone[language]),
        signal: `bluesky:${kind}-${101 + index}`,
      }),
    ),
  ];
  return stringify([...rows], { header: true });
};

export const signalFiles = (): ReadonlyMap<string, string> =>
  new Map(
    (["en", "ko"] as const).flatMap((language) => [
      [`signals-${language}/signals.ndjson`, signals(language)] as const,
      [`signals-${language}/activities.csv`, contacts(language)] as const,
    ]),
  );
