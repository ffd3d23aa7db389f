import { permissions, scopes, type Permission } from "./access.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { isoInstant, parseInstant, type Instant } from "./instant.ts";
import { perhaps } from "./meant.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export type ApiKeyOrder = {
  readonly name: string;
  readonly scopes: readonly Permission[];
  /** From then on it opens nothing; null: it holds until it is ended. */
  readonly expiresAt: Instant | null;
};

const example = '{"name": "dialer", "scopes": ["activities:write"]}';
/** By it journals say who did something. */
const longestName = 64;

const readScope = (value: unknown, pointer: string, found: Refusal[]): readonly Permission[] => {
  if (typeof value !== "string") {
    found.push(refuseType(value, "string", '"activities:write"', pointer));
    return [];
  }
  const permission = permissions.find((each) => each === value);
  if (permission !== undefined && scopes.includes(permission)) return [permission];
  const problem =
    permission === undefined
      ? refusal("scope-unknown", pointer, { found: shown(value), hint: perhaps(value, scopes) })
      : refusal("scope-people", pointer, { found: permission });
  found.push(problem);
  return [];
};

const readScopes = (value: unknown, found: Refusal[]): readonly Permission[] => {
  if (isMissing(value)) found.push(refusal("required", "/scopes"));
  else if (!Array.isArray(value)) found.push(refuseType(value, "array", '["activities:write"]', "/scopes"));
  else if (value.length === 0) found.push(refusal("scopes-empty", "/scopes"));
  else {
    // One more than there are is one that there is not, or one that is there twice.
    const read = value.slice(0, permissions.length + 1).flatMap((each, index) => readScope(each, `/scopes/${index}`, found));
    return scopes.filter((scope) => read.includes(scope));
  }
  return [];
};

const readExpiry = ({ expiresAt }: Fields, now: Instant, found: Refusal[]): Instant | null => {
  if (isMissing(expiresAt)) return null;
  const instant = take<Instant | null>(parseInstant(expiresAt, "/expiresAt"), null, found);
  if (instant !== null && instant <= now)
    found.push(refusal("api-key-expiry", "/expiresAt", { found: isoInstant(instant), now: isoInstant(now) }));
  return instant;
};

/** What a new key is to be called and may do. Refuses what only people do, and an end that is past. */
export const readApiKeyOrder = (value: unknown, now: Instant): Outcome<ApiKeyOrder> => {
  if (!isFields(value)) return refused(refuseType(value, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(["name", "scopes", "expiresAt"]), found);
  const order = {
    name: take(readText(value["name"], "/name", { max: longestName }), "", found),
    scopes: readScopes(value["scopes"], found),
    expiresAt: readExpiry(value, now, found),
  };
  return outcomeOf(() => order, found);
};
