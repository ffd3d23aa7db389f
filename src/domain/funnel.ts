import type { Factor } from "./factor.ts";
import type { Name } from "./language.ts";

/** What happens to an opportunity. Sales quotas and the funnel count them like activities. */
export const milestones = ["opportunity_opened", "deal_won", "deal_lost"] as const;
export type Milestone = (typeof milestones)[number];

/** A step on the way from effort to result: activities of these kinds, of these outcomes where some are named, or a milestone. */
export type FunnelStage = {
  readonly id: string;
  readonly name: Name;
  /** Empty of a milestone. */
  readonly kinds: readonly string[];
  readonly outcomes: readonly string[];
  readonly milestone: Milestone | null;
};

/** Where a number comes from, in a way that somebody can look it up. */
export type RateSource = { readonly text: string; readonly year: number | null; readonly url: string | null };

/** How many of a stage reach a later one, as somebody else has found: assumed until the company's own numbers say more. */
export type AssumedRate = { readonly from: string; readonly to: string; readonly rate: Factor; readonly source: RateSource };

export type Funnel = { readonly stages: readonly FunnelStage[]; readonly rates: readonly AssumedRate[] };

/**
 * The rates that lead from a stage to a later one, stage by stage, by as many stages between as rates are told of; undefined where none lead there.
 */
export const ratesAlong = ({ stages, rates }: Funnel, from: string, to: string): readonly AssumedRate[] | undefined => {
  if (from === to) return [];
  const placeOf = (stage: string): number => stages.findIndex(({ id }) => id === stage);
  const onwards = rates.filter((rate) => rate.from === from && placeOf(rate.to) <= placeOf(to));
  for (const rate of onwards.toSorted((a, b) => placeOf(a.to) - placeOf(b.to))) {
    const rest = ratesAlong({ stages, rates }, rate.to, to);
    if (rest !== undefined) return [rate, ...rest];
  }
  return undefined;
};
