import { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { NewCredential } from "../domain/passkey-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepPasskey, passkeysOf } from "../store/passkeys.ts";
import { spendFlow } from "../store/spent-flows.ts";
import { userByNumber } from "../store/users.ts";
import { lockUser } from "../store/ways-to-sign-in.ts";
import { MOST_PASSKEYS, type PasskeyMeans } from "./begin-passkey.ts";
import { passkeyJson, type PasskeyJson } from "./list-passkeys.ts";
import { passkeyAlgorithms } from "./passkeys/site.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";
import { openFlow } from "./sign-in-flow.ts";

export type NewPasskeyOrder = { readonly name: string; readonly response: NewCredential; readonly flow: string | undefined };

/** What the authenticator made; undefined where the challenge, the site or the answer itself does not fit. */
const verified = async ({ id, rawId, type, response }: NewCredential, challenge: string, { rpId, origin }: PasskeyMeans["site"]) => {
  const { clientDataJSON, attestationObject } = response;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: passkeyAlgorithms,
    });
    return registrationInfo?.credential;
  } catch {
    // The library throws for whatever does not fit.
    return undefined;
  }
};

/**
 * Keeps a new passkey of the account. Refuses what this browser did not begin (passkey-challenge), what does not fit the challenge or the site
 * (passkey-failed), and what is known already (passkey-known).
 */
export const addPasskey = async (
  database: Database,
  { companyId, userNumber, by }: SignedInUser,
  { name, response, flow: sealed }: NewPasskeyOrder,
  { secret, site, now }: PasskeyMeans,
): Promise<Outcome<PasskeyJson>> => {
  const lost = refused(refusal("passkey-challenge", ""));
  const flow = openFlow(secret, "new-passkey", sealed, now);
  if (flow === undefined || flow.content.companyId !== companyId || flow.content.userNumber !== userNumber) return lost;
  if (!(await inCompany(database, companyId, (tx) => spendFlow(tx, companyId, flow.id)))) return lost;
  const credential = await verified(response, flow.content.challenge, site);
  if (credential === undefined) return refused(refusal("passkey-failed", ""));
  return inCompany(database, companyId, async (tx): Promise<Outcome<PasskeyJson>> => {
    await lockUser(tx, companyId, userNumber);
    // It may have ended since.
    if ((await userByNumber(tx, companyId, userNumber)) === undefined) return refused(refusal("auth-required", ""));
    if ((await passkeysOf(tx, companyId, userNumber)).length >= MOST_PASSKEYS)
      return refused(refusal("passkey-many", "", { limit: MOST_PASSKEYS }));
    const number = await keepPasskey(tx, companyId, {
      userNumber,
      credentialId: Buffer.from(credential.id, "base64url"),
      userHandle: Buffer.from(flow.content.userHandle, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: BigInt(credential.counter),
      transports: response.response.transports ?? [],
      name,
    });
    if (number === undefined) return refused(refusal("passkey-known", ""));
    await keepAuditEvent(tx, companyId, { by, act: "add-passkey", subject: "user", subjectId: by, after: { passkey: number } });
    const kept = (await passkeysOf(tx, companyId, userNumber)).find((each) => each.number === number);
    if (kept === undefined) throw new Error("the passkey was not kept");
    return accepted(passkeyJson(kept));
  });
};
