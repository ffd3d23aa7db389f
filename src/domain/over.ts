import type { OverRule } from "./plan.ts";

export type PeriodStatus = "met" | "missed" | "open" | "counting" | "excused";

/** How many of the periods are met: altogether, or at most one after another. An excused one neither counts nor breaks a row. */
const doneIn = (rule: OverRule, isMet: readonly boolean[]): number => {
  let [run, longest] = [0, 0];
  for (const met of isMet) {
    run = met ? run + 1 : rule === "inARow" ? 0 : run;
    longest = Math.max(longest, run);
  }
  return longest;
};

export type OverStanding = {
  readonly done: number;
  /** No more than there are periods in which something is asked; 0 when there is none. */
  readonly needed: number;
  readonly status: PeriodStatus;
};

/**
 * Where somebody stands with what is asked over shorter periods, in their order. Missed as soon as the periods that are left cannot be
 * enough. Whoever is excused from so many that fewer than `needed` are left needs all that are left.
 */
export const overStanding = (rule: OverRule, needed: number, periods: readonly PeriodStatus[]): OverStanding => {
  const asked = periods.filter((status) => status !== "excused");
  const enough = Math.min(needed, asked.length);
  const done = doneIn(
    rule,
    asked.map((status) => status === "met"),
  );
  const atBest = doneIn(
    rule,
    asked.map((status) => status !== "missed"),
  );
  const standing = { done, needed: enough };
  if (asked.length === 0) return { ...standing, status: "excused" };
  if (done >= enough) return { ...standing, status: "met" };
  if (atBest < enough) return { ...standing, status: "missed" };
  return { ...standing, status: asked.includes("counting") ? "counting" : "open" };
};
