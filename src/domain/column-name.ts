import { isWithinDistance } from "./nearest.ts";

/** A way to call a column, and how surely that is meant by it: 1 for `agent`, less for `name`, which may be anybody's. */
export type Phrase = readonly [name: string, sureness: number];

const hangul = /\p{Script=Hangul}/u;
const longest = 100;

/** The words of a name, in lower case: `AvgTalkDuration` and `avg_talk-duration` have three. What stands in brackets says how, not what. */
export const wordsOf = (name: string): readonly string[] => {
  const text = name.slice(0, longest).normalize("NFKC");
  const plain = text.replace(/\([^()]*\)|\[[^[\]]*\]/g, " ");
  return (/[\p{L}\p{N}]/u.test(plain) ? plain : text)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "");
};

/** A header is looked at once for each thing that is sought in it. */
const remembered = new Map<string, readonly string[]>();
const mostRemembered = 10_000;

const rememberedWords = (name: string): readonly string[] => {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const words = wordsOf(name);
  remembered.set(name, words);
  return words;
};

/** What stands in brackets: `초` of `통화시간(초)`. */
export const inBrackets = (name: string): string =>
  Array.from(
    name
      .slice(0, longest)
      .normalize("NFKC")
      .toLowerCase()
      .matchAll(/\(([^()]*)\)|\[([^[\]]*)\]/g),
    ([, round, square]) => (round ?? square ?? "").trim(),
  ).join(" ");

/** As many slips of the finger as a word of this length may have and still be it. */
const slips = (length: number): number => (length < 5 ? 0 : length < 10 ? 1 : 2);

const containsInOrder = (words: readonly string[], wanted: readonly string[]): boolean =>
  words.some((_, at) => wanted.every((word, index) => words[at + index] === word || words[at + index] === `${word}s`));

type Target = { readonly words: readonly string[]; readonly joined: string; readonly isKorean: boolean; readonly sureness: number };

const prepared = new WeakMap<readonly Phrase[], readonly Target[]>();

/** The lists are few and asked for every column: they are taken apart once, the surest first. */
const targetsOf = (phrases: readonly Phrase[]): readonly Target[] => {
  const known = prepared.get(phrases);
  if (known !== undefined) return known;
  const targets = phrases
    .map(([phrase, sureness]): Target => {
      const words = phrase.split(" ");
      const joined = words.join("");
      return { words, joined, isKorean: hangul.test(joined), sureness };
    })
    .toSorted((a, b) => b.sureness - a.sureness);
  prepared.set(phrases, targets);
  return targets;
};

const typed = 0.88;
const least = 0.55;

const likenessTo = (words: readonly string[], joined: string, { words: wanted, joined: target, isKorean, sureness }: Target): number => {
  if (joined === target || joined === `${target}s`) return 1;
  const longer = Math.max(joined.length, target.length);
  // A Korean word a letter away is mostly another word.
  const mayBeSlip = !isKorean && Math.abs(joined.length - target.length) <= slips(longer) && slips(target.length) > 0;
  if (mayBeSlip && isWithinDistance(joined, target, slips(target.length))) return typed;
  if (target.length > joined.length) return 0;
  const isWithin = isKorean ? target.length > 1 && joined.includes(target) : containsInOrder(words, wanted);
  // A vague word is vaguer still as a part of a name.
  return isWithin ? (least + (1 - least) * 0.9 * (target.length / joined.length)) * sureness ** 2 : 0;
};

/** How surely a column of this name is what one of the phrases says, 0 to 1: whole, with a slip, or as a part of it. */
export const likeness = (name: string, phrases: readonly Phrase[]): number => {
  const words = rememberedWords(name);
  const joined = words.join("");
  if (joined === "") return 0;
  let most = 0;
  for (const target of targetsOf(phrases)) {
    if (target.sureness <= most) break;
    most = Math.max(most, target.sureness * likenessTo(words, joined, target));
  }
  return most;
};
