import type { Day, Span } from "../day.ts";
import type { Money } from "../money.ts";
import { within } from "../within.ts";
import { rewardLines, type RewardInput, type RewardLine } from "./reward-line.ts";
import { rewardVersionOf, type RewardPlan } from "./reward-plan.ts";
import { sharesOf, withinBudget, type Participant, type Share } from "./shares.ts";

/** A member, or a team, with what was done in each period, in order. */
export type Earner = {
  readonly id: string;
  readonly inputs: readonly RewardInput[];
  /** Of a team: who shares what it earns in a period; left out of a member. */
  readonly participantsOf?: (period: Span) => readonly Participant[];
};

/** A line as it is paid: within the budget, and whose it is. */
export type PaidLine = {
  readonly earner: string;
  readonly line: RewardLine;
  readonly amountMinor: bigint;
  readonly shares: readonly Share[];
};

export type PeriodCost = {
  readonly period: Span;
  readonly currency: string;
  readonly lines: readonly PaidLine[];
  /** What the lines come to before the budget, and what is paid. */
  readonly earnedMinor: bigint;
  readonly paidMinor: bigint;
  /** Above a budget that shares nothing out: somebody's statement would not be approved. */
  readonly isBeyondBudget: boolean;
};

export type RewardCost = {
  readonly periods: readonly PeriodCost[];
  readonly totals: readonly Money[];
  /** Who would have had how much, the most first; whoever had nothing is left out. */
  readonly members: readonly (Money & { readonly member: string })[];
};

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, each) => total + each, 0n);

type Earned = { readonly earner: Earner; readonly line: RewardLine };

const periodCost = (plan: RewardPlan, earned: readonly [Earned, ...Earned[]]): PeriodCost => {
  const [{ line }] = earned;
  const budget = rewardVersionOf(plan, line.period.startsOn)?.budget ?? null;
  const amounts = earned.map((each) => each.line.amountMinor);
  const paid = budget?.over === "share" ? withinBudget(amounts, budget.mostMinor) : amounts;
  const lines = earned.map(({ earner, line: own }, index): PaidLine => {
    const amountMinor = paid[index] ?? 0n;
    const participants = earner.participantsOf?.(own.period) ?? [{ member: earner.id, weight: 1n }];
    return { earner: earner.id, line: own, amountMinor, shares: sharesOf(amountMinor, participants) };
  });
  const paidMinor = sum(paid);
  return {
    period: line.period,
    currency: line.currency,
    lines,
    earnedMinor: sum(amounts),
    paidMinor,
    isBeyondBudget: budget?.over === "refuse" && paidMinor > budget.mostMinor,
  };
};

/**
 * What a reward plan pays for what was done, period by period, and to whom: what periods gone would have cost, and what the lines of one
 * come to. Where a team's line has nobody to share it, nobody is paid it.
 */
export const rewardCost = (plan: RewardPlan, earners: readonly Earner[]): RewardCost => {
  const byPeriod = new Map<Day, { readonly earned: Earned[] }>();
  for (const earner of earners)
    for (const line of rewardLines(plan, earner.inputs))
      within(byPeriod, line.period.startsOn, () => ({ earned: [] })).earned.push({ earner, line });
  const periods = [...byPeriod]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, { earned }]) => {
      const [first, ...rest] = earned;
      return first === undefined ? [] : [periodCost(plan, [first, ...rest])];
    });
  const totals = new Map<string, bigint>();
  const members = new Map<string, Money & { readonly member: string }>();
  for (const { currency, lines, paidMinor } of periods) {
    totals.set(currency, (totals.get(currency) ?? 0n) + paidMinor);
    for (const { member, amountMinor } of lines.flatMap(({ shares }) => shares)) {
      const key = `${currency} ${member}`;
      members.set(key, { member, currency, amountMinor: (members.get(key)?.amountMinor ?? 0n) + amountMinor });
    }
  }
  return {
    periods,
    totals: [...totals].map(([currency, amountMinor]) => ({ currency, amountMinor })),
    members: [...members.values()]
      .filter(({ amountMinor }) => amountMinor !== 0n)
      .toSorted((a, b) => (a.amountMinor === b.amountMinor ? (a.member < b.member ? -1 : 1) : a.amountMinor > b.amountMinor ? -1 : 1)),
  };
};
