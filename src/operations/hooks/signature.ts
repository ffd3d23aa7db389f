import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { HmacScheme, HookScheme } from "../../domain/hook-scheme.ts";
import type { Instant } from "../../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";

/** A request as it came. Headers by their names in lower case, as often as they were sent. */
export type SignedRequest = {
  readonly method: string;
  /** The whole address, as its sender knows it. */
  readonly url: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
};

const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret as Standard Webhooks write it. */
export const newSigningSecret = (): string => SECRET_PREFIX + randomBytes(SECRET_BYTES).toString("base64");

const standardKey = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret, "base64");

const standardDigest = (secret: string, id: string, timestamp: string, body: Buffer): Buffer =>
  createHmac("sha256", standardKey(secret)).update(`${id}.${timestamp}.`).update(body).digest();

/** The headers by which a receiver knows that it comes from us (Standard Webhooks 1.0): a signature under each of the secrets. */
export const standardHeaders = (
  secrets: readonly string[],
  { id, timestamp, body }: { readonly id: string; readonly timestamp: number; readonly body: Buffer },
): Readonly<Record<string, string>> => ({
  "webhook-id": id,
  "webhook-timestamp": String(timestamp),
  "webhook-signature": secrets.map((secret) => `v1,${standardDigest(secret, id, String(timestamp), body).toString("base64")}`).join(" "),
});

const WINDOW_MINUTES = 5;
const MOST_SIGNATURES = 5;
const MOST_ID = 255;

/** Of the same length whatever is compared, so that neither content nor length is told by the time. */
const isSame = (one: string | Buffer, other: string | Buffer): boolean =>
  timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());

/** The header's value; refuses one that is missing, empty, or there twice. */
const headerOf = ({ headers }: SignedRequest, name: string): Outcome<string> => {
  const [value = "", ...more] = headers.get(name) ?? [];
  if (more.length > 0) return refused(refusal("header-repeated", "", { found: name }));
  return value.trim() === "" ? refused(refusal("sig-missing", "", { found: name })) : accepted(value.trim());
};

const units = {
  seconds: { perSecond: 1, digits: /^[1-9]\d{8,10}$/, words: { en: "seconds", ko: "초" } },
  milliseconds: { perSecond: 1_000, digits: /^[1-9]\d{11,13}$/, words: { en: "milliseconds", ko: "밀리초" } },
};

/** Refuses a time that is none, and one so far from now that a request of then may be sent again by who has seen it. */
const checkTime = (text: string, header: string, now: Instant, unit: keyof typeof units): Outcome<string> => {
  const { perSecond, digits, words } = units[unit];
  if (!digits.test(text)) return refused(refusal("sig-timestamp", "", { header, found: shown(text), expected: words }));
  const seconds = Number(text) / perSecond;
  const isNear = Math.abs(Number(now / 1_000n) / 1_000 - seconds) <= WINDOW_MINUTES * 60;
  return isNear ? accepted(text) : refused(refusal("sig-expired", "", { minutes: WINDOW_MINUTES }));
};

const invalid = refused(refusal("sig-invalid", ""));

const verifyStandard = (secrets: readonly string[], request: SignedRequest, now: Instant): Outcome<string | null> => {
  const id = headerOf(request, "webhook-id");
  if (!id.ok) return id;
  const said = headerOf(request, "webhook-timestamp");
  if (!said.ok) return said;
  const timestamp = checkTime(said.value, "webhook-timestamp", now, "seconds");
  if (!timestamp.ok) return timestamp;
  const signature = headerOf(request, "webhook-signature");
  if (!signature.ok) return signature;
  const signatures = signature.value.split(/ +/);
  if (signatures.length > MOST_SIGNATURES)
    return refused(refusal("sig-too-many", "", { found: signatures.length, limit: MOST_SIGNATURES }));
  const versioned = signatures.filter((each) => each.includes(","));
  const own = versioned.filter((each) => each.startsWith("v1,")).map((each) => each.slice(3));
  if (own.length === 0 && versioned.length > 0) return refused(refusal("sig-version", "", { expected: "v1" }));
  const expected = secrets.map((secret) => standardDigest(secret, id.value, timestamp.value, request.body).toString("base64"));
  const isValid = own.map((each) => expected.map((digest) => isSame(each, digest)).includes(true)).includes(true);
  return isValid ? accepted(id.value.slice(0, MOST_ID)) : invalid;
};

/** `t=1,v1=a,v1=b` by the names of its parts. */
const partsOf = (text: string): readonly (readonly [string, string])[] =>
  text.split(",").map((part): readonly [string, string] => {
    const at = part.indexOf("=");
    return [part.slice(0, Math.max(at, 0)).trim(), part.slice(at + 1).trim()];
  });

