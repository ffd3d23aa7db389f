import type { Caller } from "../domain/access.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endSessionRows } from "../store/sessions.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";

/** Ends every session of the caller's own account but the one that asks, whose secret is `shown`. */
export const endOtherSessions = async (
  database: Database,
  caller: Caller,
  shown: string | null,
): Promise<Outcome<{ readonly ended: number }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  return inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly ended: number }>> => {
    const except = parseCredential(shown ?? "")?.secretHash ?? null;
    const ended = await endSessionRows(tx, companyId, { userNumber: account.value, why: "ended", except });
    if (ended > 0) await keepAuditEvent(tx, companyId, { by, act: "end-sessions", subject: "user", subjectId: by, after: { ended } });
    return accepted({ ended });
  });
};
