import { parseSpan, type Span } from "./day.ts";
import { refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";

const example = "2026-03-01..2026-04-01";

/** A half-open span written `FROM..BEFORE`, as a command line has it: the first day, and the day after the last. Refuses one without a day in it. */
export const parseSpanText = (text: string, pointer: string): Outcome<Span> => {
  const [from = "", before = "", ...more] = text.split("..");
  if (from === "" || before === "" || more.length > 0) return refused(refusal("span-format", pointer, { found: shown(text), example }));
  return parseSpan(from, before, { from: pointer, before: pointer });
};
