import type { ShownCredential } from "../domain/passkey-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { passkeyByCredential, usePasskey } from "../store/passkeys.ts";
import { spendFlow } from "../store/spent-flows.ts";
import { userByNumber } from "../store/users.ts";
import type { PasskeyMeans } from "./begin-passkey.ts";
import { verifyShown } from "./passkeys/verify-shown.ts";
import { sealProof, type Proof } from "./sign-in/proof.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";
import { openFlow } from "./sign-in-flow.ts";

export type PasskeyProving = { readonly response: ShownCredential; readonly flow: string | undefined; readonly session: string };

/**
 * Proves by one of the account's own passkeys what `proveSession` proves by its password. Refuses what this browser did not begin (passkey-challenge), another account's
 * passkey (passkey-unknown), an answer that does not fit, and a touch alone where the account has a second factor (passkey-failed).
 */
export const proveWithPasskey = (
  database: Database,
  { companyId, userNumber, by }: SignedInUser,
  { response, flow: sealed, session }: PasskeyProving,
  { secret, site, now }: PasskeyMeans,
): Promise<Outcome<Proof>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<Proof>> => {
    const lost = refused(refusal("passkey-challenge", ""));
    const flow = openFlow(secret, "passkey-proof", sealed, now);
    if (flow === undefined || flow.content.companyId !== companyId || flow.content.userNumber !== userNumber) return lost;
    const passkey = await passkeyByCredential(tx, companyId, Buffer.from(response.id, "base64url"));
    if (passkey?.userNumber !== userNumber) return refused(refusal("passkey-unknown", ""));
    if (!(await spendFlow(tx, companyId, flow.id))) return lost;
    const used = await verifyShown({ response, passkey, challenge: flow.content.challenge }, site);
    const user = await userByNumber(tx, companyId, userNumber);
    // A touch alone is one factor.
    if (used === undefined || user === undefined || (user.hasSecondFactor && !used.userVerified))
      return refused(refusal("passkey-failed", ""));
    await usePasskey(tx, companyId, passkey.number, BigInt(used.newCounter));
    await keepAuditEvent(tx, companyId, { by, act: "prove-session", subject: "user", subjectId: by, after: { way: "passkey" } });
    return accepted(sealProof(secret, { companyId, userNumber, session }, now));
  });
