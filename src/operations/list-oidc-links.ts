import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { linksOf } from "../store/oidc-links.ts";
import { listProviders } from "../store/oidc-providers.ts";
import type { SignedInUser } from "./sign-in/signed-in-user.ts";

export type OidcLinkJson = {
  readonly number: number;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly issuer: string;
  readonly linkedAt: string;
  readonly usedAt: string | null;
};

export const linksIn = async (tx: Transaction, companyId: number, userNumber: number): Promise<readonly OidcLinkJson[]> => {
  const providers = await listProviders(tx, companyId);
  return (await linksOf(tx, companyId, userNumber)).map((link) => {
    const provider = providers.find(({ issuer }) => issuer === link.issuer);
    return { ...link, provider: provider === undefined ? null : { id: provider.id, name: provider.name } };
  });
};

/** By which providers the account signs in. */
export const listOidcLinks = (
  database: Database,
  { companyId, userNumber }: SignedInUser,
): Promise<{ readonly links: readonly OidcLinkJson[] }> =>
  inCompany(database, companyId, async (tx) => ({ links: await linksIn(tx, companyId, userNumber) }));
