import { sql } from "kysely";
import type { Settings } from "../../src/domain/company.ts";
import { ownCompany } from "../../src/store/company-lock.ts";
import { acrossCompanies, inCompany, type Database } from "../../src/store/database.ts";
import { saveSettings } from "../../src/store/save-settings.ts";
import { settleSettings } from "../../src/store/settle.ts";

/** A company's number in the directory. */
export const createCompany = async (database: Database, id: string): Promise<number> =>
  acrossCompanies(database, async (tx) => {
    const { rows } = await sql<{ company_id: number }>`insert into companies (id) values (${id}) returning company_id`.execute(tx);
    return rows[0]?.company_id ?? 0;
  });

/** Sets a company as the company file would, and lets the numbers follow. What holds then. */
export const setCompany = (database: Database, before: Settings | null, after: Settings): Promise<Settings> =>
  inCompany(database, after.companyId, async (tx) => {
    await ownCompany(tx, after.companyId);
    const saved = await saveSettings(tx, before, after, { by: "test", changes: [] });
    await settleSettings(tx, before, saved);
    return saved;
  });
