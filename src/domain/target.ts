import { rounded, type Rounding } from "./apportion.ts";
import type { Ask, AskedQuota, PlanInForce } from "./ask.ts";
import type { Credit } from "./credit.ts";
import type { Span } from "./day.ts";
import { WHOLE_FACTOR } from "./factor.ts";
import { fraction, type Fraction } from "./fraction.ts";
import type { RampStand } from "./ramp.ts";
import type { Work, WorkingTime } from "./working-days.ts";

/** What of a target is asked of a member, and why. */
export type ScaleStep =
  | ({ readonly step: "ramp" } & RampStand)
  /** `time` of the days that it is about, against what the full-time week has in the whole period. */
  | { readonly step: "proration"; readonly time: WorkingTime; readonly ofWork: Work }
  /** The target is no amount of work (a ratio, a floor): ramp and working days leave it as it is. */
  | { readonly step: "unscaled" };

/** `exact` is in credits; told only where it is no multiple of what is rounded to. */
export type RoundingStep = { readonly step: "rounding"; readonly rule: Rounding; readonly exact: Fraction };

/** Exact, not in lowest terms. */
export type Share = { readonly done: bigint; readonly of: bigint };

/** The product of the steps. Of a period in which the full-time week has no work nothing is asked. */
export const shareOf = (steps: readonly ScaleStep[]): Share =>
  steps.reduce(
    ({ done, of }, step): Share => {
      if (step.step === "unscaled") return { done, of };
      if (step.step === "ramp") return { done: done * step.share, of: of * WHOLE_FACTOR };
      return step.ofWork === 0 ? { done: 0n, of } : { done: done * BigInt(step.time.worked), of: of * BigInt(step.ofWork) };
    },
    { done: 1n, of: 1n },
  );

/** How much of what plans ask is asked of one member. */
export type Scaling = {
  /** Null where the whole target is asked. The days are those of one phase. */
  readonly rampOf: (ask: Ask, span: Span) => RampStand | null;
  readonly prorationIn: (span: Span) => ScaleStep;
};

export const isScaled = ({ version: { ramp, proration } }: PlanInForce): boolean => ramp !== null || proration !== "none";

/** Whether the share of the target that is asked on some days is found by the working days among them. */
export const isByWorkingDays = ({ version }: PlanInForce, { isUnscaled }: AskedQuota): boolean =>
  version.proration !== "none" && !isUnscaled;

/** What makes of a quota's target what is asked of the member on some days of one phase. */
export const scaleStepsOf = (ask: Ask, quota: AskedQuota, span: Span, { rampOf, prorationIn }: Scaling): readonly ScaleStep[] => {
  if (quota.isUnscaled) return [{ step: "unscaled" }];
  if (!isScaled(ask)) return [];
  const stand = rampOf(ask, span);
  return [...(stand === null ? [] : [{ step: "ramp" as const, ...stand }]), ...(isByWorkingDays(ask, quota) ? [prorationIn(span)] : [])];
};

export type Rounded = { readonly target: Credit; readonly rounding: readonly RoundingStep[] };

/** `done / of` credits as a target, a multiple of the step. */
export const roundedTarget = ({ done, of }: Share, { step, rule }: { readonly step: Credit; readonly rule: Rounding }): Rounded => {
  const target = rounded(done, of, step, rule);
  return { target, rounding: target * of === done ? [] : [{ step: "rounding", rule, exact: fraction(done, of) }] };
};
