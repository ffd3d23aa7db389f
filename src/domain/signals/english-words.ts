import { baseForms, isSameWord, sharedBeginning } from "./english-word.ts";

/** A word of an English phrase, with all that it may be an inflection of. */
export type EnglishTerm = { readonly word: string; readonly forms: ReadonlySet<string>; readonly beginning: string };

export type PlacedWord = { readonly word: string; readonly isTag: boolean; readonly startsAt: number; readonly endsBefore: number };

const word = /(?<tag>#)?(?<word>[\p{Script=Latin}\p{N}]+(?:['’][\p{Script=Latin}]+)?)/gu;
/** Between two words of a phrase these take no room: planning *for your* retirement. */
const light: ReadonlySet<string> = new Set(
  "a an the and or of for in on at to by with from into about my your our his her their its this that as is are be".split(" "),
);
/** How many other words may stand between two words of a phrase. */
const WORDS_BETWEEN = 1;
/** A hashtag longer than this is taken apart by nobody. */
const LONGEST_TAG = 60;

/** Words between spaces, hyphens and letters of other scripts. */
export const englishWords = (text: string): readonly PlacedWord[] =>
  [...text.matchAll(word)].map((match) => ({
    word: match.groups?.["word"] ?? "",
    isTag: match.groups?.["tag"] !== undefined,
    startsAt: match.index,
    endsBefore: match.index + match[0].length,
  }));

export const englishTerms = (phrase: string): readonly EnglishTerm[] =>
  englishWords(phrase).map(({ word }) => ({ word, forms: baseForms(word), beginning: sharedBeginning(word) }));

/** `retirementplans` is retirement plans: the words of the phrase, written together, and nothing else. */
const isWrittenTogether = (tag: string, terms: readonly EnglishTerm[], at = 0): boolean => {
  const term = terms[at];
  if (term === undefined) return tag === "";
  if (!tag.startsWith(term.beginning)) return false;
  for (let length = tag.length; length >= Math.max(1, term.beginning.length); length -= 1)
    if (isSameWord(term.forms, tag.slice(0, length)) && isWrittenTogether(tag.slice(length), terms, at + 1)) return true;
  return false;
};

const lastFrom = (words: readonly PlacedWord[], at: number, terms: readonly EnglishTerm[], term: number): number | undefined => {
  const asked = terms[term];
  if (asked === undefined) return at - 1;
  let between = 0;
  for (let next = at; next < words.length && between <= WORDS_BETWEEN; next += 1) {
    const found = words[next]?.word ?? "";
    if (isSameWord(asked.forms, found)) {
      const last = lastFrom(words, next + 1, terms, term + 1);
      if (last !== undefined) return last;
    }
    if (!light.has(found)) between += 1;
  }
  return undefined;
};

/** Every place where the words stand in their order with at most one other word between two of them, or written together in a hashtag. */
export const findWords = (
  words: readonly PlacedWord[],
  terms: readonly EnglishTerm[],
): readonly { readonly first: number; readonly last: number }[] => {
  const found: { first: number; last: number }[] = [];
  for (let first = 0; first < words.length; first += 1) {
    const own = words[first];
    const [asked] = terms;
    if (own === undefined || asked === undefined) break;
    const isTogether = own.isTag && own.word.length <= LONGEST_TAG && isWrittenTogether(own.word, terms);
    const last = isTogether ? first : isSameWord(asked.forms, own.word) ? lastFrom(words, first + 1, terms, 1) : undefined;
    if (last === undefined) continue;
    found.push({ first, last });
    first = last;
  }
  return found;
};
