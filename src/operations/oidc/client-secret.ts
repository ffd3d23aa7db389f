import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import type { KeptProvider } from "../../store/oidc-providers.ts";
import { openText, subkey, type Secret } from "../../store/secret-key.ts";
import type { ProviderAccess } from "./provider-client.ts";

/** By which the secrets are sealed that providers know us by. */
export const clientSecretKey = (secret: Secret): Buffer => subkey(secret, "oidc client secret");

/** How the provider is spoken with. Refuses (oidc-secret) when its secret was sealed with another secret of the installation. */
export const accessTo = (secret: Secret, { id, issuer, clientId, clientSecret, changedAt }: KeptProvider): Outcome<ProviderAccess> => {
  if (clientSecret === null) return accepted({ id, issuer, clientId, clientSecret, changedAt });
  try {
    return accepted({ id, issuer, clientId, changedAt, clientSecret: openText(clientSecretKey(secret), clientSecret) });
  } catch {
    return refused(refusal("oidc-secret", ""));
  }
};
