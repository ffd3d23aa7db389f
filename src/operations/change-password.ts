import type { Caller } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownWordsOf, readPasswordChange } from "../domain/sign-in-reading.ts";
import { replaceLinks } from "../store/account-links.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { endSessionRows, forgetSteps } from "../store/sessions.ts";
import { keepPassword, userByNumber } from "../store/users.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";
import { hashOfPassword, isPassword } from "./password-hash.ts";
import { beginTry, endTries, type TryKey } from "./sign-in/tries.ts";

/**
 * Another password for the caller's own account; every other session of it ends, and no link that was made before opens anything. Refuses a
 * present password that is not right, and after ten of these every one for a while.
 */
export const changePassword = async (
  database: Database,
  secret: Secret,
  caller: Caller,
  { order, shown }: { readonly order: unknown; readonly shown: string | null },
): Promise<Outcome<{ readonly done: true }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  const user = await inCompany(database, companyId, (tx) => userByNumber(tx, companyId, account.value));
  const read = readPasswordChange(order, ownWordsOf(user?.email ?? null));
  if (!read.ok) return read;
  const key: TryKey = { what: "account", key: `change ${account.value}` };
  const counted = await beginTry(database, secret, companyId, key);
  if (!counted.ok) return counted;
  if (!(await isPassword(user?.passwordHash ?? null, read.value.current))) return refused(refusal("password-wrong", "/current"));
  const passwordHash = await hashOfPassword(read.value.password);
  await inCompany(database, companyId, async (tx) => {
    await keepPassword(tx, companyId, account.value, passwordHash);
    const except = parseCredential(shown ?? "")?.secretHash ?? null;
    const ended = await endSessionRows(tx, companyId, { userNumber: account.value, why: "password", except });
    await forgetSteps(tx, companyId, { userNumber: account.value, seconds: 0 });
    await replaceLinks(tx, companyId, account.value);
    await keepAuditEvent(tx, companyId, { by, act: "change-password", subject: "user", subjectId: by, after: { sessionsEnded: ended } });
  });
  await endTries(database, secret, companyId, key);
  return accepted({ done: true });
};
