import type { Caller } from "../domain/access.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

/** The id of the member that the caller is; null of one who is none. */
export const findOwnMember = (database: Database, { companyId, memberNumber }: Caller): Promise<string | null> =>
  inCompany(database, companyId, async (tx) => {
    const { members } = await loadSettings(tx, companyId);
    return members.find(({ number }) => number === memberNumber)?.id ?? null;
  });
