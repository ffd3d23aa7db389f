import { narrowed } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { MergeOrder } from "../domain/merge-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { suggestionBetween, suggestMerges } from "../store/merge-suggestions.ts";
import { loadSettings } from "../store/settings.ts";
import { findApart } from "./merge-prospects.ts";
import { suggestionJson, type SuggestionJson } from "./suggestion-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** The suggestion, and whether it is new: what was suggested of the two before, and perhaps decided, is not offered again. */
export type SuggestionAnswer = SuggestionJson & { readonly changed: boolean };

/**
 * Says that two prospects are perhaps one. No number changes until a person merges them. Refuses a prospect that there is not, and two that are
 * one already.
 */
export const suggestMerge = (
  database: Database,
  companyId: number,
  { reason, ...order }: MergeOrder,
  { by, caller }: { readonly by: string } & AskedBy,
): Promise<Outcome<SuggestionAnswer>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SuggestionAnswer>> => {
    await ownCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const found = await findApart(tx, settings, order, narrowed(sightIn(settings, caller, "prospects:write")));
    if (!found.ok) return found;
    const { keep, other } = found.value;
    const numbers = await suggestMerges(tx, companyId, [{ keep: keep.reference, other: other.reference, reason, by }]);
    const suggestion = await suggestionBetween(tx, companyId, [keep.root, other.root]);
    for (const number of numbers) {
      const after = { keep: String(keep.root), other: String(other.root) };
      await keepAuditEvent(tx, companyId, { by, act: "suggest-merge", subject: "merge-suggestion", subjectId: String(number), after });
    }
    if (suggestion === undefined) throw new Error("a suggestion that was kept was not found");
    return accepted({ changed: numbers.length > 0, ...suggestionJson(suggestion) });
  });
