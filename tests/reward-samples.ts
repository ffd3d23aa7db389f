import type { RewardTerms, RewardVersion, Tier, TierPay } from "../src/domain/rewards/reward-plan.ts";
import { anAudience } from "./company-samples.ts";

/** So many minor units for each unit of the basis. */
export const rate = (amountMinor: bigint, per: bigint): TierPay => ({ type: "rate", amountMinor, per });
export const amount = (amountMinor: bigint): TierPay => ({ type: "amount", amountMinor });

/** Contiguous tiers from the bounds at which they start and what they pay. */
export const tiersFrom = (...steps: readonly (readonly [from: bigint, pays: TierPay])[]): RewardTerms["tiers"] => {
  const [first, ...rest] = steps.map(([from, pays], index): Tier => ({ from, below: steps[index + 1]?.[0] ?? null, pays }));
  if (first === undefined) throw new Error("tiers without a tier");
  return [first, ...rest];
};

export const someTerms = (more: Partial<RewardTerms> & Pick<RewardTerms, "tiers">): RewardTerms => ({
  basis: { type: "credits", metric: "revenue" },
  unit: { type: "money", currency: "KRW" },
  threshold: null,
  split: "marginal",
  accumulate: "period",
  interpolate: false,
  cap: null,
  currency: "KRW",
  rounding: "half-up",
  ...more,
});

export const aRewardVersion = (more: Partial<RewardVersion> & Pick<RewardVersion, "tiers">): RewardVersion => ({
  version: 1,
  startsOn: -Infinity,
  name: { en: "Bonus" },
  cadence: "month",
  audience: anAudience(),
  participants: "own",
  budget: null,
  gate: null,
  ...someTerms(more),
  ...more,
});
