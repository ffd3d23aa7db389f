import { metricVersionFields } from "../domain/company-changes.ts";
import type { Settings } from "../domain/company.ts";
import type { Metric } from "../domain/metric.ts";
import { isSame } from "../domain/same.ts";

const rulesOf = (metric: Metric): unknown => metric.versions.map((version) => ({ ...metricVersionFields(version), name: null }));

/** Of the metrics that are asked those whose numbers the tally does not have: drafted otherwise than they are, or still being counted. */
export const metricsToCount = (
  asIf: Settings,
  present: Settings,
  asked: ReadonlySet<string>,
  running: { has(metric: number): boolean },
): readonly Metric[] =>
  asIf.metrics.filter((metric) => {
    if (!asked.has(metric.id)) return false;
    const known = present.metrics.find(({ number }) => number === metric.number);
    return known === undefined || running.has(metric.number) || !isSame(rulesOf(known), rulesOf(metric));
  });