const verifyHmac = (scheme: HmacScheme, secrets: readonly string[], request: SignedRequest, now: Instant): Outcome<string | null> => {
  const { header, prefix, encoding, algorithm, signed, timestampHeader, parts, idHeader } = scheme;
  const whole = headerOf(request, header);
  if (!whole.ok) return whole;
  const named = parts === null ? [] : partsOf(whole.value);
  const given = parts === null ? [whole.value] : named.filter(([name]) => name === parts.signature).map(([, value]) => value);
  if (given.length > MOST_SIGNATURES) return refused(refusal("sig-too-many", "", { found: given.length, limit: MOST_SIGNATURES }));
  if (parts !== null && given.length === 0) return refused(refusal("sig-version", "", { expected: parts.signature }));
  let timestamp = "";
  if (parts !== null || timestampHeader !== null) {
    const said =
      parts === null ? headerOf(request, timestampHeader ?? "") : accepted(named.find(([name]) => name === parts.timestamp)?.[1] ?? "");
    if (!said.ok) return said;
    const checked = checkTime(said.value, parts === null ? (timestampHeader ?? "") : header, now, "seconds");
    if (!checked.ok) return checked;
    timestamp = checked.value;
  }
  const hasId = idHeader !== null && (signed.includes("{id}") || request.headers.has(idHeader));
  const id = hasId ? headerOf(request, idHeader) : accepted(null);
  if (!id.ok) return id;
  const before = signed
    .slice(0, -"{body}".length)
    .replaceAll("{timestamp}", () => timestamp)
    .replaceAll("{id}", () => id.value ?? "");
  const expected = secrets.map((secret) => prefix + createHmac(algorithm, secret).update(before).update(request.body).digest(encoding));
  // In hex the letters' case says nothing.
  const plain = (text: string): string => (encoding === "hex" ? text.toLowerCase() : text);
  const isValid = given.map((each) => expected.map((digest) => isSame(plain(each), plain(digest))).includes(true)).includes(true);
  return isValid ? accepted(id.value === null ? null : id.value.slice(0, MOST_ID)) : invalid;
};

/** HubSpot reads these back before it signs. */
const hubspotDecoded: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

/** Version 3: method, address, body and time in milliseconds, under the secret of the app. */
const verifyHubspot = (secrets: readonly string[], request: SignedRequest, now: Instant): Outcome<string | null> => {
  const signature = headerOf(request, "x-hubspot-signature-v3");
  if (!signature.ok) return signature;
  const said = headerOf(request, "x-hubspot-request-timestamp");
  if (!said.ok) return said;
  const timestamp = checkTime(said.value, "x-hubspot-request-timestamp", now, "milliseconds");
  if (!timestamp.ok) return timestamp;
  const address = request.url.replace(/%[0-9A-F]{2}/gi, (code) => hubspotDecoded[code.toUpperCase()] ?? code);
  const isValid = secrets
    .map((secret) =>
      createHmac("sha256", secret).update(request.method).update(address).update(request.body).update(timestamp.value).digest("base64"),
    )
    .map((digest) => isSame(signature.value, digest))
    .includes(true);
  return isValid ? accepted(null) : invalid;
};

const verifyToken = (header: string | null, secrets: readonly string[], request: SignedRequest): Outcome<string | null> => {
  if (header === null) return accepted(null);
  const wrong = refused(refusal("token-wrong", "", { header }));
  const [value = "", ...more] = request.headers.get(header) ?? [];
  if (more.length > 0) return refused(refusal("header-repeated", "", { found: header }));
  const token = header === "authorization" ? value.replace(/^Bearer +/i, "") : value;
  return secrets.map((secret) => isSame(token.trim(), secret)).includes(true) ? accepted(null) : wrong;
};

/**
 * Whether a request comes from who has the secret (one of several while an old one runs out): then what its sender calls this delivery, or null where it says
 * nothing. Refuses what is not signed, signed otherwise or by another, and what was signed more than five minutes ago or ahead.
 */
export const verifyRequest = (
  scheme: HookScheme,
  secrets: readonly string[],
  request: SignedRequest,
  now: Instant,
): Outcome<string | null> => {
  switch (scheme.type) {
    case "standard":
      return verifyStandard(secrets, request, now);
    case "hmac":
      return verifyHmac(scheme, secrets, request, now);
    case "hubspot":
      return verifyHubspot(secrets, request, now);
    default:
      return verifyToken(scheme.header, secrets, request);
  }
};
