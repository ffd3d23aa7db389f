/** Where a browser begins to sign in by a provider. */
export const SIGN_IN_PATH = "/sign-in/oidc";

/** Where the provider sends it back to: each provider of each company has an address of its own. */
export const redirectUriOf = (site: URL, companyId: number, provider: string): string =>
  new URL(`${SIGN_IN_PATH}/callback/${companyId}/${provider}`, site).href;
