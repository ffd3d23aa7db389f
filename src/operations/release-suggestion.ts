import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { actOnSuggestion, type SuggestionDoing } from "./suggestions/act-on-suggestion.ts";
import type { ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";

/** Gives a suggestion back with a reason, so that somebody else may take it. */
export const releaseSuggestion = (
  database: Database,
  companyId: number,
  doing: SuggestionDoing & { readonly reason: string },
): Promise<Outcome<ContactSuggestionJson>> =>
  actOnSuggestion(database, companyId, doing, { act: "release", said: doing.reason, operation: "release-suggestion" });
