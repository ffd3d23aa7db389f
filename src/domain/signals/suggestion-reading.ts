import { isFields, refuseUnknown, take } from "../field-reading.ts";
import { checkOccurred, parseInstant, type Instant } from "../instant.ts";
import { outcomeOf, refused, type Outcome, type Refusal } from "../refusal.ts";
import { readText } from "../text.ts";
import { isMissing, refuseType } from "../value-type.ts";

const LONGEST_ID = 255;
const LONGEST_SAID = 1000;

/** Who claims a suggestion; a person by an account need not say so. */
export type SuggestionClaim = { readonly by: string };
/** Gives back, or dismisses: why. */
export type SuggestionWord = SuggestionClaim & { readonly reason: string };
/** How somebody was contacted and what came of it. `at` null: now. */
export type SuggestionContact = SuggestionClaim & {
  readonly kind: string;
  readonly outcome: string | null;
  readonly note: string | null;
  readonly at: Instant | null;
};

const readBy = (value: unknown, found: Refusal[]): string => take(readText(value, "/by", { max: LONGEST_ID }), "", found);

const wrongShape = (value: unknown, example: string): Outcome<never> => refused(refuseType(value, "object", example, ""));

export const readSuggestionClaim = (fields: unknown): Outcome<SuggestionClaim> => {
  if (!isFields(fields)) return wrongShape(fields, '{"by": "mina"}');
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["by"]), found);
  const by = readBy(fields["by"], found);
  return outcomeOf(() => ({ by }), found);
};

export const readSuggestionWord = (fields: unknown): Outcome<SuggestionWord> => {
  if (!isFields(fields)) return wrongShape(fields, '{"reason": "…"}');
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["by", "reason"]), found);
  const by = readBy(fields["by"], found);
  const reason = take(readText(fields["reason"], "/reason", { max: LONGEST_SAID, hasLines: true }), "", found);
  return outcomeOf(() => ({ by, reason }), found);
};

export const readSuggestionContact = (fields: unknown, now: Instant): Outcome<SuggestionContact> => {
  if (!isFields(fields)) return wrongShape(fields, '{"kind": "message"}');
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["by", "kind", "outcome", "note", "at"]), found);
  const by = readBy(fields["by"], found);
  const kind = take(readText(fields["kind"], "/kind", { max: LONGEST_ID }), "", found);
  const optional = (name: "outcome" | "note"): string | null =>
    isMissing(fields[name]) ? null : take<string | null>(readText(fields[name], `/${name}`, { max: LONGEST_SAID }), null, found);
  const readAt = (value: unknown): Outcome<Instant> => {
    const instant = parseInstant(value, "/at");
    return instant.ok ? checkOccurred(instant.value, now, "/at") : instant;
  };
  const at = isMissing(fields["at"]) ? null : take<Instant | null>(readAt(fields["at"]), null, found);
  return outcomeOf(() => ({ by, kind, outcome: optional("outcome"), note: optional("note"), at }), found);
};
