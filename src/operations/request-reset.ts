import { accepted, type Outcome } from "../domain/refusal.ts";
import { emailKeyOf } from "../domain/sign-in-reading.ts";
import { keepResetRequest } from "../store/account-links.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { companyToSignIn } from "./sign-in.ts";
import { addressCompany, beginTry } from "./sign-in/tries.ts";

/** Of one address no more mails than so many an hour; the answer stays the same. */
const MOST_AN_HOUR = 3;

/**
 * Keeps that somebody forgot the password of an address. Whether anybody has it is looked up beside the requests: answer and time are the same.
 * Refuses whoever asks from one address of the network too often.
 */
export const requestReset = async (
  database: Database,
  secret: Secret,
  { company, email, address }: { readonly company: string | null; readonly email: string; readonly address: string },
): Promise<Outcome<{ readonly done: true }>> => {
  const found = await companyToSignIn(database, company);
  if (!found.ok) return found;
  const countedIn = await addressCompany(database);
  const counted =
    countedIn === undefined ? accepted(undefined) : await beginTry(database, secret, countedIn, { what: "address", key: address });
  if (!counted.ok) return counted;
  const companyId = found.value;
  if (companyId !== null) await inCompany(database, companyId, (tx) => keepResetRequest(tx, companyId, emailKeyOf(email), MOST_AN_HOUR));
  return accepted({ done: true });
};
