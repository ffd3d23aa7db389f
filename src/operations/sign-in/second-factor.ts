import { createHmac } from "node:crypto";
import { subkey, openText, sealText, type Secret } from "../../store/secret-key.ts";
import { keepStepOfFactor, ownFactor, takeRecoveryCode } from "../../store/second-factors.ts";
import type { Transaction } from "../../store/database.ts";
import { stepOfCode } from "./one-time-codes.ts";

const sealingKey = (secret: Secret): Buffer => subkey(secret, "second factors");

export const sealFactor = (secret: Secret, totpSecret: string): Buffer => sealText(sealingKey(secret), totpSecret);
export const openFactor = (secret: Secret, sealed: Buffer): string => openText(sealingKey(secret), sealed);

/** As it is stored: without its hyphen, and so that a list of all codes does not find it. */
export const recoveryHash = (secret: Secret, code: string): Buffer =>
  createHmac("sha256", subkey(secret, "recovery codes")).update(code.replaceAll("-", "")).digest();

/** Takes a code of the account's app, or one of its recovery codes; false for one that does not fit, or was taken before. */
export const takeCode = async (
  tx: Transaction,
  secret: Secret,
  companyId: number,
  { userNumber, code, nowMs }: { readonly userNumber: number; readonly code: string; readonly nowMs: number },
): Promise<boolean> => {
  const factor = await ownFactor(tx, companyId, userNumber);
  if (factor?.isConfirmed !== true) return false;
  const step = stepOfCode(openFactor(secret, factor.sealedSecret), code, { nowMs, after: factor.lastStep });
  if (step === undefined) return takeRecoveryCode(tx, companyId, userNumber, recoveryHash(secret, code));
  await keepStepOfFactor(tx, companyId, userNumber, step);
  return true;
};
