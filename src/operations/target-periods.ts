import type { Settings } from "../domain/company.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { TargetChange } from "../domain/target-word.ts";
import type { Transaction } from "../store/database.ts";
import { openDays } from "./open-periods.ts";

/**
 * What is changed of periods that are closed: their statements stand. Nobody went by a table that is new, so it may say anything. The caller owns
 * the company.
 */
export const refuseClosed = async (
  tx: Transaction,
  settings: Settings,
  changes: readonly TargetChange[],
  isNew: boolean,
): Promise<readonly Refusal[]> => {
  const periods = new Map(isNew ? [] : changes.map((change) => [change.period.startsOn, change]));
  const found: Refusal[] = [];
  for (const { period, pointer } of periods.values()) {
    const open = await openDays(tx, settings, period);
    if (!open.ok) found.push(...open.refusals.map((refusal) => ({ ...refusal, pointer })));
  }
  return found;
};
