import { josa } from "es-hangul";
import { displayWords, wordKeys, type CompanyWords, type WordKey } from "./display-words.ts";
import type { Language } from "./language.ts";

/** Pairs of Korean particles: after a consonant, after a vowel. Longer ones first. */
const particles = ["이라는/라는", "으로/로", "이나/나", "이란/란", "은/는", "이/가", "을/를", "과/와"] as const;
/** Those that are the same after every word. */
const suffixes = ["에게서", "에게", "에서", "까지", "부터", "마다", "별로", "별", "들의", "들", "의", "에", "도", "만"];

const pairOf = new Map(particles.flatMap((pair) => pair.split("/").map((form) => [form, pair] as const)));

const longestFirst = (texts: readonly string[]): string => texts.toSorted((a, b) => b.length - a.length).join("|");

/** What is not said but named: `{member}`, `{role, select, manager {…}}`, `<team>`. */
const notNamed = { before: String.raw`(?<![{<]|</)`, after: String.raw`(?!\s*\{)` };

const koreanWords = new Map(wordKeys.map((key) => [displayWords[key].ko as string, key] as const));
const korean = new RegExp(
  String.raw`(?<![가-힣])(${longestFirst([...koreanWords.keys()])})(${longestFirst([...pairOf.keys(), ...suffixes])})?(?![가-힣])`,
  "g",
);

const pluralOf = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

type Form = { readonly key: WordKey; readonly isPlural: boolean };
const formsOf = (key: WordKey): readonly (readonly [string, Form])[] => [
  [displayWords[key].en, { key, isPlural: false }],
  [pluralOf(displayWords[key].en), { key, isPlural: true }],
];
const englishForms = new Map(wordKeys.flatMap(formsOf));
const english = new RegExp(
  String.raw`${notNamed.before}\b((an?) )?(${longestFirst([...englishForms.keys()])})\b${notNamed.after}(?![A-Za-z-])`,
  "gi",
);

/** An acronym is read letter by letter. */
const articleOf = (word: string): string => ((/^[A-Z]{2,}/.test(word) ? /^[AEFHILMNORSX]/ : /^[aeiou]/i).test(word) ? "an" : "a");

const isCapital = (text: string): boolean => /^[A-Z]/.test(text);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const inEnglish = (text: string, own: (key: WordKey) => string | undefined): string =>
  text.replaceAll(english, (whole: string, _: unknown, article: string | undefined, found: string) => {
    const form = englishForms.get(found.toLowerCase());
    const word = form === undefined ? undefined : own(form.key);
    if (form === undefined || word === undefined) return whole;
    const said = form.isPlural ? pluralOf(word) : word;
    const cased = isCapital(found) ? capital(said) : said;
    if (article === undefined) return cased;
    return `${isCapital(article) ? capital(articleOf(word)) : articleOf(word)} ${cased}`;
  });

const inKorean = (text: string, own: (key: WordKey) => string | undefined): string =>
  text.replaceAll(korean, (whole: string, found: string, ending = "") => {
    const key = koreanWords.get(found);
    const word = key === undefined ? undefined : own(key);
    if (word === undefined) return whole;
    const pair = pairOf.get(ending);
    // The pairs above are those of es-hangul; its type lists them as literals.
    return pair === undefined ? `${word}${ending}` : josa(word, pair as Parameters<typeof josa>[1]);
  });

/**
 * A text of ours as the company says it: its own words stand for those of the glossary, with the particles, plurals and articles that they take. Names within
 * the text, such as `{member}`, stay. For texts that hold nothing of the company's yet: a member may be called like a word.
 */
export const inOwnWords = (text: string, words: CompanyWords, language: Language): string => {
  const own = (key: WordKey): string | undefined => words[key]?.[language];
  return language === "ko" ? inKorean(text, own) : inEnglish(text, own);
};
