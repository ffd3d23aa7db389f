import type { CompanyFile } from "../domain/company-file.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import type { Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyFile, type ApplyOptions, type CompanyChanges } from "./company-file/apply-file.ts";

/**
 * Changes a part of the company where it is, such as the members that an import brings. `change` gets the company as the file that it is and answers
 * with the file that it is to be; the company is owned from the reading on, so nothing that others change meanwhile is lost. Pointers of refusals are into
 * the file that `change` answered.
 */
export const changeCompany = (
  database: Database,
  companyId: number,
  change: (file: CompanyFile) => CompanyFile,
  options: ApplyOptions,
): Promise<Outcome<CompanyChanges>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      return applyFile(tx, change(companyFileOf(settings)), { companyId, settings }, options);
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok, timeoutSeconds: 120 },
  );
