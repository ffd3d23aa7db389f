import { refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { showPersonalData, type DataFile } from "./show-personal-data.ts";

/** Everything that is stored about the member that one is oneself. Refuses an account that is none. */
export const showOwnPersonalData = async (
  database: Database,
  companyId: number,
  memberNumber: number | null,
  file: DataFile,
): Promise<Outcome<void>> => {
  const { members } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const own = members.find(({ number }) => number === memberNumber);
  return own === undefined ? refused(refusal("account-memberless", "")) : showPersonalData(database, companyId, { member: own.id }, file);
};
