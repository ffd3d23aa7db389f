import { betaAbove } from "./distributions.ts";
import { intervalOf, isShare, meanOf, rateOf, sharpened, type Beta, type Tries, type Interval, type Rate } from "./rate.ts";
import { ratePriorOf, type RatePrior } from "./rate-prior.ts";

/** What is believed of a member's rate: their own counts, drawn towards the group's the more the fewer they are. */
export type BelievedRate = { readonly belief: Beta; readonly mean: number; readonly interval: Interval };

export type MemberRate<T> = {
  readonly member: T;
  readonly counted: Tries;
  /** As counted, with Wilson's interval; null where nothing was tried. Nobody is ranked by it. */
  readonly own: Rate | null;
  /** Null where more was reached than tried, of which no share can be told. */
  readonly believed: BelievedRate | null;
};

export type MemberRates<T> = { readonly prior: RatePrior; readonly members: readonly MemberRate<T>[] };

/**
 * The rates of a group's members, each with what is believed of it (empirical Bayes): of 1 of 2 hardly anything is known beyond what the others
 * have, of 500 of 1,000 nearly all. Where the members differ by no more than chance, everybody has the rate that they share.
 */
export const memberRates = <T>(group: readonly { readonly member: T; readonly counted: Tries }[], confidence: number): MemberRates<T> => {
  const prior = ratePriorOf(group.map(({ counted }) => counted));
  return {
    prior,
    members: group.map(({ member, counted }) => {
      const own = rateOf(counted, confidence);
      if (counted.of > 0 && !isShare(counted)) return { member, counted, own, believed: null };
      const belief = prior.type === "alike" ? prior.rate : sharpened(prior.rate, counted);
      return { member, counted, own, believed: { belief, mean: meanOf(belief), interval: intervalOf(belief, confidence) } };
    }),
  };
};

/** From which chance on a difference is shown as one. */
export const TOLD_APART = 0.9;

export type Difference = {
  /** The chance that the first rate is above the second. */
  readonly above: number;
  /** Whether either is above the other with a chance of more than nine in ten; else the difference is greyed. */
  readonly isToldApart: boolean;
};

/** How sure it is that one member's rate is above another's; a half where the group's members are alike. */
export const differenceOf = ({ type }: RatePrior, first: BelievedRate, second: BelievedRate): Difference => {
  const [one, other] = [first.belief, second.belief];
  const above = type === "alike" ? 0.5 : betaAbove(one.alpha, one.beta, other.alpha, other.beta);
  return { above, isToldApart: Math.max(above, 1 - above) > TOLD_APART };
};
