import { isFields } from "./field-reading.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { parseJson } from "./strict-json.ts";

/** The last seal as it is taken out of the installation: kept elsewhere, it tells whether the end of the audit was cut off since. */
export type AuditHead = {
  readonly company: string;
  readonly seal: number;
  /** SHA-256 of what the seal signs, in hexadecimal. */
  readonly digest: string;
  /** Ed25519, SPKI in base64. */
  readonly publicKey: string;
  readonly sealedAt: string;
};

const fields = ["company", "seal", "digest", "publicKey", "sealedAt"] as const;

/** Reads a head as it was exported. Refuses what is none. */
export const readAuditHead = (text: string): Outcome<AuditHead> => {
  const json = parseJson(text);
  if (!json.ok) return json;
  const value = json.value;
  if (!isFields(value) || fields.some((field) => typeof value[field] !== (field === "seal" ? "number" : "string")))
    return refused(refusal("audit-head-invalid", ""));
  const { company, seal, digest, publicKey, sealedAt } = value;
  return accepted({
    company: String(company),
    seal: Number(seal),
    digest: String(digest),
    publicKey: String(publicKey),
    sealedAt: String(sealedAt),
  });
};
