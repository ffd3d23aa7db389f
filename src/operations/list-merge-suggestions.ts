import { narrowed } from "../domain/sight.ts";
import { loadSettings } from "../store/settings.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { openSuggestions } from "../store/merge-suggestions.ts";
import { suggestionJson, type SuggestionJson } from "./suggestion-json.ts";

export type SuggestionList = { readonly suggestions: readonly SuggestionJson[]; readonly nextCursor: string | null };

/** The number after which a page begins, as a text that means nothing in another list; null for a text that is none. */
const numberAt = (cursor: string): number | null => {
  const [, digits] = /^merges-([1-9]\d{0,8})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return digits === undefined ? null : Number(digits);
};

/** Prospects that are perhaps one and of which nobody has said so, in the order in which they were suggested. */
export const listMergeSuggestions = (
  database: Database,
  companyId: number,
  { cursor, limit = 50, caller }: { readonly cursor?: string; readonly limit?: number } & AskedBy,
): Promise<Outcome<SuggestionList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SuggestionList>> => {
    const after = cursor === undefined ? 0 : numberAt(cursor);
    if (after === null) return refused(refusal("cursor-invalid", "/cursor"));
    const seen = narrowed(sightIn(await loadSettings(tx, companyId), caller, "prospects:read"));
    const found = await openSuggestions(tx, companyId, { after, limit: limit + 1, seen });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      suggestions: page.map(suggestionJson),
      nextCursor: found.length > limit && last !== undefined ? Buffer.from(`merges-${last.number}`).toString("base64url") : null,
    });
  });
