import { firstCompanies } from "../store/companies.ts";
import { acrossCompanies, type Database } from "../store/database.ts";

/** Whether anything could be answered now. Throws what keeps the database from it. */
export const checkReadiness = async (database: Database): Promise<void> => {
  await acrossCompanies(database, (tx) => firstCompanies(tx, 1), { timeoutSeconds: 1 });
};
