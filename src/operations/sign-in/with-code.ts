import type { Outcome } from "../../domain/refusal.ts";
import { inCompany, type Database, type Transaction } from "../../store/database.ts";
import type { Secret } from "../../store/secret-key.ts";
import { beginTry, endTries, type TryKey } from "./tries.ts";

export type CodeShown = { readonly code: string; readonly nowMs: number };

/** Counts tries of codes; what is refused inside leaves nothing behind but its count. */
export const withCode = async <T>(
  database: Database,
  secret: Secret,
  companyId: number,
  { userNumber, work }: { readonly userNumber: number; readonly work: (tx: Transaction) => Promise<Outcome<T>> },
): Promise<Outcome<T>> => {
  const key: TryKey = { what: "second-factor", key: String(userNumber) };
  const counted = await beginTry(database, secret, companyId, key);
  if (!counted.ok) return counted;
  const outcome = await inCompany(database, companyId, work, { rollBackIf: ({ ok }) => !ok });
  if (outcome.ok) await endTries(database, secret, companyId, key);
  return outcome;
};
