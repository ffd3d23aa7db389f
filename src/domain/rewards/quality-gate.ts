import { betaBelow } from "../distributions.ts";
import { WHOLE_FACTOR } from "../factor.ts";
import type { GatePrior, QualityGate } from "./reward-plan.ts";

/** How many of the records are good. */
export type Sample = { readonly good: number; readonly of: number };

/** How the gate was found: what of the team the prior was made from, what was asked, and whether it is open. */
export type GateReading = {
  readonly sample: Sample;
  /** The two numbers of the Beta prior. */
  readonly prior: readonly [number, number];
  /** That the rate is at least what is asked. */
  readonly probability: number;
  readonly isOpen: boolean;
};

/** As if nothing were known of the team: every rate is as likely. */
const evenPrior = [1, 1] as const;

/** The team's rate, worth so many records; the team without any record says nothing. A rate of none or of all keeps half a record of the other. */
export const priorOf = (prior: GatePrior, team: Sample): readonly [number, number] => {
  if (prior.type === "said") return [prior.good, prior.bad];
  if (team.of === 0) return evenPrior;
  const rate = (team.good + 0.5) / (team.of + 1);
  return [rate * prior.worth, (1 - rate) * prior.worth];
};

/** P(rate ≥ least | sample) where the rate is Beta(good, bad) beforehand: then it is Beta(good + successes, bad + failures). */
export const probabilityOfAtLeast = (least: number, [good, bad]: readonly [number, number], sample: Sample): number =>
  1 - betaBelow(least, good + sample.good, bad + sample.of - sample.good);

/** A line is told alike on every machine, also where the last digits of a logarithm are not. */
const steady = (value: number): number => Number(value.toPrecision(12));

/**
 * Whether what lies above the target pays. Nobody of whom there is no record is held back: what the team does would then decide alone. The
 * probability is no part of an amount: it says yes or no.
 */
export const gateReading = (gate: QualityGate, sample: Sample, team: Sample): GateReading => {
  const [good, bad] = priorOf(gate.prior, team);
  const prior = [steady(good), steady(bad)] as const;
  const whole = Number(WHOLE_FACTOR);
  const probability = steady(probabilityOfAtLeast(Number(gate.least) / whole, prior, sample));
  return { sample, prior, probability, isOpen: sample.of === 0 || probability >= Number(gate.probability) / whole };
};
