import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

/** The id of the member that an account is. */
export const memberOfAccount = (database: Database, companyId: number, memberNumber: number): Promise<string | undefined> =>
  inCompany(
    database,
    companyId,
    async (tx) => (await loadSettings(tx, companyId)).members.find(({ number }) => number === memberNumber)?.id,
  );
