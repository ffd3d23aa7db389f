import type { Member } from "./member.ts";
import { nearest } from "./nearest.ts";

const MOST = 3;

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

/** How near a mark comes to a reference: 0 the same words, 1 the one's words among the other's, 2 a slip of the finger; undefined: not near. */
const distanceTo = (reference: string, mark: string): number | undefined => {
  const [words, others] = [wordsOf(reference), wordsOf(mark)];
  if (words.length === 0 || others.length === 0) return undefined;
  if (words.toSorted().join(" ") === others.toSorted().join(" ") || words.join("") === others.join("")) return 0;
  const [few, many] = words.length <= others.length ? [words, others] : [others, words];
  if (isPartOf(few, many)) return 1;
  return nearest(words.join(" "), [others.join(" ")]) === undefined ? undefined : 2;
};

/**
 * The members whom a reference of a source may mean, the nearest first, at most three: by name, id, code or the first part of the e-mail
 * address. Those who have ended are left out.
 */
export const nearestMembers = (members: readonly Member[], reference: string): readonly Member[] => {
  const local = reference.includes("@") ? (reference.split("@")[0] ?? reference) : reference;
  return members
    .filter(({ ended }) => !ended)
    .flatMap((member) => {
      const distances = marksOf(member).flatMap((mark) => distanceTo(local, mark) ?? []);
      return distances.length === 0 ? [] : [{ member, distance: Math.min(...distances) }];
    })
    .toSorted((a, b) => a.distance - b.distance || a.member.number - b.member.number)
    .slice(0, MOST)
    .map(({ member }) => member);
};
