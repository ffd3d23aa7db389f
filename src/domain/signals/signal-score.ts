import type { Instant } from "../instant.ts";
import type { SignalKind } from "./signal.ts";

/** How much a signal of a kind is worth when it is new, after how many days half of that, and at most all of a kind together. */
export type SignalWeight = { readonly weight: number; readonly halfLifeDays: number; readonly cap: number | null };

export type ScoredKind = Exclude<SignalKind, "opt_out">;

export const defaultWeights: Readonly<Record<ScoredKind, SignalWeight>> = {
  click: { weight: 8, halfLifeDays: 7, cap: 16 },
  reply: { weight: 10, halfLifeDays: 14, cap: null },
  form: { weight: 10, halfLifeDays: 14, cap: null },
  mention: { weight: 6, halfLifeDays: 14, cap: 12 },
  share: { weight: 6, halfLifeDays: 14, cap: null },
  quote: { weight: 6, halfLifeDays: 14, cap: null },
  follow: { weight: 2, halfLifeDays: 30, cap: null },
  like: { weight: 1, halfLifeDays: 7, cap: 3 },
};

export type ScoredSignal = { readonly kind: SignalKind; readonly occurredAt: Instant };

/** What the signals of a kind add, before the cap and after it, and each of them. */
export type Summand<T extends ScoredSignal> = SignalWeight & {
  readonly kind: ScoredKind;
  readonly uncapped: number;
  readonly value: number;
  readonly signals: readonly { readonly signal: T; readonly ageDays: number; readonly value: number }[];
};

export type Score<T extends ScoredSignal> = {
  /** 0 to 100; `-Infinity` of somebody who opted out. */
  readonly score: number;
  readonly fit: number;
  /** The largest first. */
  readonly summands: readonly Summand<T>[];
};

const MOST = 100;
const microsPerDay = 86_400_000_000;

/** `weight × 2^(−age / half-life)`; ages below zero, where two clocks differ, are none. */
const decayed = ({ weight, halfLifeDays }: SignalWeight, ageDays: number): number => weight * 2 ** (-ageDays / halfLifeDays);

const summandOf = <T extends ScoredSignal>(kind: ScoredKind, signals: readonly T[], now: Instant, weight: SignalWeight): Summand<T> => {
  const each = signals.map((signal) => {
    const ageDays = Math.max(0, Number(now - signal.occurredAt) / microsPerDay);
    return { signal, ageDays, value: decayed(weight, ageDays) };
  });
  const uncapped = each.reduce((sum, { value }) => sum + value, 0);
  return { kind, ...weight, uncapped, value: Math.min(weight.cap ?? Infinity, uncapped), signals: each };
};

/** `min(100, fit × Σ_kind min(cap, Σ weight × 2^(−age/half-life)))`, with its summands. `fit` is how well the prospect suits, 1 as a rule. */
export const scoreSignals = <T extends ScoredSignal>(
  signals: readonly T[],
  { now, fit = 1, weights = defaultWeights }: { readonly now: Instant; readonly fit?: number; readonly weights?: typeof defaultWeights },
): Score<T> => {
  const kinds = (Object.keys(weights) as ScoredKind[]).filter((kind) => signals.some((signal) => signal.kind === kind)); // the keys of the table
  const summands = kinds
    .map((kind) =>
      summandOf(
        kind,
        signals.filter((signal) => signal.kind === kind),
        now,
        weights[kind],
      ),
    )
    .toSorted((a, b) => b.value - a.value);
  const sum = summands.reduce((total, { value }) => total + value, 0);
  const isOptedOut = signals.some(({ kind }) => kind === "opt_out");
  return { score: isOptedOut ? -Infinity : Math.min(MOST, fit * sum), fit, summands };
};
