import { leastShare, plainly, type DetectedFormat, type FormatChoice, type FormatHints } from "./detected-format.ts";
import { parseDurationPattern } from "./duration-pattern.ts";
import { durationIn, isDurationStyleName, writtenDuration } from "./written-duration.ts";

/** No call lasts a day, so that a first part beyond counts minutes. */
const mostHours = 23;
/** In seconds nearly three hours: a column of calls with such a middle counts milliseconds. */
const largeMiddle = 10_000;

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const secondsBy = (format: string | null, cell: string): string => {
  const style = format ?? "auto";
  if (isDurationStyleName(style)) return String(durationIn(cell, style) ?? "");
  const pattern = parseDurationPattern(style);
  return typeof pattern === "function" ? String(pattern(cell) ?? "") : "";
};

const openUnit = (cell: string, formats: readonly (string | null)[]): DetectedFormat["ambiguity"] => ({
  about: "unit",
  choices: formats.map((format): FormatChoice => ({ format, year: null, example: { found: cell, read: secondsBy(format, cell) } })),
});

const detectBare = (
  cells: readonly string[],
  { unit }: FormatHints,
): Omit<DetectedFormat, "confidence"> & { readonly confidence: number } => {
  if (unit !== undefined) return { ...plainly, format: unit === "seconds" ? null : unit, confidence: 0.95 };
  const numbers = cells.map((cell) => Number(cell.replace(",", ".")));
  const [example = ""] = cells.filter((cell) => Number(cell.replace(",", ".")) > 0);
  if (numbers.every(Number.isInteger)) {
    if (middle(numbers) < largeMiddle) return { ...plainly, confidence: 0.7 };
    return { ...plainly, format: "milliseconds", confidence: 0.5, ambiguity: openUnit(example, ["milliseconds", null]) };
  }
  const hasLongDecimals = cells.some((cell) => /[.,]\d{5}/.test(cell));
  if (hasLongDecimals && numbers.every((each) => each < 1)) return { ...plainly, format: "excel", confidence: 0.9 };
  return { ...plainly, format: "minutes", confidence: 0.4, ambiguity: openUnit(example, ["minutes", "seconds", "hours", "excel"]) };
};

/** How a column writes how long something took; see `detectFormat`. */
export const detectDurations = (cells: readonly string[], hints: FormatHints): DetectedFormat | null => {
  const read = cells.flatMap((cell) => {
    const duration = writtenDuration(cell);
    return duration === undefined ? [] : [{ cell, duration }];
  });
  const share = read.length / cells.length;
  if (share < leastShare) return null;
  const bare = read.filter(({ duration }) => duration.type === "bare");
  if (bare.length === read.length) {
    const found = detectBare(
      bare.map(({ cell }) => cell),
      hints,
    );
    return { ...found, confidence: found.confidence * share };
  }
  const parts = read.flatMap(({ cell, duration }) => (duration.type === "two-parts" ? [{ cell, first: duration.first }] : []));
  const [open] = parts;
  // A zero between calls is of any unit; other bare numbers beside what names its unit are a doubt.
  const doubtful = bare.filter(({ cell }) => Number(cell.replace(",", ".")) !== 0).length;
  const confidence = share * (doubtful === 0 ? 0.95 : 0.6);
  if (open === undefined) return { ...plainly, format: "auto", confidence };
  const isCertain = read.some(({ duration }) => duration.type === "certain") || parts.some(({ first }) => first > mostHours);
  if (isCertain) return { ...plainly, format: "minutes-seconds", confidence };
  const ambiguity = openUnit(open.cell, ["minutes-seconds", "hours-minutes"]);
  return { ...plainly, format: "minutes-seconds", confidence: confidence * 0.6, ambiguity };
};
