import { englishMonths } from "./civil.ts";
import { shown } from "./shown.ts";
import type { Words } from "./refusals/words.ts";

/** The parts of a date and time that a pattern found, still unchecked: 31 February is the business of who reads the result. */
type Parts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  micros: string;
  isAfternoon: boolean | null;
  offset: string;
};

type Step = (text: string, at: number, parts: Parts) => number;

/** How a file writes its dates or times: `M/d/yyyy H:mm:ss`. */
export type DatePattern = {
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  readonly hasOffset: boolean;
  /** The text in ISO 8601 (`2026-03-02`, `2026-03-02T10:00:00`, with the offset if the pattern has one), or undefined when it is written otherwise. */
  readonly toIso: (text: string) => string | undefined;
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code === 32 || code === 0xa0 || code === 0x202f || code === 0x2009;

/** Digits between `least` and `most` of them; -1 when there are none here. */
const digits =
  (least: number, most: number, put: (parts: Parts, value: number) => void): Step =>
  (text, at, parts) => {
    let end = at;
    let value = 0;
    while (end < text.length && end - at < most && isDigit(text.charCodeAt(end))) {
      value = value * 10 + text.charCodeAt(end) - 48;
      end += 1;
    }
    if (end - at < least) return -1;
    put(parts, value);
    return end;
  };

const month =
  (isShort: boolean): Step =>
  (text, at, parts) => {
    const index = englishMonths.findIndex((name) => {
      const written = isShort ? name.slice(0, 3) : name;
      return text.slice(at, at + written.length).toLowerCase() === written.toLowerCase();
    });
    if (index < 0) return -1;
    parts.month = index + 1;
    return at + (isShort ? 3 : (englishMonths[index] ?? "").length);
  };

const halves: readonly (readonly [string, boolean])[] = [
  ["오전", false],
  ["오후", true],
  ["a.m.", false],
  ["p.m.", true],
  ["am", false],
  ["pm", true],
];

const half: Step = (text, at, parts) => {
  const rest = text.slice(at, at + 4).toLowerCase();
  const [written, isAfternoon] = halves.find(([name]) => rest.startsWith(name)) ?? [];
  if (written === undefined) return -1;
  parts.isAfternoon = isAfternoon ?? null;
  return at + written.length;
};

const offset: Step = (text, at, parts) => {
  const [found, hours, minutes] = /^(?:[Zz]|([+-]\d{2}):?(\d{2}))/.exec(text.slice(at, at + 6)) ?? [];
  if (found === undefined) return -1;
  parts.offset = hours === undefined ? "Z" : `${hours}:${minutes}`;
  return at + found.length;
};

const fraction: Step = (text, at, parts) => {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  if (end === at || end - at > 9) return -1;
  parts.micros = text.slice(at, end);
  return end;
};

const literal = (character: string): Step =>
  isSpace(character.charCodeAt(0))
    ? (text, at) => {
        let end = at;
        while (end < text.length && isSpace(text.charCodeAt(end))) end += 1;
        return end === at ? -1 : end;
      }
    : (text, at) => (text[at] === character ? at + 1 : -1);

/** The letters of Unicode's date patterns (UTS 35) that files of sales systems use. */
const steps: Readonly<Record<string, Step>> = {
  yyyy: digits(4, 4, (parts, value) => {
    parts.year = value;
  }),
  // Two digits are of this century from 00 to 69, as in POSIX.
  yy: digits(2, 2, (parts, value) => {
    parts.year = value + (value < 70 ? 2000 : 1900);
  }),
  MMMM: month(false),
  MMM: month(true),
  MM: digits(2, 2, (parts, value) => {
    parts.month = value;
  }),
  M: digits(1, 2, (parts, value) => {
    parts.month = value;
  }),
  dd: digits(2, 2, (parts, value) => {
    parts.day = value;
  }),
  d: digits(1, 2, (parts, value) => {
    parts.day = value;
  }),
  HH: digits(2, 2, (parts, value) => {
    parts.hour = value;
  }),
  H: digits(1, 2, (parts, value) => {
    parts.hour = value;
  }),
  hh: digits(2, 2, (parts, value) => {
    parts.hour = value;
  }),
  h: digits(1, 2, (parts, value) => {
    parts.hour = value;
  }),
  mm: digits(2, 2, (parts, value) => {
    parts.minute = value;
  }),
  m: digits(1, 2, (parts, value) => {
    parts.minute = value;
  }),
  ss: digits(2, 2, (parts, value) => {
    parts.second = value;
  }),
  s: digits(1, 2, (parts, value) => {
    parts.second = value;
  }),
  S: fraction,
  SS: fraction,
  SSS: fraction,
  SSSSSS: fraction,
  a: half,
  X: offset,
  XXX: offset,
  Z: offset,
};

export const dateTokens = Object.keys(steps).join(" ");

/** A pattern in tokens: runs of one letter, `'quoted text'`, and single other characters. */
const tokensOf = (pattern: string): readonly string[] => pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z]/g) ?? [];

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const toIso = (parts: Parts, { hasTime }: { readonly hasTime: boolean }): string | undefined => {
  const date = `${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`;
  if (!hasTime) return date;
  if (parts.isAfternoon !== null && (parts.hour < 1 || parts.hour > 12)) return undefined;
  const hour = parts.isAfternoon === null ? parts.hour : (parts.hour % 12) + (parts.isAfternoon ? 12 : 0);
  return `${date}T${pad(hour, 2)}:${pad(parts.minute, 2)}:${pad(parts.second, 2)}${parts.micros === "" ? "" : `.${parts.micros}`}${parts.offset}`;
};

