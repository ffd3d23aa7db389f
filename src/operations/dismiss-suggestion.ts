import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { actOnSuggestion, type SuggestionDoing } from "./suggestions/act-on-suggestion.ts";
import type { ContactSuggestionJson } from "./suggestions/contact-suggestion-json.ts";

/** Says that nobody is contacted because of this suggestion, and why. */
export const dismissSuggestion = (
  database: Database,
  companyId: number,
  doing: SuggestionDoing & { readonly reason: string },
): Promise<Outcome<ContactSuggestionJson>> =>
  actOnSuggestion(database, companyId, doing, { act: "dismissal", said: doing.reason, operation: "dismiss-suggestion" });
