import { leaveEntries } from "../domain/company-writing.ts";
import { holds } from "../domain/leave.ts";
import { companyFileWithTargets } from "../domain/target-table-writing.ts";
import { inCompany, type Database } from "../store/database.ts";
import { openLeaves } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { targetsOfTables } from "../store/targets.ts";
import { writeCompanyText, type CompanyFormat } from "./company-file/write.ts";

/** The company as the text of a file. Applying it changes nothing; on an empty installation it makes the same company. */
export const exportCompany = async (database: Database, companyId: number, format: CompanyFormat = "yaml"): Promise<string> => {
  const file = await inCompany(
    database,
    companyId,
    async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const tables = settings.company.targetTables.map(({ number }) => number);
      const leaves = (await openLeaves(tx, companyId, null)).filter(({ state }) => holds(state));
      return {
        ...companyFileWithTargets(settings, await targetsOfTables(tx, companyId, tables)),
        ...(leaves.length === 0 ? {} : { leaves: leaveEntries(leaves, settings.members) }),
      };
    },
    { isolation: "repeatable read" },
  );
  return writeCompanyText(file, format);
};
