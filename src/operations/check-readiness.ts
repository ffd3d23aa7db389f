import type { Database } from "../store/database.ts";
import { reachDatabase } from "../store/reach-database.ts";

/** Whether the database answers, by then. Throws what keeps it from it. */
export const checkReadiness = (database: Database, withinMs: number): Promise<void> => reachDatabase(database, withinMs);
