import type { Seen } from "../domain/sight.ts";
import type { Settings } from "../domain/company.ts";
import type { MergeOrder } from "../domain/merge-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { findProspect, type FoundProspect } from "./find-prospect.ts";
import { moveAndTell, type MergeAnswer, type MergeOptions } from "./move-prospect.ts";

/** Two prospects that are not one yet, by the names that they are given. */
export const findApart = async (
  tx: Transaction,
  settings: Settings,
  order: Pick<MergeOrder, "keep" | "other">,
  seen?: Seen,
): Promise<Outcome<{ readonly keep: FoundProspect; readonly other: FoundProspect }>> => {
  const keep = await findProspect(tx, settings, order.keep, "/keep", seen);
  if (!keep.ok) return keep;
  const other = await findProspect(tx, settings, order.other, "/other", seen);
  if (!other.ok) return other;
  if (keep.value.root !== other.value.root) return accepted({ keep: keep.value, other: other.value });
  const names = { keep: shown(keep.value.reference.value), other: shown(other.value.reference.value) };
  return refused(refusal(keep.value.own === other.value.own ? "prospects-same" : "prospects-merged", "/other", names));
};

/** The same inside of a transaction that owns the company. */
export const mergeFound = (
  tx: Transaction,
  settings: Settings,
  { keep, other }: { readonly keep: FoundProspect; readonly other: FoundProspect },
  { reason, by, ...options }: MergeOptions & { readonly reason: string },
): Promise<Outcome<MergeAnswer>> =>
  moveAndTell(
    tx,
    settings,
    {
      move: { prospect: other.root, from: other.root, to: keep.root },
      act: {
        prospect: other.root,
        prospectReference: other.reference.value,
        into: { prospect: keep.root, reference: keep.reference.value },
        reason,
        by,
      },
    },
    options,
  );

/**
 * Says that two prospects are one: whatever was done with either counts for `keep`, once where a prospect counts once, and what was told of
 * either holds for both. Taken back by `unmergeProspect`, it leaves no trace in the numbers. `dryRun` tells what would change and changes nothing.
 * Refuses a prospect that there is not, two that are one already, and more records than one act may judge anew.
 */
export const mergeProspects = (
  database: Database,
  companyId: number,
  order: MergeOrder,
  options: MergeOptions,
): Promise<Outcome<MergeAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<MergeAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found = await findApart(tx, settings, order);
      return found.ok ? mergeFound(tx, settings, found.value, { ...options, reason: order.reason }) : found;
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok, timeoutSeconds: 120 },
  );
