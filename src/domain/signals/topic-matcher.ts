import { clausesOf, type Clause } from "./clause.ts";
import { englishTerms, englishWords, findWords, type EnglishTerm, type PlacedWord } from "./english-words.ts";
import { findTerms, koreanBeginning, koreanTerms, placed, type KoreanTerm, type PlacedMorpheme } from "./korean-words.ts";
import type { Analyser } from "./morpheme.ts";
import { normalise, roughly, writtenSpan } from "./normalised-text.ts";
import type { NearMiss, TextSpan, Topic, TopicMatch } from "./topic.ts";
import { within } from "../within.ts";
import { squashed, wordFinder } from "./word-finder.ts";

/** Rises whenever the same text and topic may give another answer. */
const RULES = 1;

type Role = "phrase" | "synonym" | "negative";
type Phrase = {
  readonly topic: string;
  readonly role: Role;
  readonly text: string;
  readonly terms:
    | { readonly language: "ko"; readonly words: readonly KoreanTerm[] }
    | { readonly language: "en"; readonly words: readonly EnglishTerm[] };
  /** The numbers of the beginnings that a text with the phrase must hold. */
  readonly needs: readonly number[];
};

export type TopicMatcher = {
  /** Which rules and which analyser: kept with what was matched. */
  readonly version: string;
  /** Phrases of nothing but a short verb: every text has to be read for them, so whoever sets topics is told. */
  readonly sweeping: readonly { readonly topic: string; readonly phrase: string }[];
  /** Whether a text may be on any topic at all: quick, and never wrong when it says no. */
  readonly mayMatch: (text: string) => boolean;
  /** Every place at which a text is on a topic, in the order of the text. */
  readonly matches: (text: string) => readonly TopicMatch[];
  /** The same, and why it is not on those whose words it has. */
  readonly explain: (text: string) => { readonly matches: readonly TopicMatch[]; readonly nearMisses: readonly NearMiss[] };
};

const isKorean = (text: string): boolean => /\p{Script=Hangul}/u.test(text);

/** A clause with its words, each language taken apart once and only where a phrase asks for it. */
type ReadClause = Clause & { readonly korean: () => readonly PlacedMorpheme[]; readonly english: () => readonly PlacedWord[] };

const once = <T>(read: () => T): (() => T) => {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: read() }).value;
};

/** Within a clause. */
type Place = { readonly from: number; readonly before: number };

const spanOf = (
  words: readonly { readonly startsAt: number; readonly endsBefore: number }[],
  { first, last }: { readonly first: number; readonly last: number },
): Place => ({ from: words[first]?.startsAt ?? 0, before: words[last]?.endsBefore ?? 0 });

const placesIn = (clause: ReadClause, { terms }: Phrase): readonly Place[] => {
  if (terms.language === "ko") {
    const words = clause.korean();
    return findTerms(words, terms.words).map((found) => spanOf(words, found));
  }
  const words = clause.english();
  return findWords(words, terms.words).map((found) => spanOf(words, found));
};

