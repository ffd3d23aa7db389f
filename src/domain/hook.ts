import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readSource } from "./key.ts";
import { readScheme, namedSchemes, type HookScheme } from "./hook-scheme.ts";
import { readNetwork } from "./network.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { secretsWithin } from "./secrets-within.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** Where another system tells what happened there, and how that is read. */
export type HookOrder = {
  readonly name: string;
  readonly source: string;
  readonly scheme: HookScheme;
  /** Null: one is made, or the one that there is stays. */
  readonly secret: string | null;
  readonly map: Readonly<Record<string, unknown>>;
  /** Whose account there the events must be of: where in an event it is said, and what must stand there. */
  readonly account: { readonly column: string; readonly value: string } | null;
  /** Addresses and networks from which it may come; null: any. */
  readonly addresses: readonly string[] | null;
  readonly isSuspended: boolean;
};

const longestName = 200;
const longestSecret = 500;
const shortestSecret = 16;
const mostAddresses = 200;
const known: ReadonlySet<string> = new Set(["name", "source", "scheme", "secret", "map", "account", "addresses", "suspended"]);
const example = '{"name": "CRM", "source": "crm", "scheme": "standard", "map": {"columns": {}}}';

const readAccount = (value: unknown, found: Refusal[]): HookOrder["account"] => {
  if (isMissing(value)) return null;
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"column": "portalId", "value": "123"}', "/account"));
    return null;
  }
  refuseUnknown(value, new Set(["column", "value"]), found, "/account");
  const id = typeof value["value"] === "number" ? String(value["value"]) : value["value"];
  return {
    column: take(readText(value["column"], "/account/column", { max: 300 }), "", found),
    value: take(readText(id, "/account/value", { max: 300 }), "", found),
  };
};

const readAddresses = (value: unknown, found: Refusal[]): HookOrder["addresses"] => {
  if (isMissing(value)) return null;
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", '["203.0.113.0/24"]', "/addresses"));
    return null;
  }
  if (value.length > mostAddresses) {
    found.push(refusal("list-long", "/addresses", { found: value.length, limit: mostAddresses }));
    return null;
  }
  const addresses = value.map((each: unknown, index) => take(readNetwork(each, `/addresses/${index}`), "", found));
  return addresses.length === 0 ? null : addresses;
};

const readSecret = (value: unknown, scheme: HookScheme | null, found: Refusal[]): string | null => {
  if (isMissing(value)) return null;
  const secret = take(readText(value, "/secret", { max: longestSecret }), "", found);
  if (secret !== "" && secret.length < shortestSecret) found.push(refusal("hook-secret-short", "/secret", { limit: shortestSecret }));
  if (scheme?.type === "standard" && secret !== "" && !/^(?:whsec_)?[A-Za-z0-9+/]{22,}={0,2}$/.test(secret))
    found.push(refusal("hook-secret-base64", "/secret"));
  return secret;
};

/** Another secret, as a body says it; null: one is to be made. */
export const readNewSecret = (value: unknown): Outcome<string | null> => {
  if (!isFields(value)) return refused(refuseType(value, "object", "{}", ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(["secret"]), found);
  const secret = readSecret(value["secret"], null, found);
  return outcomeOf(() => secret, found);
};

/** An endpoint as a body says it; whether its map suits is told where it is kept. */
export const readHookOrder = (value: unknown): Outcome<HookOrder> => {
  if (!isFields(value)) return refused(refuseType(value, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(value, known, found);
  const scheme = take<HookScheme>(readScheme(value["scheme"], "/scheme"), namedSchemes.standard, found);
  const map = value["map"];
  if (!isFields(map)) found.push(isMissing(map) ? refusal("required", "/map") : refuseType(map, "object", '{"columns": {}}', "/map"));
  else found.push(...secretsWithin(map, "/map"));
  const suspended = value["suspended"];
  if (!isMissing(suspended) && typeof suspended !== "boolean") found.push(refuseType(suspended, "boolean", "false", "/suspended"));
  const order: HookOrder = {
    name: take(readText(value["name"], "/name", { max: longestName }), "", found),
    source: take(readSource(value["source"], "/source"), "", found),
    scheme,
    secret: readSecret(value["secret"], scheme, found),
    map: isFields(map) ? map : {},
    account: readAccount(value["account"], found),
    addresses: readAddresses(value["addresses"], found),
    isSuspended: suspended === true,
  };
  return outcomeOf(() => order, found);
};
