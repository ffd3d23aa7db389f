import type { Words } from "../refusals/words.ts";

/** A named set of phrases in several languages by which posts are found. */
export type Topic = {
  readonly id: string;
  readonly name: string;
  /** What the topic is called: 은퇴 계획, retirement planning. */
  readonly phrases: readonly string[];
  /** Other words for the same: 노후 준비. */
  readonly synonyms: readonly string[];
  /** A sentence that has one of these is about something else: 은퇴 선수. */
  readonly negatives: readonly string[];
  /** So many posts of one author count in a day: who writes of nothing else is no fifty people. */
  readonly perAuthorAndDay: number;
};

/** Where in a text as it was written, in UTF-16 units. */
export type TextSpan = { readonly startsAt: number; readonly endsBefore: number };

/** Why a text is on a topic: the phrase, as the topic has it, and the words that were taken for it, as they were written. */
export type TopicMatch = TextSpan & {
  readonly topic: string;
  readonly by: "phrase" | "synonym";
  readonly phrase: string;
  readonly found: string;
};

/** Why a text that has all words of a phrase is not on its topic. */
export type NearMiss = { readonly topic: string; readonly phrase: string } & (
  | ({ readonly why: "negative"; readonly negative: string } & TextSpan)
  /** In no clause in that order and near enough, or as parts of other words. */
  | { readonly why: "apart" }
);

/** A match or a near miss as a sentence. */
export const matchWords = ({ phrase, found }: TopicMatch): Words => ({
  en: `"${found}" stands for "${phrase}".`,
  ko: `"${found}" 부분을 "${phrase}"(으)로 보았습니다.`,
});

export const nearMissWords = (miss: NearMiss): Words =>
  miss.why === "negative"
    ? {
        en: `"${miss.phrase}" does not count here: "${miss.negative}" stands in the same sentence.`,
        ko: `"${miss.phrase}": 같은 문장에 제외 표현 "${miss.negative}"이(가) 있어 세지 않습니다.`,
      }
    : {
        en: `The words of "${miss.phrase}" are there, but not as that phrase: too far apart, in another order, or within other words.`,
        ko: `"${miss.phrase}"의 낱말은 있지만 서로 떨어져 있거나, 순서가 다르거나, 다른 낱말의 일부입니다.`,
      };
