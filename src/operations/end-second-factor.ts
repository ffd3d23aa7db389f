import type { Caller } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import type { Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { forgetFactor, ownFactor } from "../store/second-factors.ts";
import { accountOf } from "./account-of.ts";
import { takeCode } from "./sign-in/second-factor.ts";
import { withCode, type CodeShown } from "./sign-in/with-code.ts";

/** Turns the second factor off by one more of its codes, or a recovery code. */
export const endSecondFactor = async (
  database: Database,
  secret: Secret,
  caller: Caller,
  { code, nowMs }: CodeShown,
): Promise<Outcome<{ readonly done: true }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  const userNumber = account.value;
  return withCode(database, secret, caller, {
    userNumber,
    work: async (tx): Promise<Outcome<{ readonly done: true }>> => {
      if ((await ownFactor(tx, companyId, userNumber))?.isConfirmed !== true) return refused(refusal("second-factor-off", ""));
      if (!(await takeCode(tx, secret, companyId, { userNumber, code, nowMs }))) return refused(refusal("code-wrong", "?code"));
      await forgetFactor(tx, companyId, userNumber);
      await keepAuditEvent(tx, companyId, { by, act: "end-second-factor", subject: "user", subjectId: by });
      return accepted({ done: true });
    },
  });
};
