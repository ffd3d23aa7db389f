import type { Day } from "../domain/day.ts";

const MS_PER_DAY = 86_400_000;

/** A day as it lies in jsonb; null: from the beginning. */
export const dayOf = (text: string | null): Day => (text === null ? -Infinity : Date.parse(text) / MS_PER_DAY);
