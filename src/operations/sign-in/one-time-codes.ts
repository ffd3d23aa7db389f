import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

// RFC 4648.
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BITS_PER_CHARACTER = 5;

/** Of whole groups of five bytes, so that no padding is needed. */
const inBase32 = (bytes: Uint8Array): string => {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let left = (bytes.length * 8) / BITS_PER_CHARACTER; left > 0; left -= 1) {
    text = (base32[Number(bits & 31n)] ?? "") + text;
    bits >>= 5n;
  }
  return text;
};

const fromBase32 = (text: string): Buffer => {
  let bits = 0n;
  for (const character of text) bits = (bits << 5n) | BigInt(base32.indexOf(character));
  return Buffer.from(bits.toString(16).padStart((text.length * BITS_PER_CHARACTER) / 4, "0"), "hex");
};

/** As RFC 4226 recommends for SHA-1, which is what all apps read. */
const SECRET_BYTES = 20;
const STEP_MS = 30_000;
const DIGITS = 6;
/** A clock may be one step off to either side. */
const DRIFT = [-1, 0, 1] as const;

export const newTotpSecret = (): string => inBase32(randomBytes(SECRET_BYTES));

export const stepOf = (nowMs: number): bigint => BigInt(Math.floor(nowMs / STEP_MS));

/** The code of a step (RFC 6238, 4226). */
export const codeOf = (secret: string, step: bigint): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(step);
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS).padStart(DIGITS, "0");
};

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The step whose code it is, now or one step off, and later than the last one that was taken; undefined where it is none. */
export const stepOfCode = (
  secret: string,
  code: string,
  { nowMs, after }: { readonly nowMs: number; readonly after: bigint },
): bigint | undefined => {
  if (!/^\d{6}$/.test(code)) return undefined;
  return DRIFT.map((drift) => stepOf(nowMs) + BigInt(drift)).find((step) => step > after && isSame(codeOf(secret, step), code));
};

/** As apps take it, from a picture: whose it is stands there for the reader. */
export const totpUri = (secret: string, { issuer, account }: { readonly issuer: string; readonly account: string }): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;

const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

/** 80 bits each, in two halves to copy by hand. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () => inBase32(randomBytes(RECOVERY_BYTES)).replace(/^(.{8})/, "$1-"));
