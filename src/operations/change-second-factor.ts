import type { Caller } from "../domain/access.ts";
import { nameIn } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { confirmFactor, forgetFactor, keepFactor, ownFactor } from "../store/second-factors.ts";
import { endSessionRows } from "../store/sessions.ts";
import { loadSettings } from "../store/settings.ts";
import { userByNumber } from "../store/users.ts";
import { accountOf } from "./account-of.ts";
import { parseCredential } from "./credentials.ts";
import { newRecoveryCodes, newTotpSecret, stepOfCode, totpUri } from "./sign-in/one-time-codes.ts";
import { openFactor, recoveryHash, sealFactor, takeCode } from "./sign-in/second-factor.ts";
import { beginTry, endTries, type TryKey } from "./sign-in/tries.ts";

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

type CodeShown = { readonly code: string; readonly nowMs: number };

/** Counts tries of codes; what is refused inside leaves nothing behind but its count. */
const withCode = async <T>(
  database: Database,
  secret: Secret,
  { companyId }: Caller,
  { userNumber, work }: { readonly userNumber: number; readonly work: (tx: Transaction) => Promise<Outcome<T>> },
): Promise<Outcome<T>> => {
  const key: TryKey = { what: "second-factor", key: String(userNumber) };
  const counted = await beginTry(database, secret, companyId, key);
  if (!counted.ok) return counted;
  const outcome = await inCompany(database, companyId, work, { rollBackIf: ({ ok }) => !ok });
  if (outcome.ok) await endTries(database, secret, companyId, key);
  return outcome;
};

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
  return withCode(database, secret, caller, {
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
