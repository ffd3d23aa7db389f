import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keptSecret, openDataFolder } from "./embedded.ts";

/** The installation's one secret of 32 bytes. A key object, so that it is not shown where something that holds it is printed. */
export type Secret = KeyObject;

const BYTES = 32;
const FILE = "secret-key";
const VARIABLE = "ATTAIN_SECRET_KEY";

/** Of 32 random bytes fewer than so many different ones come once in 10^14 keys. */
const LEAST_DIFFERENT = 16;

/** A key that somebody typed: words, or a pattern. */
const isWeak = (bytes: Buffer): boolean => new Set(bytes).size < LEAST_DIFFERENT || bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);

const parse = (text: string, name: string): Outcome<Secret> => {
  const bytes = Buffer.from(text, "base64");
  // Node reads past what is no base64; what comes out is held against what went in.
  const isBase64 = bytes.toString("base64").replace(/=+$/, "") === text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  if (!isBase64 || bytes.length !== BYTES) return refused(refusal("secret-key-invalid", "", { name }));
  return isWeak(bytes) ? refused(refusal("secret-key-weak", "", { name })) : accepted(createSecretKey(bytes));
};

/** Where the secret stands. */
export const secretPlace = (dataFolder: string, environment: NodeJS.ProcessEnv): string =>
  (environment[VARIABLE] ?? "") === "" ? join(dataFolder, FILE) : VARIABLE;

/** A random one, as a first start makes it. */
export const newSecret = (): Secret => createSecretKey(randomBytes(BYTES));

/**
 * The secret of ATTAIN_SECRET_KEY (32 bytes in base64), else of `secret-key` in the data folder, made at the first start. Refuses a weak one,
 * and a file that others may read.
 */
export const readSecret = (dataFolder: string, environment: NodeJS.ProcessEnv): Outcome<Secret> => {
  const set = environment[VARIABLE] ?? "";
  if (set !== "") return parse(set, VARIABLE);
  const folder = openDataFolder(dataFolder);
  if (!folder.ok) return folder;
  const file = join(folder.value, FILE);
  const kept = keptSecret(folder.value, FILE, BYTES);
  const mode = statSync(file).mode & 0o777;
  return (mode & 0o077) === 0 ? parse(kept, file) : refused(refusal("secret-key-open", "", { file, mode: mode.toString(8) }));
};

/** 32 bytes for one purpose, by which the secret itself and every other purpose's bytes stay unknown. */
export const subkey = (secret: Secret, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `attain ${purpose}`, BYTES));

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The text so that only the key's holder reads it: a random nonce, what stands in the place of the text, and the seal. */
export const sealText = (key: Buffer, text: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
};

/** The text that was sealed with the key. Throws for one that was sealed with another, or changed since. */
export const openText = (key: Buffer, sealed: Buffer): string => {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
};
