import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { presentFile } from "./company-file/file-version.ts";
import type { CompanyFormat } from "./company-file/write.ts";

export { fileVersion } from "./company-file/file-version.ts";

/** The company as the text of a file. Applying it changes nothing; on an empty installation it makes the same company. */
export const exportCompany = (database: Database, companyId: number, format: CompanyFormat = "yaml"): Promise<string> =>
  inCompany(database, companyId, async (tx) => presentFile(tx, await loadSettings(tx, companyId), format), {
    isolation: "repeatable read",
  });
