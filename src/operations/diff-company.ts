import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { applyCompany } from "./apply-company.ts";
import type { ApplyOptions, CompanyChanges } from "./company-file/apply-file.ts";

/** What applying the file would change, told as `applyCompany` tells it; nothing is written. Refuses what applying would refuse. */
export const diffCompany = (
  database: Database,
  input: unknown,
  options: Pick<ApplyOptions, "today" | "numbers"> = {},
): Promise<Outcome<CompanyChanges>> => applyCompany(database, input, { ...options, by: "", dryRun: true });
