import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { ShownCredential } from "../../domain/passkey-reading.ts";
import type { Passkey } from "../../store/passkeys.ts";
import type { PasskeySite } from "./site.ts";

/** What the authenticator says of this use; undefined where the signature, the challenge, the site or the counter does not fit. */
export const verifyShown = async (
  { response, passkey, challenge }: { readonly response: ShownCredential; readonly passkey: Passkey; readonly challenge: string },
  { rpId, origin }: PasskeySite,
) => {
  const { id, rawId, type, response: answered } = response;
  const { clientDataJSON, authenticatorData, signature, userHandle } = answered;
  try {
    const { verified: isRight, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId, type, response: { clientDataJSON, authenticatorData, signature, userHandle }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: false,
      credential: {
        id: passkey.credentialId.toString("base64url"),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: Number(passkey.counter),
      },
    });
    return isRight ? authenticationInfo : undefined;
  } catch {
    // The library throws for whatever does not fit.
    return undefined;
  }
};
