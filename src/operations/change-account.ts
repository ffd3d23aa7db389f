import type { Caller } from "../domain/access.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepLanguage } from "../store/users.ts";
import { accountOf } from "./account-of.ts";

/** What the caller sets for the own account: the language that pages and mails have; null goes by the browser. */
export const changeAccount = async (
  database: Database,
  caller: Caller,
  { language }: { readonly language: Language | null },
): Promise<Outcome<{ readonly done: true }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  await inCompany(database, companyId, async (tx) => {
    await keepLanguage(tx, companyId, account.value, language);
    await keepAuditEvent(tx, companyId, { by, act: "change-account", subject: "user", subjectId: by, after: { language } });
  });
  return accepted({ done: true });
};
