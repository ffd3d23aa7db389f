import type { OidcProviderOrder } from "../domain/oidc-provider-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepProvider, listProviders, providerById, type KeptProvider } from "../store/oidc-providers.ts";
import { sealText, type Secret } from "../store/secret-key.ts";
import { providerJson, type OidcProviderJson } from "./list-oidc-providers.ts";
import { clientSecretKey } from "./oidc/client-secret.ts";
import { discoverProvider } from "./oidc/provider-client.ts";
import type { Outside } from "./outgoing/guarded-request.ts";

/** What is told of a provider in the journal of who did what: the secret only by whether there is one. */
const told = (provider: KeptProvider | undefined): Readonly<Record<string, unknown>> | null => {
  if (provider === undefined) return null;
  const { createdAt: _at, createdBy: _by, changedAt: _changed, version: _version, ...rest } = providerJson(provider);
  return rest;
};

/**
 * Sets up a provider of OpenID Connect, or changes it: the same id again replaces it. Refuses an issuer at which no provider answers as the
 * specification asks, an issuer that another provider has, and a new issuer for which no secret is said, since the old one's is not for it.
 */
export const saveOidcProvider = async (
  database: Database,
  companyId: number,
  order: OidcProviderOrder,
  {
    by,
    secret,
    outside = {},
    seen,
  }: {
    readonly by: string;
    readonly secret: Secret;
    readonly outside?: Outside;
    /** Which version whoever changes it has seen; left out: it does not matter. */
    readonly seen?: Seen;
  },
): Promise<Outcome<OidcProviderJson>> => {
  const discovered = await discoverProvider(order.issuer, outside);
  if (!discovered.ok) return discovered;
  return inCompany(database, companyId, async (tx): Promise<Outcome<OidcProviderJson>> => {
    await ownCompany(tx, companyId);
    const all = await listProviders(tx, companyId);
    const before = all.find(({ id }) => id === order.id);
    const unseen = seen === undefined ? undefined : refuseUnseen(seen, before === undefined ? null : String(before.version));
    if (unseen !== undefined) return refused(unseen);
    const other = all.find(({ id, issuer }) => id !== order.id && issuer === order.issuer);
    if (other !== undefined) return refused(refusal("oidc-issuer-taken", "/issuer", { other: other.id }));
    const keeps = order.clientSecret === undefined && before !== undefined;
    if (keeps && before.clientSecret !== null && before.issuer !== order.issuer) return refused(refusal("required", "/clientSecret"));
    const sealed = typeof order.clientSecret === "string" ? sealText(clientSecretKey(secret), order.clientSecret) : null;
    await keepProvider(tx, companyId, { ...order, clientSecret: keeps ? before.clientSecret : sealed }, { by });
    const after = await providerById(tx, companyId, order.id);
    if (after === undefined) throw new Error(`the provider ${order.id} was not kept`);
    await keepAuditEvent(tx, companyId, {
      by,
      act: "save-oidc-provider",
      subject: "oidc-provider",
      subjectId: order.id,
      before: told(before),
      after: { ...told(after), ...(sealed === null ? {} : { clientSecret: "new" }) },
    });
    return accepted(providerJson(after));
  });
};
