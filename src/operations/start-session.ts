import type { Transaction } from "../store/database.ts";
import { keepSession } from "../store/users.ts";
import { newCredential } from "./credentials.ts";

/** A new session of the account: its text, which the cookie carries. */
export const startSession = async (
  tx: Transaction,
  companyId: number,
  { userNumber, agent }: { readonly userNumber: number; readonly agent: string },
): Promise<string> => {
  const { text, secretHash } = newCredential("session", companyId);
  await keepSession(tx, companyId, { secretHash, userNumber, agent });
  return text;
};
