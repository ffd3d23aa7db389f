import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { linkNameText, parseLinkName, signedText } from "../../domain/signals/link-name.ts";
import { subkey, type Secret } from "../../store/secret-key.ts";

const ID_BYTES = 16;
/** The rest is random; whose link it is has to be known before it can be looked for. */
const COMPANY_BYTES = 4;
const MAC_BYTES = 16;

const macOf = (secret: Secret, companyId: number, id: string): Buffer =>
  createHmac("sha256", subkey(secret, "link names")).update(signedText(companyId, id)).digest().subarray(0, MAC_BYTES);

/** A new id, and the name under which the link is followed. */
export const newLinkName = (secret: Secret, companyId: number): { readonly id: string; readonly name: string } => {
  const bytes = randomBytes(ID_BYTES);
  bytes.writeUInt32BE(companyId, ID_BYTES - COMPANY_BYTES);
  const id = bytes.toString("base64url");
  return { id, name: linkNameText({ id, mac: macOf(secret, companyId, id).toString("base64url") }) };
};

export type ReadLinkName = { readonly companyId: number; readonly id: string; readonly isSigned: boolean };

/** Undefined for what no link of ours can be called. */
export const readLinkName = (secret: Secret, text: string): ReadLinkName | undefined => {
  const name = parseLinkName(text);
  const bytes = Buffer.from(name?.id ?? "", "base64url");
  if (name === undefined || bytes.length !== ID_BYTES) return undefined;
  const companyId = bytes.readUInt32BE(ID_BYTES - COMPANY_BYTES);
  // No company has a number that PostgreSQL's integer does not hold.
  if (companyId === 0 || companyId > 0x7fff_ffff) return undefined;
  const mac = Buffer.from(name.mac, "base64url");
  const right = macOf(secret, companyId, name.id);
  return { companyId, id: name.id, isSigned: mac.length === right.length && timingSafeEqual(mac, right) };
};
