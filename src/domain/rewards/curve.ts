import { compareFractions, fraction, type Fraction } from "../fraction.ts";
import { payoutAt, roundedMinor } from "./payout.ts";
import type { Bound, RewardTerms } from "./reward-plan.ts";

/** A place of the payout's line, and what it pays there in minor units. */
export type CurvePoint = { readonly at: Bound; readonly paysMinor: bigint };

const whole = (at: Bound): Fraction => fraction(at, 1n);

/** A thousandth of the smallest unit before a bound. */
const justBelow = (at: Bound): Fraction => fraction(at * 1000n - 1n, 1000n);

/** The first place after `from`, up to `through`, at which the cap is reached; undefined where it is not, or was before. */
const capReachedIn = (terms: RewardTerms, from: Bound, through: Bound): Bound | undefined => {
  const { cap } = terms;
  if (cap === null) return undefined;
  const isReached = (at: Fraction): boolean => compareFractions(payoutAt(terms, at).exact, whole(cap.most)) >= 0;
  if (isReached(whole(from)) || !isReached(justBelow(through))) return undefined;
  let [low, high] = [from, through];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (isReached(whole(middle))) high = middle;
    else low = middle;
  }
  return high < through ? high : undefined;
};

/**
 * What so much pays, from nothing to `end`, as a line through these points: one at each bound and where the cap is reached, two where the payout
 * jumps. `end` lies beyond the last bound.
 */
export const curveOf = (terms: RewardTerms, end: Bound): readonly CurvePoint[] => {
  const { threshold, tiers, rounding } = terms;
  const paysAt = (at: Fraction): bigint => roundedMinor(payoutAt(terms, at).exact, rounding);
  const bounds = [...new Set([...tiers.map(({ from }) => from), ...(threshold === null ? [] : [threshold]), end])].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  return bounds.flatMap((at, index): readonly CurvePoint[] => {
    const before = bounds[index - 1];
    const bend = before === undefined ? undefined : capReachedIn(terms, before, at);
    // An amount of the first tier is earned by the first of it.
    const sides = at === 0n ? [whole(at), fraction(1n, 1000n)] : [justBelow(at), whole(at)];
    const [was = 0n, is = 0n] = sides.map(paysAt);
    return [
      ...(bend === undefined ? [] : [{ at: bend, paysMinor: paysAt(whole(bend)) }]),
      ...(was === is ? [] : [{ at, paysMinor: was }]),
      { at, paysMinor: is },
    ];
  });
};
