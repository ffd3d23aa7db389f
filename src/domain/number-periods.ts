import type { Settings } from "./company.ts";
import { inCadenceOrder, type Cadence } from "./period.ts";
import { metricsOf } from "./requirement.ts";

/**
 * In which periods the numbers of each metric matter, by the metric's number: the cadences of all versions of the plans that ask it; of one
 * that no plan asks, months.
 */
export const cadencesByMetric = ({ metrics, plans }: Pick<Settings, "metrics" | "plans">): ReadonlyMap<number, readonly Cadence[]> => {
  const asked = new Map<string, Set<Cadence>>(metrics.map(({ id }) => [id, new Set()]));
  for (const { cadence, require } of plans.flatMap(({ versions }) => versions))
    for (const metric of metricsOf(require)) asked.get(metric)?.add(cadence);
  return new Map(
    metrics.map(({ id, number }) => {
      const own = inCadenceOrder(asked.get(id) ?? []);
      return [number, own.length === 0 ? ["month"] : own];
    }),
  );
};
