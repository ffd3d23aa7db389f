import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { ownPath } from "./own-path.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** What an authenticator answered, as the browser writes it in JSON; bytes in base64url. */
type Answered<Names extends string> = {
  readonly id: string;
  readonly rawId: string;
  readonly type: "public-key";
  readonly response: Readonly<Record<Names, string>> & { readonly transports?: readonly string[] };
};
export type NewCredential = Answered<"clientDataJSON" | "attestationObject">;
export type ShownCredential = Answered<"clientDataJSON" | "authenticatorData" | "signature" | "userHandle">;

const LONGEST_NAME = 100;
/** Keys of several kilobytes are on their way; attestations hold certificates. */
const MOST_BYTES = 65_536;
const MOST_TRANSPORTS = 10;
const base64url = /^[A-Za-z0-9_-]+$/;

const readBytes = (value: unknown, pointer: string, found: Refusal[]): string => {
  if (typeof value !== "string") found.push(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", '"…"', pointer));
  else if (value.length > MOST_BYTES) found.push(refusal("text-too-long", pointer, { limit: MOST_BYTES }));
  else if (!base64url.test(value)) found.push(refusal("base64url", pointer));
  else return value;
  return "";
};

const transportsOf = (value: unknown): { readonly transports?: readonly string[] } =>
  Array.isArray(value)
    ? {
        transports: value
          .filter((each): each is string => typeof each === "string" && /^[a-z-]{1,20}$/.test(each))
          .slice(0, MOST_TRANSPORTS),
      }
    : {};

/** Fields of its own that a browser adds are passed over: nothing here goes by them. */
const readAnswered = <Names extends string>(value: unknown, names: readonly Names[], found: Refusal[]): Answered<Names> => {
  if (!isFields(value)) found.push(isMissing(value) ? refusal("required", "/response") : refuseType(value, "object", "{…}", "/response"));
  const outer: Fields = isFields(value) ? value : {};
  const inner: Fields = isFields(outer["response"]) ? outer["response"] : {};
  const named = names.map((name) => [name, isFields(value) ? readBytes(inner[name], `/response/response/${name}`, found) : ""] as const);
  return {
    id: isFields(value) ? readBytes(outer["id"], "/response/id", found) : "",
    rawId: isFields(value) ? readBytes(outer["rawId"], "/response/rawId", found) : "",
    type: "public-key",
    // One entry for each name.
    response: { ...(Object.fromEntries(named) as Record<Names, string>), ...transportsOf(inner["transports"]) },
  };
};

const fieldsOf = <T>(
  value: unknown,
  known: readonly string[],
  example: string,
  read: (fields: Fields, found: Refusal[]) => T,
): Outcome<T> => {
  if (!isFields(value)) return refused(refuseType(value, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(known), found);
  const values = read(value, found);
  return outcomeOf(() => values, found);
};

export const readNewPasskey = (value: unknown): Outcome<{ readonly name: string; readonly response: NewCredential }> =>
  fieldsOf(value, ["name", "response"], '{"name": "My phone", "response": {…}}', ({ name, response }, found) => ({
    name: take(readText(name, "/name", { max: LONGEST_NAME }), "", found),
    response: readAnswered(response, ["clientDataJSON", "attestationObject"], found),
  }));

const shownNames = ["clientDataJSON", "authenticatorData", "signature", "userHandle"] as const;

export const readPasskeyProof = (value: unknown): Outcome<ShownCredential> =>
  fieldsOf(value, ["response"], '{"response": {…}}', ({ response }, found) => readAnswered(response, shownNames, found));

export const readPasskeySignIn = (value: unknown): Outcome<{ readonly response: ShownCredential; readonly next: string }> =>
  fieldsOf(value, ["response", "next"], '{"response": {…}}', ({ response, next }, found) => ({
    response: readAnswered(response, shownNames, found),
    next: ownPath(next),
  }));
