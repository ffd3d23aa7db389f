import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";

/** What passkeys are bound to: the name of the site, which may be that of no number, and the address its pages have. */
export type PasskeySite = { readonly rpId: string; readonly origin: string };

export const hasPasskeys = ({ hostname }: URL): boolean => !/^(?:[\d.]+|\[.*\])$/.test(hostname);

/** Refuses an address that is a number (passkey-address): browsers make no passkeys for one. */
export const passkeySite = (site: URL): Outcome<PasskeySite> =>
  hasPasskeys(site)
    ? accepted({ rpId: site.hostname, origin: site.origin })
    : refused(refusal("passkey-address", "", { found: shown(site.host) }));

export const PRODUCT = "Attain";

/** Asymmetric, and known to every authenticator there is: EdDSA, ES256, RS256. */
export const passkeyAlgorithms = [-8, -7, -257];

/** Four bytes of the company in front, so that a passkey finds its account without a name; the rest is random and says nothing. */
export const HANDLE_BYTES = 32;

const MOST_COMPANIES = 2 ** 31;

/** The company of an account's handle; undefined for what was never one. */
export const companyOfHandle = (handle: Buffer): number | undefined => {
  if (handle.length !== HANDLE_BYTES) return undefined;
  const companyId = handle.readUInt32BE(0);
  return companyId > 0 && companyId < MOST_COMPANIES ? companyId : undefined;
};
