import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { PasskeyMeans } from "./begin-passkey.ts";
import { sealFlow } from "./sign-in-flow.ts";

/** What the browser asks its authenticator for a passkey of this site by, whoever's it is, and what its cookie carries until then. */
export const beginPasskeySignIn = async ({
  secret,
  site,
  now,
}: PasskeyMeans): Promise<{ readonly options: PublicKeyCredentialRequestOptionsJSON; readonly flow: string }> => {
  const options = await generateAuthenticationOptions({ rpID: site.rpId, userVerification: "preferred" });
  return { options, flow: sealFlow(secret, "passkey", { challenge: options.challenge }, now) };
};
