import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endSessionRows } from "../store/sessions.ts";
import { userBySession } from "../store/users.ts";
import { parseCredential } from "./credentials.ts";
import { SESSION } from "./find-caller.ts";

/** Ends the session with this secret; of one that there is not, or no more, nothing is said. */
export const signOut = async (database: Database, text: string): Promise<void> => {
  const credential = parseCredential(text);
  if (credential?.type !== "session") return;
  const { companyId, secretHash } = credential;
  await inCompany(database, companyId, async (tx) => {
    const user = await userBySession(tx, companyId, secretHash, SESSION);
    if (user === undefined) return;
    const ended = await endSessionRows(tx, companyId, { userNumber: user.number, why: "signed-out", only: secretHash });
    if (ended > 0) await keepAuditEvent(tx, companyId, { by: user.id, act: "sign-out", subject: "user", subjectId: user.id });
  });
};
