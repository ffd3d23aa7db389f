import type { PlanInForce } from "../domain/ask.ts";
import type { Settings } from "../domain/company.ts";
import { noTargets, tablePeriodsOf, targetsByTable, type TargetsInForce } from "../domain/target-table.ts";
import type { Transaction } from "../store/database.ts";
import { targetsIn } from "../store/targets.ts";

/** What the tables that plans in force name say in their periods, in one query; none when no plan names a table. */
export const loadTargets = async (tx: Transaction, settings: Settings, inForce: readonly PlanInForce[]): Promise<TargetsInForce> => {
  const tables = new Map(settings.company.targetTables.map((table) => [table.id, table]));
  const periods = tablePeriodsOf(inForce).flatMap(({ table, startsOn }) => {
    const found = tables.get(table);
    return found === undefined ? [] : [{ tableNumber: found.number, startsOn }];
  });
  if (periods.length === 0) return noTargets;
  return targetsByTable([...tables.values()], await targetsIn(tx, settings.companyId, periods));
};
