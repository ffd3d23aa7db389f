import type { ProspectReference } from "../domain/activity.ts";
import type { MergeDecision, MergeSuggestion } from "../store/merge-suggestions.ts";

type NamedJson = ProspectReference & { readonly name: string | null };

/** Two that are perhaps one, as the doors show them. */
export type SuggestionJson = {
  readonly suggestion: number;
  readonly keep: NamedJson;
  readonly other: NamedJson;
  /** Null, as `by`: a report named the two together. */
  readonly reason: string | null;
  readonly by: string | null;
  readonly at: string;
  readonly decision: { readonly decision: MergeDecision; readonly reason: string; readonly by: string; readonly at: string } | null;
};

export const suggestionJson = (suggestion: MergeSuggestion): SuggestionJson => {
  const { number, keep, other, keepName, otherName, reason, by, at, decision, decisionReason, decidedBy, decidedAt } = suggestion;
  return {
    suggestion: number,
    keep: { kind: keep.kind, value: keep.value, name: keepName },
    other: { kind: other.kind, value: other.value, name: otherName },
    reason,
    by,
    at,
    decision: decision === null ? null : { decision, reason: decisionReason ?? "", by: decidedBy ?? "", at: decidedAt ?? "" },
  };
};
