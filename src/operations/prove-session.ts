import type { SessionProofOrder } from "../domain/sign-in-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { userByNumber } from "../store/users.ts";
import { isPassword } from "./password-hash.ts";
import { inPasswordTurn } from "./sign-in/password-turn.ts";
import { sealProof, type Proof } from "./sign-in/proof.ts";
import { takeCode } from "./sign-in/second-factor.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";
import { beginTry, endTries, triesAt } from "./sign-in/tries.ts";
import { withCode } from "./sign-in/with-code.ts";

export type Proving = {
  readonly order: SessionProofOrder;
  /** The secret of the session that asks. */
  readonly session: string;
  readonly nowMs: number;
};

/**
 * Proves by the password, and by a code where the account has a second factor, that the account's owner is who asks: for ten minutes this browser may change by what
 * the account signs in. Refuses a password that is not right, and after ten of these every one for a while; a code that does not fit, or is missing.
 */
export const proveSession = (database: Database, secret: Secret, user: SignedInUser, proving: Proving): Promise<Outcome<Proof>> =>
  inPasswordTurn(() => prove(database, secret, user, proving));

const prove = async (
  database: Database,
  secret: Secret,
  { companyId, userNumber, by }: SignedInUser,
  { order: { password, code }, session, nowMs }: Proving,
): Promise<Outcome<Proof>> => {
  const tries = triesAt(userNumber);
  const counted = await beginTry(database, secret, companyId, tries);
  if (!counted.ok) return counted;
  const user = await inCompany(database, companyId, (tx) => userByNumber(tx, companyId, userNumber));
  if (!(await isPassword(user?.passwordHash ?? null, password))) return refused(refusal("password-wrong", "/password"));
  await endTries(database, secret, companyId, tries);
  if (user?.hasSecondFactor === true) {
    if (code === null) return refused(refusal("required", "/code"));
    const taken = await withCode(database, secret, companyId, {
      userNumber,
      work: async (tx) =>
        (await takeCode(tx, secret, companyId, { userNumber, code, nowMs })) ? accepted(true) : refused(refusal("code-wrong", "/code")),
    });
    if (!taken.ok) return taken;
  }
  const after = { way: user?.hasSecondFactor === true ? "password and second factor" : "password" };
  await inCompany(database, companyId, (tx) =>
    keepAuditEvent(tx, companyId, { by, act: "prove-session", subject: "user", subjectId: by, after }),
  );
  return accepted(sealProof(secret, { companyId, userNumber, session }, nowMs));
};
