import type { PlanEntry, RampEntry } from "./company-file.ts";
import { take, type Findings } from "./company-reading-basics.ts";
import { factorText, WHOLE_FACTOR, type Factor } from "./factor.ts";
import { plainDecimal, readInteger } from "./number.ts";
import { cadences, type Cadence, type CompanyCadence } from "./period.ts";
import { throughFieldOf, throughFields, type Ramp, type RampStep } from "./ramp.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";

const DECIMALS = 4;
const MOST_PERIODS = 400n;

/** `50%` or `0.5`, exactly: at most four decimals of the whole, two of a percentage, and no more than the whole. */
export const readShare = (value: number | string, pointer: string): Outcome<Factor> => {
  const text = String(value).trim();
  const isPercent = text.endsWith("%");
  const number = plainDecimal(isPercent ? text.slice(0, -1).trimEnd() : text);
  const found = shown(text);
  const decimals = isPercent ? DECIMALS - 2 : DECIMALS;
  if (number === undefined || number.isNegative) return refused(refusal("ramp-share", pointer, { found }));
  if (number.decimals.length > decimals) return refused(refusal("ramp-share-decimals", pointer, { found, decimals }));
  const share = BigInt(number.whole + number.decimals.padEnd(decimals, "0"));
  return share > WHOLE_FACTOR ? refused(refusal("number-range", pointer, { found, limit: factorText(WHOLE_FACTOR) })) : accepted(share);
};

const ownPeriods = (cadence: Cadence) => ({ cadence, field: "throughPeriod" }) as const;

/** Whether such periods are shorter than the plan's. Those of a list are of any length. */
const isShorter = (cadence: Cadence, ofPlan: Cadence): boolean => {
  const [one, other] = [cadence, ofPlan].map((each) =>
    cadences.indexOf(each.startsWith("month-from-") ? "month" : (each as CompanyCadence)),
  );
  return one !== undefined && other !== undefined && one !== -1 && one < other;
};

type Read = RampStep & { readonly cadence: Cadence };

const readStep = (findings: Findings, entry: RampEntry, ofPlan: Cadence, pointer: string): Read | undefined => {
  const share = take(findings, readShare(entry.share, `${pointer}/share`), 0n);
  const named = [...cadences.map((cadence) => ({ cadence, field: throughFields[cadence] })), ownPeriods(ofPlan)].filter(
    ({ field }) => (entry[field] ?? null) !== null,
  );
  const [only] = named;
  if (only === undefined || named.length > 1) {
    findings.push(refusal("ramp-through", pointer, { found: named.length }));
    return undefined;
  }
  const { cadence, field } = only;
  const through = take(findings, readInteger(entry[field], `${pointer}/${field}`, { min: 1n, max: MOST_PERIODS }), 0n);
  return { cadence, through: Number(through), share };
};

/**
 * The ramp of a version of a plan, null when it has none. Refuses steps that count other periods than the first, that do not ascend, and
 * periods shorter than the plan's, of which it could not be said in which one a member is.
 */
export const readRamp = (findings: Findings, { ramp, rampFrom }: PlanEntry, cadence: Cadence, pointer: string): Ramp | null => {
  const from = rampFrom ?? "employment";
  if (ramp === null || ramp === undefined) {
    if (rampFrom !== null && rampFrom !== undefined) findings.push(refusal("ramp-from-alone", `${pointer}/rampFrom`));
    return null;
  }
  const steps = ramp.flatMap((entry, index) => readStep(findings, entry, cadence, `${pointer}/ramp/${index}`) ?? []);
  const [first, ...rest] = steps;
  if (first === undefined) return null;
  for (const [index, step] of rest.entries()) {
    const at = `${pointer}/ramp/${index + 1}`;
    const before = steps[index] ?? first;
    if (step.cadence !== first.cadence)
      findings.push(refusal("ramp-mixed", at, { found: throughFieldOf(step.cadence), first: throughFieldOf(first.cadence) }));
    else if (step.through <= before.through)
      findings.push(refusal("ramp-order", `${at}/${throughFieldOf(step.cadence)}`, { found: step.through, before: before.through }));
  }
  if (isShorter(first.cadence, cadence))
    findings.push(
      refusal("ramp-shorter", `${pointer}/ramp/0/${throughFieldOf(first.cadence)}`, {
        found: throughFieldOf(first.cadence),
        cadence,
        first: throughFieldOf(cadence),
      }),
    );
  const plain = ({ through, share }: Read): RampStep => ({ through, share });
  return { cadence: first.cadence, from, steps: [plain(first), ...rest.map(plain)] };
};
