import { detectDates } from "./detect-dates.ts";
import { detectDurations } from "./detect-durations.ts";
import { leastShare, plainly, type DetectedFormat, type FormatChoice, type FormatHints } from "./detected-format.ts";
import type { FieldType } from "./field-type.ts";
import { groupedDecimal, type DecimalSign } from "./number.ts";
import { parsePhone } from "./prospect-reference.ts";
import { compactTime, writtenTime } from "./written-time.ts";
import { writtenNumber } from "./written-number.ts";
import { writtenTruth } from "./written-truth.ts";

/** Beside the fields of a file: a time of day that stands alone in its column, and telephone numbers. */
export type Detectable = FieldType | "time" | "phone";

const mostCells = 500;
const shareOf = (cells: readonly string[], fits: (cell: string) => boolean): number => cells.filter(fits).length / cells.length;

const enough = (share: number, found: Partial<DetectedFormat>): DetectedFormat | null =>
  share < leastShare ? null : { ...plainly, confidence: share, ...found };

const detectTimes = (cells: readonly string[]): DetectedFormat | null => {
  const isTime = (cell: string): boolean => writtenTime(cell)?.rest.trim() === "";
  const written = shareOf(cells, isTime);
  if (written >= leastShare) return enough(written, { hasTime: true });
  const fractions = shareOf(cells, (cell) => /^0(?:[.,]\d{1,17})?$/.test(cell) || isTime(cell));
  if (fractions >= leastShare) return enough(fractions, { hasTime: true, confidence: fractions * 0.8 });
  const compact = shareOf(cells, (cell) => {
    const time = cell.length < 3 ? undefined : compactTime(cell);
    return time !== undefined && time.hour < 24 && time.minute < 60 && time.second < 60;
  });
  return enough(compact, { hasTime: true, confidence: compact * 0.5 });
};

const detectNumbers = (cells: readonly string[]): DetectedFormat | null => {
  const plain = {
    ".": shareOf(cells, (cell) => groupedDecimal(cell) !== undefined),
    ",": shareOf(cells, (cell) => groupedDecimal(cell, ",") !== undefined),
  };
  // 1.234 alone is a thousand or one and a bit; where a comma follows it, or only the comma fits, there is no doubt.
  const needsComma = plain[","] > plain["."] || (plain[","] === plain["."] && cells.every((cell) => /^-?\d{1,3}(?:\.\d{3})+$/.test(cell)));
  const sign: DecimalSign = needsComma ? "," : ".";
  const decimal = needsComma ? sign : null;
  if (plain[sign] === 1) return { ...plainly, decimal, confidence: 1 };
  const around = shareOf(cells, (cell) => writtenNumber(cell, sign) !== undefined);
  return around > plain[sign] ? enough(around, { format: "auto", decimal }) : enough(plain[sign], { decimal });
};

const detectTruths = (cells: readonly string[]): DetectedFormat | null => {
  const certain = shareOf(cells, (cell) => writtenTruth(cell, "auto") !== undefined);
  if (certain >= leastShare) return enough(certain, {});
  const circled = shareOf(cells, (cell) => writtenTruth(cell, "o-x") !== undefined);
  const marked = shareOf(cells, (cell) => writtenTruth(cell, "marked") !== undefined);
  const [found = ""] = cells;
  if (marked >= leastShare && cells.every((cell) => cell.toLowerCase() === "x")) {
    const choice = (format: string, read: string): FormatChoice => ({ format, year: null, example: { found, read } });
    const choices = [choice("marked", "true"), choice("o-x", "false")];
    return enough(marked, { format: "marked", confidence: marked * 0.5, ambiguity: { about: "mark", choices } });
  }
  return circled >= marked ? enough(circled, { format: "o-x" }) : enough(marked, { format: "marked" });
};

const detectPhones = (cells: readonly string[], country: string): DetectedFormat | null => {
  const share = shareOf(cells, (cell) => parsePhone(cell, "", country).ok);
  const isPlain = cells.every((cell) => cell.startsWith("+") || cell.startsWith("0") || cell.startsWith("("));
  return enough(share, { format: "phone", confidence: isPlain ? share : share * 0.8 });
};

/**
 * How the cells of a column are written, from up to some hundreds of them: what to say as `format` in a map. Null when they are nothing of the
 * type. Says what they leave open, with every reading as a choice, and reads nothing in two ways on its own.
 */
export const detectFormat = (written: readonly string[], type: Detectable, hints: FormatHints = {}): DetectedFormat | null => {
  const cells = written
    .map((cell) => cell.trim())
    .filter((cell) => cell !== "")
    .slice(0, mostCells);
  if (cells.length === 0) return null;
  switch (type) {
    case "day":
    case "instant":
      return detectDates(cells, hints, type === "day");
    case "time":
      return detectTimes(cells);
    case "seconds":
      return detectDurations(cells, hints);
    case "integer":
    case "amount":
      return detectNumbers(cells);
    case "boolean":
      return detectTruths(cells);
    case "phone":
      return detectPhones(cells, hints.country ?? "");
    default:
      return null;
  }
};
