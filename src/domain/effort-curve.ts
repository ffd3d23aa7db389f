import { dealSizesOf, worthChance } from "./deal-worth.ts";
import type { PlannerAnswer, Wanted } from "./planner.ts";
import { chanceOf } from "./stage-rate.ts";

/** Of so many of the first stage all that is wanted comes with this chance. */
export type CurvePoint = { readonly count: number; readonly chance: number };

const POINTS = 25;

/** How far it is drawn: past what nine of ten such spans would need, and past what the member can do. */
const furthestOf = (answer: PlannerAnswer): number => {
  const needed = answer.effort?.needed;
  const reach = answer.type === "not_reachable" ? answer.reach.count : 0;
  // Of a range that nothing bounds twice what is needed; of an effort that there is none of, what can be done.
  const wanted = needed === undefined ? reach : Math.min(needed.high ?? Infinity, 2 * needed.count);
  return Math.max(wanted * 1.15, needed === undefined ? 1 : Math.min(reach, wanted) * 1.15, 1);
};

/** How the chance grows with the number of the first stage: evenly spaced, with what is needed and what can be done among them. */
export const effortCurve = (wanted: Wanted, answer: PlannerAnswer): readonly CurvePoint[] => {
  const furthest = furthestOf(answer);
  const step = furthest / (POINTS - 1);
  const reach = answer.type === "not_reachable" ? [answer.reach.count] : [];
  const marks = [...(answer.effort === null ? [] : [answer.effort.needed.count]), ...reach].filter((count) => count <= furthest);
  const counts = new Set([...Array.from({ length: POINTS }, (_, at) => Math.round(at * step)), ...marks]);
  const sizes = wanted.type === "worth" ? dealSizesOf(wanted.deals.map(({ amountMinor }) => amountMinor)) : null;
  const { aim, rate } = answer;
  const chanceWith = (count: number): number =>
    "worth" in aim
      ? worthChance(Number(aim.worth.amountMinor), count, rate, sizes ?? { mean: 0, variance: 0 })
      : chanceOf(aim.results, count, rate);
  return [...counts].toSorted((a, b) => a - b).map((count) => ({ count, chance: chanceWith(count) }));
};
