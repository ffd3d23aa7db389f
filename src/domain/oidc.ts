import { isFields } from "./field-reading.ts";
import type { Role } from "./member.ts";
import { isWebAddress } from "./web-address.ts";

/** A provider of OpenID Connect as a company set it up. */
export type OidcProvider = {
  readonly id: string;
  readonly name: string;
  /** To the letter as its own documents write it. */
  readonly issuer: string;
  readonly clientId: string;
  /** Whose addresses may sign in; empty: all whom the provider knows. */
  readonly domains: readonly string[];
  /** Whether a first sign-in makes an account, with these roles. */
  readonly createsAccounts: boolean;
  readonly roles: readonly Role[];
};

/** Asymmetric ones alone: with a shared secret whoever can check a signature can make one, and `none` is none. */
export const signatureAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];

/** The clocks of provider and server may differ by so much. */
export const CLOCK_SECONDS = 60;

/** Whom a verified ID token speaks of. */
export type OidcPerson = {
  readonly issuer: string;
  readonly subject: string;
  /** Null: the provider does not vouch for any. */
  readonly email: string | null;
  /** The organisation's domain that the provider vouches for; null: none. */
  readonly domain: string | null;
};

const GOOGLE = "https://accounts.google.com";
/** The directory of one organisation: its own admins alone put addresses there, and it never says that it verified one. */
const entraTenant = /^https:\/\/login\.microsoftonline\.com\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/v2\.0$/;

const address = /^[^\s@]+@(?<domain>[^\s@]+)$/u;

/** Whom the claims of a token speak of whose signature, issuer, audience, times and nonce are checked already. */
export const personOf = (claims: Readonly<Record<string, unknown>>, { issuer }: { readonly issuer: string }): OidcPerson => {
  const { sub, email, email_verified: verified, hd } = claims;
  const vouches = verified === true || verified === "true" || (verified === undefined && entraTenant.test(issuer));
  const written = vouches && typeof email === "string" ? email.normalize("NFC").trim() : "";
  const domain = address.exec(written)?.groups?.["domain"]?.toLowerCase() ?? null;
  const person = { issuer, subject: String(sub), email: domain === null ? null : written };
  // Anybody may have a Google account with a work address; that it is the organisation's own only `hd` says.
  if (issuer === GOOGLE) return { ...person, domain: typeof hd === "string" && hd.toLowerCase() === domain ? domain : null };
  return { ...person, domain };
};

/** Whether the provider may let the person in. */
export const isAllowed = ({ domain }: OidcPerson, { domains }: Pick<OidcProvider, "domains">): boolean =>
  domains.length === 0 || (domain !== null && domains.includes(domain));

/** Whether somebody of this token may be anybody of any organisation: then its issuer proves nothing about ours. */
export const isOfEveryOrganisation = (issuer: string): boolean =>
  /^https:\/\/login\.microsoftonline\.com\/(?:common|organizations|consumers|\{tenantid\})\//i.test(issuer);

export type ProviderDocument = {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly [name: string]: unknown;
};

/** A discovery document, or the name of the first field that it must have and has not. */
export const readProviderDocument = (value: unknown): { readonly document: ProviderDocument } | { readonly lacks: string } => {
  if (!isFields(value)) return { lacks: "{…}" };
  const lacks = ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"].find((name) => {
    const address = value[name];
    return typeof address !== "string" || !isWebAddress(address);
  });
  // Each of the four was found to be an address.
  return lacks === undefined ? { document: value as ProviderDocument } : { lacks };
};
