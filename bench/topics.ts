import { topicMatcher } from "../src/domain/signals/topic-matcher.ts";
import type { Topic } from "../src/domain/signals/topic.ts";
import { koreanAnalyser } from "../src/operations/signals/korean-analyser.ts";
import { inTurn, median, table } from "./measure.ts";

/** Park and Miller's generator: the same posts every time. */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

/** As many as Korean texts use often. */
const syllables = Array.from({ length: 1_200 }, (_, number) => String.fromCharCode(0xac00 + number * 9)).join("");
const letters = "aeiourstlnmdcpg";
const KOREAN_SHARE = 0.5;
const PHRASES = 2_000;
const ON_TOPIC = 0.005;

const word = (next: () => number): string => {
  const isKorean = next() < KOREAN_SHARE;
  const length = isKorean ? 2 + Math.floor(next() * 2) : 4 + Math.floor(next() * 6);
  const from = isKorean ? syllables : letters;
  return Array.from({ length }, () => from.charAt(Math.floor(next() * from.length))).join("");
};

const between = [" ", " ", " ", " ", " ", ", ", ". ", " ㅋㅋ ", " #", "을 "];

/** Posts of 5 to 30 words as a feed has them; one in two hundred has a phrase. */
export const postsOf = (count: number, topics: readonly Topic[], seed: number) => {
  const next = numbers(seed);
  const phrases = topics.flatMap((topic) => topic.phrases);
  const vocabulary = Array.from({ length: 20_000 }, () => word(next));
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(next() * from.length)];
  return function* posts(): Generator<{ readonly text: string; readonly phrase: string | undefined }> {
    for (let post = 0; post < count; post += 1) {
      const phrase = next() < ON_TOPIC ? pick(phrases) : undefined;
      let text = phrase === undefined ? "" : `${phrase}. `;
      const words = 5 + Math.floor(next() * 26);
      for (let at = 0; at < words; at += 1) text += `${pick(vocabulary) ?? ""}${pick(between) ?? ""}`;
      yield { text, phrase };
    }
  };
};

export const topicsOf = (): readonly Topic[] => {
  const next = numbers(7);
  return Array.from({ length: PHRASES / 20 }, (_, number) => ({
    id: `topic-${number}`,
    name: `Topic ${number}`,
    phrases: Array.from({ length: 20 }, () => `${word(next)} ${word(next)}`),
    synonyms: [],
    negatives: [word(next) + word(next)],
    perAuthorAndDay: 1,
  }));
};

const perSecond = (count: number, milliseconds: number): string => Math.round((count / milliseconds) * 1000).toLocaleString("en");

/** Posts through the prefilter and through the whole matcher, and a night of them in flat memory. */
export const benchTopics = async ({ posts = 20_000, night = 1_000_000 } = {}): Promise<void> => {
  const topics = topicsOf();
  const begun = performance.now();
  const matcher = topicMatcher(topics, await koreanAnalyser());
  const prepared = performance.now() - begun;
  const rows = [...postsOf(posts, topics, 11)()];
  const each = (work: (text: string) => boolean) => () => {
    let count = 0;
    for (const { text } of rows) if (work(text)) count += 1;
    return Promise.resolve(count);
  };
  // The plainer way to ask the same of a text: every phrase as it stands, one after the other.
  const wanted = topics.flatMap((topic) => topic.phrases);
  const times = await inTurn(5, {
    prefilter: each(matcher.mayMatch),
    whole: each((text) => matcher.matches(text).length > 0),
    plain: each((text) => wanted.some((phrase) => text.includes(phrase))),
  });
  const lost = rows.filter(({ text, phrase }) => phrase !== undefined && !matcher.mayMatch(text)).length;
  if (lost > 0) throw new Error(`The prefilter lost ${lost} posts that hold a phrase`);

  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  let passed = 0;
  let matched = 0;
  let most = before;
  let seen = 0;
  for (const { text } of postsOf(night, topics, 13)()) {
    if (matcher.mayMatch(text)) {
      passed += 1;
      if (matcher.matches(text).length > 0) matched += 1;
    }
    if ((seen += 1) % 100_000 === 0) {
      globalThis.gc?.();
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
  }
  const took = performance.now() - start;
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  table(`Topics: ${PHRASES.toLocaleString("en")} phrases, ${posts.toLocaleString("en")} posts, made ready in ${Math.round(prepared)} ms`, [
    ["", "posts/s", "of the limit of 10,000/s"],
    ...(["prefilter", "whole", "plain"] as const).map((name) => {
      const time = median(times[name]);
      return [
        { prefilter: "prefilter", whole: "prefilter and morphemes", plain: "each phrase by includes (finds fewer)" }[name],
        perSecond(posts, time),
        `${(posts / time / 10).toFixed(1)} ×`,
      ];
    }),
    [`a night of ${night.toLocaleString("en")}`, perSecond(night, took), `${(night / took / 10).toFixed(1)} ×`],
  ]);
  console.log(
    `  of the night ${passed} passed the prefilter and ${matched} matched; memory ${megabytes(before)} before, at most ${megabytes(most)}`,
  );
};
