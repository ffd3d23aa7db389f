/**
 * A local day as a whole number: days since 1970-01-01. Everything after the log counts on days, and a comparison or
 * a difference of days is then one machine instruction. `-Infinity` and `Infinity` stand for "from the beginning" and "without end".
 */
export type Day = number;

/** Half-open: `startsOn` belongs to the span, `endsBefore` does not. */
export type Span = { readonly startsOn: Day; readonly endsBefore: Day };

const MS_PER_DAY = 86_400_000;

/** `2026-03-01` for its day number. Refuses nothing: the infinities are for comparing, not for showing. */
export const isoDay = (day: Day): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
