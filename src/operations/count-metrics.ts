import { ownCompany } from "../store/company-lock.ts";
import { countNext, runningCounts, type CountProgress } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings, touchSettings } from "../store/settings.ts";

// At this size the company is owned for some 50 ms at a time, and recording goes on between.
const RECORDS_AT_ONCE = 5_000;

export type CountingMetric = { readonly metric: string; readonly done: number; readonly of: number };

const named = (counts: readonly CountProgress[], metrics: readonly { readonly number: number; readonly id: string }[]): CountingMetric[] =>
  counts.map((each) => ({
    metric: metrics.find((metric) => metric.number === each.metricNumber)?.id ?? "",
    done: Number(each.done),
    of: Number(each.of),
  }));

/** Counts metrics over the records that were there before them, to the end or as far as `goOn` lets it. Any number of processes may do so at once. */
export const countMetrics = async (
  database: Database,
  companyId: number,
  progress: (counting: readonly CountingMetric[]) => void = () => undefined,
  goOn: () => boolean = () => true,
): Promise<void> => {
  let left = 1;
  while (left > 0 && goOn()) {
    left = await inCompany(database, companyId, async (tx) => {
      const waiting = await runningCounts(tx, companyId);
      if (waiting.length === 0) return 0;
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const counts = await runningCounts(tx, companyId);
      progress(named(counts, settings.metrics));
      // From its end on no record asks any more how far the count has come.
      if ((await countNext(tx, settings, RECORDS_AT_ONCE)) === 0) await touchSettings(tx, companyId);
      return counts.length;
    });
  }
};
