import type { Settings } from "../domain/company.ts";
import type { PlanInForce } from "../domain/ask.ts";
import { tablesNamed, targetsByTable, type TargetsInForce, noTargets } from "../domain/target-table.ts";
import type { Transaction } from "../store/database.ts";
import { targetsIn } from "../store/targets.ts";

/** What the tables that plans in force name say in their periods, in one query; none when no plan names a table. */
export const loadTargets = async (tx: Transaction, settings: Settings, inForce: readonly PlanInForce[]): Promise<TargetsInForce> => {
  const startOf = new Map(inForce.flatMap(({ version, period }) => tablesNamed(version).map((table) => [table, period.startsOn] as const)));
  const tables = settings.company.targetTables.filter(({ id }) => startOf.has(id));
  if (tables.length === 0) return noTargets;
  const periods = tables.map(({ number, id }) => ({ tableNumber: number, startsOn: startOf.get(id) ?? 0 }));
  return targetsByTable(tables, await targetsIn(tx, settings.companyId, periods));
};
