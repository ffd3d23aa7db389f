import { hasUnstated, undoUnstated } from "../store/closures.ts";
import { mayClose, ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { restampSettings } from "../store/settings.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

/**
 * Undoes closings that died before their statements were written: nobody has seen them, and the period is open as before. Leaves alone what is still
 * being worked on. Whether there were any.
 */
export const undoClosings = (database: Database, companyId: number): Promise<boolean> =>
  inCompany(database, companyId, async (tx) => {
    if (!(await hasUnstated(tx, companyId))) return false;
    await ownCompany(tx, companyId);
    if (!(await mayClose(tx, companyId)) || !(await undoUnstated(tx, companyId))) return false;
    await keepAuditEvent(tx, companyId, { by: doer(), act: "undo-closings", subject: "closure", subjectId: "unstated" });
    await restampSettings(tx, companyId);
    return true;
  });
