import type { Caller } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { forgetFactor, ownFactor } from "../store/second-factors.ts";
import { accountOf } from "./account-of.ts";

/** Turns the second factor off; what proves that its owner asks has asked for one of its codes. Refuses where none is on. */
export const endSecondFactor = async (database: Database, caller: Caller): Promise<Outcome<{ readonly done: true }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  return inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly done: true }>> => {
    if ((await ownFactor(tx, companyId, account.value))?.isConfirmed !== true) return refused(refusal("second-factor-off", ""));
    await forgetFactor(tx, companyId, account.value);
    await keepAuditEvent(tx, companyId, { by, act: "end-second-factor", subject: "user", subjectId: by });
    return accepted({ done: true });
  });
};
