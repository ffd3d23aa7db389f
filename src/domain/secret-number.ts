import { daysInMonth } from "./civil.ts";
import type { Words } from "./refusals/words.ts";

/** Numbers that no record of sales needs, and whose keeping the law restricts (Korea: 개인정보 보호법 24조의2). */
export type SecretKind = "resident-number" | "payment-card";

export const secretWords: Readonly<Record<SecretKind, Words>> = {
  "resident-number": { en: "a Korean resident registration number", ko: "주민등록번호" },
  "payment-card": { en: "a payment card number", ko: "카드 번호" },
};

/** Digits, hyphens and spaces of another width, which are typed where Hangul is: each stands for one plain character. */
const wide = /[\uff10-\uff19\u2010-\u2015\u2212\uff0d\u00a0\u3000]/;

const narrow = (text: string): string =>
  wide.test(text)
    ? text
        .replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))
        .replace(/[\u2010-\u2015\u2212\uff0d]/g, "-")
        .replace(/[\u00a0\u3000]/g, " ")
    : text;

/** UUIDs and digests: one in some thousand of them has digits in a row that would pass for a card. */
const drawn = /(?<![\da-z])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\d*[a-f])[\da-f]{24,})(?![\da-z])/gi;

/** The text in which such a number may stand, of the same length. */
const plainly = (text: string): string => narrow(text).replace(drawn, (id) => "-".repeat(id.length));

/** Whether a text has digits enough at all: nearly none has, and looking is cheaper than matching. */
const hasDigits = (text: string): boolean => {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 48 && unit <= 57) || (unit >= 0xff10 && unit <= 0xff19)) digits += 1;
  }
  return digits >= 13;
};

/** What nobody sees, as it comes along from pages and chats. */
const unseen = "[\\u00ad\\u034f\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]";

/**
 * Thirteen to nineteen digits, alone or in groups, or a resident number with room around its hyphen. A plus before them makes them a telephone number. There is
 * one way only to read what stands between two digits, so that this takes a time in proportion to the text.
 */
const runsWith = (between: string): RegExp => new RegExp(`(?<![\\d+])(?:\\d(?:${between}\\d){12,18}|\\d{6} ?- ?\\d{7})(?!\\d)`, "g");
const plainRuns = runsWith("[ -]?");
const unseenRuns = runsWith(`${unseen}*(?:[ -]${unseen}*)?`);
/** Parted by dots, as some forms write them; a number with decimals has but one, and six digits before it seldom are a day. */
const dottedRuns = /(?<![\d.+])(?:\d{4}\.\d{4}\.\d{4}\.\d{1,4}(?:\.\d{3})?|\d{4}\.\d{6}\.\d{5}|\d{8}\.\d{8}|\d{6}\.\d{7})(?!\.?\d)/g;
const anyUnseen = new RegExp(unseen);
const allUnseen = new RegExp(unseen, "g");

/** The seventh digit tells century and sex: 1 2 5 6 of the 1900s, 3 4 7 8 of the 2000s. */
const centuries: Readonly<Record<string, number>> = { 1: 1900, 2: 1900, 5: 1900, 6: 1900, 3: 2000, 4: 2000, 7: 2000, 8: 2000 };
const residentWeights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];

const isResidentNumber = (text: string, digits: string): boolean => {
  const century = centuries[digits[6] ?? ""];
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  if (
    digits.length !== 13 ||
    century === undefined ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysInMonth(century + Number(digits.slice(0, 2)), month)
  )
    return false;
  // Numbers given since October 2020 have no check digit, so what is written as one is one; bare digits may be a time in milliseconds.
  if (/^\d{6}-\d{7}$/.test(text)) return true;
  const sum = residentWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return (11 - (sum % 11)) % 10 === Number(digits[12]);
};

/** First digits and lengths of the schemes in use, the Korean domestic ones with a 9 among them. */
const card = /^(?:4\d{12}|4\d{15}|4\d{18}|3[47]\d{13}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14}|6\d{15}|9\d{15})$/;

/** Luhn's sum, ISO/IEC 7812-1. */
const isCard = (digits: string): boolean => {
  if (!card.test(digits)) return false;
  const sum = Array.from(digits)
    .toReversed()
    .map((digit, index) => (index % 2 === 0 ? Number(digit) : (Number(digit) * 2) % 9 || (digit === "0" ? 0 : 9)))
    .reduce((total, each) => total + each, 0);
  return sum % 10 === 0;
};

/** How people and forms part such numbers; `13-1224-4-559205` is an id. */
const residentGroups = /^(?:13|6-7|6-1-6)$/;
const cardGroups = /^(?:\d+|4-4-4-[1-4]|4-4-4-4-3|4-6-5|8-8)$/;

const kindOf = (run: string): SecretKind | undefined => {
  const text = run.replace(allUnseen, "").replace(/ ?- ?/g, "-").replaceAll(".", " ");
  const parts = text.split(/[ -]/);
  const groups = parts.map((part) => part.length).join("-");
  const digits = parts.join("");
  if (residentGroups.test(groups) && isResidentNumber(text, digits)) return "resident-number";
  return cardGroups.test(groups) && isCard(digits) ? "payment-card" : undefined;
};

/** Nearly every text has nothing unseen, and is looked through in a third of the time. In the order in which they stand. */
const runsIn = (text: string): Iterable<RegExpExecArray> => {
  const plain = plainly(text);
  const runs = plain.matchAll(anyUnseen.test(text) ? unseenRuns : plainRuns);
  if (!plain.includes(".")) return runs;
  return [...runs, ...plain.matchAll(dottedRuns)].toSorted((a, b) => a.index - b.index);
};

const find = (text: string, kind: (run: string) => SecretKind | undefined): SecretKind | undefined => {
  if (text.length < 13 || !hasDigits(text)) return undefined;
  for (const [run] of runsIn(text)) {
    const found = kind(run);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What a text holds of the kind; undefined for nearly every text. */
export const secretIn = (text: string): SecretKind | undefined => find(text, kindOf);

/** From 2015 to 2034, as programs write an instant. */
const isMilliseconds = (text: string): boolean => text.length === 13 && text >= "1420070400000" && text < "2051222400000";

/**
 * The same of an id. Ids are digits more often than texts are, so what is a time in milliseconds or has nineteen digits (which no card in use has, and ids of
 * some systems do) is none.
 */
export const secretInId = (text: string): SecretKind | undefined =>
  find(text, (run) => (isMilliseconds(run) || /^\d{19}$/.test(run) ? undefined : kindOf(run)));

/** The text with `instead` in place of such numbers: for what is kept or told of what was refused. */
export const withoutSecrets = (text: string, instead = ""): string => {
  if (text.length < 13 || !hasDigits(text)) return text;
  let kept = "";
  let from = 0;
  for (const { 0: run, index } of runsIn(text)) {
    if (kindOf(run) === undefined) continue;
    kept += text.slice(from, index) + instead;
    from = index + run.length;
  }
  return kept + text.slice(from);
};

/** The same of everything that a value holds: for what is kept of a file before anybody has looked at it. Keys of objects too. */
export const withoutSecretsWithin = (value: unknown): unknown => {
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value === "number" || typeof value === "bigint") return secretIn(String(value)) === undefined ? value : null;
  if (Array.isArray(value)) return value.map(withoutSecretsWithin);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [withoutSecrets(key), withoutSecretsWithin(each)]));
};
