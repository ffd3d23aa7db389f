import { offsetsAround } from "./carry-over.ts";
import { periodAfter, periodBefore, type CompanyCalendar, type Period } from "./period.ts";
import type { PlanVersion } from "./plan.ts";
import { oversIn } from "./requirement.ts";

/** How many periods before and after one a version looks at: those of a carry-over, and the one in which its first shorter period may begin. */
const reachOf = (version: PlanVersion): { readonly before: number; readonly after: number } => {
  const offsets = offsetsAround(version);
  const begun = oversIn(version.require).length > 0 ? 1 : 0;
  return { before: Math.max(begun, ...offsets.map((offset) => -offset)), after: Math.max(0, ...offsets) };
};

/** The periods, one after the other, and those around them whose credits decide over them under the versions. */
export const periodsReached = (
  versions: readonly PlanVersion[],
  [first, ...rest]: readonly [Period, ...Period[]],
  calendar: CompanyCalendar,
): readonly [Period, ...Period[]] => {
  const reaches = versions.map(reachOf);
  const [before, after] = [Math.max(0, ...reaches.map((reach) => reach.before)), Math.max(0, ...reaches.map((reach) => reach.after))];
  const earlier: Period[] = [];
  for (let period = first; earlier.length < before; period = earlier[0] ?? period) earlier.unshift(periodBefore(period, calendar));
  const later: Period[] = [];
  for (let period = rest.at(-1) ?? first; later.length < after; period = later.at(-1) ?? period) later.push(periodAfter(period, calendar));
  const [one, ...others] = [...earlier, first, ...rest, ...later];
  return [one ?? first, ...others];
};
