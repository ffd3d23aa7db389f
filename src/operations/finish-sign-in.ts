import { rolesHeld } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { takeStep, userOfStep } from "../store/sessions.ts";
import { userByNumber } from "../store/users.ts";
import { parseCredential } from "./credentials.ts";
import { beginSession, type Browser, type SessionBegun } from "./sign-in/begin-session.ts";
import { takeCode } from "./sign-in/second-factor.ts";
import { beginTry, endTries, type TryKey } from "./sign-in/tries.ts";

/** From the password to the code. */
const STEP_SECONDS = 10 * 60;

export type FinishingSignIn = {
  /** Of the answer to the password. */
  readonly token: string;
  /** Of the cookie that came with it. */
  readonly step: string | null;
  readonly code: string;
  readonly browser: Browser;
  readonly nowMs: number;
};

/**
 * The second step: a code of the app, or a recovery code. Refuses a first step that was another browser's, of another account or ten minutes
 * ago, a code that does not fit or was used, and after five of these every one for a while.
 */
export const finishSignIn = async (
  database: Database,
  secret: Secret,
  { token, step, code, browser, nowMs }: FinishingSignIn,
): Promise<Outcome<SessionBegun>> => {
  const restart = refused(refusal("login-restart", ""));
  const [first, second] = [parseCredential(token), parseCredential(step ?? "")];
  if (first?.type !== "step" || second?.type !== "step") return restart;
  const { companyId, secretHash } = first;
  const userNumber = await inCompany(database, companyId, (tx) =>
    userOfStep(tx, companyId, { secretHash, browserHash: second.secretHash, seconds: STEP_SECONDS }),
  );
  if (userNumber === undefined) return restart;
  const key: TryKey = { what: "second-factor", key: String(userNumber) };
  const counted = await beginTry(database, secret, companyId, key);
  if (!counted.ok) return counted;
  const begun = await inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<SessionBegun>> => {
      const user = await userByNumber(tx, companyId, userNumber);
      if (user === undefined || rolesHeld(user.roles, user.hasLeft).length === 0) return restart;
      if (!(await takeCode(tx, secret, companyId, { userNumber, code, nowMs }))) return refused(refusal("login-failed", "/code"));
      if (!(await takeStep(tx, companyId, secretHash))) return restart;
      return accepted(
        await beginSession(tx, companyId, user, { ...browser, way: "password and second factor", isProof: user.passwordHash === null }),
      );
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
  if (begun.ok) await endTries(database, secret, companyId, key);
  return begun;
};
