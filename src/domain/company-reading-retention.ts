import type { RetentionEntry } from "./company-file.ts";
import type { Findings } from "./company-reading-basics.ts";
import { refusal } from "./refusal.ts";
import { retentionFields, type Retention } from "./retention.ts";

/** Longer than a company is asked about its past. */
const mostMonths = 240;

export const readRetention = (findings: Findings, entry: RetentionEntry): Retention =>
  Object.fromEntries(
    retentionFields.flatMap((field) => {
      const found = entry[field];
      if (found === undefined || found === null) return [];
      if (!Number.isInteger(found) || found < 1 || found > mostMonths)
        findings.push(refusal("retention-months", `/retention/${field}`, { found, limit: mostMonths }));
      return [[field, found]];
    }),
  );
