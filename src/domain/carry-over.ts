import { stepOf } from "./apportion.ts";
import type { AskedQuota } from "./ask.ts";
import type { Credit } from "./credit.ts";
import { WHOLE_FACTOR } from "./factor.ts";
import type { Period } from "./period.ts";
import type { PlanVersion } from "./plan.ts";

/** What a member did in a period for one quota of a plan, and what was asked: nothing carried into it is in either. */
export type Balance = { readonly credited: Credit; readonly target: Credit };

/** The balance so many periods after the one that is asked about, before it when negative; null where nothing was asked, or it is not known. */
export type Balances = (offset: number) => Balance | null;

const surplusIn = (balances: Balances, offset: number): Credit => {
  const balance = balances(offset);
  return balance === null || balance.credited <= balance.target ? 0n : balance.credited - balance.target;
};

const shortfallIn = (balances: Balances, offset: number): Credit => {
  const balance = balances(offset);
  return balance === null || balance.credited >= balance.target ? 0n : balance.target - balance.credited;
};

/** Whether a surplus makes up for what an earlier period lacks: the nearest one before it comes first, and each as a whole or not at all. */
const makesUp = (balances: Balances, earlier: number, later: number): boolean => {
  let left = surplusIn(balances, later);
  for (let at = later - 1; at >= earlier && left > 0n; at -= 1) {
    const lacking = shortfallIn(balances, at);
    const isCovered = lacking > 0n && lacking <= left && !isMadeUpBefore(balances, at, later);
    if (at === earlier) return isCovered;
    if (isCovered) left -= lacking;
  }
  return false;
};

const isMadeUpBefore = (balances: Balances, earlier: number, later: number): boolean => {
  for (let at = earlier + 1; at < later; at += 1) if (makesUp(balances, earlier, at)) return true;
  return false;
};

/** In which of the next `within` periods what the period lacks is made up, as an offset, and how much that is; null when in none. */
export const madeUpWithin = (balances: Balances, within: number): { readonly offset: number; readonly by: Credit } | null => {
  for (let offset = 1; offset <= within; offset += 1) if (makesUp(balances, 0, offset)) return { offset, by: shortfallIn(balances, 0) };
  return null;
};

/** What a period has over once it made up for those before it. */
const leftIn = (balances: Balances, offset: number, within: number): Credit => {
  let left = surplusIn(balances, offset);
  for (let back = 1; back <= within; back += 1) if (makesUp(balances, offset - back, offset)) left -= shortfallIn(balances, offset - back);
  return left;
};

type Carrying = Pick<PlanVersion, "carryOver" | "makeUp">;

/**
 * What of the period before stands for a part of this one's target: what was over there and made up for nothing, up to the share of this
 * target, in whole steps of it.
 */
export const carriedInto = (balances: Balances, { target, unit }: Pick<AskedQuota, "target" | "unit">, plan: Carrying): Credit => {
  if (plan.carryOver === undefined) return 0n;
  const step = stepOf([target], unit);
  const most = ((target * plan.carryOver.surplus) / WHOLE_FACTOR / step) * step;
  const left = leftIn(balances, -1, plan.makeUp?.within ?? 0);
  return left < most ? left : most;
};

/** The periods around one that say what is carried into it and what makes up for it, as offsets. */
export const offsetsAround = ({ carryOver, makeUp }: Carrying): readonly number[] => {
  const within = makeUp?.within ?? 0;
  const before = carryOver === undefined ? 0 : within + 1;
  return Array.from({ length: before + within + 1 }, (_, index) => index - before).filter((offset) => offset !== 0);
};

/** A quota of a plan in another period: the nth that the plan asks on the metric. */
export type QuotaPlace = { readonly plan: number; readonly metric: number; readonly nth: number };

/** What is known of the periods around the one that is asked about. */
export type Neighbours = {
  readonly periodAt: (offset: number) => Period | undefined;
  readonly balanceOf: (place: QuotaPlace, offset: number) => ((member: number) => Balance | null) | undefined;
};
