import type { Span } from "./day.ts";
import { within } from "./within.ts";
import type { WorkFacts } from "./working-days.ts";

/** Members who work alike share what is worked out of their days. */
export type SharedDays<T> = (facts: WorkFacts, span: Span, make: () => T) => T;

export const sharedDays = <T>(): SharedDays<T> => {
  const known = new Map<string, Map<WorkFacts["calendar"], T>>();
  return (facts, span, make) => {
    const { employed, leaves, pattern, calendar } = facts;
    const isPlain =
      employed.startsOn <= span.startsOn &&
      employed.endsBefore >= span.endsBefore &&
      leaves.every((leave) => leave.span.endsBefore <= span.startsOn || leave.span.startsOn >= span.endsBefore);
    if (!isPlain) return make();
    const alike = within(known, pattern.length === 0 ? "" : JSON.stringify(pattern), () => new Map<WorkFacts["calendar"], T>());
    return within(alike, calendar, make);
  };
};
