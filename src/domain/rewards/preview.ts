import type { Credit } from "../credit.ts";
import { WHOLE_FACTOR } from "../factor.ts";
import { fraction, none, one, times, type Fraction } from "../fraction.ts";
import { fallsOf } from "./falls.ts";
import { heldBack, payoutAt, quantityOf, roundedMinor } from "./payout.ts";
import { isAttainment, type Bound, type Measured, type RewardTerms, type TierPay } from "./reward-plan.ts";

/**
 * What comes next. step: so many credits more earn so much more, by which the bound `at` is reached; null: the cap, or the last before a
 * bound from which less is paid. rate: from `after` more credits on, each step earns so many minor units, without end. most: nothing more is
 * to be had.
 */
export type NextReward =
  | { readonly type: "step"; readonly more: Credit; readonly at: Bound | null; readonly earnsMinor: bigint }
  | { readonly type: "rate"; readonly after: Credit; readonly eachEarns: Fraction }
  | { readonly type: "most" };

export type Standing = {
  readonly measured: Measured;
  /** The credits of one act: what is counted in whole ones cannot be done by halves. */
  readonly step: Credit;
  /** Behind a shut gate nothing above the target pays. */
  readonly isGateOpen: boolean;
};

const upTo = (credits: Credit, step: Credit): Credit => ((credits + step - 1n) / step) * step;

/** How many credits reach a bound. */
const creditsAt = ({ basis }: RewardTerms, bound: Bound, target: Credit): Credit => {
  if (isAttainment(basis)) return (bound * target + WHOLE_FACTOR - 1n) / WHOLE_FACTOR;
  return basis.type === "surplus" ? target + bound : bound;
};

const eachPays = (
  { basis }: RewardTerms,
  { amountMinor, per }: Extract<TierPay, { type: "rate" }>,
  { target, step }: { readonly target: Credit; readonly step: Credit },
): Fraction => times(fraction(amountMinor, per), isAttainment(basis) ? fraction(step * WHOLE_FACTOR, target) : fraction(step, 1n));

const shareAboveCap = ({ cap }: RewardTerms, paid: bigint): Fraction =>
  cap?.type === "soft" && paid >= cap.most ? fraction(cap.above, WHOLE_FACTOR) : one;

/** Nothing done pays nothing: an amount of the first tier is earned by the first step beyond it. */
const jumpsAtZero = ({ tiers: [first], interpolate, split }: RewardTerms): boolean =>
  first.pays.type === "amount" && !(interpolate && split === "marginal");

/** The least number of steps from 1 to `most` at which it is reached; it is at `most`, and stays so once it is. */
const leastSteps = (most: bigint, isReached: (steps: bigint) => boolean): bigint => {
  let [low, high] = [0n, most];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (isReached(middle)) high = middle;
    else low = middle;
  }
  return high;
};

/**
 * What is earned next from where somebody stands, exactly as it would be paid: `12 more calls earn ₩60,000`. Null where nothing is asked,
 * where each record stands by itself, and of a requirement as a whole, whose progress has no one credit.
 */
export const nextReward = (terms: RewardTerms, { measured, step, isGateOpen }: Standing): NextReward | null => {
  const { basis, tiers, threshold, cap, rounding, accumulate } = terms;
  const { credited, target } = measured;
  if (accumulate === "each" || basis.type === "requirement" || quantityOf(basis, measured) === null) return null;
  const paidAt = (credits: Credit): bigint => {
    const quantity = quantityOf(basis, { credited: credits, target }) ?? none;
    return roundedMinor(payoutAt(terms, isGateOpen ? quantity : heldBack(basis, quantity)).exact, rounding);
  };
  const paid = paidAt(credited);
  const stepsTo = (credits: Credit): bigint => upTo(credits - credited, step) / step;
  const bounds = [...new Set([...tiers.map(({ from }) => from), ...(threshold === null ? [] : [threshold])])];
  const reached = bounds.map((bound) => ({ bound, steps: stepsTo(creditsAt(terms, bound, target)) }));
  const ahead = [...reached, ...(jumpsAtZero(terms) ? [{ bound: 0n, steps: stepsTo(creditsAt(terms, 0n, target) + 1n) }] : [])]
    .filter(({ steps }) => steps > 0n)
    .toSorted((a, b) => (a.steps < b.steps ? -1 : 1));
  const pays = (steps: bigint): bigint => paidAt(credited + steps * step);
  // Where the payout falls at the next bound, the most is to be had just before it.
  const before = ahead.map(({ steps }) => ({ bound: null, steps: steps - 1n }));
  const found = [...ahead, ...before].find(({ steps }) => pays(steps) > paid);
  if (found !== undefined) {
    const wanted = pays(found.steps);
    const steps = fallsOf(terms).length > 0 ? found.steps : leastSteps(found.steps, (each) => pays(each) >= wanted);
    return { type: "step", more: steps * step, at: steps === found.steps ? found.bound : null, earnsMinor: wanted - paid };
  }
  const last = tiers.at(-1) ?? tiers[0];
  if (last.pays.type === "amount" || last.pays.amountMinor === 0n || !isGateOpen) return { type: "most" };
  const from = ahead.at(-1)?.steps ?? 0n;
  if (cap?.type === "hard") {
    if (paid >= cap.most) return { type: "most" };
    let most = from + 1n;
    while (pays(most) < cap.most) most *= 2n;
    const steps = leastSteps(most, (each) => pays(each) >= cap.most);
    return { type: "step", more: steps * step, at: null, earnsMinor: cap.most - paid };
  }
  return { type: "rate", after: from * step, eachEarns: times(eachPays(terms, last.pays, { target, step }), shareAboveCap(terms, paid)) };
};
