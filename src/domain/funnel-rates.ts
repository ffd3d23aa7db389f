import { rateOf, type Tries, type Rate } from "./rate.ts";

/** How many there were of a stage, in its cohort: of those who were called in March, whenever they came to be what. */
export type StageCount = { readonly stage: string; readonly count: number };

export type FunnelStep = {
  readonly from: string;
  readonly to: string;
  readonly counted: Tries;
  /** Null where no share can be told: nothing was tried, or more came than was tried. */
  readonly rate: Rate | null;
};

/** Each stage to the next, and the first to the last; null of fewer than two. */
export type FunnelRates = { readonly steps: readonly FunnelStep[]; readonly whole: FunnelStep | null };

/** The rates of a funnel with their intervals; `counts` in the order of its stages. */
export const funnelRates = (counts: readonly StageCount[], confidence: number): FunnelRates => {
  const stepOf = (from: StageCount, to: StageCount): FunnelStep => {
    const counted = { reached: to.count, of: from.count };
    return { from: from.stage, to: to.stage, counted, rate: rateOf(counted, confidence) };
  };
  const [first, ...later] = counts;
  const last = later.at(-1);
  if (first === undefined || last === undefined) return { steps: [], whole: null };
  return { steps: later.map((to, at) => stepOf(counts[at] ?? first, to)), whole: stepOf(first, last) };
};
