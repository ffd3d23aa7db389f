import { readActivityDay, type ActivityDay } from "./activity-day.ts";
import { plainWord, type ActivityWord } from "./activity-word.ts";
import type { Day } from "./day.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** One number of an activity line: `TA 15`. */
export type ActivityCount = ActivityWord & {
  readonly day: Day;
  /** As it was written. */
  readonly word: string;
  readonly count: number;
  /** `+5` adds to what was told of that day before; otherwise the number is the day's total so far. */
  readonly isMore: boolean;
};

/** A number whose word is not known, or that is more than a day holds. */
export type RefusedCount = { readonly day: Day; readonly word: string; readonly count: number; readonly refusal: Refusal };

/** What a message tells of a day's work; nothing of all this when it is about something else. */
export type ActivityMessage = {
  readonly counts: readonly ActivityCount[];
  readonly refusedCounts: readonly RefusedCount[];
  /** Why it cannot be understood for certain; there are no counts then. */
  readonly refusals: readonly Refusal[];
};

const nothingTold: ActivityMessage = { counts: [], refusedCounts: [], refusals: [] };

/** The most that a person does of one kind in a day, with a dialer; more is a slip or another number. */
const mostCount = 5_000;
const longestMessage = 2_000;

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** What stands before the numbers and says nothing. */
const leads = words(
  "활동 활동량 활동보고 활동일지 보고 일보 일일 일일보고 일일활동 일일활동보고 업무보고 실적 마감 마감보고 총 현재 daily report activity activities done total so far made did i my",
);
/** What stands behind them. */
const tails = words(
  "완료 완료입니다 완료했습니다 했습니다 하였습니다 했어요 했음 입니다 이에요 이요 요 함 끝 마감 마감합니다 보고드립니다 보고합니다 퇴근 퇴근합니다 퇴근하겠습니다 수고하세요 수고하셨습니다 감사합니다 done total today so far",
);
/** What is still to be done counts for nothing. */
const plans = /목표|예정|계획|내일|모레|다음|(?<!퇴근)하겠|할게|plan|goal|target|tomorrow|will\b/i;

