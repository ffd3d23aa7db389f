import type { Caller, Permission } from "../domain/access.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";

/** Notes that somebody who is signed in asked for what they may not do: who looks after the company's security looks for these. */
export const noteRefusedAccess = (
  database: Database,
  { companyId, by }: Caller,
  { operation, permission }: { readonly operation: string; readonly permission: Permission },
): Promise<void> =>
  inCompany(database, companyId, (tx) =>
    keepAuditEvent(tx, companyId, { by, act: "refuse-access", subject: "operation", subjectId: operation, after: { permission } }),
  );
