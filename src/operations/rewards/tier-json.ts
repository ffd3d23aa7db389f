import { boundEntry, rewardTermsEntry } from "../../domain/company-writing-rewards.ts";
import { CREDIT_PER_COUNT } from "../../domain/credit.ts";
import { currencyDecimals } from "../../domain/currency.ts";
import type { RewardVersion } from "../../domain/rewards/reward-plan.ts";
import { moneyJson, type MoneyJson } from "./money-json.ts";

export type TierJson = {
  readonly from: string;
  /** Null: it goes on without end. */
  readonly below: string | null;
  readonly pays:
    | { readonly type: "amount"; readonly amount: MoneyJson }
    | { readonly type: "each"; readonly amount: MoneyJson; readonly per: string }
    | { readonly type: "share"; readonly share: string };
};

/** So many of what is kept are one of what a person reads: a percent, a record, a second, a dollar. */
export const perShown = ({ unit }: Pick<RewardVersion, "unit">): number => {
  if (unit.type === "share") return 100;
  if (unit.type === "money") return 10 ** (currencyDecimals(unit.currency) ?? 0);
  return unit.type === "seconds" ? 1 : Number(CREDIT_PER_COUNT);
};

/** The tiers as people read them, bounds as the company file writes them. */
export const tiersJson = (version: RewardVersion): readonly TierJson[] => {
  const { tiers, unit, currency } = version;
  const entries = rewardTermsEntry(version).tiers;
  return tiers.map(({ from, below, pays }, index): TierJson => {
    const rate = String(entries[index]?.rate ?? "");
    const amount = moneyJson(pays.amountMinor, currency);
    return {
      from: String(boundEntry(from, unit)),
      below: below === null ? null : String(boundEntry(below, unit)),
      pays:
        pays.type === "amount"
          ? { type: "amount", amount }
          : rate.endsWith("%")
            ? { type: "share", share: rate }
            : { type: "each", amount, per: String(boundEntry(pays.per, unit)) },
    };
  });
};
