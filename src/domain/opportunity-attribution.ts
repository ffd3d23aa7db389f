import type { Day } from "./day.ts";
import { divided } from "./shares.ts";
import { within } from "./within.ts";

/**
 * How an opportunity is shared out among the activities that came before it: all to the first or to the last; to all alike; four tenths each to the first and
 * the last, the rest to those between (u); or half as much for every half-life that an activity lies further back (time_decay). Accounting, no proof of cause.
 */
export const attributionModels = ["first", "last", "linear", "u", "time_decay"] as const;
export type AttributionModel = (typeof attributionModels)[number];

export type AttributionRule = {
  readonly model: AttributionModel;
  /** How many days before the opening an activity may lie. */
  readonly lookBackDays: number;
  /** Of time_decay, a whole number above zero. */
  readonly halfLifeDays: number;
};

export const usualAttribution: AttributionRule = { model: "time_decay", lookBackDays: 90, halfLifeDays: 7 };

/** An activity with how much of the opportunity is its own, beside the weights of the others. */
export type AttributedActivity<T> = { readonly activity: T; readonly weight: bigint };

const BITS = 96;

const power = (base: bigint, exponent: number): bigint => base ** BigInt(exponent);

/** The whole part of a root, by Newton's method from above; the guess may be off in its fifteenth digit. */
const rootOf = (value: bigint, degree: number, guess: number): bigint => {
  let root = BigInt(Math.ceil(guess * (1 + 1e-12)));
  for (;;) {
    const next = (BigInt(degree - 1) * root + value / power(root, degree - 1)) / BigInt(degree);
    if (next >= root) return root;
    root = next;
  }
};

/** The whole part of 2^(BITS − days / halfLife), in whole numbers alone: the same on every machine. */
const decayed = (days: number, halfLife: number, known: Map<number, bigint>): bigint => {
  const rest = days % halfLife;
  const root = within(known, rest, () => rootOf(power(2n, BITS * halfLife - rest), halfLife, 2 ** (BITS - rest / halfLife)));
  return root >> BigInt((days - rest) / halfLife);
};

const weightsOf = ({ model, halfLifeDays }: AttributionRule, days: readonly Day[]): readonly bigint[] => {
  const last = days.length - 1;
  const ends = last < 2 ? 1n : 2n * BigInt(last - 1);
  const known = new Map<number, bigint>();
  return days.map((day, at) => {
    switch (model) {
      case "first":
        return at === 0 ? 1n : 0n;
      case "last":
        return at === last ? 1n : 0n;
      case "linear":
        return 1n;
      case "u":
        return at === 0 || at === last ? ends : 1n;
      case "time_decay":
        // Counted from the latest one: how long ago that was alters no share.
        return decayed((days[last] ?? day) - day, halfLifeDays, known);
    }
  });
};

/**
 * The activities that have a part in an opportunity, in their order, with their weights: those on the day on which it opened and within the look-back before it.
 * `activities` are those with its prospect, earliest first within a day. None, and nothing is attributed.
 */
export const attributionOf = <T extends { readonly day: Day }>(
  openedOn: Day,
  activities: readonly T[],
  rule: AttributionRule,
): readonly AttributedActivity<T>[] => {
  const before = activities.filter(({ day }) => day <= openedOn && day >= openedOn - rule.lookBackDays).toSorted((a, b) => a.day - b.day);
  const weights = weightsOf(
    rule,
    before.map(({ day }) => day),
  );
  return before.map((activity, at) => ({ activity, weight: weights[at] ?? 0n }));
};

/** A total (minor units, credits) among the activities of an opportunity: the parts add up to it exactly, by the largest remainder. */
export const attributed = (total: bigint, to: readonly AttributedActivity<unknown>[]): readonly bigint[] =>
  to.length === 0
    ? []
    : divided(
        total,
        to.map(({ weight }) => weight),
      );
