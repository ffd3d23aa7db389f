import { partsOf, type QuotaAttainment, type RequirementAttainment } from "../attainment.ts";
import type { Measured, RewardBasis } from "./reward-plan.ts";

const quotaOn = (attained: RequirementAttainment, metric: string): QuotaAttainment | undefined => {
  if (attained.type === "quota") return attained.asked.metric.id === metric ? attained : undefined;
  for (const part of partsOf(attained)) {
    const found = quotaOn(part, metric);
    if (found !== undefined) return found;
  }
  return undefined;
};

const nothingAsked: Measured = { credited: 0n, target: 0n };

/** What people see as their attainment, with what was carried over into it. */
const shownOf = ({ status, progress }: Pick<RequirementAttainment, "status" | "progress">): Measured | null => {
  if (progress !== null) return { credited: BigInt(progress.done), target: BigInt(progress.of) };
  return status === "excused" ? nothingAsked : null;
};

/**
 * What a reward plan pays on of a member's, or team's, attainment in a period; of several quotas on one metric, the first. A surplus is of the
 * period's own credits: what was carried over was one before. Nothing where the plan asks no such quota or it is excused; null while
 * the metric is still being counted.
 */
export const measuredOf = (basis: Exclude<RewardBasis, { type: "credits" }>, attained: RequirementAttainment): Measured | null => {
  if (basis.type === "requirement") return shownOf(attained);
  const quota = quotaOn(attained, basis.metric);
  if (quota === undefined) return nothingAsked;
  if (basis.type === "quota") return shownOf(quota);
  return quota.credited === null ? null : { credited: quota.credited, target: quota.asked.target };
};
