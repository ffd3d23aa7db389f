import { codePoints } from "./characters.ts";

/** What a person is called and reached by. Telephone numbers in E.164. */
export type PersonalTexts = {
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly handles: readonly string[];
};

/** What stands where somebody was named. */
export const ERASED = "[erased]";

const escaped = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{M}\s.'’-]+$/u.test(text);

const LEAST_SYLLABLES = 3;

/**
 * Whether a name says by itself who is meant: two words or more, or three syllables where names are written without spaces. A first name alone
 * is many people's, and some are words: 이상, Will, May.
 */
const isTelling = (name: string): boolean => /\s/.test(name) || (!isLatin(name) && codePoints(name) >= LEAST_SYLLABLES);

/** Its words at any distance, where its letters end at the ends of words. */
const namePattern = (name: string, write: (text: string) => string): string => {
  const words = name.split(/\s+/).map((word) => escaped(write(word)));
  const text = words.join(String.raw`\s+`);
  return isLatin(name) ? String.raw`\m${text}\M` : text;
};

/**
 * An address or handle, and not the end of a longer one: joann@ is somebody else than ann@. What is written in percent signs ends before it, and in
 * JSON an escaped line break does.
 */
const addressPattern = (address: string, write: (text: string) => string, inJson: boolean): string => {
  const inside = "[a-z0-9_+-]";
  const begins = [String.raw`(?<!${inside})(?<!${inside}\.)`, "(?<=%[0-9a-f][0-9a-f])", ...(inJson ? [String.raw`(?<=\\[bfnrt])`] : [])];
  return `(?:${begins.join("|")})${escaped(write(address))}(?![a-z0-9_-])`;
};

const TELLING_DIGITS = 8;

/** The last digits of a number with whatever people put between groups, and with its beginning in any of its ways. */
const phonePattern = (phone: string): string => {
  const digits = phone.replace(/\D/g, "").slice(-TELLING_DIGITS);
  return String.raw`[+(]?[0-9(). -]{0,12}${[...digits].join("[-. ()]{0,2}")}(?![0-9])`;
};

/**
 * A regular expression of PostgreSQL that finds the person in a text, whatever the case; with `inJson` as texts stand in JSON. Null of somebody
 * who is called nothing that says who is meant.
 */
export const personPattern = ({ names, emails, phones, handles }: PersonalTexts, inJson: boolean): string | null => {
  const write = inJson ? asJson : (text: string): string => text;
  const patterns = [
    ...names.filter(isTelling).map((name) => namePattern(name, write)),
    ...[...emails, ...handles].map((text) => addressPattern(text, write, inJson)),
    ...phones.filter((phone) => phone.replace(/\D/g, "").length >= TELLING_DIGITS).map(phonePattern),
  ];
  return patterns.length === 0 ? null : [...new Set(patterns)].map((pattern) => `(?:${pattern})`).join("|");
};
