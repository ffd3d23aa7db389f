import type { Analyser, Morpheme } from "./morpheme.ts";

/** A morpheme with its place in the text that was taken apart; of a verb the place is all that is left of its word, since its surface may be contracted. */
export type PlacedMorpheme = Morpheme & { readonly startsAt: number; readonly endsBefore: number };

/** What a phrase is made of: a noun or foreign word, or the stem of a verb or adjective. */
export type KoreanTerm = { readonly form: string; readonly isStem: boolean };

/** A stretch of morphemes, both ends within it. */
export type Found = { readonly first: number; readonly last: number };

const nouns: ReadonlySet<string> = new Set(["NNG", "NNP", "NNB", "NR", "XR", "XPN", "XSN", "SL", "SN", "SH", "NA", "NF"]);
const stems: ReadonlySet<string> = new Set(["VV", "VA"]);
/** A stem never stands before a noun without an ending: where one seems to (보|은퇴), the word was taken apart wrongly and is another one. */
const needsEnding: ReadonlySet<string> = new Set(["VV", "VA", "VX", "VCP", "VCN", "XSV", "XSA"]);
/** Makes a noun into a quality: 계획적 is not 계획. */
const qualities: ReadonlySet<string> = new Set(["적", "성", "화"]);
/** What a noun may end in and still be about the same: 계획서, 계획표, 보험금. */
const nounEndings: ReadonlySet<string> = new Set(["서", "표", "안", "금", "비", "법", "론", "일"]);
/** Words that place or relate rather than name: 은퇴 후 계획, 은퇴를 위한 계획. */
const light: ReadonlySet<string> = new Set(
  "후 이후 뒤 전 이전 때 시 중 등 및 내 간 대비 관련 관하 대하 위하 따르 통하 있 없 되 하 같 이렇 그렇".split(" "),
);
const joints: ReadonlySet<string> = new Set([
  "및",
  "·",
  "/",
  "&",
  "ㆍ",
  "와",
  "과",
  "랑",
  "이랑",
  "나",
  "이나",
  "하고",
  "그리고",
  "또는",
  "혹은",
]);

/** How many words of their own may stand between two words of a phrase. */
const WORDS_BETWEEN = 1;

/** Vowels of syllables in the order of Unicode, and what a stem's last one becomes before 았/었. */
const [A, AE, YAE, EO, E, YEO, O, WA, OE, WAE, U, WO, EU, I] = [0, 1, 3, 4, 5, 6, 8, 9, 11, 10, 13, 14, 18, 20];
const contractions: ReadonlyMap<number, readonly number[]> = new Map([
  [A, [A, AE]],
  [AE, [AE]],
  [YAE, [YAE]],
  [EO, [EO]],
  [E, [E]],
  [YEO, [YEO]],
  [O, [O, WA]],
  [OE, [OE, WAE]],
  [U, [U, WO, EO]],
  [EU, [EU, A, EO]],
  [I, [I, YEO]],
]);

const syllableParts = (syllable: string): { readonly initial: number; readonly vowel: number } | undefined => {
  const at = syllable.charCodeAt(0) - 0xac00;
  return at >= 0 && at < 11_172 ? { initial: Math.floor(at / 588), vowel: Math.floor((at % 588) / 28) } : undefined;
};

/** Whether a word that no dictionary has is the stem conjugated: 갈아탔다 of 갈아타. Stems of one syllable would be found everywhere. */
const isConjugated = (form: string, stem: string): boolean => {
  if (stem.length < 2 || !form.startsWith(stem.slice(0, -1))) return false;
  const [own, found] = [syllableParts(stem.slice(-1)), syllableParts(form.charAt(stem.length - 1))];
  if (own === undefined || found === undefined) return false;
  return own.initial === found.initial && (contractions.get(own.vowel) ?? [own.vowel]).includes(found.vowel);
};

/** What the analyser found, each with its place. */
export const placed = (analyser: Analyser, text: string): readonly PlacedMorpheme[] => {
  let at = 0;
  return analyser.analyse(text).map((morpheme) => {
    at = Math.max(at, morpheme.wordStartsAt);
    const found = text.indexOf(morpheme.form, at);
    const isLiteral = found >= 0 && found + morpheme.form.length <= morpheme.wordEndsBefore;
    const startsAt = isLiteral ? found : at;
    const endsBefore = isLiteral ? found + morpheme.form.length : Math.max(at, morpheme.wordEndsBefore);
    if (isLiteral) at = endsBefore;
    return { ...morpheme, startsAt, endsBefore };
  });
};

/** The words of a phrase, without particles and endings. A phrase in which there seems to be none is one word as it stands. */
export const koreanTerms = (analyser: Analyser, phrase: string): readonly KoreanTerm[] => {
  const terms = analyser
    .analyse(phrase)
    .filter(({ tag, form }) => (nouns.has(tag) && !(tag === "NNB" && light.has(form))) || stems.has(tag))
    .map(({ form, tag }) => ({ form, isStem: stems.has(tag) }));
  return terms.length > 0 ? terms : [{ form: phrase.replace(/[^\p{L}\p{N}]+/gu, ""), isStem: false }];
};

const isSameEojeol = (a: PlacedMorpheme, b: PlacedMorpheme): boolean => a.wordStartsAt === b.wordStartsAt;

