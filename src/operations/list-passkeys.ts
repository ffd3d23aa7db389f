import { inCompany, type Database } from "../store/database.ts";
import { passkeysOf, type Passkey } from "../store/passkeys.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

export type PasskeyJson = { readonly id: number; readonly name: string; readonly createdAt: string; readonly usedAt: string | null };

export const passkeyJson = ({ number, name, createdAt, usedAt }: Passkey): PasskeyJson => ({ id: number, name, createdAt, usedAt });

/** The passkeys of an account, the oldest first. */
export const listPasskeys = async (
  database: Database,
  { companyId, userNumber }: SignedInUser,
): Promise<{ readonly passkeys: readonly PasskeyJson[] }> => ({
  passkeys: (await inCompany(database, companyId, (tx) => passkeysOf(tx, companyId, userNumber))).map(passkeyJson),
});
