import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { roles as allRoles, type Role } from "./member.ts";
import { perhaps } from "./meant.ts";
import { isOfEveryOrganisation, type OidcProvider } from "./oidc.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A provider as somebody sets it up. */
export type OidcProviderOrder = OidcProvider & {
  /** Undefined: the one that is kept stays; null: none, as of a public client. */
  readonly clientSecret: string | null | undefined;
};

const LONGEST_NAME = 100;
const LONGEST_CLIENT = 500;
const LONGEST_ADDRESS = 1_000;
const MOST_DOMAINS = 100;

const known: ReadonlySet<string> = new Set(["name", "issuer", "clientId", "clientSecret", "domains", "createsAccounts", "roles"]);
const example = '{"name": "Google", "issuer": "https://accounts.google.com", "clientId": "…", "clientSecret": "…"}';

const providerId = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const domainName = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

const readList = (value: unknown, pointer: string, limit: number, found: Refusal[]): readonly string[] => {
  if (isMissing(value)) return [];
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", "[]", pointer));
    return [];
  }
  if (value.length > limit) {
    found.push(refusal("list-long", pointer, { found: value.length, limit }));
    return [];
  }
  return value.map((each: unknown, index) => take(readText(each, `${pointer}/${index}`, { max: 253 }), "", found));
};

const readDomains = (value: unknown, found: Refusal[]): readonly string[] => {
  const domains = readList(value, "/domains", MOST_DOMAINS, found).map((domain) => domain.toLowerCase());
  for (const [index, domain] of domains.entries())
    if (domain !== "" && !domainName.test(domain)) found.push(refusal("domain-format", `/domains/${index}`, { found: shown(domain) }));
  return [...new Set(domains)];
};

const isRole = (text: string): text is Role => allRoles.some((role) => role === text);

const readRoles = (value: unknown, found: Refusal[]): readonly Role[] => {
  const roles = readList(value, "/roles", allRoles.length * 2, found);
  for (const [index, role] of roles.entries()) {
    const pointer = `/roles/${index}`;
    if (role === "admin") found.push(refusal("oidc-admin", pointer));
    else if (role !== "" && !isRole(role))
      found.push(refusal("enum", pointer, { found: shown(role), choices: allRoles.join(", "), hint: perhaps(role, allRoles) }));
  }
  return [...new Set(roles.filter(isRole))];
};

const readFlag = (value: unknown, pointer: string, found: Refusal[]): boolean => {
  if (!isMissing(value) && typeof value !== "boolean") found.push(refuseType(value, "boolean", "true", pointer));
  return value === true;
};

/** A secret is kept as it is written: nothing is trimmed or composed. */
const readClientSecret = (value: unknown, found: Refusal[]): string | null | undefined => {
  if (isMissing(value)) return value;
  if (typeof value !== "string") found.push(refuseType(value, "string", '"…"', "/clientSecret"));
  else if (value.length === 0) found.push(refusal("text-empty", "/clientSecret"));
  else if (value.length > LONGEST_CLIENT) found.push(refusal("text-too-long", "/clientSecret", { limit: LONGEST_CLIENT }));
  else return value;
  return null;
};

/** A provider as a body says it. Whether there is one at its issuer is found out where it is kept. */
export const readOidcProvider = (id: string, fields: unknown): Outcome<OidcProviderOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  if (!providerId.test(id)) found.push(refusal("provider-id", "/id", { found: shown(id) }));
  const order = {
    id,
    name: take(readText(fields["name"], "/name", { max: LONGEST_NAME }), "", found),
    issuer: take(readText(fields["issuer"], "/issuer", { max: LONGEST_ADDRESS }), "", found),
    clientId: take(readText(fields["clientId"], "/clientId", { max: LONGEST_CLIENT }), "", found),
    clientSecret: readClientSecret(fields["clientSecret"], found),
    domains: readDomains(fields["domains"], found),
    createsAccounts: readFlag(fields["createsAccounts"], "/createsAccounts", found),
    roles: readRoles(fields["roles"], found),
  };
  if (order.createsAccounts && (order.domains.length === 0 || order.roles.length === 0))
    found.push(refusal("oidc-creates", order.domains.length === 0 ? "/domains" : "/roles"));
  if (isOfEveryOrganisation(order.issuer)) found.push(refusal("oidc-issuer-many", "/issuer", { found: shown(order.issuer) }));
  return outcomeOf(() => order, found);
};
