import type { Caller } from "../domain/access.ts";
import { nameIn } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { keepFactor, ownFactor } from "../store/second-factors.ts";
import { loadSettings } from "../store/settings.ts";
import { userByNumber } from "../store/users.ts";
import { accountOf } from "./account-of.ts";
import { newTotpSecret, totpUri } from "./sign-in/one-time-codes.ts";
import { sealFactor } from "./sign-in/second-factor.ts";

/** A secret for the caller's app, asked for from its first code on. Refuses where one is asked for already. */
export const beginSecondFactor = async (
  database: Database,
  secret: Secret,
  caller: Caller,
): Promise<Outcome<{ readonly secret: string; readonly uri: string }>> => {
  const account = accountOf(caller);
  if (!account.ok) return account;
  const { companyId, by } = caller;
  return inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly secret: string; readonly uri: string }>> => {
    const { company } = await loadSettings(tx, companyId);
    const user = await userByNumber(tx, companyId, account.value);
    const totpSecret = newTotpSecret();
    if ((await ownFactor(tx, companyId, account.value))?.isConfirmed === true) return refused(refusal("second-factor-on", ""));
    await keepFactor(tx, companyId, account.value, sealFactor(secret, totpSecret));
    await keepAuditEvent(tx, companyId, { by, act: "begin-second-factor", subject: "user", subjectId: by });
    const issuer = `Attain ${nameIn(company.name, user?.language ?? "en")}`;
    return accepted({ secret: totpSecret, uri: totpUri(totpSecret, { issuer, account: user?.email ?? by }) });
  });
};
