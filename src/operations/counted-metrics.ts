import type { Settings } from "../domain/company.ts";
import type { Metric } from "../domain/metric.ts";
import { runningCounts } from "../store/counting.ts";
import type { Transaction } from "../store/database.ts";

/** The metrics that a record is looked at for: neither ended nor still being counted. */
export const countedMetrics = async (tx: Transaction, settings: Settings): Promise<Metric[]> => {
  const counting = new Set((await runningCounts(tx, settings.companyId)).map((each) => each.metricNumber));
  return settings.metrics.filter((metric) => !metric.ended && !counting.has(metric.number));
};
