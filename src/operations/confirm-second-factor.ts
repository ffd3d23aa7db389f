import type { Caller } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import type { Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { confirmFactor, ownFactor } from "../store/second-factors.ts";
import { endSessionRows } from "../store/sessions.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";
import { newRecoveryCodes, stepOfCode } from "./sign-in/one-time-codes.ts";
import { openFactor, recoveryHash } from "./sign-in/second-factor.ts";
import { withCode, type CodeShown } from "./sign-in/with-code.ts";

/** Turns the second factor on by its first code: ten recovery codes, shown this once. Sessions elsewhere, which came in without it, end. */
export const confirmSecondFactor = async (
  database: Database,
  secret: Secret,
  caller: Caller,
  { code, nowMs, shown }: CodeShown & { readonly shown: string | null },
): Promise<Outcome<{ readonly recoveryCodes: readonly string[] }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  const userNumber = account.value;
  return withCode(database, secret, companyId, {
    userNumber,
    work: async (tx): Promise<Outcome<{ readonly recoveryCodes: readonly string[] }>> => {
      const factor = await ownFactor(tx, companyId, userNumber);
      if (factor === undefined) return refused(refusal("second-factor-off", ""));
      if (factor.isConfirmed) return refused(refusal("second-factor-on", ""));
      const step = stepOfCode(openFactor(secret, factor.sealedSecret), code, { nowMs, after: factor.lastStep });
      if (step === undefined) return refused(refusal("code-wrong", "/code"));
      const recoveryCodes = newRecoveryCodes();
      await confirmFactor(tx, companyId, { userNumber, step, codeHashes: recoveryCodes.map((each) => recoveryHash(secret, each)) });
      const except = parseCredential(shown ?? "")?.secretHash ?? null;
      await endSessionRows(tx, companyId, { userNumber, why: "second-factor", except });
      await keepAuditEvent(tx, companyId, { by, act: "confirm-second-factor", subject: "user", subjectId: by });
      return accepted({ recoveryCodes });
    },
  });
};
