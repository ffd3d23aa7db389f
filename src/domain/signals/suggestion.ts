import { isoInstant, type Instant } from "../instant.ts";
import { accepted, refusal, refused, type Outcome } from "../refusal.ts";
import type { Words } from "../refusals/words.ts";

export const suggestionActs = ["claim", "release", "contact", "dismissal", "restoration", "expiry"] as const;
export type SuggestionActKind = (typeof suggestionActs)[number];

/** What was done with a suggestion. `by` is the member's number, null of an expiry; `said` why it was dismissed or given back, or what came of a contact. */
export type SuggestionAct = { readonly act: SuggestionActKind; readonly by: number | null; readonly at: Instant; readonly said: string };

/** A signal that is given to somebody: contact this person, until when. At most one that is open for a prospect and play. */
export type Suggestion = {
  readonly number: number;
  /** Whom it was given to; null: whoever claims it. */
  readonly givenTo: number | null;
  readonly dueAt: Instant | null;
  readonly expiresAt: Instant;
  readonly acts: readonly SuggestionAct[];
};

export const suggestionStates = ["open", "claimed", "contacted", "dismissed", "expired"] as const;
export type SuggestionState = (typeof suggestionStates)[number];

export const suggestionStateWords: Readonly<Record<SuggestionState, Words>> = {
  open: { en: "open", ko: "대기" },
  claimed: { en: "claimed", ko: "담당 중" },
  contacted: { en: "contacted", ko: "연락함" },
  dismissed: { en: "dismissed", ko: "제외함" },
  expired: { en: "expired", ko: "기한 지남" },
};

const stateAfter: Readonly<Record<SuggestionActKind, SuggestionState>> = {
  claim: "claimed",
  release: "open",
  contact: "contacted",
  dismissal: "dismissed",
  restoration: "claimed",
  expiry: "expired",
};

/** What the acts come to. */
export const suggestionState = ({ acts }: Pick<Suggestion, "acts">): SuggestionState => {
  const last = acts.at(-1);
  return last === undefined ? "open" : stateAfter[last.act];
};

export const isWaiting = (state: SuggestionState): boolean => state === "open" || state === "claimed";

/** Who has it now: who claimed it, else whom it was given to. Given back, it is anybody's. */
export const holderOf = ({ givenTo, acts }: Pick<Suggestion, "givenTo" | "acts">): number | null => {
  const last = acts.at(-1);
  if (last === undefined) return givenTo;
  return last.act === "release" ? null : last.by;
};

/** Due in the working time of its holder and not yet contacted. */
export const isLate = (suggestion: Suggestion, now: Instant): boolean =>
  isWaiting(suggestionState(suggestion)) && suggestion.dueAt !== null && suggestion.dueAt < now;

/**
 * The suggestion after an act, or why it cannot be. What was contacted, dismissed or has expired stays so, but that whoever dismissed it may take that back;
 * whoever does not hold it does nothing with it, and its own time ends it also before the job has written so. A claim made twice by one person is one.
 * `nameOf` says who a member is, for the sentence.
 */
export const actOn = (suggestion: Suggestion, act: SuggestionAct, nameOf: (memberNumber: number) => string): Outcome<Suggestion> => {
  const state = suggestionState(suggestion);
  const last = suggestion.acts.at(-1);
  const isTakenBack = act.act === "restoration" && last?.act === "dismissal" && last.by === act.by;
  if (act.act === "restoration" ? !isTakenBack : !isWaiting(state))
    return refused(refusal("suggestion-done", "", { state: suggestionStateWords[state], at: isoInstant(last?.at ?? act.at) }));
  const isOver = suggestion.expiresAt <= act.at;
  if (act.act === "expiry" && !isOver) return refused(refusal("suggestion-early", "", { at: isoInstant(suggestion.expiresAt) }));
  if (act.act !== "expiry" && isOver) return refused(refusal("suggestion-over", "", { at: isoInstant(suggestion.expiresAt) }));
  const holder = holderOf(suggestion);
  if (act.act !== "expiry" && holder !== null && holder !== act.by)
    return refused(refusal("suggestion-held", "", { holder: nameOf(holder) }));
  if ((act.act === "dismissal" || act.act === "release") && act.said.trim() === "") return refused(refusal("required", "/reason"));
  if (act.act === "claim" && state === "claimed") return accepted(suggestion);
  return accepted({ ...suggestion, acts: [...suggestion.acts, act] });
};
