import { createHash, randomBytes } from "node:crypto";

/**
 * What a caller shows: the secret of a session or a key, of a one-time link, or of a sign-in that waits for its second step. It names its
 * company, so that it is looked up among that company's alone.
 */
export type Credential = { readonly type: CredentialType; readonly companyId: number; readonly secretHash: Buffer };
export type CredentialType = keyof typeof prefixes;

const SECRET_BYTES = 32;
const prefixes = { session: "attain_session", key: "attain_key", link: "attain_link", step: "attain_step" } as const;
const written = /^attain_(?<type>session|key|link|step)_(?<company>[1-9]\d{0,8})_(?<secret>[A-Za-z0-9_-]{43})$/;
/** Of a key: enough to recognise it by, nothing to open a door with. */
const BEGINNING = 8;

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** A new credential of 256 random bits: its text, which is shown once; its SHA-256, which is kept; its beginning, to recognise it by. */
export const newCredential = (
  type: CredentialType,
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
    // The expression has these four.
    type: found["type"] as CredentialType,
    companyId: Number(found["company"]),
    secretHash: hashOf(text),
  };
};
