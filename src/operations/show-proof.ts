import { inCompany, type Database } from "../store/database.ts";
import { linksOf } from "../store/oidc-links.ts";
import { listProviders } from "../store/oidc-providers.ts";
import { passkeysOf } from "../store/passkeys.ts";
import type { Secret } from "../store/secret-key.ts";
import { userByNumber } from "../store/users.ts";
import { provedUntil } from "./sign-in/proof.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

export type ProofState = {
  /** Null: the account's owner is to prove who they are before they change by what it signs in. */
  readonly provedUntil: string | null;
  /** By what they can. */
  readonly ways: {
    readonly password: boolean;
    /** Whether a code of the second factor goes with the password. */
    readonly code: boolean;
    readonly passkey: boolean;
    /** By signing in anew, of an account without a password. */
    readonly oidc: readonly { readonly id: string; readonly name: string }[];
  };
};

/** Whether this browser has proved who its user is, within the last ten minutes, and how it may. */
export const showProof = (
  database: Database,
  secret: Secret,
  { companyId, userNumber }: SignedInUser,
  { session, sealed, now }: { readonly session: string; readonly sealed: string | undefined; readonly now: number },
): Promise<ProofState> =>
  inCompany(database, companyId, async (tx) => {
    const user = await userByNumber(tx, companyId, userNumber);
    const issuers = new Set((await linksOf(tx, companyId, userNumber)).map(({ issuer }) => issuer));
    const linked = (await listProviders(tx, companyId)).filter(({ issuer }) => issuers.has(issuer));
    const hasPassword = user?.passwordHash != null;
    return {
      provedUntil: provedUntil(secret, { companyId, userNumber, session, sealed }, now),
      ways: {
        password: hasPassword,
        code: user?.hasSecondFactor === true,
        passkey: (await passkeysOf(tx, companyId, userNumber)).length > 0,
        oidc: hasPassword ? [] : linked.map(({ id, name }) => ({ id, name })),
      },
    };
  });
