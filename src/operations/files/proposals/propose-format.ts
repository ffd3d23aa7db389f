import { englishMonth } from "../../../domain/civil.ts";
import { detectFormat, type Detectable } from "../../../domain/detect-format.ts";
import type { DetectedFormat, FormatChoice, FormatHints } from "../../../domain/detected-format.ts";
import type { Words } from "../../../domain/refusals/words.ts";

/** A way to write a cell that a map can name: what stands beside the column in its rule. */
export type Way = { readonly format?: string; readonly year?: string };

/** A question about how cells are written, with the way that each answer means. */
export type WayQuestion = {
  readonly id: string;
  readonly text: Words;
  readonly choices: readonly { readonly id: string; readonly label: Words; readonly way: Way }[];
};

export type FoundWay = {
  readonly way: Way;
  readonly decimal: "," | null;
  readonly hasTime: boolean;
  readonly hasOffset: boolean;
  readonly question: WayQuestion | null;
};

const wayOf = ({ format, year }: Pick<FormatChoice, "format" | "year">): Way => ({
  ...(format === null ? {} : { format }),
  ...(year === null ? {} : { year: String(year) }),
});

/** `2026-04-03` in words, so that day and month cannot be mistaken; another reading as it is. */
export const inWords = (read: string): Words => {
  const [, year = "", month = "", day = "", rest = ""] = /^(\d{4})-(\d{2})-(\d{2})(.*)$/.exec(read) ?? [];
  if (year === "") return { en: read, ko: read };
  return {
    en: `${Number(day)} ${englishMonth(Number(month))} ${year}${rest}`,
    ko: `${year}년 ${Number(month)}월 ${Number(day)}일${rest}`,
  };
};

const inSeconds = (read: string, format: string | null): Words => ({
  en: `${read} seconds (${format ?? "seconds"})`,
  ko: `${read}초(${format ?? "seconds"})`,
});

const questionOf = (column: string, { about, choices }: NonNullable<DetectedFormat["ambiguity"]>): WayQuestion => {
  const cell = choices[0]?.example.found ?? "";
  const texts: Readonly<Record<typeof about, Words>> = {
    "date-order": { en: `Which day is ${cell} in “${column}”?`, ko: `“${column}”의 ${cell}은(는) 며칠입니까?` },
    year: { en: `Of which year is ${cell} in “${column}”?`, ko: `“${column}”의 ${cell}은(는) 몇 년입니까?` },
    unit: { en: `How long is ${cell} in “${column}”?`, ko: `“${column}”의 ${cell}은(는) 얼마 동안입니까?` },
    mark: { en: `What does ${cell} in “${column}” mean?`, ko: `“${column}”의 ${cell}은(는) 무슨 뜻입니까?` },
  };
  return {
    id: about,
    text: texts[about],
    choices: choices.map(({ format, year, example }) => ({
      id: about === "year" ? String(year ?? "none") : (format ?? "seconds"),
      label: about === "unit" ? inSeconds(example.read, format) : inWords(example.read),
      way: wayOf({ format, year }),
    })),
  };
};

/** As many cells as it takes to see how a column is written; those of a sample come from all over the file. */
const mostLooked = 500;

const spread = (cells: readonly string[]): readonly string[] => {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const step = Math.max(1, filled.length / mostLooked);
  return Array.from({ length: Math.min(filled.length, mostLooked) }, (_, index) => filled[Math.floor(index * step)] ?? "");
};

/** How a column is written. Columns of one file that leave the same open have the same question: its answer holds for all of them. */
export const findWay = (column: string, cells: readonly string[], type: Detectable, hints: FormatHints): FoundWay | null => {
  const found = detectFormat(spread(cells), type, hints);
  if (found === null) return null;
  const { decimal, hasTime, hasOffset, ambiguity } = found;
  return {
    way: wayOf(found),
    decimal: decimal === "," ? "," : null,
    hasTime,
    hasOffset,
    question: ambiguity === null ? null : questionOf(column, ambiguity),
  };
};

/** How the cells are written, as it is with these answers; without one as it is likeliest. */
export const wayWith = (found: FoundWay | null, answers: Readonly<Record<string, string>>): Way => {
  if (found === null || found.question === null) return found?.way ?? {};
  const { id, choices } = found.question;
  return choices.find((choice) => choice.id === answers[id])?.way ?? found.way;
};