const beginsWord = (all: readonly PlacedMorpheme[], at: number): boolean => {
  const [before, own] = [all[at - 1], all[at]];
  return before === undefined || own === undefined || !isSameEojeol(before, own) || !needsEnding.has(before.tag);
};

const becomesQuality = (all: readonly PlacedMorpheme[], last: number): boolean => {
  const [own, next] = [all[last], all[last + 1]];
  return own !== undefined && next?.tag === "XSN" && isSameEojeol(own, next) && qualities.has(next.form);
};

const isFormOf = (form: string, term: string): boolean =>
  form === term || (term.length >= 2 && form.length === term.length + 1 && form.startsWith(term) && nounEndings.has(form.slice(-1)));

/** Where a verb or adjective ends that begins here: one morpheme, two verbs joined by 아 or 어, or a conjugated form that the analyser took for a noun. */
const lastOfStem = (all: readonly PlacedMorpheme[], at: number, stem: string): number | undefined => {
  const own = all[at];
  if (own === undefined) return undefined;
  if (!stems.has(own.tag)) return nouns.has(own.tag) && isConjugated(own.form, stem) ? at : undefined;
  let form = "";
  for (let last = at; form.length < stem.length; last += 1) {
    const next = all[last];
    const isPart = next !== undefined && (stems.has(next.tag) || (next.tag === "EC" && (next.form === "아" || next.form === "어")));
    if (!isPart || !isSameEojeol(own, next)) return undefined;
    form += next.form;
    if (form === stem) return last;
  }
  return undefined;
};

/** How far terms from `term` on are found in the morphemes from `at` on: analysers cut the same compound now here, now there. */
const matched = (
  all: readonly PlacedMorpheme[],
  at: number,
  terms: readonly KoreanTerm[],
  term: number,
): { readonly last: number; readonly terms: number } | undefined => {
  const [own, asked] = [all[at], terms[term]];
  if (own === undefined || asked === undefined) return undefined;
  if (asked.isStem) {
    const last = lastOfStem(all, at, asked.form);
    return last === undefined ? undefined : { last, terms: 1 };
  }
  if (!nouns.has(own.tag) || !beginsWord(all, at)) return undefined;
  let wanted = "";
  for (let count = 1; term + count <= terms.length && terms[term + count - 1]?.isStem === false; count += 1) {
    wanted += terms[term + count - 1]?.form ?? "";
    let form = "";
    for (let last = at; form.length < wanted.length + 1; last += 1) {
      const next = all[last];
      if (next === undefined || !nouns.has(next.tag) || !isSameEojeol(own, next)) break;
      form += next.form;
      const mayEnd = last === at || form === wanted;
      if (mayEnd && isFormOf(form, wanted) && !becomesQuality(all, last)) return { last, terms: count };
    }
    // Several terms are one morpheme, or several morphemes are one term; several of each are found one by one.
    if (own.form.length <= wanted.length) break;
  }
  return undefined;
};

/** Words between two terms that cost nothing; `undefined` where a clause ends. */
const costOf = (all: readonly PlacedMorpheme[], at: number): number | undefined => {
  const [own, next] = [all[at], all[at + 1]];
  if (own === undefined || own.tag === "EF" || (own.tag === "EC" && next?.tag !== "VX" && next !== undefined)) return undefined;
  const isContent = (nouns.has(own.tag) && own.tag !== "XPN" && own.tag !== "XSN" && own.tag !== "NNB") || stems.has(own.tag);
  return isContent && !light.has(own.form) ? 1 : 0;
};

const wordsFrom = (all: readonly PlacedMorpheme[], at: number, terms: readonly KoreanTerm[], term: number): number | undefined => {
  let cost = 0;
  let isJoined = false;
  for (let next = at; next < all.length; next += 1) {
    const found = matched(all, next, terms, term);
    if (found !== undefined) {
      const rest = term + found.terms;
      const last = rest === terms.length ? found.last : wordsFrom(all, found.last + 1, terms, rest);
      if (last !== undefined) return last;
    }
    const each = costOf(all, next);
    if (each === undefined) return undefined;
    // 은퇴 및 노후 계획: what is named beside the one word takes no room between it and the other.
    if (joints.has(all[next]?.form ?? "")) isJoined = true;
    else if (each > 0 && isJoined) isJoined = false;
    else cost += each;
    if (cost > WORDS_BETWEEN) return undefined;
  }
  return undefined;
};

/** Every place where the terms stand in their order with at most a word of its own between two of them. */
export const findTerms = (all: readonly PlacedMorpheme[], terms: readonly KoreanTerm[]): readonly Found[] => {
  const found: Found[] = [];
  for (let first = 0; first < all.length; first += 1) {
    const start = matched(all, first, terms, 0);
    if (start === undefined) continue;
    const last = start.terms === terms.length ? start.last : wordsFrom(all, start.last + 1, terms, start.terms);
    if (last === undefined) continue;
    found.push({ first, last });
    first = last;
  }
  return found;
};

/**
 * What every text with the term holds, squashed; empty where nothing is sure. Of a stem all but the last syllable stays when it is conjugated, and of one in 르
 * the one before changes too: 고르, 골라.
 */
export const koreanBeginning = ({ form, isStem }: KoreanTerm): string => {
  if (!isStem) return form;
  return form.slice(0, form.endsWith("르") ? -2 : -1);
};
