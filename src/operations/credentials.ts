import { createHash, randomBytes } from "node:crypto";

/** What a caller shows: a session's secret, a key's, or that of an inbound hook's address. It names its company, so that it is looked up among that company's alone. */
export type Credential = { readonly type: "session" | "key" | "hook"; readonly companyId: number; readonly secretHash: Buffer };

const SECRET_BYTES = 32;
const prefixes = { session: "attain_session", key: "attain_key", hook: "attain_hook" } as const;
const written = /^attain_(?<type>session|key|hook)_(?<company>[1-9]\d{0,8})_(?<secret>[A-Za-z0-9_-]{43})$/;
/** Of a key: enough to recognise it by, nothing to open a door with. */
const BEGINNING = 8;

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** A new credential of 256 random bits: its text, which is shown once; its SHA-256, which is kept; its beginning, to recognise it by. */
export const newCredential = (
  type: Credential["type"],
  companyId: number,
): { readonly text: string; readonly secretHash: Buffer; readonly beginning: string } => {
  const opening = `${prefixes[type]}_${companyId}_`;
  const text = opening + randomBytes(SECRET_BYTES).toString("base64url");
  return { text, secretHash: hashOf(text), beginning: text.slice(0, opening.length + BEGINNING) };
};

/** Undefined for what is none. */
export const parseCredential = (text: string): Credential | undefined => {
  const found = written.exec(text)?.groups;
  if (found === undefined) return undefined;
  return {
    // The pattern has no other.
    type: found["type"] as Credential["type"],
    companyId: Number(found["company"]),
    secretHash: hashOf(text),
  };
};
