import { bestPairs } from "../../../domain/best-pairs.ts";
import type { Contents, Shape } from "../../../domain/column-contents.ts";
import type { Meaning } from "../../../domain/column-meanings.ts";
import { inBrackets, likeness } from "../../../domain/column-name.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { plainName } from "../maps/fields.ts";

/** What speaks from the cells: how well they suit, 0 for not at all, and how much they say of themselves whatever the column is called. */
export type Suits = { readonly suits: number; readonly says: number; readonly why: Words | null };

/** Something to be found among the columns. */
export type Sought = Meaning & {
  readonly slot: string;
  readonly needed: boolean;
  readonly suits: (contents: Contents, name: string) => Suits;
};

export type Column = { readonly name: string; readonly cells: readonly string[]; readonly contents: Contents };

export type Found = { readonly column: Column; readonly confidence: number; readonly why: Words };

/** Below this a column is rather left out than put to a field. */
const leastConfidence = 0.4;
/** What is needed is looked for a little harder, and goes before what is not. */
const leastNeeded = 0.3;
const neededFirst = 0.25;

const byName = (likelihood: number): Words | null =>
  likelihood >= 0.95
    ? { en: "its name says so", ko: "열 이름이 그렇습니다" }
    : likelihood >= 0.5
      ? { en: "its name comes near", ko: "열 이름이 비슷합니다" }
      : likelihood > 0
        ? { en: "its name may mean it", ko: "열 이름이 그런 뜻일 수 있습니다" }
        : null;

const joined = (parts: readonly (Words | null)[]): Words => {
  const said = parts.filter((part) => part !== null);
  const text = { en: said.map(({ en }) => en).join(", and "), ko: said.map(({ ko }) => ko).join(". ") };
  return { en: `${text.en.charAt(0).toUpperCase()}${text.en.slice(1)}.`, ko: `${text.ko}.` };
};

const judge = ({ phrases, never, suits }: Sought, { name, contents }: Column): { readonly confidence: number; readonly why: Words } => {
  const isAgainst = never?.test(name) === true;
  const named = isAgainst ? 0 : likeness(name, phrases);
  const cells = suits(contents, `${name} ${inBrackets(name)}`);
  const said = isAgainst ? cells.says * 0.3 : cells.says;
  return {
    confidence: Math.min(0.99, cells.suits * (named + (1 - named) * said)),
    why: joined([byName(named), cells.why]),
  };
};

/**
 * Which column is which: each of them at most once, each thing sought at most once, so that all of it together is the surest. What is needed
 * goes first. The order of the columns does not matter.
 */
export const pairColumns = (columns: readonly Column[], sought: readonly Sought[]): ReadonlyMap<string, Found> => {
  const inOrder = columns.toSorted((a, b) => {
    const [one, other] = [plainName(a.name), plainName(b.name)];
    return one < other ? -1 : one > other ? 1 : a.name < b.name ? -1 : 1;
  });
  const judged = sought.map((each) => inOrder.map((column) => judge(each, column)));
  const weights = judged.map((row, index) => {
    const isNeeded = sought[index]?.needed === true;
    // Squared, so that one sure pair goes before two doubtful ones.
    return row.map(({ confidence }) =>
      confidence < (isNeeded ? leastNeeded : leastConfidence) ? 0 : confidence ** 2 + (isNeeded ? neededFirst * confidence : 0),
    );
  });
  const pairs = bestPairs(weights, inOrder.length);
  return new Map(
    pairs.flatMap((at, index) => {
      const [column, found, each] = [inOrder[at], judged[index]?.[at], sought[index]];
      return column === undefined || found === undefined || each === undefined ? [] : [[each.slot, { column, ...found }] as const];
    }),
  );
};

export const percent = (share: number): string => `${Math.floor(share * 100)} %`;

const holds: Readonly<Partial<Record<Shape, Words>>> = {
  moment: { en: "dates with their time", ko: "날짜와 시각" },
  day: { en: "dates", ko: "날짜" },
  clock: { en: "times of day", ko: "시각" },
  span: { en: "durations", ko: "걸린 시간" },
  integer: { en: "whole numbers", ko: "정수" },
  decimal: { en: "numbers", ko: "숫자" },
  money: { en: "sums of money", ko: "금액" },
  truth: { en: "yes and no", ko: "예/아니오" },
  email: { en: "e-mail addresses", ko: "이메일 주소" },
  phone: { en: "telephone numbers", ko: "전화번호" },
  web: { en: "links", ko: "링크" },
  code: { en: "ids", ko: "id 같은 값" },
  words: { en: "texts", ko: "글자" },
  "serial-moment": { en: "dates with their time as a spreadsheet numbers them", ko: "스프레드시트 일련번호로 된 날짜와 시각" },
  "serial-day": { en: "dates as a spreadsheet numbers them", ko: "스프레드시트 일련번호로 된 날짜" },
  "serial-clock": { en: "times as shares of a day", ko: "하루의 비율로 적은 시각" },
};

/** Which of the shapes most cells have, with how many; said in words. */
export const mostly = (contents: Contents, ...looked: readonly Shape[]): { readonly share: number; readonly why: Words | null } => {
  const [shape, share] = looked
    .map((each) => [each, contents.share(each)] as const)
    .reduce<readonly [Shape | null, number]>((most, [each, found]) => (found > most[1] ? [each, found] : most), [null, 0]);
  const words = shape === null ? undefined : holds[shape];
  if (words === undefined) return { share: 0, why: null };
  const how =
    share === 1 ? { en: "its cells are", ko: "칸이 모두" } : { en: `${percent(share)} of its cells are`, ko: `칸의 ${percent(share)}가` };
  return { share, why: { en: `${how.en} ${words.en}`, ko: `${how.ko} ${words.ko}입니다` } };
};
