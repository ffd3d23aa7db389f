import { milestones } from "./funnel.ts";
import type { MetricVersion } from "./metric.ts";

const ofOpportunities = new RegExp(String.raw`"(?:${milestones.join("|")})"|\bopportunity\.`);

/** Whether a metric counts what became of opportunities; others count what people do. */
export const isOfResults = ({ where }: Pick<MetricVersion, "where">): boolean => ofOpportunities.test(where);

/** Of what somebody is asked: how far they are of it in the mean, each quota for no more than itself, and how many records are behind. */
export type Side = { readonly attained: number; readonly records: number; readonly isReached: boolean };

export const corners = ["both", "effortOnly", "resultOnly", "neither"] as const;
export type Corner = (typeof corners)[number];

/** What somebody is asked of one side; empty: nothing, and then there is no side. */
export type SideQuota = { readonly progress: number; readonly records: number; readonly isReached: boolean };

export const sideOf = (quotas: readonly SideQuota[]): Side | null =>
  quotas.length === 0
    ? null
    : {
        attained: quotas.reduce((sum, { progress }) => sum + Math.min(1, progress), 0) / quotas.length,
        records: quotas.reduce((sum, { records }) => sum + records, 0),
        isReached: quotas.every(({ isReached }) => isReached),
      };

/** In which corner somebody stands: by whether all that is asked of a side is reached, or is by now what it has to be. */
export const cornerOf = (effort: Side, result: Side): Corner =>
  effort.isReached ? (result.isReached ? "both" : "effortOnly") : result.isReached ? "resultOnly" : "neither";
