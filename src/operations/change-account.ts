import type { Caller } from "../domain/access.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { AccountChange } from "../domain/sign-in-reading.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepChoices } from "../store/users.ts";
import { accountOf } from "./account-of.ts";

/** What the caller sets for the own account: the language of pages and mails, and how pages look; null goes by the browser. */
export const changeAccount = async (
  database: Database,
  caller: Caller,
  change: AccountChange,
): Promise<Outcome<{ readonly done: true }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  await inCompany(database, companyId, async (tx) => {
    await keepChoices(tx, companyId, account.value, change);
    await keepAuditEvent(tx, companyId, { by, act: "change-account", subject: "user", subjectId: by, after: change });
  });
  return accepted({ done: true });
};
