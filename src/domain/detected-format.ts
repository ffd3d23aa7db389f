import type { Day } from "./day.ts";
import type { DecimalSign } from "./number.ts";

/** What is known beside the cells. */
export type FormatHints = {
  /** The column holds what has been done: a reading that lies after this day is not the one meant. */
  readonly today?: Day;
  /** Of the company, ISO 3166: whose customs are named first, and whose telephone numbers are read. */
  readonly country?: string;
  /** Of the file's title or sheet, for days that name none. */
  readonly year?: number;
  /** The same: days that name no year lie in this month. */
  readonly month?: number;
  /** What the column's name says: `Talk time (min)`. */
  readonly unit?: "milliseconds" | "seconds" | "minutes" | "hours";
};

/** One way to read the column, with a cell as an example. */
export type FormatChoice = {
  readonly format: string | null;
  readonly year: number | null;
  /** A cell, and what it is then: a day or time in ISO 8601, seconds, or a value as text. */
  readonly example: { readonly found: string; readonly read: string };
};

export type DetectedFormat = {
  /** For `format` in a map; null: none is needed. */
  readonly format: string | null;
  /** For `year` in a map; null: the cells name theirs. */
  readonly year: number | null;
  /** For `decimal` of a map, where the numbers need the comma. */
  readonly decimal: DecimalSign | null;
  /** From 0 to 1: the share of cells that are read so, less for each doubt. */
  readonly confidence: number;
  readonly hasTime: boolean;
  /** Every time carries its offset, so that the map needs no zone. */
  readonly hasOffset: boolean;
  /** Set when the cells can be read in several ways: whoever imports chooses. The first is what `format` and `year` say. */
  readonly ambiguity: { readonly about: "date-order" | "year" | "unit" | "mark"; readonly choices: readonly FormatChoice[] } | null;
};

/** Fewer cells than this share read so: the column holds something else. */
export const leastShare = 0.8;

export const plainly: Omit<DetectedFormat, "confidence"> = {
  format: null,
  year: null,
  decimal: null,
  hasTime: false,
  hasOffset: false,
  ambiguity: null,
};
