import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/**
 * What a caller shows: the secret of a session or a key, of a one-time link, of a sign-in that waits for its second step, or of an inbound
 * hook's address. It names its company, so that it is looked up among that company's alone.
 */
export type Credential = { readonly type: CredentialType; readonly companyId: number; readonly secretHash: Buffer };
export type CredentialType = keyof typeof prefixes;

const SECRET_BYTES = 32;
const prefixes = { session: "attain_session", key: "attain_key", link: "attain_link", step: "attain_step", hook: "attain_hook" } as const;
const written =
  /^(?:attain_(?<type>session|link|step)_(?<company>[1-9]\d{0,8})_[A-Za-z0-9_-]{43}|attain_(?<checked>key|hook)_(?<owner>[1-9]\d{0,8})_[A-Za-z0-9]{49})$/;
/** Of a key: enough to recognise it by, nothing to open a door with. */
const BEGINNING = 8;

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 256 bits and 32 bits in base 62. */
const SECRET_DIGITS = 43;
const CHECK_DIGITS = 6;

const inBase62 = (value: bigint, width: number): string => {
  const base = BigInt(digits.length);
  let text = "";
  for (let rest = value; rest > 0n; rest /= base) text = digits.charAt(Number(rest % base)) + text;
  return text.padStart(width, "0");
};

/** The CRC-32 of what stands before it: a scanner that finds a key in a file knows without asking us that it is one. */
const checkOf = (text: string): string => inBase62(BigInt(crc32(text)), CHECK_DIGITS);

const randomText = (opening: string): string => opening + randomBytes(SECRET_BYTES).toString("base64url");

// What is copied by hand has nothing in it at which a double click would stop.
const checkedText = (opening: string): string => {
  const text = opening + inBase62(BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`), SECRET_DIGITS);
  return text + checkOf(text);
};

const secretOf: Readonly<Record<CredentialType, (opening: string) => string>> = {
  session: randomText,
  link: randomText,
  step: randomText,
  key: checkedText,
  hook: checkedText,
};

/** A new credential of 256 random bits: its text, which is shown once; its SHA-256, which is kept; its beginning, to recognise it by. */
export const newCredential = (
  type: CredentialType,
  companyId: number,
): { readonly text: string; readonly secretHash: Buffer; readonly beginning: string } => {
  const opening = `${prefixes[type]}_${companyId}_`;
  const text = secretOf[type](opening);
  return { text, secretHash: hashOf(text), beginning: text.slice(0, opening.length + BEGINNING) };
};

/** Undefined for what is none: another form, or a key with a slip in it, for which nobody need be asked. */
export const parseCredential = (text: string): Credential | undefined => {
  const { type, company, checked, owner } = written.exec(text)?.groups ?? {};
  // The expression has these.
  if (type !== undefined) return { type: type as CredentialType, companyId: Number(company), secretHash: hashOf(text) };
  if (checked === undefined || checkOf(text.slice(0, -CHECK_DIGITS)) !== text.slice(-CHECK_DIGITS)) return undefined;
  return { type: checked as CredentialType, companyId: Number(owner), secretHash: hashOf(text) };
};
