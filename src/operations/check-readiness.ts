import type { Database } from "../store/database.ts";
import { reachDatabase } from "../store/reach-database.ts";

/** Whether the database answers, by then; `toWrite`: and takes changes. Throws what keeps it from it. */
export const checkReadiness = (database: Database, withinMs: number, needs: { readonly toWrite?: boolean } = {}): Promise<void> =>
  reachDatabase(database, withinMs, needs);
