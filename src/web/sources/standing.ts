import { FEWEST_DAYS } from "../../domain/source-rhythm.ts";
import type { Source } from "../client.ts";

type Known = Pick<Source, "late" | "usualDays">;

export type Standing =
  | { readonly code: "late"; readonly late: number }
  /** Of no source a rhythm is known. */
  | { readonly code: "unknown" }
  /** Those of which one is known are in time. */
  | { readonly code: "some"; readonly known: number; readonly unknown: number }
  | { readonly code: "inTime" };

/** How the sources stand together: what has no rhythm yet can neither be late nor in time. */
export const standingOf = (sources: readonly Known[]): Standing => {
  const late = sources.filter((source) => source.late).length;
  const known = sources.filter(({ usualDays }) => usualDays !== null).length;
  if (late > 0) return { code: "late", late };
  if (known === 0) return { code: "unknown" };
  return known === sources.length ? { code: "inTime" } : { code: "some", known, unknown: sources.length - known };
};

/** On how many more days something has to come before a rhythm is told. */
export const daysMissing = ({ days }: Pick<Source, "days">): number => Math.max(1, FEWEST_DAYS - days.length);
