import type { Day, Span } from "./day.ts";

// 1970-01-01 was a Thursday. The pages use this, and `day.ts` would bring every refusal's sentences to them.
const isWeekend = (day: Day): boolean => ((day % 7) + 10) % 7 > 4;

/** Days in their order as stretches, for reading: those with nothing but a weekend between them are one. */
export const stretchesOf = (days: readonly Day[]): readonly Span[] => {
  const stretches: { startsOn: Day; endsBefore: Day }[] = [];
  for (const day of days) {
    const before = stretches.at(-1);
    let next = before?.endsBefore ?? day + 1;
    while (next < day && isWeekend(next)) next += 1;
    if (before !== undefined && next === day) before.endsBefore = day + 1;
    else stretches.push({ startsOn: day, endsBefore: day + 1 });
  }
  return stretches;
};
