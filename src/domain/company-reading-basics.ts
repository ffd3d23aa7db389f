import type { DatedEntry, NameEntry } from "./company-file.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import { refuseSecret } from "./field-reading.ts";
import { languages, type Name } from "./language.ts";
import { didYouMean } from "./meant.ts";
import type { Dated } from "./member.ts";
import { nearest } from "./nearest.ts";
import { accepted, refusal, type Outcome, type Refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";

/** Gathers what is wrong while the rest is read on, so that the author of a file hears everything at once. */
export type Findings = Refusal[];

/** The value, or `otherwise` once its refusals are noted: a file with refusals is never used, so any value of the type will do. */
export const take = <T, U>(findings: Findings, outcome: Outcome<T>, otherwise: U): T | U => {
  if (outcome.ok) return outcome.value;
  findings.push(...outcome.refusals);
  return otherwise;
};

/** What is wrong with an entry is told once; what only follows from it is not. */
export const isSound = (findings: Findings, pointer: string): boolean =>
  !findings.some((finding) => finding.pointer === pointer || finding.pointer.startsWith(`${pointer}/`));

export const things = {
  kind: { en: "kind", ko: "활동 유형" },
  source: { en: "source", ko: "출처" },
  team: { en: "team", ko: "팀" },
  member: { en: "member", ko: "구성원" },
  factor: { en: "factor table", ko: "환산표" },
  metric: { en: "metric", ko: "집계 항목" },
  targetTable: { en: "target table", ko: "목표치 표" },
  plan: { en: "plan", ko: "활동 기준" },
  reward: { en: "reward plan", ko: "인센티브 기준" },
  topic: { en: "topic", ko: "주제" },
  calendar: { en: "calendar", ko: "달력" },
  periodList: { en: "list of periods", ko: "기간 목록" },
  draft: { en: "draft", ko: "초안" },
  importMap: { en: "import map", ko: "가져오기 맵" },
  preset: { en: "preset", ko: "프리셋" },
  webhook: { en: "webhook", ko: "웹훅" },
  hookEndpoint: { en: "inbound hook", ko: "수신 훅" },
  optOut: { en: "opt-out", ko: "수신 거부" },
  stage: { en: "stage of the funnel", ko: "퍼널 단계" },
} as const satisfies Record<string, Words>;
export type Thing = keyof typeof things;

const longestId = 64;
const longestName = 200;
const id = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]*$/u;

/** An id of the company's own: in NFC, and of letters that need no quoting in a file, an address or a command. */
export const readId = (findings: Findings, value: string, pointer: string): string => {
  const text = value.length > longestId * 4 ? "" : value.normalize("NFC");
  if ([...text].length > longestId || !id.test(text))
    findings.push(refusal("id-format", pointer, { found: shown(value), limit: longestId }));
  else take(findings, refuseSecret(accepted(text), pointer), text);
  return text;
};

export const readName = (findings: Findings, entry: NameEntry | null | undefined, fallback: string, pointer: string): Name => {
  if (entry === null || entry === undefined) return { en: fallback };
  if (typeof entry === "string") return { en: take(findings, readText(entry, pointer, { max: longestName }), fallback) };
  const name: { en?: string; ko?: string } = {};
  for (const language of languages) {
    const text = entry[language];
    if (text !== undefined) name[language] = take(findings, readText(text, `${pointer}/${language}`, { max: longestName }), fallback);
  }
  if (Object.keys(name).length === 0) findings.push(refusal("name-empty", pointer));
  return name;
};

export const readDay = (findings: Findings, value: string | null | undefined, pointer: string): Day | null =>
  value === null || value === undefined ? null : take(findings, parseDay(value, pointer), null);

/** Each id once; the sentence says where the other one stands. */
export const refuseRepeated = (findings: Findings, entries: readonly { readonly id: string }[], thing: Thing, list: string): void => {
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const first = seen.get(entry.id);
    if (first === undefined) seen.set(entry.id, index);
    else
      findings.push(
        refusal("id-repeated", `${list}/${index}/id`, { what: things[thing], found: shown(entry.id), other: `${list}/${first}` }),
      );
  }
};

export const refuseUnknown = (thing: Thing, found: string, names: Iterable<string>, pointer: string): Refusal =>
  refusal("reference-unknown", pointer, { what: things[thing], found: shown(found), hint: didYouMean(nearest(found, names)) });

/** One entry for each change: what repeats the entry before it says nothing, nor does an empty one at the start. */
const changesOnly = <T>(dated: Dated<T | null>): Dated<T | null> =>
  dated.filter(({ value }, index) => value !== (dated[index - 1]?.value ?? null));

/** The list as it stands in the file: the whole history, from the earliest day on. */
export const readHistory = <V extends string | number, T>(
  findings: Findings,
  entries: readonly { readonly value: V | null; readonly from?: string | null | undefined }[],
  pointer: string,
  read: (value: V, pointer: string) => T | null,
): Dated<T | null> => {
  let before: Day | undefined;
  return entries.map(({ value, from }, index) => {
    const at = `${pointer}/${index}`;
    const day = readDay(findings, from, `${at}/from`) ?? -Infinity;
    if (before !== undefined && (from === null || from === undefined))
      findings.push(refusal("dated-from", at, { found: shown(String(value)) }));
    else if (before !== undefined && day <= before)
      findings.push(refusal("dated-order", `${at}/from`, { found: isoDay(day), before: before === -Infinity ? "…" : isoDay(before) }));
    before = day;
    return { value: value === null ? null : read(value, `${at}/value`), from: day };
  });
};

/**
 * What held, as a list or as one value. One value says what holds now: it holds from the beginning if nothing was known before, else from
 * today on, and what held until yesterday stays (a person who changes team keeps yesterday's team).
 */
export const readDated = <T>(
  findings: Findings,
  entry: DatedEntry | null | undefined,
  known: { readonly before: Dated<T | null>; readonly today: Day },
  pointer: string,
  read: (value: string, pointer: string) => T | null,
): Dated<T | null> => {
  if (typeof entry === "object" && entry !== null) return changesOnly(readHistory(findings, entry, pointer, read));
  const value = entry === null || entry === undefined ? null : read(entry, pointer);
  const past = known.before.filter(({ from }) => from < known.today);
  const now =
    past.length === 0
      ? value === null
        ? []
        : [{ value, from: -Infinity }]
      : past.at(-1)?.value === value
        ? past
        : [...past, { value, from: known.today }];
  return now;
};
