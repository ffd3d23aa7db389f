import type { Caller } from "../domain/access.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endSessionRows } from "../store/sessions.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";

/**
 * Ends one session of the caller's own account, by its number, or all but the one that asks, whose secret is `shown`. Refuses a number that
 * is none of theirs.
 */
export const endSessions = async (
  database: Database,
  caller: Caller,
  { number, shown }: { readonly number: number | null; readonly shown: string | null },
): Promise<Outcome<{ readonly ended: number }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  return inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly ended: number }>> => {
    const which = number === null ? { except: parseCredential(shown ?? "")?.secretHash ?? null } : { number };
    const ended = await endSessionRows(tx, companyId, { userNumber: account.value, why: "ended", ...which });
    if (number !== null && ended === 0)
      return refused(refusal("not-found", "/number", { what: { en: "session", ko: "세션" }, found: number, hint: noHint }));
    if (ended > 0) await keepAuditEvent(tx, companyId, { by, act: "end-sessions", subject: "user", subjectId: by, after: { ended } });
    return accepted({ ended });
  });
};
