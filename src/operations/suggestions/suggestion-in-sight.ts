import type { Settings } from "../../domain/company.ts";
import type { Sight } from "../../domain/sight.ts";
import { isSeen } from "../../domain/sight.ts";
import { holderOf } from "../../domain/signals/suggestion.ts";
import type { KeptSuggestion } from "../../store/suggestions.ts";

/** Whose suggestions a caller sees: what nobody holds is everybody's who may claim it, unless the prospect is somebody's. */
export const isInSight = (suggestion: KeptSuggestion, sight: Sight, _settings: Settings): boolean => {
  const holder = holderOf(suggestion) ?? suggestion.owner;
  return holder === null || sight.members === "all" || isSeen(sight, holder);
};
