import type { DisputesEntry } from "./company-file.ts";
import type { Findings } from "./company-reading-basics.ts";
import { defaultDisputeRules, type DisputeRules } from "./dispute-rules.ts";
import { refusal } from "./refusal.ts";

/** A dispute that waits longer is about numbers that nobody remembers. */
const mostDays = 90;

export const readDisputeRules = (findings: Findings, entry: DisputesEntry): DisputeRules => {
  const read = (field: keyof DisputeRules): number => {
    const found = entry[field] ?? defaultDisputeRules[field];
    if (!Number.isInteger(found) || found < 1 || found > mostDays)
      findings.push(refusal("dispute-days", `/disputes/${field}`, { found, limit: mostDays }));
    return found;
  };
  return { decideWithinDays: read("decideWithinDays"), appealWithinDays: read("appealWithinDays") };
};
