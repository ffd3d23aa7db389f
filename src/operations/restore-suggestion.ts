import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { actOnSuggestion, type SuggestionDoing } from "./suggestions/act-on-suggestion.ts";
import type { ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";

/** Takes one's own dismissal back, as long as there is time and no other suggestion of the prospect waits. */
export const restoreSuggestion = (database: Database, companyId: number, doing: SuggestionDoing): Promise<Outcome<ContactSuggestionJson>> =>
  actOnSuggestion(database, companyId, doing, { act: "restoration", said: "", operation: "restore-suggestion" });