/** Seen, but no part of what is told: emoji, laughter, ornaments. */
const ornaments = /[\p{Extended_Pictographic}\p{So}\u{FE0F}\u{200D}♡☆★♥!^*#"'“”‘’ㅎㅋㅠㅜ]/gu;

const tidy = (line: string): string => line.normalize("NFKC").replace(ornaments, " ").replace(/\s+/g, " ").trim();

/** Words that say nothing, off the front. */
const withoutLeads = (line: string): string => {
  let rest = line.replace(/^[\s[\](){}<>:·•.,=~-]+/, "");
  for (;;) {
    const [first = ""] = /^[\p{L}]+/u.exec(rest) ?? [];
    if (first === "" || !leads.has(first.toLowerCase())) return rest;
    rest = rest.slice(first.length).replace(/^[\s[\](){}<>:·•.,=~-]+/, "");
  }
};

const isTail = (rest: string): boolean => (rest.match(/[^\s.,:;~()[\]-]+/g) ?? []).every((word) => tails.has(word.toLowerCase()));

const number = String.raw`(\+?)\s?\(?(\d{1,3}(?:,\d{3})+|\d+)\)?`;
const unit = String.raw`\s?(?:건|회|통|명|콜|번|개|곳|x)?(?:\s?\([^()]*\))?`;
const name = String.raw`([\p{L}\p{M}]+(?:[ -][\p{L}\p{M}]+){0,2})`;
const separators = String.raw`[\s,/·;|&]*`;
/** Where a count ends: not in a time, a share, a telephone number or a price. */
const stop = String.raw`(?![\p{L}\d.:%-]|\s?[~–-]\s?\d)`;
const wordFirst = new RegExp(String.raw`^${separators}(?:\+\s(?=\D))?${name}\s?[:=-]?\s?${number}${unit}${stop}`, "u");
const numberFirst = new RegExp(String.raw`^${separators}(?:and\s|\+\s)?${number}\s?${name}${stop}`, "u");
const range = new RegExp(String.raw`^${separators}${name}\s?[:=-]?\s?([1-9]\d{0,3}\s?[~–-]\s?[1-9]\d{0,3})(?![\d-])`, "u");

type Pair = { readonly word: string; readonly count: number; readonly isMore: boolean };

const pairOf = (word: string, plus: string, digits: string): Pair => ({
  word,
  count: Number(digits.replaceAll(",", "")),
  isMore: plus === "+",
});

/** Numbers with their words, and what could not be read of the line. */
const splitPairs = (line: string, isKnown: (word: string) => boolean): { readonly pairs: readonly Pair[]; readonly rest: string } => {
  const pairs: Pair[] = [];
  let rest = line;
  const isNumberFirst = /^\+?\d/.test(line);
  for (;;) {
    const found = (isNumberFirst ? numberFirst : wordFirst).exec(rest);
    if (found === null) return { pairs, rest: rest.replace(/^[\s,/·;|&]+/, "") };
    const [whole, a = "", b = "", c = ""] = found;
    if (isNumberFirst && !isKnown(c)) {
      // What follows the word may belong to the next one: `15 calls and 2 demos`.
      const [first = ""] = c.split(" ");
      if (!isKnown(first)) return { pairs, rest };
      pairs.push(pairOf(first, a, b));
      rest = rest.slice(whole.length - (c.length - first.length));
      continue;
    }
    pairs.push(isNumberFirst ? pairOf(c, a, b) : pairOf(a, b, c));
    rest = rest.slice(whole.length);
  }
};

type LineRead = { readonly pairs: readonly Pair[]; readonly refusals: readonly Refusal[] };
const nothing: LineRead = { pairs: [], refusals: [] };

/** A word beside a number that is no time, no price and no telephone number; behind the word, or of at most three digits in front of it. */
const mentions = new RegExp(
  String.raw`(?<![\p{L}\p{M}])([\p{L}\p{M}]+)\s?[:=-]?\s?\+?\s?\(?(?:\d{1,3}(?:,\d{3})+|\d+)\)?(?:건|회|통|명|콜|번|개|곳)?(?![\p{L}\d.:%-])|(?<![\d/.:-])\d{1,3}\s?([\p{L}\p{M}]+)(?: ([\p{L}\p{M}]+))?`,
  "gu",
);

const readLine = (line: string, isKnown: (word: string) => boolean): LineRead => {
  const ranged = range.exec(line);
  const mention = [...line.matchAll(mentions)].find((parts) => parts.slice(1).some((word) => word !== undefined && isKnown(word)));
  const isRange = ranged !== null && isKnown(ranged[1] ?? "");
  if (mention === undefined && !isRange) return nothing;
  const planned = plans.exec(line)?.index;
  if (planned !== undefined && planned < (mention?.index ?? line.length)) return nothing;
  const { pairs, rest } = splitPairs(line, isKnown);
  const left = range.exec(rest);
  if (left !== null) return { pairs: [], refusals: [refusal("activity-range", "/count", { found: shown(left[0].trim()) })] };
  if (planned !== undefined || !isTail(rest) || pairs.length === 0) return { pairs: [], refusals: [refusal("activity-line", "/activity")] };
  // A name before the word: whoever writes tells of somebody else.
  const isOfOthers = pairs.some(({ word }) => !isKnown(word) && isKnown(word.split(/[ -]/).at(-1) ?? ""));
  return isOfOthers ? { pairs: [], refusals: [refusal("activity-line", "/activity")] } : { pairs, refusals: [] };
};

const refuseCount = (word: string, count: number, meant: ActivityWord | undefined): Refusal | undefined => {
  if (meant === undefined) return refusal("activity-word", "/activity", { found: shown(word) });
  return count > mostCount ? refusal("activity-many", "/count", { found: count, word: shown(word), limit: mostCount }) : undefined;
};

/** One thing told twice of one day is once too many, and nobody knows which is meant. */
const refuseTwice = (counts: readonly ActivityCount[]): readonly Refusal[] => {
  const first = new Map<string, ActivityCount>();
  return counts.flatMap((each) => {
    const key = `${each.day} ${each.channel}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, each);
    return earlier === undefined ? [] : [refusal("activity-twice", "/activity", { first: shown(earlier.word), second: shown(each.word) })];
  });
};

/**
 * What a message tells of a day's work: `TA 15 AP 2`, `통화 15건, 방문 2`, `3/2 활동보고` with the numbers below it, `15 calls, 2 demos`.
 * The numbers are of the day `sentOn` unless the line, or one above it, names another. A message about something else gives nothing. One
 * that cannot be understood for certain gives refusals and no counts: a range, a plan, the numbers of somebody else, one thing told twice.
 * Of an unknown word only that number is refused.
 */
export const readActivityMessage = (text: string, sentOn: Day, known: ReadonlyMap<string, ActivityWord>): ActivityMessage => {
  const isKnown = (word: string): boolean => known.has(plainWord(word));
  if (text.length > longestMessage || !/\p{Nd}/u.test(text)) return nothingTold;
  const counts: ActivityCount[] = [];
  const uncertain: Refusal[] = [];
  const refusedCounts: RefusedCount[] = [];
  let told: ActivityDay = { rest: "", day: sentOn, refusals: [] };
  let isAbout = false;
  for (const written of text.split("\n")) {
    const read = readActivityDay(withoutLeads(tidy(written)), sentOn);
    if (read.day !== null || read.refusals.length > 0) told = read;
    const { pairs, refusals } = readLine(withoutLeads(read.rest), isKnown);
    if (pairs.length + refusals.length === 0) continue;
    isAbout = true;
    uncertain.push(...refusals, ...told.refusals);
    for (const { word, count, isMore } of pairs) {
      const day = told.day ?? sentOn;
      const meant = known.get(plainWord(word));
      const wrong = refuseCount(word, count, meant);
      if (wrong !== undefined) refusedCounts.push({ day, word, count, refusal: wrong });
      else if (meant !== undefined) counts.push({ ...meant, day, word, count, isMore });
    }
  }
  if (!isAbout) return nothingTold;
  uncertain.push(...refuseTwice(counts));
  // Several lines may be wrong in the same way.
  const refusals = [...new Map(uncertain.map((each) => [JSON.stringify(each), each])).values()];
  return refusals.length > 0 ? { counts: [], refusedCounts: [], refusals } : { counts, refusedCounts, refusals };
};
