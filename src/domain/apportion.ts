import { CREDIT_PER_COUNT, type Credit, type Unit } from "./credit.ts";

/**
 * What targets are rounded to: as many decimals as they were written with, so that parts of whole counts are whole counts. Seconds and
 * money are whole as they are.
 */
export const stepOf = (targets: readonly Credit[], unit: Unit): Credit => {
  if (unit.type !== "count") return 1n;
  let step = CREDIT_PER_COUNT;
  while (targets.some((target) => target % step !== 0n)) step /= 10n;
  return step;
};

export const roundings = ["half-up", "up", "down"] as const;
export type Rounding = (typeof roundings)[number];

/** `done / of` to a multiple of the step: the nearest, of two the upper; the next one above; the next one below. Neither may be below zero. */
export const rounded = (done: bigint, of: bigint, step: bigint, rule: Rounding): bigint => {
  const whole = of * step;
  switch (rule) {
    case "half-up":
      return ((2n * done + whole) / (2n * whole)) * step;
    case "up":
      return ((done + whole - 1n) / whole) * step;
    case "down":
      return (done / whole) * step;
  }
};

/**
 * The total in shares by weight, each a multiple of the step and less than one step away from its exact share; they add up to the total.
 * What is left over after rounding down goes, a step each, to the largest remainders, of equal ones to the first (the method of the
 * largest remainder, Hamilton's). `total` is a multiple of the step. Without any weight everybody gets nothing.
 */
export const apportion = (total: bigint, weights: readonly bigint[], step: bigint): readonly bigint[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  if (all === 0n) return weights.map(() => 0n);
  const steps = total / step;
  const shares = weights.map((weight, index) => ({ index, floor: (steps * weight) / all, rest: (steps * weight) % all }));
  const left = Number(steps - shares.reduce((sum, { floor }) => sum + floor, 0n));
  const lucky = new Set(
    shares
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  return shares.map(({ index, floor }) => (floor + (lucky.has(index) ? 1n : 0n)) * step);
};
