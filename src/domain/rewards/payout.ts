import { rounded, type Rounding } from "../apportion.ts";
import { WHOLE_FACTOR } from "../factor.ts";
import { compareFractions, fraction, lesser, minus, none, plus, times, type Fraction } from "../fraction.ts";
import { isAttainment, type Cap, type Measured, type RewardBasis, type RewardTerms, type Tier } from "./reward-plan.ts";

/** How much of the quantity a tier pays for, and how many minor units: exact, before any rounding. */
export type TierPart = { readonly tier: number; readonly quantity: Fraction; readonly pays: Fraction };

export type Payout = {
  readonly parts: readonly TierPart[];
  /** What the cap takes of their sum. */
  readonly capped: Fraction;
  /** In minor units. */
  readonly exact: Fraction;
};

const whole = (value: bigint): Fraction => fraction(value, 1n);

const nothing: Payout = { parts: [], capped: none, exact: none };

/**
 * The quantity that the tiers are asked about: ten-thousandths of what is asked of an attainment, else credits. Null where an attainment
 * is asked of somebody of whom nothing is: they have none. Credits above a target of 0 are all of them.
 */
export const quantityOf = (basis: RewardBasis, { credited, target }: Measured): Fraction | null => {
  if (isAttainment(basis)) return target === 0n ? null : fraction(credited * WHOLE_FACTOR, target);
  if (basis.type === "credits") return whole(credited);
  return whole(credited > target ? credited - target : 0n);
};

/** What is left of a quantity behind a quality gate that is shut: an attainment up to its target, and nothing of what is above one. */
export const heldBack = (basis: RewardBasis, quantity: Fraction): Fraction =>
  isAttainment(basis) ? lesser(quantity, whole(WHOLE_FACTOR)) : none;

const isBelow = (quantity: Fraction, bound: bigint): boolean => compareFractions(quantity, whole(bound)) < 0;

/** The share of a tier that lies below the quantity; null of one without end. */
const shareOf = ({ from, below }: Tier, quantity: Fraction): Fraction | null =>
  below === null ? null : times(minus(lesser(quantity, whole(below)), whole(from)), fraction(1n, below - from));

const marginalPart = (tier: Tier, quantity: Fraction, interpolate: boolean): Omit<TierPart, "tier"> => {
  const { from, below, pays } = tier;
  const inside = minus(below === null ? quantity : lesser(quantity, whole(below)), whole(from));
  if (pays.type === "rate") return { quantity: inside, pays: times(inside, fraction(pays.amountMinor, pays.per)) };
  const share = interpolate ? shareOf(tier, quantity) : null;
  return { quantity: inside, pays: share === null ? whole(pays.amountMinor) : times(share, whole(pays.amountMinor)) };
};

const wholePart = (tier: Tier, next: Tier | undefined, quantity: Fraction, interpolate: boolean): Omit<TierPart, "tier"> => {
  const { pays } = tier;
  if (pays.type === "rate") return { quantity, pays: times(quantity, fraction(pays.amountMinor, pays.per)) };
  const share = interpolate && next?.pays.type === "amount" ? shareOf(tier, quantity) : null;
  const rise = share === null || next === undefined ? none : times(share, whole(next.pays.amountMinor - pays.amountMinor));
  return { quantity, pays: plus(whole(pays.amountMinor), rise) };
};

const partsOf = ({ tiers, split, interpolate }: RewardTerms, quantity: Fraction): readonly TierPart[] => {
  const reached = tiers.filter(({ from }) => !isBelow(quantity, from));
  if (split === "marginal") return reached.map((tier, index) => ({ tier: index, ...marginalPart(tier, quantity, interpolate) }));
  const last = reached.length - 1;
  const tier = reached[last];
  return tier === undefined ? [] : [{ tier: last, ...wholePart(tier, tiers[last + 1], quantity, interpolate) }];
};

/** What is left of so many minor units. */
export const cappedBy = (cap: Cap | null, exact: Fraction): Fraction => {
  if (cap === null) return exact;
  const most = whole(cap.most);
  if (compareFractions(exact, most) <= 0) return exact;
  return cap.type === "hard" ? most : plus(most, times(minus(exact, most), fraction(cap.above, WHOLE_FACTOR)));
};

const negated = (value: Fraction): Fraction => minus(none, value);

/**
 * What a quantity pays, exactly. Nothing done pays nothing, nor does what lies below the threshold. A quantity below zero, as that of a
 * record which takes back, takes as much as the same above zero gives.
 */
export const payoutAt = (terms: RewardTerms, quantity: Fraction): Payout => {
  const sign = compareFractions(quantity, none);
  if (sign < 0) {
    const { parts, capped, exact } = payoutAt(terms, negated(quantity));
    return {
      parts: parts.map((part) => ({ tier: part.tier, quantity: negated(part.quantity), pays: negated(part.pays) })),
      capped: negated(capped),
      exact: negated(exact),
    };
  }
  if (sign === 0 || (terms.threshold !== null && isBelow(quantity, terms.threshold))) return nothing;
  const parts = partsOf(terms, quantity);
  const sum = parts.reduce((total, { pays }) => plus(total, pays), none);
  const exact = cappedBy(terms.cap, sum);
  return { parts, capped: minus(sum, exact), exact };
};

/** To whole minor units: the nearest, of two the one farther from zero; away from zero; towards zero. */
export const roundedMinor = ({ done, of }: Fraction, rule: Rounding): bigint => {
  const above = BigInt(done);
  return above < 0n ? -rounded(-above, BigInt(of), 1n, rule) : rounded(above, BigInt(of), 1n, rule);
};
