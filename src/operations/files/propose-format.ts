import { ambiguousDate } from "../../domain/ambiguous-date.ts";
import { parseDatePattern } from "../../domain/date-pattern.ts";
import { parseDurationPattern } from "../../domain/duration-pattern.ts";
import type { FieldType } from "./fields.ts";

/** How cells are written, as a map says it; null as `format`: as the field is read without one. */
export type FoundFormat = {
  readonly format: string | null;
  /** Share of the cells that are written so. */
  readonly fits: number;
  /** Two ways to read them that fit equally well, the likelier first. */
  readonly either: readonly { readonly id: "day-first" | "month-first"; readonly format: string }[];
};

const dates = ["yyyy-MM-dd", "M/d/yyyy", "d/M/yyyy", "yyyy/M/d", "yyyy. M. d.", "d.M.yyyy"];
const times = ["HH:mm:ss", "H:mm:ss", "H:mm", "h:mm a", "h:mm:ss a"];
const durations = ["h:mm:ss", "m:ss"];

const best = (
  formats: readonly string[],
  cells: readonly string[],
  reads: (format: string) => (text: string) => boolean,
): FoundFormat | null => {
  const fits = formats.map((format) => ({ format, fits: cells.filter(reads(format)).length / cells.length }));
  const [first] = fits.toSorted((a, b) => b.fits - a.fits);
  if (first === undefined || first.fits < 0.5) return null;
  return { ...first, either: [] };
};

export const findFormat = (cells: readonly string[], type: FieldType, { country }: { readonly country: string }): FoundFormat | null => {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  if (filled.length === 0) return null;
  if (type === "seconds") {
    if (filled.every((cell) => /^\d+$/.test(cell))) return { format: null, fits: 1, either: [] };
    return best(durations, filled, (format) => {
      const pattern = parseDurationPattern(format);
      return (text) => typeof pattern === "function" && pattern(text) !== undefined;
    });
  }
  const formats = type === "day" ? dates : dates.flatMap((date) => times.map((time) => `${date} ${time}`));
  const found = best(formats, filled, (format) => {
    const pattern = parseDatePattern(format);
    return (text) => !("problem" in pattern) && pattern.toIso(text) !== undefined;
  });
  if (found?.format == null || !/^[Md]\/[Md]/.test(found.format)) return found;
  const rest = found.format.slice(3);
  const [month, day] = [`M/d${rest}`, `d/M${rest}`];
  const isMonth = filled.some((cell) => Number(cell.split("/")[1]) > 12);
  const isDay = filled.some((cell) => Number(cell.split("/")[0]) > 12);
  if (isDay !== isMonth || !filled.some((cell) => ambiguousDate(cell, "") !== undefined)) return { ...found, format: isDay ? day : month };
  const either = [
    { id: "day-first", format: day },
    { id: "month-first", format: month },
  ] as const;
  return { ...found, either: country === "US" ? either.toReversed() : either };
};
