import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { passkeysOf } from "../store/passkeys.ts";
import type { PasskeyMeans } from "./begin-passkey.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";
import { sealFlow } from "./sign-in-flow.ts";

/** What the browser asks its authenticator for one of the account's own passkeys by, and what its cookie carries until then. Refuses an account without one. */
export const beginPasskeyProof = async (
  database: Database,
  { companyId, userNumber }: SignedInUser,
  { secret, site, now }: PasskeyMeans,
): Promise<Outcome<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly flow: string }>> => {
  const passkeys = await inCompany(database, companyId, (tx) => passkeysOf(tx, companyId, userNumber));
  if (passkeys.length === 0) return refused(refusal("passkey-unknown", ""));
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    userVerification: "preferred",
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId.toString("base64url"),
      transports: [...transports],
    })),
  });
  return accepted({ options, flow: sealFlow(secret, "passkey-proof", { challenge: options.challenge, companyId, userNumber }, now) });
};
