import { compareFractions, fraction, type Fraction } from "../fraction.ts";
import { cappedBy, payoutAt } from "./payout.ts";
import type { Bound, RewardTerms, Tier } from "./reward-plan.ts";

/**
 * Doing more pays less: `from` minor units just below `at`, `to` there. Where amounts are interpolated the payout falls little by little,
 * from `at` to `through`.
 */
export type Fall = { readonly at: Bound; readonly through: Bound | null; readonly from: Fraction; readonly to: Fraction };

const paysJustBelow = ({ cap }: RewardTerms, { pays }: Tier, bound: Bound): Fraction =>
  cappedBy(cap, pays.type === "amount" ? fraction(pays.amountMinor, 1n) : fraction(bound * pays.amountMinor, pays.per));

/**
 * The places at which the payout falls as attainment grows. Where each part pays by its own tier there are none; where the whole pays by
 * the tier that it reaches, there is one wherever a tier begins with less than the one before it ends with.
 */
export const fallsOf = (terms: RewardTerms): readonly Fall[] => {
  const { tiers, split, threshold, interpolate } = terms;
  if (split === "marginal") return [];
  return tiers.flatMap((tier, index): readonly Fall[] => {
    const before = tiers[index - 1];
    // What lies below the threshold pays nothing and cannot fall.
    if (before === undefined || (threshold !== null && tier.from <= threshold)) return [];
    const at = !interpolate ? tier.from : threshold !== null && threshold > before.from ? threshold : before.from;
    const isFirst = interpolate && at === 0n;
    const from = interpolate && !isFirst ? payoutAt(terms, fraction(at, 1n)).exact : paysJustBelow(terms, before, at);
    const to = payoutAt(terms, fraction(tier.from, 1n)).exact;
    return compareFractions(to, from) < 0 ? [{ at, through: interpolate ? tier.from : null, from, to }] : [];
  });
};
