import type { Settings } from "../domain/company.ts";
import { cadencesByMetric } from "../domain/number-periods.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { runningCounts } from "../store/counting.ts";
import type { Transaction } from "../store/database.ts";
import { closeSuggestions } from "../store/merge-suggestions.ts";
import { keepMerge, moveProspect, planMove, type MergeAct, type Move } from "../store/merges.ts";
import { numbersChangedSince } from "../store/number-changes.ts";
import { lastTallyChange } from "../store/tally.ts";
import { numberChangesJson, type NumberChangesJson } from "./number-changes-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

export type MergeOptions = {
  readonly by: string;
  /** Only tell what would change. */
  readonly dryRun?: boolean;
  /** How many records one act may judge anew. */
  readonly most?: number;
};

export type MergeAnswer = NumberChangesJson & {
  /** The number under which the act is kept; null when nothing was changed. */
  readonly merge: number | null;
  /** Records that were judged anew. */
  readonly records: number;
  /** Metrics that are still being counted: their numbers are not told. */
  readonly counting: readonly string[];
};

// The company is owned until the last of them is counted; who records meanwhile waits 30 s at most.
const MOST = 20_000;
/** More would not be read; the totals tell of all. */
const SHOWN = 200;

/**
 * Lets a prospect go from one root to another, with its records, facts and the count, keeps the act, and tells which numbers that changed.
 * Refuses more records than one act may judge anew. The company is owned.
 */
export const moveAndTell = async (
  tx: Transaction,
  settings: Settings,
  { move, act }: { readonly move: Move; readonly act: MergeAct },
  { dryRun = false, most = MOST }: Omit<MergeOptions, "by">,
): Promise<Outcome<MergeAnswer>> => {
  const { companyId } = settings;
  const planned = await planMove(tx, settings, move, most + 1);
  if (planned.touched.length > most) return refused(refusal("merge-large", "", { limit: most }));
  const running = new Set((await runningCounts(tx, companyId)).map(({ metricNumber }) => metricNumber));
  const since = await lastTallyChange(tx, companyId);
  await moveProspect(tx, settings, planned);
  const merge = await keepMerge(tx, companyId, act);
  await closeSuggestions(tx, companyId, act);
  await keepAuditEvent(tx, companyId, {
    by: act.by,
    act: act.into === null ? "unmerge-prospect" : "merge-prospects",
    subject: "prospect",
    subjectId: String(act.prospect),
    before: { root: String(move.from) },
    after: { root: String(move.to), records: planned.touched.length },
  });
  const cadences = new Map([...cadencesByMetric(settings)].filter(([metric]) => !running.has(metric)));
  const changes = await numbersChangedSince(tx, settings, since, { cadences, after: null, limit: SHOWN });
  return accepted({
    merge: dryRun ? null : merge,
    records: planned.touched.length,
    ...numberChangesJson(changes, settings),
    counting: settings.metrics.filter(({ number }) => running.has(number)).map((metric) => metric.id),
  });
};
