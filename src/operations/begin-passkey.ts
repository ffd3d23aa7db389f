import { randomBytes } from "node:crypto";
import { generateRegistrationOptions, type PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { passkeysOf } from "../store/passkeys.ts";
import type { Secret } from "../store/secret-key.ts";
import { userByNumber } from "../store/users.ts";
import { HANDLE_BYTES, passkeyAlgorithms, PRODUCT, type PasskeySite } from "./passkeys/site.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";
import { sealFlow } from "./sign-in-flow.ts";

export const MOST_PASSKEYS = 20;

/** What the operations of passkeys need beside the database. `now` is in milliseconds. */
export type PasskeyMeans = { readonly secret: Secret; readonly site: PasskeySite; readonly now: number };

const newHandle = (companyId: number): Buffer => {
  const handle = randomBytes(HANDLE_BYTES);
  handle.writeUInt32BE(companyId, 0);
  return handle;
};

/**
 * What the browser asks its authenticator for a new passkey by, and what its cookie carries until then. One that opens without a name, and asks its
 * owner for more than a touch where it can. Refuses more than twenty (passkey-many).
 */
export const beginPasskey = async (
  database: Database,
  { companyId, userNumber, by }: SignedInUser,
  { secret, site, now }: PasskeyMeans,
): Promise<Outcome<{ readonly options: PublicKeyCredentialCreationOptionsJSON; readonly flow: string }>> => {
  const [user, known] = await inCompany(
    database,
    companyId,
    async (tx) => [await userByNumber(tx, companyId, userNumber), await passkeysOf(tx, companyId, userNumber)] as const,
  );
  if (known.length >= MOST_PASSKEYS) return refused(refusal("passkey-many", "", { limit: MOST_PASSKEYS }));
  const userHandle = known[0]?.userHandle ?? newHandle(companyId);
  const options = await generateRegistrationOptions({
    rpName: PRODUCT,
    rpID: site.rpId,
    userName: user?.email ?? by,
    userID: new Uint8Array(userHandle),
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId.toString("base64url"),
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
    supportedAlgorithmIDs: passkeyAlgorithms,
  });
  const content = { challenge: options.challenge, companyId, userNumber, userHandle: userHandle.toString("base64url") };
  return accepted({ options, flow: sealFlow(secret, "new-passkey", content, now) });
};
