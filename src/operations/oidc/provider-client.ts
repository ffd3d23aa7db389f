import {
  allowInsecureRequests,
  authorizationCodeGrant,
  clockTolerance,
  Configuration,
  customFetch,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ClientSecretBasic,
  ClientSecretPost,
  type ClientAuth,
  type CustomFetch,
} from "openid-client";
import { given } from "../../domain/given.ts";
import { parseJson } from "../../domain/strict-json.ts";
import { CLOCK_SECONDS, readProviderDocument, signatureAlgorithms, type OidcProvider, type ProviderDocument } from "../../domain/oidc.ts";
import { refuseUrl } from "../../domain/outside-address.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import type { Database } from "../../store/database.ts";
import { guardedRequest, type Outside } from "../outgoing/guarded-request.ts";

/** A provider with the secret that it knows us by; null of a public client. */
export type ProviderAccess = Pick<OidcProvider, "id" | "issuer" | "clientId"> & {
  readonly clientSecret: string | null;
  readonly changedAt: string | null;
};

const documentOf = (issuer: string): string => `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
const pointer = "/issuer";

const addressOf = (path: string, outside: Outside): Refusal | undefined =>
  URL.canParse(path) && outside.allow?.(new URL(path).origin) === true ? undefined : refuseUrl(path, pointer);

const noDocument = (issuer: string, problem: string): Refusal => refusal("oidc-discovery", pointer, { found: shown(issuer), problem });

/**
 * What the provider says of itself at its issuer's address. Refuses an address that must not be asked, in the document as well; a document of another
 * issuer; a provider that signs with nothing that proves who signed.
 */
export const discoverProvider = async (issuer: string, outside: Outside): Promise<Outcome<ProviderDocument>> => {
  const answer = await guardedRequest(documentOf(issuer), { ...outside, pointer, headers: { accept: "application/json" } });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return refused(noDocument(issuer, `HTTP ${answer.value.status}`));
  const json = parseJson(answer.value.body.toString("utf8"));
  const read = readProviderDocument(json.ok ? json.value : undefined);
  if ("lacks" in read) return refused(noDocument(issuer, read.lacks));
  const { document } = read;
  if (document.issuer !== issuer)
    return refused(refusal("oidc-issuer", pointer, { found: shown(issuer), expected: shown(document.issuer) }));
  const wrong = [document.authorization_endpoint, document.token_endpoint, document.jwks_uri]
    .map((address) => addressOf(address, outside))
    .find((each) => each !== undefined);
  if (wrong !== undefined) return refused(wrong);
  const algorithms = algorithmsOf(document);
  if (algorithms.length > 0 && !algorithms.some((algorithm) => signatureAlgorithms.includes(algorithm)))
    return refused(refusal("oidc-algorithm", pointer, { found: shown(algorithms.join(", ")), choices: signatureAlgorithms.join(", ") }));
  return accepted(document);
};

const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);
const algorithmsOf = (document: ProviderDocument): readonly string[] => textsOf(document["id_token_signing_alg_values_supported"]);

/** A provider did not answer, or must not be asked. */
export class ProviderAway extends Error {
  override readonly name = "ProviderAway";
}

const guardedFetch =
  (outside: Outside): CustomFetch =>
  async (url, { method, headers, body }) => {
    const answer = await guardedRequest(url, {
      ...outside,
      method: method === "POST" ? "POST" : "GET",
      headers,
      ...(body instanceof URLSearchParams ? { body: body.toString() } : {}),
    });
    if (!answer.ok) throw new ProviderAway(answer.refusals[0].code);
    const { status, headers: heard, body: bytes } = answer.value;
    if (status >= 500) throw new ProviderAway(`HTTP ${status}`);
    return new Response(new Uint8Array(bytes), { status, headers: { "content-type": heard["content-type"] ?? "" } });
  };

/** In the body where the provider takes it there: of a secret in a header the two sides do not always agree how it is written. */
const clientAuthOf = ({ clientSecret }: ProviderAccess, document: ProviderDocument): ClientAuth => {
  if (clientSecret === null) return None();
  const methods = textsOf(document["token_endpoint_auth_methods_supported"]);
  return methods.includes("client_secret_post") ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
};

const configure = (access: ProviderAccess, document: ProviderDocument, outside: Outside): Configuration => {
  const algorithms = algorithmsOf(document).filter((algorithm) => signatureAlgorithms.includes(algorithm));
  const server = { ...document, id_token_signing_alg_values_supported: algorithms.length === 0 ? ["RS256"] : algorithms };
  const configuration = new Configuration(server, access.clientId, { [clockTolerance]: CLOCK_SECONDS }, clientAuthOf(access, document));
  configuration[customFetch] = guardedFetch(outside);
  // The token comes straight from the provider; its signature is checked all the same, so that no proxy between can speak for it.
  enableNonRepudiationChecks(configuration);
  if (outside.allow?.(new URL(document.token_endpoint).origin) === true) allowInsecureRequests(configuration);
  return configuration;
};

/** A document is asked for anew after so long, and when the provider was changed; its keys when one is missing, at most once a minute. */
const FRESH_MS = 600_000;

type Kept = { readonly key: string; readonly configuration: Configuration; readonly until: number };
const kept = new WeakMap<Database, Map<string, Kept>>();

/** How the provider is spoken with, by its own document. `now` is in milliseconds. Refuses as `discoverProvider`. */
export const clientOf = async (
  database: Database,
  companyId: number,
  access: ProviderAccess,
  { outside, now }: { readonly outside: Outside; readonly now: number },
): Promise<Outcome<Configuration>> => {
  const ofDatabase = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, ofDatabase);
  const place = `${companyId}/${access.id}`;
  const key = JSON.stringify([access.issuer, access.clientId, access.clientSecret, access.changedAt]);
  const found = ofDatabase.get(place);
  if (found?.key === key && found.until > now) return accepted(found.configuration);
  const document = await discoverProvider(access.issuer, outside);
  if (!document.ok) return document;
  const configuration = configure(access, document.value, outside);
  ofDatabase.set(place, { key, configuration, until: now + FRESH_MS });
  return accepted(configuration);
};

/** What was wrong with an answer, in a word of the protocols; the provider's own words stay outside. */
const problemOf = (error: unknown): string => {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("error" in each && typeof each.error === "string" && /^[a-z_]{1,40}$/.test(each.error)) return each.error;
    const claim: unknown = each.cause;
    if (typeof claim === "object" && claim !== null && "claim" in claim && typeof claim.claim === "string") return claim.claim;
  }
  return "id_token";
};

const isAway = (error: unknown): boolean => {
  for (let each = error; each instanceof Error; each = each.cause) if (each instanceof ProviderAway) return true;
  return false;
};

/** OpenID Connect Core, 2: at most 255 characters of ASCII. */
const subjectForm = /^[\x20-\x7e]{1,255}$/;

export type Redeeming = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Whether it matters which e-mail address the provider vouches for. */
  readonly needsAddress: boolean;
  /** In milliseconds. */
  readonly now: number;
};

export type Claims = Readonly<Record<string, unknown>>;

/**
 * Takes the code to the provider and answers with the claims of its token, whose signature, issuer, audience, times and nonce were checked; what the token leaves
 * out of the address is asked for. Refuses what does not prove who it is (oidc-failed), and a provider that does not answer (oidc-away).
 */
export const redeemCode = async (
  configuration: Configuration,
  address: URL,
  { state, nonce, verifier, needsAddress, now }: Redeeming,
): Promise<Outcome<Claims>> => {
  try {
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) return refused(refusal("oidc-failed", "", { problem: "id_token" }));
    if (!subjectForm.test(claims.sub)) return refused(refusal("oidc-failed", "", { problem: "sub" }));
    if (claims.iat * 1_000 > now + CLOCK_SECONDS * 1_000) return refused(refusal("oidc-failed", "", { problem: "iat" }));
    const isWhole = claims["email"] !== undefined && claims["email_verified"] !== undefined;
    if (isWhole || !needsAddress || configuration.serverMetadata().userinfo_endpoint === undefined) return accepted(claims);
    const { email, email_verified } = await fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return accepted({ ...claims, ...given({ email, email_verified }) });
  } catch (error) {
    return refused(isAway(error) ? refusal("oidc-away", "") : refusal("oidc-failed", "", { problem: problemOf(error) }));
  }
};
