import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { beginCount } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { mendProspects } from "../store/merge-verification.ts";
import { recountAllContacts } from "../store/recording.ts";
import { relink } from "../store/relinking.ts";
import { loadSettings, touchSettings } from "../store/settings.ts";
import { knowTotalDays } from "../store/totals.ts";
import { countMetrics, type CountingMetric } from "./count-metrics.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

export type RecountAnswer = {
  readonly metrics: readonly string[];
  /** How many identities, facts and records were put where the merges put them; none where one metric alone is counted anew. */
  readonly mended: number;
};

/**
 * Forgets the tally of one metric, or of all, and counts it anew from the log. Meanwhile the metric answers *counting*. With all of them
 * whatever stands under another prospect than the merges give it to is put right first. Records of one act are linked anew, and contacts that may not count left out anew.
 */
export const recountCompany = async (
  database: Database,
  companyId: number,
  { metric: id, progress }: { readonly metric?: string; readonly progress?: (counting: readonly CountingMetric[]) => void } = {},
): Promise<Outcome<RecountAnswer>> => {
  const begun = await inCompany(database, companyId, async (tx): Promise<Outcome<RecountAnswer>> => {
    await ownCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const metrics = settings.metrics.filter((metric) => id === undefined || metric.id === id);
    if (id !== undefined && metrics.length === 0) return refused(notFound("metric", id, settings.metrics));
    const mended = id === undefined ? await mendProspects(tx, companyId) : 0;
    await knowTotalDays(tx, companyId);
    await relink(tx, await evaluationOf(tx, settings));
    await recountAllContacts(tx, await evaluationOf(tx, settings));
    for (const metric of metrics) await beginCount(tx, settings, metric.number, -Infinity);
    await touchSettings(tx, companyId);
    const after = { metrics: metrics.map((metric) => metric.id), mended };
    await keepAuditEvent(tx, companyId, { by: doer(), act: "recount", subject: "tally", subjectId: id ?? "all", after });
    return accepted({ metrics: metrics.map((metric) => metric.id), mended });
  });
  if (begun.ok) await countMetrics(database, companyId, progress);
  return begun;
};
