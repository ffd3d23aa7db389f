import type { MergeDecisionOrder } from "../domain/merge-reading.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { decideSuggestion, suggestionNumbered, type MergeSuggestion } from "../store/merge-suggestions.ts";
import { prospectsNamed } from "../store/prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { mergeFound } from "./merge-prospects.ts";
import type { MergeAnswer, MergeOptions } from "./move-prospect.ts";
import { suggestionJson, type SuggestionJson } from "./suggestion-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** The suggestion as it is decided, and what a merge changed. */
export type DecisionAnswer = MergeAnswer & { readonly suggestion: SuggestionJson };

/** Both prospects of an open suggestion. */
const findBoth = async (tx: Transaction, companyId: number, { keep, other }: MergeSuggestion) => {
  const find = async (reference: MergeSuggestion["keep"]) => {
    const [named] = (await prospectsNamed(tx, companyId, [reference])).values();
    if (named === undefined) throw new Error("an identity that was suggested was not found");
    return { ...named, reference };
  };
  return { keep: await find(keep), other: await find(other) };
};

const nothingMerged: MergeAnswer = { merge: null, records: 0, totals: [], numbers: [], counting: [] };

/**
 * Decides whether the two that a suggestion names are one: merges them, or dismisses it, and then it is not offered again. Refuses a suggestion
 * that there is not, one that was decided, and what a merge refuses.
 */
export const decideMerge = (
  database: Database,
  companyId: number,
  { number, merge, reason }: MergeDecisionOrder & { readonly number: number },
  options: MergeOptions,
): Promise<Outcome<DecisionAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<DecisionAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const suggestion = await suggestionNumbered(tx, companyId, number);
      if (suggestion === undefined)
        return refused(refusal("not-found", "/number", { what: { en: "merge suggestion", ko: "병합 제안" }, found: number, hint: noHint }));
      if (suggestion.decision !== null) {
        const on = (suggestion.decidedAt ?? "").slice(0, 10);
        return refused(refusal("merge-decided", "/number", { number, by: suggestion.decidedBy ?? "", on }));
      }
      const merged = merge
        ? await mergeFound(tx, settings, await findBoth(tx, companyId, suggestion), { ...options, reason })
        : accepted(nothingMerged);
      if (!merged.ok) return merged;
      if (!merge) await decideSuggestion(tx, companyId, number, { decision: "dismissed", reason, by: options.by });
      await keepAuditEvent(tx, companyId, {
        by: options.by,
        act: "decide-merge",
        subject: "merge-suggestion",
        subjectId: String(number),
        before: { decision: null },
        after: { decision: merge ? "merged" : "dismissed" },
      });
      const decided = await suggestionNumbered(tx, companyId, number);
      return accepted({ ...merged.value, suggestion: suggestionJson(decided ?? suggestion) });
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok, timeoutSeconds: 120 },
  );
