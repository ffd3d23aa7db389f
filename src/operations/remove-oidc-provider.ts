import { notFoundNamed } from "./oidc/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { deleteProvider, listProviders } from "../store/oidc-providers.ts";
import { providerJson, type OidcProviderJson } from "./list-oidc-providers.ts";

/** Nobody signs in by the provider any more. Who is linked with it stays linked, should it come back. */
export const removeOidcProvider = (
  database: Database,
  companyId: number,
  id: string,
  { by }: { readonly by: string },
): Promise<Outcome<OidcProviderJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<OidcProviderJson>> => {
    await ownCompany(tx, companyId);
    const all = await listProviders(tx, companyId);
    const provider = all.find((each) => each.id === id);
    if (provider === undefined) return refused(notFoundNamed(id, all));
    await deleteProvider(tx, companyId, id);
    const { issuer, clientId, domains, createsAccounts, roles } = provider;
    await keepAuditEvent(tx, companyId, {
      by,
      act: "remove-oidc-provider",
      subject: "oidc-provider",
      subjectId: id,
      before: { issuer, clientId, domains, createsAccounts, roles },
    });
    return accepted(providerJson(provider));
  });
