import type { Caller } from "../domain/access.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { liveSessions, type SessionEntry } from "../store/sessions.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";
import { SESSION } from "./find-caller.ts";

const MOST = 200;

/** By what the caller's account is signed in, the last used first; `shown` is the secret of the session that asks. */
export const listSessions = async (
  database: Database,
  caller: Caller,
  shown: string | null,
): Promise<Outcome<{ readonly sessions: readonly SessionEntry[] }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const thisHash = parseCredential(shown ?? "")?.secretHash ?? null;
  const sessions = await inCompany(database, caller.companyId, (tx) =>
    liveSessions(tx, caller.companyId, { userNumber: account.value, thisHash, ...SESSION, limit: MOST }),
  );
  return accepted({ sessions });
};
