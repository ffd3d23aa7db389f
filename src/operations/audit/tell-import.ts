import { keepAuditEvent } from "../../store/audit-events.ts";
import { inCompany, type Database } from "../../store/database.ts";
import { doer } from "../../store/doer.ts";

/** One event for a whole file, with what it came to: record by record the log itself says what came when. */
export const tellImport = (
  database: Database,
  companyId: number,
  {
    what,
    by = doer(),
    counts,
  }: { readonly what: string; readonly by?: string | undefined; readonly counts: Readonly<Record<string, number>> },
): Promise<void> =>
  inCompany(database, companyId, (tx) =>
    keepAuditEvent(tx, companyId, { by, act: `import-${what}`, subject: "file", subjectId: what, after: counts }),
  );
