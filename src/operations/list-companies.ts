import { firstCompanies, type CompanyEntry } from "../store/companies.ts";
import { acrossCompanies, type Database } from "../store/database.ts";

const MOST = 10_000;

/** The companies of this installation by id, at most 10,000. */
export const listCompanies = (database: Database): Promise<readonly CompanyEntry[]> =>
  acrossCompanies(database, (tx) => firstCompanies(tx, MOST));
