import type { RewardBoundEntry, RewardEntry, RewardMoneyEntry, RewardTierEntry } from "./company-file.ts";
import { factorText } from "./factor.ts";
import type { BasisUnit, Bound, RewardBasis, RewardVersion, Tier, TierPay } from "./rewards/reward-plan.ts";
import { targetEntry } from "./target-text.ts";

/** `112.5%` of an attainment, else a number in the metric's unit. */
export const boundEntry = (bound: Bound, unit: BasisUnit): RewardBoundEntry =>
  unit.type === "share" ? factorText(bound) : targetEntry(bound, unit);

const moneyEntry = (amountMinor: bigint, currency: string): RewardMoneyEntry => targetEntry(amountMinor, { type: "money", currency });

/** 100 for whole percent, ten times that for each decimal: how a share of money is kept. */
const percentDecimals = (per: bigint): number | undefined => {
  const decimals = [0, 1, 2, 3, 4].find((each) => 100n * 10n ** BigInt(each) === per);
  return decimals;
};

const percentText = (digits: bigint, decimals: number): string => {
  const text = String(digits).padStart(decimals + 1, "0");
  return decimals === 0 ? `${text}%` : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`.replace(/\.?0+$/, "") + "%";
};

const payEntry = (
  pays: TierPay,
  { unit, currency }: Pick<RewardVersion, "unit" | "currency">,
): Pick<RewardTierEntry, "amount" | "rate" | "per"> => {
  if (pays.type === "amount") return { amount: moneyEntry(pays.amountMinor, currency) };
  const decimals = unit.type === "money" && unit.currency === currency ? percentDecimals(pays.per) : undefined;
  if (decimals !== undefined) return { rate: percentText(pays.amountMinor, decimals) };
  return { rate: moneyEntry(pays.amountMinor, currency), per: boundEntry(pays.per, unit) };
};

const tierEntry = ({ from, below, pays }: Tier, version: Pick<RewardVersion, "unit" | "currency">): RewardTierEntry => ({
  from: boundEntry(from, version.unit),
  below: below === null ? "none" : boundEntry(below, version.unit),
  ...payEntry(pays, version),
});

const basisEntry = (basis: RewardBasis): RewardEntry["basis"] => {
  switch (basis.type) {
    case "requirement":
      return { requirement: { plan: basis.plan } };
    case "quota":
      return { quota: { plan: basis.plan, metric: basis.metric } };
    case "surplus":
      return { surplus: { plan: basis.plan, metric: basis.metric } };
    case "credits":
      return { credits: { metric: basis.metric } };
  }
};

const capEntry = ({ cap, currency }: RewardVersion): RewardEntry["cap"] => {
  if (cap === null) return "none";
  const most = moneyEntry(cap.most, currency);
  return cap.type === "hard" ? { hard: most } : { soft: most, above: factorText(cap.above) };
};

const gateEntry = ({ gate }: RewardVersion): RewardEntry["gate"] => {
  if (gate === null) return "none";
  const { good, of, least, probability, prior } = gate;
  return {
    good,
    of,
    least: factorText(least),
    probability: factorText(probability),
    prior: prior.type === "team" ? { team: prior.worth } : { good: prior.good, bad: prior.bad },
  };
};

/** What a version says of its payout, field by field as the file has it. */
export const rewardTermsEntry = (version: RewardVersion): Omit<RewardEntry, "id" | "name" | "startsOn" | "endedOn" | "cadence" | "for"> => {
  const { basis, unit, threshold, tiers, split, accumulate, interpolate, currency, rounding, participants, budget } = version;
  return {
    basis: basisEntry(basis),
    threshold: threshold === null ? "none" : boundEntry(threshold, unit),
    tiers: tiers.map((tier) => tierEntry(tier, version)),
    split,
    accumulate,
    interpolate,
    cap: capEntry(version),
    currency,
    rounding,
    participants,
    budget: budget === null ? "none" : { most: moneyEntry(budget.mostMinor, currency), over: budget.over },
    gate: gateEntry(version),
  };
};

/** `{ from: 0%, below: 100%, amount: 0 }`, as it stands in the file. */
const flowText = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? `{ ${Object.entries(value)
        .map(([field, held]) => `${field}: ${flowText(held)}`)
        .join(", ")} }`
    : String(value);

/** The same in words of the file, each tier by itself. */
export const rewardTermsFields = (version: RewardVersion): Readonly<Record<string, string>> => {
  const { tiers, ...more } = rewardTermsEntry(version);
  return {
    ...Object.fromEntries(Object.entries(more).map(([field, value]) => [field, flowText(value)])),
    ...Object.fromEntries(tiers.map((tier, index) => [`tiers.${index + 1}`, flowText(tier)])),
  };
};
