import { companyFileOf } from "../domain/company-writing.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { writeCompanyText, type CompanyFormat } from "./company-file/write.ts";

/** The company as the text of a file. Applying it changes nothing; on an empty installation it makes the same company. */
export const exportCompany = async (database: Database, companyId: number, format: CompanyFormat = "yaml"): Promise<string> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  return writeCompanyText(companyFileOf(settings), format);
};
