import { readChoice } from "./choice.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { perhaps } from "./meant.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A digest under a secret, in a header. */
export type HmacScheme = {
  readonly type: "hmac";
  readonly header: string;
  /** What stands before the digest. */
  readonly prefix: string;
  readonly encoding: "hex" | "base64";
  readonly algorithm: "sha256" | "sha512" | "sha1";
  /** What is signed, with `{timestamp}` and `{id}` in it, and `{body}` at the end. */
  readonly signed: string;
  /** Header of the time in seconds; null: it is in the signature's header, or there is none. */
  readonly timestampHeader: string | null;
  /** The header holds `t=…,v1=…`: by these names. */
  readonly parts: { readonly timestamp: string; readonly signature: string } | null;
  /** Header of what the sender calls the delivery. */
  readonly idHeader: string | null;
};

/** How a sender proves that it is the sender. */
export type HookScheme =
  | { readonly type: "standard" }
  | HmacScheme
  | { readonly type: "hubspot" }
  /** The secret itself, in a header; null: the address, which nobody else knows, is all. */
  | { readonly type: "token"; readonly header: string | null };

const plain: Omit<HmacScheme, "header"> = {
  type: "hmac",
  prefix: "",
  encoding: "hex",
  algorithm: "sha256",
  signed: "{body}",
  timestampHeader: null,
  parts: null,
  idHeader: null,
};

/** Senders that are known by name. */
export const namedSchemes = {
  standard: { type: "standard" },
  github: { ...plain, header: "x-hub-signature-256", prefix: "sha256=", idHeader: "x-github-delivery" },
  stripe: { ...plain, header: "stripe-signature", signed: "{timestamp}.{body}", parts: { timestamp: "t", signature: "v1" } },
  slack: {
    ...plain,
    header: "x-slack-signature",
    prefix: "v0=",
    signed: "v0:{timestamp}:{body}",
    timestampHeader: "x-slack-request-timestamp",
  },
  hubspot: { type: "hubspot" },
  token: { type: "token", header: "authorization" },
  url: { type: "token", header: null },
} as const satisfies Readonly<Record<string, HookScheme>>;
type SchemeName = keyof typeof namedSchemes;
// The keys of the table.
const schemeNames = Object.keys(namedSchemes) as SchemeName[];

const headerName = /^[a-z0-9-]{1,100}$/;

const readHeader = (value: unknown, pointer: string): Outcome<string> => {
  const text = readText(value, pointer, { max: 100 });
  if (!text.ok) return text;
  const name = text.value.toLowerCase();
  return headerName.test(name) ? accepted(name) : refused(refusal("hook-header", pointer, { found: shown(text.value) }));
};

const hmacFields: ReadonlySet<string> = new Set([
  "type",
  "header",
  "prefix",
  "encoding",
  "algorithm",
  "signed",
  "timestampHeader",
  "parts",
  "idHeader",
]);

const readHmac = (fields: Fields, pointer: string, found: Refusal[]): HmacScheme => {
  refuseUnknown(fields, hmacFields, found, pointer);
  const optional = <T>(name: string, read: (value: unknown, at: string) => Outcome<T>, otherwise: T): T =>
    isMissing(fields[name]) ? otherwise : take(read(fields[name], `${pointer}/${name}`), otherwise, found);
  const short = (value: unknown, at: string): Outcome<string> => readText(value, at, { max: 100, mayBeEmpty: true });
  const signed = optional("signed", short, plain.signed);
  if (!/^(?:[^{}]|\{timestamp\}|\{id\})*\{body\}$/.test(signed))
    found.push(refusal("hook-signed", `${pointer}/signed`, { found: shown(signed), body: "{body}", timestamp: "{timestamp}", id: "{id}" }));
  const parts = fields["parts"];
  const readParts = (): HmacScheme["parts"] => {
    if (isMissing(parts)) return null;
    if (!isFields(parts)) {
      found.push(refuseType(parts, "object", '{"timestamp": "t", "signature": "v1"}', `${pointer}/parts`));
      return null;
    }
    refuseUnknown(parts, new Set(["timestamp", "signature"]), found, `${pointer}/parts`);
    const part = (name: string): string => take(readText(parts[name], `${pointer}/parts/${name}`, { max: 20 }), "", found);
    return { timestamp: part("timestamp"), signature: part("signature") };
  };
  const scheme: HmacScheme = {
    type: "hmac",
    header: take(readHeader(fields["header"], `${pointer}/header`), "", found),
    prefix: optional("prefix", short, ""),
    encoding: optional("encoding", (value, at) => readChoice(value, ["hex", "base64"], at), "hex"),
    algorithm: optional("algorithm", (value, at) => readChoice(value, ["sha256", "sha512", "sha1"], at), "sha256"),
    signed,
    timestampHeader: optional<string | null>("timestampHeader", readHeader, null),
    parts: readParts(),
    idHeader: optional<string | null>("idHeader", readHeader, null),
  };
  if (signed.includes("{timestamp}") && scheme.timestampHeader === null && scheme.parts === null)
    found.push(refusal("required", `${pointer}/timestampHeader`));
  if (signed.includes("{id}") && scheme.idHeader === null) found.push(refusal("required", `${pointer}/idHeader`));
  return scheme;
};

/** A scheme by its name, or spelt out. */
export const readScheme = (value: unknown, pointer: string): Outcome<HookScheme> => {
  if (isMissing(value)) return accepted(namedSchemes.standard);
  if (typeof value === "string") {
    const name = schemeNames.find((each) => each === value);
    if (name !== undefined) return accepted(namedSchemes[name]);
    return refused(refusal("enum", pointer, { found: shown(value), choices: schemeNames.join(", "), hint: perhaps(value, schemeNames) }));
  }
  if (!isFields(value)) return refused(refuseType(value, "string", '"standard"', pointer));
  const found: Refusal[] = [];
  const type = take(readChoice(value["type"], ["standard", "hmac", "hubspot", "token"], `${pointer}/type`), null, found);
  const read = (): HookScheme => {
    if (type === "hmac") return readHmac(value, pointer, found);
    refuseUnknown(value, new Set(type === "token" ? ["type", "header"] : ["type"]), found, pointer);
    if (type !== "token") return { type: type ?? "standard" };
    return { type, header: isMissing(value["header"]) ? null : take(readHeader(value["header"], `${pointer}/header`), null, found) };
  };
  const scheme = read();
  return outcomeOf(() => scheme, found);
};
