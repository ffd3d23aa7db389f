import { inCompany, type Database } from "../store/database.ts";
import { forgetOldTries } from "../store/failed-tries.ts";
import { forgetSessions, forgetSteps } from "../store/sessions.ts";
import { SESSION } from "./find-caller.ts";

const HOUR_SECONDS = 3_600;

/** Forgets what nobody can come in by any more, and tries that count no longer. */
export const forgetSignIns = (database: Database, companyId: number): Promise<void> =>
  inCompany(database, companyId, async (tx) => {
    await forgetSessions(tx, companyId, SESSION);
    await forgetSteps(tx, companyId, { userNumber: null, seconds: HOUR_SECONDS });
    await forgetOldTries(tx, companyId, HOUR_SECONDS);
  });