const problemOf = (tokens: readonly string[]): Words | undefined => {
  const unknown = tokens.find((token) => /^[A-Za-z]/.test(token) && !(token in steps));
  if (unknown !== undefined)
    return { en: `"${shown(unknown)}" is not one of ${dateTokens}`, ko: `"${shown(unknown)}"은(는) ${dateTokens} 중에 없습니다` };
  const has = (...letters: readonly string[]): boolean => tokens.some((token) => letters.includes(token));
  if (has("h", "hh") && !has("a"))
    return {
      en: "h needs a for the half of the day; H counts to 23",
      ko: "h에는 오전·오후를 나타내는 a가 필요합니다. H는 0부터 23까지입니다",
    };
  if (has("H", "HH") && has("a"))
    return { en: "H counts to 23, so a says nothing; use h", ko: "H는 0부터 23까지라 a를 함께 쓰지 않습니다. h를 쓰세요" };
  const date = [has("yyyy", "yy"), has("M", "MM", "MMM", "MMMM"), has("d", "dd")];
  if (date.some(Boolean) && !date.every(Boolean))
    return { en: "year (yyyy), month (M) and day (d) are all needed", ko: "연(yyyy), 월(M), 일(d)이 모두 필요합니다" };
  if (has("m", "mm") !== has("H", "HH", "h", "hh"))
    return { en: "hour (H) and minute (mm) go together", ko: "시(H)와 분(mm)은 함께 써야 합니다" };
  return date.every(Boolean) ? undefined : { en: "it has no date (yyyy, M, d)", ko: "날짜(yyyy, M, d)가 없습니다" };
};

/** Reads a pattern; what is wrong with it is said in words. Text in single quotes stands for itself, and any other character too. */
export const parseDatePattern = (pattern: string): DatePattern | { readonly problem: Words } => {
  const tokens = tokensOf(pattern);
  const problem = pattern.length > 60 ? { en: "it is longer than 60 characters", ko: "60자를 넘습니다" } : problemOf(tokens);
  if (problem !== undefined) return { problem };
  const plan = tokens.flatMap((token): readonly Step[] => {
    const step = Object.hasOwn(steps, token) ? steps[token] : undefined;
    return step === undefined ? Array.from(token.startsWith("'") ? token.slice(1, -1) : token, literal) : [step];
  });
  const has = (letters: string): boolean => tokens.some((token) => letters.includes(token.charAt(0)) && token in steps);
  const hasTime = has("Hh");
  return {
    hasDate: true,
    hasTime,
    hasOffset: has("XZ"),
    toIso: (text) => {
      const parts: Parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, micros: "", isAfternoon: null, offset: "" };
      let at = 0;
      for (const step of plan) {
        at = step(text, at, parts);
        if (at < 0) return undefined;
      }
      return at === text.length ? toIso(parts, { hasTime }) : undefined;
    },
  };
};
