import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aRewardVersion } from "../../../tests/reward-samples.ts";
import { roundings } from "../apportion.ts";
import { rewardLine, rewardLines, type RewardInput } from "./reward-line.ts";
import { accumulations, splits, type RewardPlan, type RewardVersion, type Tier } from "./reward-plan.ts";
import { sharesOf, withinBudget } from "./shares.ts";

/** `ATTAIN_REWARD_ROUNDS=1000000 npx vitest run --project pure src/domain/rewards/reward-money.test.ts` draws a million. */
const rounds = Number(process.env["ATTAIN_REWARD_ROUNDS"] || 2_000);
const seed = Number(process.env["ATTAIN_REWARD_SEED"] || 20_260_301);

/** Mulberry32: the same plans on every machine. */
const drawing = (from: number) => {
  let state = from;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  const upTo = (most: number): bigint => BigInt(below(most + 1));
  const one = <T>(...choices: readonly [T, ...T[]]): T => choices[below(choices.length)] ?? choices[0];
  /** Mostly small, at times beyond what a double holds. */
  const size = (): bigint => one(upTo(20), upTo(1_000), upTo(1_000_000), upTo(2 ** 31) * upTo(2 ** 31) + upTo(9_999));
  return { below, upTo, one, size };
};
type Draw = ReturnType<typeof drawing>;

const drawTiers = ({ below, one, size, upTo }: Draw): readonly Tier[] => {
  let from = 0n;
  const count = 1 + below(4);
  return Array.from({ length: count }, (_, index): Tier => {
    const end = from + size() + 1n;
    const tier: Tier = {
      from,
      below: index === count - 1 ? null : end,
      pays: one<Tier["pays"]>(
        { type: "amount", amountMinor: size() },
        { type: "rate", amountMinor: size(), per: size() + 1n },
        { type: "rate", amountMinor: upTo(30), per: 100n },
      ),
    };
    from = end;
    return tier;
  });
};

const drawVersion = (draw: Draw): RewardVersion => {
  const { one, size, upTo } = draw;
  const tiers = drawTiers(draw);
  const basis = one<RewardVersion["basis"]>(
    { type: "credits", metric: "m" },
    { type: "surplus", plan: "p", metric: "m" },
    { type: "quota", plan: "p", metric: "m" },
  );
  const accumulate = basis.type === "credits" ? one(...accumulations) : one("period", "year-to-date");
  return aRewardVersion({
    tiers: tiers as RewardVersion["tiers"], // drawn with at least one
    basis,
    accumulate,
    split: one(...splits),
    interpolate: one(true, false),
    threshold: one(null, size() + 1n),
    cap: one<RewardVersion["cap"]>(null, { type: "hard", most: size() }, { type: "soft", most: size(), above: upTo(10_000) }),
    rounding: one(...roundings),
  });
};

const behind = { records: 0, digest: "" };
const drawInputs = ({ below, one, size }: Draw, { basis, accumulate }: RewardVersion): readonly RewardInput[] => {
  const takesBack = basis.type === "credits" && accumulate === "each";
  return Array.from({ length: 1 + below(5) }, (_, month) => ({
    period: { startsOn: month * 30, endsBefore: month * 30 + 30 },
    yearStartsOn: month < 3 ? 0 : 90,
    measured: {
      credited: takesBack && one(true, false, false) ? -size() : size(),
      target: basis.type === "credits" ? 0n : one(size(), size() + 1n),
    },
    gate: null,
    behind,
  }));
};

/**
 * The oracle, written from what a plan says in words and on one scale: everything is a whole number of 1 / `scale` minor units, a common
 * multiple of all that is ever divided by (10,000 for an attainment's or a soft cap's share), so that nothing is left over before the one rounding.
 */
type Oracle = { readonly scale: bigint; readonly payout: (numerator: bigint) => bigint };

/** The quantity is `numerator / denominator`. */
const oracleOf = ({ tiers, split, interpolate, threshold, cap }: RewardVersion, denominator: bigint): Oracle => {
  const scale = tiers.reduce(
    (product, { from, below, pays }) => product * (pays.type === "rate" ? pays.per : 1n) * (below === null ? 1n : below - from),
    denominator * 10_000n,
  );
  const ownOf = ({ from, below, pays }: Tier, numerator: bigint): bigint => {
    const end = below === null ? numerator : numerator < below * denominator ? numerator : below * denominator;
    const inside = end - from * denominator;
    if (pays.type === "rate") return (scale / (denominator * pays.per)) * inside * pays.amountMinor;
    if (interpolate && below !== null) return (scale / (denominator * (below - from))) * inside * pays.amountMinor;
    return scale * pays.amountMinor;
  };
  const allOf = (index: number, numerator: bigint): bigint => {
    const tier = tiers[index];
    if (tier === undefined) return 0n;
    const { from, below, pays } = tier;
    if (pays.type === "rate") return (scale / (denominator * pays.per)) * numerator * pays.amountMinor;
    const next = tiers[index + 1]?.pays;
    if (!interpolate || below === null || next?.type !== "amount") return scale * pays.amountMinor;
    const [done, left] = [numerator - from * denominator, below * denominator - numerator];
    return (scale / (denominator * (below - from))) * (left * pays.amountMinor + done * next.amountMinor);
  };
  const payout = (numerator: bigint): bigint => {
    if (numerator < 0n) return -payout(-numerator);
    if (numerator === 0n || (threshold !== null && numerator < threshold * denominator)) return 0n;
    let sum = 0n;
    let last = -1;
    for (const [index, tier] of tiers.entries()) {
      if (numerator < tier.from * denominator) break;
      last = index;
      if (split === "marginal") sum += ownOf(tier, numerator);
    }
    if (split === "whole") sum = allOf(last, numerator);
    const limit = cap === null ? sum : cap.most * scale;
    if (cap === null || sum <= limit) return sum;
    return cap.type === "hard" ? limit : limit + ((sum - limit) / 10_000n) * cap.above;
  };
  return { scale, payout };
};

