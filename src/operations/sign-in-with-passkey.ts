import { rolesHeld } from "../domain/access.ts";
import type { ShownCredential } from "../domain/passkey-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { passkeyByCredential, usePasskey } from "../store/passkeys.ts";
import { spendFlow } from "../store/spent-flows.ts";
import { userByNumber } from "../store/users.ts";
import type { PasskeyMeans } from "./begin-passkey.ts";
import { companyOfHandle } from "./passkeys/site.ts";
import { verifyShown } from "./passkeys/verify-shown.ts";
import { beginAfterPassword, beginSession, type Browser, type SignInBegun } from "./sign-in/begin-session.ts";
import { openFlow } from "./sign-in-flow.ts";

export type PasskeySigningIn = { readonly response: ShownCredential; readonly flow: string | undefined; readonly browser: Browser };

const signIn = async (
  tx: Transaction,
  companyId: number,
  { response, flow, browser }: PasskeySigningIn,
  { secret, site, now }: PasskeyMeans,
): Promise<Outcome<SignInBegun>> => {
  const opened = openFlow(secret, "passkey", flow, now);
  if (opened === undefined) return refused(refusal("passkey-challenge", ""));
  const passkey = await passkeyByCredential(tx, companyId, Buffer.from(response.id, "base64url"));
  const unknown = refused(refusal("passkey-unknown", ""));
  if (passkey?.userHandle.equals(Buffer.from(response.response.userHandle, "base64url")) !== true) return unknown;
  const user = await userByNumber(tx, companyId, passkey.userNumber);
  if (user === undefined || rolesHeld(user.roles, user.hasLeft).length === 0) return unknown;
  if (!(await spendFlow(tx, companyId, opened.id))) return refused(refusal("passkey-challenge", ""));
  const used = await verifyShown({ response, passkey, challenge: opened.content.challenge }, site);
  if (used === undefined) return refused(refusal("passkey-failed", ""));
  await usePasskey(tx, companyId, passkey.number, BigInt(used.newCounter));
  const begin = { ...browser, way: "passkey", isProof: user.passwordHash === null };
  // The device has asked for finger, face or PIN: two factors in one. A touch alone is one.
  return accepted(
    used.userVerified ? await beginSession(tx, companyId, user, begin) : await beginAfterPassword(tx, companyId, user, begin),
  );
};

/**
 * Signs in the account whose passkey it is. Refuses what this browser did not begin (passkey-challenge), a passkey that opens nothing here
 * (passkey-unknown), and an answer that does not fit (passkey-failed); its challenge is spent then as well.
 */
export const signInWithPasskey = async (
  database: Database,
  order: PasskeySigningIn,
  means: PasskeyMeans,
): Promise<Outcome<SignInBegun>> => {
  const companyId = companyOfHandle(Buffer.from(order.response.response.userHandle, "base64url"));
  if (companyId === undefined) return refused(refusal("passkey-unknown", ""));
  return inCompany(database, companyId, (tx) => signIn(tx, companyId, order, means));
};
