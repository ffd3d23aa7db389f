import type { Quota } from "../api.ts";

/** The day after the last one on which a quota was asked, when it was asked on some days of the period alone; null otherwise. */
export const ownDaysEndOf = ({ derivation }: Pick<Quota, "derivation">): string | null => {
  const parts = derivation.filter((step) => step.step === "part");
  const last = parts.at(-1);
  return last !== undefined && parts.reduce((days, part) => days + part.days, 0) < last.ofDays ? last.endsBefore : null;
};
