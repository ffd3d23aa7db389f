import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { tableJson, type TargetTableJson } from "./show-targets.ts";

/** The company's target tables, in the order in which they came; what has ended is among them. */
export const listTargetTables = (database: Database, companyId: number): Promise<readonly TargetTableJson[]> =>
  inCompany(database, companyId, async (tx) => (await loadSettings(tx, companyId)).company.targetTables.map(tableJson));
