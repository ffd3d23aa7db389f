import type { RetentionEntry } from "./company-file.ts";
import type { Findings } from "./company-reading-basics.ts";
import { isFields, refuseUnknown } from "./field-reading.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { retentionFields, type Retention } from "./retention.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

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

const known: ReadonlySet<string> = new Set(retentionFields);

/** How long things are kept, where that alone is changed; whether the months can be is said by the company file. Refuses with every wrong at once. */
export const readRetentionOrder = (fields: unknown): Outcome<Retention> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"sessions": 12}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  const months = retentionFields.flatMap((field): readonly (readonly [string, number])[] => {
    const value = fields[field];
    if (isMissing(value)) return [];
    if (typeof value === "number") return [[field, value]];
    found.push(refusal("retention-months", `/${field}`, { found: shown(JSON.stringify(value)), limit: mostMonths }));
    return [];
  });
  return outcomeOf(() => Object.fromEntries(months), found);
};
