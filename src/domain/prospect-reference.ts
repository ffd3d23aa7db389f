import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { ProspectReference } from "./activity.ts";
import { readExternalId } from "./key.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

const longestEmail = 254; // RFC 5321, 4.5.3.1.3
const longestPhone = 40;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `+` and 8 to 15 digits and nothing else: E.164 as it stands, which most dialers send. */
const isE164 = (text: string): boolean => {
  if (text.length < 9 || text.length > 16 || text.charCodeAt(0) !== 43 || text.charCodeAt(1) === 48) return false;
  for (let at = 1; at < text.length; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
};

/** The digits of a text of digits and the marks between the groups of a telephone number; undefined when it holds anything else. */
const phoneDigits = (text: string): string | undefined => {
  if (text.length > longestPhone) return undefined;
  let digits = "";
  for (const character of text) {
    if (isDigit(character.charCodeAt(0))) digits += character;
    else if (!" -.()/\u00a0".includes(character)) return undefined;
  }
  return digits;
};

/** Country calling code 1, where a number is written without a prefix. */
const northAmerican = new Set(["US", "CA", "PR", "DO", "JM", "BS", "BB", "TT"]);

/**
 * Numbers that are told by their digits alone. Excel drops the zero of `01012345678` and the plus of `+821012345678`;
 * ten digits that begin with 10 are no other Korean number.
 */
const nationalPhone = (digits: string, country: string): string | undefined => {
  if (country === "KR") {
    if (digits.length === 11 && digits.startsWith("010")) return `+82${digits.slice(1)}`;
    if (digits.length === 10 && digits.startsWith("10")) return `+82${digits}`;
    if (digits.length === 12 && digits.startsWith("8210")) return `+${digits}`;
    return undefined;
  }
  if (!northAmerican.has(country)) return undefined;
  const number = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return number.length === 10 && (number[0] ?? "") > "1" && (number[3] ?? "") > "1" ? `+1${number}` : undefined;
};

/** What stands behind a number: `내선 12`, `ext. 12`, `x12`, `(12)` is none. */
const extension = /[\s,;(]*(?:내선|ext(?:ension)?\.?|x|#)\s?:?\s?\d{1,6}\)?$/i;

/** Nine or ten digits without the zero that Korean numbers begin with: `212345678` is 02-1234-5678, `7012345678` 070-1234-5678. */
const withoutItsZero = (digits: string, country: string): string | undefined =>
  country === "KR" && /^(?:2\d{7,8}|[3-6]\d{8,9}|70\d{8}|1[0-9]\d{7,8})$/.test(digits) ? phoneByRules(`0${digits}`, country) : undefined;

const phoneByRules = (text: string, country: string): string | undefined => {
  const number = isSupportedCountry(country) ? parsePhoneNumberFromString(text, country) : parsePhoneNumberFromString(text);
  return number?.isValid() === true ? number.number : undefined;
};

const normalPhone = (text: string, country: string): string | undefined => {
  if (isE164(text)) return text;
  if (text.length > longestPhone) return undefined;
  const number = text.replace(extension, "");
  const digits = phoneDigits(number);
  const national = digits === undefined ? undefined : (nationalPhone(digits, country) ?? withoutItsZero(digits, country));
  return national ?? phoneByRules(number, country);
};

const refusePhone = (text: string, pointer: string, country: string): Refusal =>
  refusal("phone-format", pointer, { found: shown(text), country });

/** A telephone number in E.164; one without a country code is read as of `country`. */
export const parsePhone = (text: string, pointer: string, country: string): Outcome<string> => {
  const phone = normalPhone(text.trim(), country);
  return phone === undefined ? refused(refusePhone(text, pointer, country)) : accepted(phone);
};

/** Lower case throughout: no mail system in use tells `Mina@` from `mina@`, and two spellings must not be two prospects. */
const normalEmail = (text: string): string | undefined => {
  const at = text.lastIndexOf("@");
  if (at < 1 || at > 64 || text.length > longestEmail || text.indexOf("@") !== at) return undefined;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // space, " ( ) , : ; < > [ \ ] and everything that is not seen
    if (
      code <= 34 ||
      code === 40 ||
      code === 41 ||
      code === 44 ||
      (code >= 58 && code <= 62 && code !== 61) ||
      (code >= 91 && code <= 93) ||
      (code >= 127 && code <= 160)
    )
      return undefined;
  }
  const domain = text.slice(at + 1);
  const isWhole = domain.includes(".") && !domain.startsWith(".") && !domain.endsWith(".") && !domain.includes("..");
  return isWhole ? text.toLowerCase() : undefined;
};

/** An e-mail address in lower case. */
export const parseEmail = (text: string, pointer: string): Outcome<string> => {
  const email = normalEmail(text.trim());
  if (email === undefined) return refused(refusal("email-format", pointer, { found: shown(text) }));
  const key = readExternalId(email, pointer);
  return key;
};

/** The networks whose names people are known by, under the name that is stored. */
const networks: ReadonlyMap<string, string> = new Map([
  ["bsky", "bsky"],
  ["x", "x"],
  ["twitter", "x"],
  ["linkedin", "linkedin"],
  ["facebook", "facebook"],
  ["instagram", "instagram"],
  ["threads", "threads"],
  ["mastodon", "mastodon"],
  ["youtube", "youtube"],
  ["tiktok", "tiktok"],
  ["telegram", "telegram"],
  ["whatsapp", "whatsapp"],
  ["line", "line"],
  ["kakao", "kakao"],
  ["naver", "naver"],
]);

const refuseHandle = (text: string, pointer: string): Refusal =>
  refusal("handle-format", pointer, { found: shown(text), networks: [...new Set(networks.values())].join(", ") });

const parseHandle = (network: string, name: string, pointer: string): Outcome<ProspectReference> => {
  const bare = (name.startsWith("@") ? name.slice(1) : name).trim().toLowerCase();
  if (bare === "" || bare.includes(" ")) return refused(refuseHandle(`${network}:${name}`, pointer));
  const key = readExternalId(`${network}:${bare}`, pointer);
  return key.ok ? accepted({ kind: "handle", value: key.value }) : key;
};

const named = (kind: ProspectReference["kind"], outcome: Outcome<string>): Outcome<ProspectReference> =>
  outcome.ok ? accepted({ kind, value: outcome.value }) : outcome;

/** `bsky:mina`, and for what would be read otherwise: `id:`, `tel:`, `mailto:`. Undefined when the text has no prefix that is known. */
const parsePrefixed = (text: string, pointer: string, country: string): Outcome<ProspectReference> | undefined => {
  const colon = text.indexOf(":");
  if (colon < 1 || colon > 10) return undefined;
  const prefix = text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (prefix === "id") return named("id", readExternalId(rest, pointer));
  if (prefix === "tel") return named("phone", parsePhone(rest, pointer, country));
  if (prefix === "mailto" || prefix === "email") return named("email", parseEmail(rest, pointer));
  const network = networks.get(prefix);
  return network === undefined ? undefined : parseHandle(network, rest, pointer);
};

/**
 * A text of digits is a telephone number when the country writes its numbers so: with a zero first, or groups set apart by
 * more than hyphens. Bare digits else are the id of another system, so that `2026-0001` stays one.
 */
const phoneAmongIds = (text: string, country: string): string | undefined => {
  const digits = phoneDigits(text);
  if (digits === undefined || digits.length < 7 || digits.length > 15) return undefined;
  const known = nationalPhone(digits, country);
  if (known !== undefined) return known;
  const first = text.charCodeAt(0);
  return first === 48 || first === 40 || text.includes(" ") || text.includes(".") ? phoneByRules(text, country) : undefined;
};

/**
 * Whom an activity was done with: an e-mail address, a telephone number, a handle (`bsky:…`), else an id of the source's.
 * `country` is how a number without a country code is read. `id:`, `tel:` and `mailto:` before it say what is meant.
 * Refuses several (`;`), a name that no network is named for, and what begins like a number or address but is none.
 */
export const parseProspect = (value: string, pointer: string, country: string): Outcome<ProspectReference> => {
  const text = value.trim();
  if (text.includes(";")) return refused(refusal("several-prospects", pointer, { found: shown(text) }));
  const first = text.charCodeAt(0);
  if (first === 43) return named("phone", parsePhone(text, pointer, country));
  if (first === 64) return refused(refuseHandle(text, pointer));
  const prefixed = parsePrefixed(text, pointer, country);
  if (prefixed !== undefined) return prefixed;
  if (text.includes("@")) return named("email", parseEmail(text, pointer));
  const phone = isDigit(first) || first === 40 ? phoneAmongIds(text, country) : undefined;
  return phone === undefined ? named("id", readExternalId(text, pointer)) : accepted({ kind: "phone", value: phone });
};

/** The country of a number in E.164; null where several share its code and the rest does not say. */
export const countryOfPhone = (phone: string): string | null => parsePhoneNumberFromString(phone)?.country ?? null;
