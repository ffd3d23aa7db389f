import { inCompany, type Database } from "../store/database.ts";
import { findSettings } from "../store/settings.ts";
import { foldChanges } from "../store/tally.ts";

/** Takes a company's recent changes into the summed-up tally, so that reading stays fast. How many it took; 0 when there was nothing to do. */
export const foldTallies = (database: Database, companyId: number): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await findSettings(tx, companyId);
    return settings === null ? 0 : foldChanges(tx, companyId, settings.company.calendar.firstWeekday);
  });
