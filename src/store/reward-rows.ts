import { isoDay } from "../domain/day.ts";
import type { RewardPlan, RewardVersion, Tier, TierPay } from "../domain/rewards/reward-plan.ts";
import { dayOf } from "./stored-day.ts";

/** How reward plans lie in jsonb: days as ISO text, whole numbers as decimal text. */
type StoredPay =
  | { readonly type: "amount"; readonly amountMinor: string }
  | { readonly type: "rate"; readonly amountMinor: string; readonly per: string };
type StoredTier = { readonly from: string; readonly below: string | null; readonly pays: StoredPay };
type StoredCap =
  | { readonly type: "hard"; readonly most: string }
  | { readonly type: "soft"; readonly most: string; readonly above: string };
type StoredVersion = Omit<RewardVersion, "startsOn" | "threshold" | "tiers" | "cap" | "budget" | "gate"> & {
  readonly startsOn: string | null;
  readonly threshold: string | null;
  readonly tiers: readonly [StoredTier, ...StoredTier[]];
  readonly cap: StoredCap | null;
  readonly budget: (Omit<NonNullable<RewardVersion["budget"]>, "mostMinor"> & { readonly mostMinor: string }) | null;
  readonly gate:
    | (Omit<NonNullable<RewardVersion["gate"]>, "least" | "probability"> & { readonly least: string; readonly probability: string })
    | null;
};
export type StoredReward = Omit<RewardPlan, "endedOn" | "versions"> & {
  readonly endedOn: string | null;
  readonly versions: readonly [StoredVersion, ...StoredVersion[]];
};

const storedPay = (pays: TierPay): StoredPay =>
  pays.type === "amount"
    ? { type: "amount", amountMinor: String(pays.amountMinor) }
    : { type: "rate", amountMinor: String(pays.amountMinor), per: String(pays.per) };
const readPay = (pays: StoredPay): TierPay =>
  pays.type === "amount"
    ? { type: "amount", amountMinor: BigInt(pays.amountMinor) }
    : { type: "rate", amountMinor: BigInt(pays.amountMinor), per: BigInt(pays.per) };

const storedTier = ({ from, below, pays }: Tier): StoredTier => ({
  from: String(from),
  below: below === null ? null : String(below),
  pays: storedPay(pays),
});
const readTier = ({ from, below, pays }: StoredTier): Tier => ({
  from: BigInt(from),
  below: below === null ? null : BigInt(below),
  pays: readPay(pays),
});

const storedCap = (cap: RewardVersion["cap"]): StoredCap | null => {
  if (cap === null) return null;
  const most = String(cap.most);
  return cap.type === "hard" ? { type: "hard", most } : { type: "soft", most, above: String(cap.above) };
};
const readCap = (cap: StoredCap | null): RewardVersion["cap"] => {
  if (cap === null) return null;
  const most = BigInt(cap.most);
  return cap.type === "hard" ? { type: "hard", most } : { type: "soft", most, above: BigInt(cap.above) };
};

const storedVersion = ({ startsOn, threshold, tiers: [first, ...rest], cap, budget, gate, ...version }: RewardVersion): StoredVersion => ({
  ...version,
  startsOn: startsOn === -Infinity ? null : isoDay(startsOn),
  threshold: threshold === null ? null : String(threshold),
  tiers: [storedTier(first), ...rest.map(storedTier)],
  cap: storedCap(cap),
  budget: budget === null ? null : { ...budget, mostMinor: String(budget.mostMinor) },
  gate: gate === null ? null : { ...gate, least: String(gate.least), probability: String(gate.probability) },
});
const readVersion = ({ startsOn, threshold, tiers: [first, ...rest], cap, budget, gate, ...version }: StoredVersion): RewardVersion => ({
  ...version,
  startsOn: dayOf(startsOn),
  threshold: threshold === null ? null : BigInt(threshold),
  tiers: [readTier(first), ...rest.map(readTier)],
  cap: readCap(cap),
  budget: budget === null ? null : { ...budget, mostMinor: BigInt(budget.mostMinor) },
  gate: gate === null ? null : { ...gate, least: BigInt(gate.least), probability: BigInt(gate.probability) },
});

export const storedReward = ({ endedOn, versions: [first, ...rest], ...reward }: RewardPlan): StoredReward => ({
  ...reward,
  endedOn: endedOn === null ? null : isoDay(endedOn),
  versions: [storedVersion(first), ...rest.map(storedVersion)],
});
export const readReward = ({ endedOn, versions: [first, ...rest], ...reward }: StoredReward): RewardPlan => ({
  ...reward,
  endedOn: endedOn === null ? null : dayOf(endedOn),
  versions: [readVersion(first), ...rest.map(readVersion)],
});
