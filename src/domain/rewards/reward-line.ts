import { canonicalJson, type Json } from "../canonical-json.ts";
import { isoDay, type Day, type Span } from "../day.ts";
import { minus, none, type Fraction } from "../fraction.ts";
import { heldBack, payoutAt, quantityOf, roundedMinor, type Payout, type TierPart } from "./payout.ts";
import type { GateReading } from "./quality-gate.ts";
import { rewardVersionOf, type Measured, type RewardPlan, type RewardVersion } from "./reward-plan.ts";
import { within } from "../within.ts";

/** What is behind a line: the records of a period by their digest, or the one record. */
export type Behind = { readonly records: number; readonly digest: string } | { readonly source: string; readonly externalId: string };

/** What was done of what is asked in a period, or by one record of it. */
export type RewardInput = {
  readonly period: Span;
  /** The first day of the fiscal year that the period belongs to. */
  readonly yearStartsOn: Day;
  readonly measured: Measured;
  readonly gate: GateReading | null;
  readonly behind: Behind;
};

/** A line of a statement: everything that it follows from, and what it comes to. */
export type RewardLine = {
  readonly reward: string;
  readonly version: number;
  readonly period: Span;
  /** What the sum was before, and is with this line; `before` is nothing where each period or record begins anew. */
  readonly before: Measured;
  readonly after: Measured;
  readonly gate: GateReading | null;
  readonly behind: Behind;
  /** What each tier pays more than before. */
  readonly parts: readonly TierPart[];
  /** What the cap takes of it. */
  readonly capped: Fraction;
  /** In minor units, before rounding. */
  readonly exact: Fraction;
  /** The running sum is rounded once and a line is what it rises by: lines add up to the rounded sum. */
  readonly amountMinor: bigint;
  readonly currency: string;
};

const nothingDone: Measured = { credited: 0n, target: 0n };

const together = (a: Measured, b: Measured): Measured => ({ credited: a.credited + b.credited, target: a.target + b.target });

const payoutOf = (version: RewardVersion, measured: Measured, gate: GateReading | null): Payout => {
  const quantity = quantityOf(version.basis, measured) ?? none;
  return payoutAt(version, gate === null || gate.isOpen ? quantity : heldBack(version.basis, quantity));
};

const partsRisen = (before: Payout, after: Payout): readonly TierPart[] => {
  const tiers = [...new Set([...before.parts, ...after.parts].map(({ tier }) => tier))].toSorted((a, b) => a - b);
  return tiers.flatMap((tier) => {
    const was = before.parts.find((part) => part.tier === tier);
    const is = after.parts.find((part) => part.tier === tier);
    const quantity = minus(is?.quantity ?? none, was?.quantity ?? none);
    const pays = minus(is?.pays ?? none, was?.pays ?? none);
    return quantity.done === 0 && pays.done === 0 ? [] : [{ tier, quantity, pays }];
  });
};

type LineInput = Omit<RewardInput, "measured" | "yearStartsOn"> & { readonly before: Measured; readonly after: Measured };

/**
 * What a member has earned from `before` to `after` by one version. The same input gives the same line. What was before is asked by the
 * same version and gate, so that neither takes back what other periods have earned.
 */
export const rewardLine = (reward: string, version: RewardVersion, { before, after, gate, period, behind }: LineInput): RewardLine => {
  const [was, is] = [payoutOf(version, before, gate), payoutOf(version, after, gate)];
  return {
    reward,
    version: version.version,
    period,
    before,
    after,
    gate,
    behind,
    parts: partsRisen(was, is),
    capped: minus(is.capped, was.capped),
    exact: minus(is.exact, was.exact),
    amountMinor: roundedMinor(is.exact, version.rounding) - roundedMinor(was.exact, version.rounding),
    currency: version.currency,
  };
};

/** What adds up: one year, on one basis. Another version may pay for something else, of which nothing was done before. */
const sumKey = (yearStartsOn: Day, { basis }: RewardVersion): string =>
  `${yearStartsOn} ${JSON.stringify(Object.entries(basis).toSorted())}`;

/**
 * The lines of one member, or team, under a reward plan, in the order of the inputs: one for each record where each stands by itself, else
 * one for each period, for which there is one input. Periods before the first version or from its end on have none, and add to none.
 */
export const rewardLines = (plan: RewardPlan, inputs: readonly RewardInput[]): readonly RewardLine[] => {
  const sums = new Map<string, { measured: Measured }>();
  return inputs.flatMap(({ measured, yearStartsOn, ...input }) => {
    const version = rewardVersionOf(plan, input.period.startsOn);
    if (version === undefined) return [];
    const year = within(sums, sumKey(yearStartsOn, version), () => ({ measured: nothingDone }));
    const soFar = year.measured;
    year.measured = together(soFar, measured);
    const [before, after] = version.accumulate === "year-to-date" ? [soFar, year.measured] : [nothingDone, measured];
    return [rewardLine(plan.id, version, { ...input, before, after })];
  });
};

const fractionText = ({ done, of }: Fraction): string => (of === 1 ? String(done) : `${done}/${of}`);

const measuredJson = ({ credited, target }: Measured): Json => ({ credited: String(credited), target: String(target) });

const gateJson = ({ sample, prior, probability, isOpen }: GateReading): Json => ({
  sample: { good: sample.good, of: sample.of },
  prior: [...prior],
  probability,
  isOpen,
});

/** A line as it is kept and shown: whole numbers as text, exact parts as `done/of`. */
export const rewardLineJson = (line: RewardLine): { readonly [field: string]: Json } => ({
  reward: line.reward,
  version: line.version,
  period: { startsOn: isoDay(line.period.startsOn), endsBefore: isoDay(line.period.endsBefore) },
  before: measuredJson(line.before),
  after: measuredJson(line.after),
  gate: line.gate === null ? null : gateJson(line.gate),
  behind: { ...line.behind },
  parts: line.parts.map(({ tier, quantity, pays }) => ({ tier, quantity: fractionText(quantity), pays: fractionText(pays) })),
  capped: fractionText(line.capped),
  exact: fractionText(line.exact),
  amountMinor: String(line.amountMinor),
  currency: line.currency,
});

/** What a line's fingerprint is taken over: equal for equal lines, whoever works them out and wherever. */
export const rewardLineText = (line: RewardLine): string => canonicalJson(rewardLineJson(line));
