import type { Amount, Row } from "../api.ts";
import { leavesOf, magnitude } from "./requirement.ts";

/** What is needed today of everybody together, by metric; of either/or only the way that is nearer. */
export const neededToday = (rows: readonly Row[]): ReadonlyMap<string, Amount> => {
  const needed = new Map<string, Amount>();
  for (const { requirement } of rows)
    for (const { quota, needless, quieter } of leavesOf(requirement)) {
      const each = needless || quieter ? null : (quota.pace?.neededPerWorkingDay ?? null);
      if (each === null || magnitude(each) <= 0) continue;
      const total = magnitude(needed.get(quota.metric) ?? 0) + magnitude(each);
      needed.set(quota.metric, typeof each === "number" ? total : { ...each, amountMinor: total });
    }
  return needed;
};
