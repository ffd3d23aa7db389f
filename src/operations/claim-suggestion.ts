import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { actOnSuggestion, type SuggestionDoing } from "./suggestions/act-on-suggestion.ts";
import type { ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";

/** Takes a suggestion: of two who take it at once one has it. Refuses what somebody else has, and what is over. */
export const claimSuggestion = (database: Database, companyId: number, doing: SuggestionDoing): Promise<Outcome<ContactSuggestionJson>> =>
  actOnSuggestion(database, companyId, doing, { act: "claim", said: "", operation: "claim-suggestion" });
