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
import { inPasswordTurn } from "./sign-in/password-turn.ts";
import { sealProof, type Proof } from "./sign-in/proof.ts";
import { beginTry, endTries, triesAt } from "./sign-in/tries.ts";
import { stillOpenIn, type StillOpen } from "./list-ways-in.ts";

export type PasswordChanging = {
  readonly order: unknown;
  /** The secret of the session that stays. */
  readonly shown: string | null;
  readonly nowMs: number;
};

export type PasswordChanged = {
  readonly sessionsEnded: number;
  readonly stillOpen: StillOpen;
  /** Who knew the password until now has proved who they are. */
  readonly proof: Proof;
};

/**
 * Another password for the caller's own account; every other session of it ends, and no link that was made before opens anything. Tells what goes
 * on opening it. Refuses a present password that is not right, and after ten of these every one for a while.
 */
export const changePassword = (
  database: Database,
  secret: Secret,
  caller: Caller,
  changing: PasswordChanging,
): Promise<Outcome<PasswordChanged>> => inPasswordTurn(() => change(database, secret, caller, changing));

const change = async (
  database: Database,
  secret: Secret,
  caller: Caller,
  { order, shown, nowMs }: PasswordChanging,
): Promise<Outcome<PasswordChanged>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  const user = await inCompany(database, companyId, (tx) => userByNumber(tx, companyId, account.value));
  const read = readPasswordChange(order, ownWordsOf(user?.email ?? null));
  if (!read.ok) return read;
  const key = triesAt(account.value);
  const counted = await beginTry(database, secret, companyId, key);
  if (!counted.ok) return counted;
  if (!(await isPassword(user?.passwordHash ?? null, read.value.current))) return refused(refusal("password-wrong", "/current"));
  const passwordHash = await hashOfPassword(read.value.password);
  const changed = await inCompany(database, companyId, async (tx) => {
    await keepPassword(tx, companyId, account.value, passwordHash);
    const except = parseCredential(shown ?? "")?.secretHash ?? null;
    const ended = await endSessionRows(tx, companyId, { userNumber: account.value, why: "password", except });
    await forgetSteps(tx, companyId, { userNumber: account.value, seconds: 0 });
    await replaceLinks(tx, companyId, account.value);
    await keepAuditEvent(tx, companyId, { by, act: "change-password", subject: "user", subjectId: by, after: { sessionsEnded: ended } });
    return { sessionsEnded: ended, stillOpen: await stillOpenIn(tx, { companyId, userNumber: account.value, by }) };
  });
  await endTries(database, secret, companyId, key);
  return accepted({ ...changed, proof: sealProof(secret, { companyId, userNumber: account.value, session: shown ?? "" }, nowMs) });
};
