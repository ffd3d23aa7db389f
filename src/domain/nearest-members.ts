import type { Member } from "./member.ts";
import { nearest } from "./nearest.ts";
import { within } from "./within.ts";

const MOST = 3;

/** A word that more marks have tells nobody apart, and asking all of them would keep others waiting. */
const MOST_SHARING = 200;

/** Words without case, accents and signs: `Kim, Diane` and `diane kim` have the same. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

const marksOf = ({ id, name, email, code }: Member): readonly string[] =>
  [...Object.values(name), id, email?.split("@")[0], code].filter((mark) => mark !== null && mark !== undefined);

/** A letter stands for a word that begins with it: `D. Kim`. */
const mayBe = (word: string, other: string): boolean =>
  word === other || (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other));

/** Every word of the one is among the other's, and one of them in full. */
const isPartOf = (few: readonly string[], many: readonly string[]): boolean =>
  few.some((word) => word.length > 1 && many.includes(word)) && few.every((word) => many.some((other) => mayBe(word, other)));

/** How near words come to a mark's: 0 the same, 1 the one's among the other's, 2 a slip of the finger; undefined: not near. */
const distanceTo = (words: readonly string[], others: readonly string[]): number | undefined => {
  if (words.toSorted().join(" ") === others.toSorted().join(" ") || words.join("") === others.join("")) return 0;
  const [few, many] = words.length <= others.length ? [words, others] : [others, words];
  if (isPartOf(few, many)) return 1;
  return nearest(words.join(" "), [others.join(" ")]) === undefined ? undefined : 2;
};

type Mark = { readonly member: Member; readonly words: readonly string[] };

/** By what a mark may be found: its words, their beginnings, and all of them together. */
const keysOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set([...words, ...words.map((word) => `${word.slice(0, 2)}…`), words.join("")]);

/**
 * Answers whom of the members a reference of a source may mean, the nearest first, at most three: by name, id, code or the first part of the
 * e-mail address. Those who have ended are left out. The members are looked through once, whatever is asked then.
 */
export const nearestAmong = (members: readonly Member[]): ((reference: string) => readonly Member[]) => {
  const marksByKey = new Map<string, Mark[]>();
  for (const member of members.filter(({ ended }) => !ended)) {
    for (const mark of marksOf(member)) {
      const words = wordsOf(mark);
      for (const key of words.length === 0 ? [] : keysOf(words)) within(marksByKey, key, () => []).push({ member, words });
    }
  }
  return (reference) => {
    const words = wordsOf(reference.includes("@") ? (reference.split("@")[0] ?? reference) : reference);
    const found = new Map<Member, number>();
    const marks = [...keysOf(words)].flatMap((key) => {
      const sharing = marksByKey.get(key) ?? [];
      return sharing.length > MOST_SHARING ? [] : sharing;
    });
    for (const mark of words.length === 0 ? [] : new Set(marks)) {
      const distance = distanceTo(words, mark.words);
      if (distance !== undefined) found.set(mark.member, Math.min(distance, found.get(mark.member) ?? Infinity));
    }
    return [...found]
      .toSorted(([one, near], [other, far]) => near - far || one.number - other.number)
      .slice(0, MOST)
      .map(([member]) => member);
  };
};