/** By long division and a look at what is left. */
const roundedBy = (rule: RewardVersion["rounding"], value: bigint, scale: bigint): bigint => {
  const size = value < 0n ? -value : value;
  const rest = size % scale;
  const isRaised = rule === "up" ? rest > 0n : rule === "half-up" && rest * 2n >= scale;
  const rounded = (size - rest) / scale + (isRaised ? 1n : 0n);
  return value < 0n ? -rounded : rounded;
};

const oracleAmount = (version: RewardVersion, credited: bigint, target: bigint): bigint => {
  const { basis, rounding } = version;
  if (basis.type === "quota" && target === 0n) return 0n;
  const isShare = basis.type === "quota";
  const numerator = isShare ? credited * 10_000n : basis.type === "surplus" ? (credited > target ? credited - target : 0n) : credited;
  const { scale, payout } = oracleOf(version, isShare ? target : 1n);
  return roundedBy(rounding, payout(numerator), scale);
};

const oracleLines = (version: RewardVersion, inputs: readonly RewardInput[]): readonly bigint[] => {
  const soFar = new Map<number, [bigint, bigint]>();
  return inputs.map(({ measured: { credited, target }, yearStartsOn }) => {
    if (version.accumulate !== "year-to-date") return oracleAmount(version, credited, target);
    const [before, asked] = soFar.get(yearStartsOn) ?? [0n, 0n];
    soFar.set(yearStartsOn, [before + credited, asked + target]);
    return oracleAmount(version, before + credited, asked + target) - oracleAmount(version, before, asked);
  });
};

/** Hands out what is left one by one, each to whoever is farthest below the exact share. */
const oracleShares = (amount: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const said = weights.some((weight) => weight > 0n) ? weights : weights.map(() => 1n);
  const all = said.reduce((sum, weight) => sum + weight, 0n);
  const size = amount < 0n ? -amount : amount;
  const parts = said.map((weight) => (size * weight - ((size * weight) % all)) / all);
  for (let left = size - parts.reduce((sum, part) => sum + part, 0n); left > 0n; left -= 1n) {
    let most = 0;
    for (let index = 1; index < said.length; index += 1) {
      const missing = (at: number): bigint => size * (said[at] ?? 0n) - (parts[at] ?? 0n) * all;
      if (missing(index) > missing(most)) most = index;
    }
    parts[most] = (parts[most] ?? 0n) + 1n;
  }
  return amount < 0n ? parts.map((part) => -part) : parts;
};

const told = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? `${each}n` : each));

const isEqual = (a: readonly bigint[], b: readonly bigint[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, each) => all + each, 0n);

test(`${rounds} random plans and splits come out as the oracle says, to the smallest unit`, { timeout: 3_600_000 }, () => {
  const draw = drawing(seed);
  const { below, one, size, upTo } = draw;
  for (let round = 0; round < rounds; round += 1) {
    const version = drawVersion(draw);
    const inputs = drawInputs(draw, version);
    const plan: RewardPlan = { number: 1, id: "bonus", endedOn: null, versions: [version] };
    const lines = rewardLines(plan, inputs).map(({ amountMinor }) => amountMinor);
    const wanted = oracleLines(version, inputs);
    const weights = Array.from({ length: 1 + below(6) }, () => one(0n, upTo(3), size()));
    const amount = sum(lines);
    const shared = sharesOf(
      amount,
      weights.map((weight, index) => ({ member: String(index), weight })),
    ).map(({ amountMinor }) => amountMinor);
    const budget = size();
    const budgeted = withinBudget(lines, budget);
    const kept = sum(budgeted) === (amount > budget ? budget : amount);
    const parts = oracleShares(amount, weights);
    if (!isEqual(lines, wanted) || !isEqual(shared, parts) || sum(shared) !== amount || !kept)
      expect.fail(told({ seed, round, version, inputs, lines, wanted, weights, shared, parts, budget, budgeted }));
  }
});

test("the running sum of a year adds up to what the year pays at once", () => {
  const draw = drawing(seed + 1);
  for (let round = 0; round < 300; round += 1) {
    const version: RewardVersion = { ...drawVersion(draw), accumulate: "year-to-date" };
    const inputs = drawInputs(draw, version).map((input) => ({ ...input, yearStartsOn: 0 }));
    const measured = {
      credited: sum(inputs.map((input) => input.measured.credited)),
      target: sum(inputs.map((input) => input.measured.target)),
    };
    const lines = rewardLines({ number: 1, id: "bonus", endedOn: null, versions: [version] }, inputs);
    const whole = rewardLine("bonus", version, {
      period: { startsOn: 0, endsBefore: 360 },
      before: { credited: 0n, target: 0n },
      after: measured,
      gate: null,
      behind,
    });
    expect(sum(lines.map(({ amountMinor }) => amountMinor))).toBe(whole.amountMinor);
  }
});

test("nothing on the way of money turns a whole number into a double or rounds one", () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "quality-gate.ts");
  expect(files).toContain("payout.ts");
  for (const name of files)
    expect([name, /\bNumber\(|\bMath\.|parseFloat|toFixed|\d\.\d/.exec(readFileSync(`${folder}/${name}`, "utf8"))]).toEqual([name, null]);
});
