import { acrossCompanies, inCompany, type Database } from "../store/database.ts";
import { firstCompanies } from "../store/companies.ts";
import { hasUsers } from "../store/users.ts";

const MOST = 10_000;
/** Where somebody has an account somebody always will: one that ended was there. */
const setUp = new WeakSet<Database>();

/** Whether nobody in the installation has, or ever had, an account. */
export const needsSetUp = async (database: Database): Promise<boolean> => {
  if (setUp.has(database)) return false;
  for (const { companyId } of await acrossCompanies(database, (tx) => firstCompanies(tx, MOST))) {
    if (!(await inCompany(database, companyId, (tx) => hasUsers(tx, companyId)))) continue;
    setUp.add(database);
    return false;
  }
  return true;
};