/** Topics made ready for many texts. What two topics ask alike is looked for once. */
export const topicMatcher = (topics: readonly Topic[], analyser: Analyser): TopicMatcher => {
  const beginnings = new Map<string, number>();
  const numberOf = (beginning: string): number => {
    const number = beginnings.get(beginning) ?? beginnings.size;
    beginnings.set(beginning, number);
    return number;
  };
  const phraseOf = (topic: string, role: Role, text: string): Phrase => {
    const plain = normalise(text).text;
    const terms = isKorean(plain)
      ? ({ language: "ko", words: koreanTerms(analyser, plain) } as const)
      : ({ language: "en", words: englishTerms(plain) } as const);
    const parts = terms.language === "ko" ? terms.words.map(koreanBeginning) : terms.words.map(({ beginning }) => beginning);
    const needs = [...new Set(parts.map(squashed).filter((part) => part !== ""))].map(numberOf);
    return { topic, role, text, terms, needs };
  };
  const phrases = topics.flatMap(({ id, phrases, synonyms, negatives }) => [
    ...phrases.map((text) => phraseOf(id, "phrase", text)),
    ...synonyms.map((text) => phraseOf(id, "synonym", text)),
    ...negatives.map((text) => phraseOf(id, "negative", text)),
  ]);
  const readable = phrases.filter(({ terms }) => terms.words.length > 0);
  const words = [...beginnings.keys()];
  const finder = wordFinder(words);
  // Each phrase waits under the longest of its beginnings, which is the rarest as a rule.
  const longest = ({ needs }: Phrase): number | undefined => needs.toSorted((a, b) => (words[b]?.length ?? 0) - (words[a]?.length ?? 0))[0];
  const byLongest = new Map<number | undefined, Phrase[]>();
  const negatives = new Map<string, Phrase[]>();
  for (const phrase of readable)
    if (phrase.role === "negative") within(negatives, phrase.topic, () => []).push(phrase);
    else within(byLongest, longest(phrase), () => []).push(phrase);
  const withoutNeeds = byLongest.get(undefined) ?? [];

  // Which beginnings the text at hand has: the number of the text, so that nothing is cleared between two.
  const seenIn = new Float64Array(words.length);
  let textNumber = 0;
  const isIn = ({ needs }: Phrase): boolean => needs.every((need) => seenIn[need] === textNumber);

  /** The phrases all of whose beginnings a text holds. */
  const candidatesIn = (text: string): readonly Phrase[] => {
    textNumber += 1;
    const anchors: number[] = [];
    finder.find(text, (word) => {
      if (seenIn[word] === textNumber) return;
      seenIn[word] = textNumber;
      if (byLongest.has(word)) anchors.push(word);
    });
    return [...anchors.flatMap((anchor) => (byLongest.get(anchor) ?? []).filter(isIn)), ...withoutNeeds];
  };

  const mayMatch = (text: string): boolean => candidatesIn(roughly(text)).length > 0;

  const readClauses = (text: string): readonly ReadClause[] =>
    clausesOf(text).map((clause) => ({
      ...clause,
      korean: once(() => placed(analyser, clause.text)),
      english: once(() => englishWords(clause.text)),
    }));

  const explain: TopicMatcher["explain"] = (text) => {
    if (!mayMatch(text)) return { matches: [], nearMisses: [] };
    const normal = normalise(text);
    const candidates = candidatesIn(normal.text);
    const against = [...new Set(candidates.map(({ topic }) => topic))].flatMap((topic) => (negatives.get(topic) ?? []).filter(isIn));
    const clauses = readClauses(normal.text);
    const candidatesByClause = new Map(clauses.map((clause) => [clause, new Set(candidatesIn(clause.text))]));
    const written = (clause: Clause, { from, before }: Place): TextSpan =>
      writtenSpan(normal, clause.startsAt + from, clause.startsAt + before);
    const stands = once(() =>
      against.flatMap((phrase) =>
        clauses.flatMap((clause) =>
          placesIn(clause, phrase).map((place) => ({ phrase, sentence: clause.sentence, span: written(clause, place) })),
        ),
      ),
    );
    const matches: TopicMatch[] = [];
    const nearMisses: NearMiss[] = [];
    for (const phrase of candidates) {
      const { topic, role, text: asked } = phrase;
      const places = clauses.flatMap((clause) =>
        candidatesByClause.get(clause)?.has(phrase) === true ? placesIn(clause, phrase).map((place) => ({ clause, place })) : [],
      );
      if (places.length === 0 && phrase.needs.length > 0) nearMisses.push({ topic, phrase: asked, why: "apart" });
      for (const { clause, place } of places) {
        const negative = stands().find((each) => each.phrase.topic === topic && each.sentence === clause.sentence);
        const span = written(clause, place);
        if (negative !== undefined)
          nearMisses.push({ topic, phrase: asked, why: "negative", negative: negative.phrase.text, ...negative.span });
        else {
          const found = text.slice(span.startsAt, span.endsBefore);
          matches.push({ topic, by: role === "synonym" ? "synonym" : "phrase", phrase: asked, found, ...span });
        }
      }
    }
    return { matches: matches.toSorted((a, b) => a.startsAt - b.startsAt || b.endsBefore - a.endsBefore), nearMisses };
  };

  return {
    version: `${RULES}+${analyser.version}`,
    sweeping: withoutNeeds.map(({ topic, text }) => ({ topic, phrase: text })),
    mayMatch,
    matches: (text) => explain(text).matches,
    explain,
  };
};
