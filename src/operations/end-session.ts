import type { Caller } from "../domain/access.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endSessionRows } from "../store/sessions.ts";
import { accountOf } from "./account-of.ts";

/** Ends one session of the caller's own account, by its number. Refuses a number that is none of theirs. */
export const endSession = async (database: Database, caller: Caller, number: number): Promise<Outcome<{ readonly ended: number }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  return inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly ended: number }>> => {
    const ended = await endSessionRows(tx, companyId, { userNumber: account.value, why: "ended", number });
    if (ended === 0) return refused(refusal("not-found", "/number", { what: { en: "session", ko: "세션" }, found: number, hint: noHint }));
    await keepAuditEvent(tx, companyId, { by, act: "end-sessions", subject: "user", subjectId: by, after: { ended } });
    return accepted({ ended });
  });
};
