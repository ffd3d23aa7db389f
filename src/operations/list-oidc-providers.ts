import type { OidcProvider } from "../domain/oidc.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listProviders, type KeptProvider } from "../store/oidc-providers.ts";

export type OidcProviderJson = OidcProvider & {
  /** Whether a client secret is kept; it is never told. */
  readonly hasSecret: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly changedAt: string | null;
  readonly version: number;
};

export const providerJson = ({ clientSecret, ...provider }: KeptProvider): OidcProviderJson => ({
  id: provider.id,
  name: provider.name,
  issuer: provider.issuer,
  clientId: provider.clientId,
  hasSecret: clientSecret !== null,
  domains: provider.domains,
  createsAccounts: provider.createsAccounts,
  roles: provider.roles,
  createdAt: provider.createdAt,
  createdBy: provider.createdBy,
  changedAt: provider.changedAt,
  version: provider.version,
});

/** The company's providers of OpenID Connect, by name. */
export const listOidcProviders = async (
  database: Database,
  companyId: number,
): Promise<{ readonly providers: readonly OidcProviderJson[] }> => ({
  providers: (await inCompany(database, companyId, (tx) => listProviders(tx, companyId))).map(providerJson),
});
