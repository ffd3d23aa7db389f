import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { TargetChange } from "../domain/target-word.ts";
import { within } from "../domain/within.ts";
import type { Transaction } from "../store/database.ts";
import { refuseClosedPeriods } from "./open-periods.ts";

/**
 * What is changed of periods that are closed, each told once, of the first who would be changed: their statements stand. Nobody went by a table that is new, so it may say anything. The caller owns
 * the company.
 */
export const refuseClosed = async (
  tx: Transaction,
  settings: Settings,
  changes: readonly TargetChange[],
  isNew: boolean,
): Promise<readonly Refusal[]> => {
  const periods = new Map<Day, TargetChange>();
  for (const change of isNew ? [] : changes) within(periods, change.period.startsOn, () => change);
  const refuse = await refuseClosedPeriods(tx, settings);
  return [...periods.values()].flatMap(({ period, pointer, row }): readonly Refusal[] => {
    const closed = refuse(period);
    return closed === undefined ? [] : [{ ...closed, pointer, values: row === null ? closed.values : { ...closed.values, row } }];
  });
};
