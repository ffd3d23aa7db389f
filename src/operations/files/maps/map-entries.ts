import { plainName } from "./fields.ts";
import type { MapContent } from "./known-exports.ts";

/** The names of a header however they are ordered, cased and spaced: what a saved map is known by. */
export const headerPrint = (header: readonly string[]): readonly string[] => [...new Set(header.map(plainName))].toSorted();

/** Whether it has keys and values. */
export const isEntries = (value: unknown): value is MapContent => typeof value === "object" && value !== null && !Array.isArray(value);

/** What a map has under one of its keys that hold fields; nothing where it has not. */
export const entriesIn = (map: MapContent, key: "columns" | "constants" | "mail"): MapContent => {
  const entries = map[key];
  return isEntries(entries) ? entries : {};
};
