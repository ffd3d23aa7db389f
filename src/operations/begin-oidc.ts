import { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { inCompany, type Database } from "../store/database.ts";
import { providerById } from "../store/oidc-providers.ts";
import type { Secret } from "../store/secret-key.ts";
import { accessTo } from "./oidc/client-secret.ts";
import { clientOf } from "./oidc/provider-client.ts";
import type { Outside } from "./outgoing/guarded-request.ts";
import { sealFlow } from "./sign-in-flow.ts";

export type OidcBeginning = {
  readonly provider: string;
  /** A path of our own to go on to. */
  readonly next: string;
  /** The account that is to be linked; null: somebody signs in. */
  readonly userNumber: number | null;
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
};

/** What the operations of signing in by a provider need beside the database. `now` is in milliseconds. */
export type OidcMeans = { readonly secret: Secret; readonly now: number; readonly outside?: Outside };

/**
 * Where the browser goes to sign in, and what its cookie carries until it is back. Refuses a provider that there is not (not-found), and one that does
 * not answer (oidc-away).
 */
export const beginOidc = async (
  database: Database,
  companyId: number,
  { provider: id, next, userNumber, redirectUri }: OidcBeginning,
  { secret, now, outside = {} }: OidcMeans,
): Promise<Outcome<{ readonly goTo: URL; readonly flow: string }>> => {
  const provider = companyId === 0 ? undefined : await inCompany(database, companyId, (tx) => providerById(tx, companyId, id));
  // Anybody may ask: what other providers there are is told by the sign-in page alone.
  if (provider === undefined)
    return refused(refusal("not-found", "", { what: { en: "sign-in provider", ko: "로그인 제공자" }, found: shown(id), hint: noHint }));
  const access = accessTo(secret, provider);
  if (!access.ok) return access;
  const client = await clientOf(database, companyId, access.value, { outside, now });
  if (!client.ok) return refused(refusal("oidc-away", ""));
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
  const goTo = buildAuthorizationUrl(client.value, {
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid email",
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const { issuer } = provider;
  return accepted({
    goTo,
    flow: sealFlow(secret, "oidc", { companyId, provider: id, issuer, state, nonce, verifier, next, userNumber }, now),
  });
};
