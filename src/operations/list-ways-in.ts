import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { holdingKeysOf, type ApiKey } from "../store/api-keys.ts";
import { passkeysOf } from "../store/passkeys.ts";
import { passkeyJson, type PasskeyJson } from "./list-passkeys.ts";
import { linksIn, type OidcLinkJson } from "./list-oidc-links.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

/** What goes on opening an account, or what it may do, whatever its password is. */
export type StillOpen = {
  readonly passkeys: readonly PasskeyJson[];
  readonly links: readonly OidcLinkJson[];
  /** API keys that the account made and that hold. */
  readonly keys: readonly Pick<ApiKey, "number" | "name" | "beginning" | "createdAt" | "usedAt">[];
};

export const stillOpenIn = async (tx: Transaction, { companyId, userNumber, by }: SignedInUser): Promise<StillOpen> => ({
  passkeys: (await passkeysOf(tx, companyId, userNumber)).map(passkeyJson),
  links: await linksIn(tx, companyId, userNumber),
  keys: (await holdingKeysOf(tx, companyId, by)).map(({ number, name, beginning, createdAt, usedAt }) => ({
    number,
    name,
    beginning,
    createdAt,
    usedAt,
  })),
});

/** What opens the caller's account beside its password. */
export const listWaysIn = (database: Database, user: SignedInUser): Promise<StillOpen> =>
  inCompany(database, user.companyId, (tx) => stillOpenIn(tx, user));
