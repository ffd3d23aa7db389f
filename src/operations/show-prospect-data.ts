import type { Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { showPersonalData, type DataFile } from "./show-personal-data.ts";

/** Everything that is stored about a prospect, who is named by any of the names that it has. */
export const showProspectData = (database: Database, companyId: number, prospect: string, file: DataFile): Promise<Outcome<void>> =>
  showPersonalData(database, companyId, { prospect }, file);
