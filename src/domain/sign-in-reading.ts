import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { languages, type Language } from "./language.ts";
import { themes, type Theme } from "./theme.ts";
import { roles, type Role } from "./member.ts";
import { perhaps } from "./meant.ts";
import { ownPath } from "./own-path.ts";
import { readNewPassword, readPassword } from "./password.ts";
import { parseEmail } from "./prospect-reference.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

const LONGEST_NAME = 300;

/** As an address is looked up: two spellings of one mailbox are one account. */
export const emailKeyOf = (email: string): string => email.normalize("NFC").trim().toLowerCase();

/** An address as it is written to. */
export const readEmail = (value: unknown, pointer: string): Outcome<string> => {
  if (typeof value !== "string")
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", '"mina@example.com"', pointer));
  if (value.trim() === "") return refused(refusal("required", pointer));
  const parsed = parseEmail(value.normalize("NFC"), pointer);
  return parsed.ok ? { ok: true, value: value.normalize("NFC").trim() } : parsed;
};

const fieldsOf = <T>(
  value: unknown,
  names: readonly string[],
  example: string,
  read: (fields: Fields, found: Refusal[]) => T,
): Outcome<T> => {
  if (!isFields(value)) return refused(refuseType(value, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(names), found);
  const values = read(value, found);
  return outcomeOf(() => values, found);
};

export type SignInOrder = {
  /** An e-mail address or a member's code. */
  readonly name: string;
  readonly password: string;
  /** Where to go on. */
  readonly next: string;
};

/** Whoever signs in. An address that is none is refused; a name without @ is a member's code. */
export const readSignIn = (value: unknown): Outcome<SignInOrder> =>
  fieldsOf(value, ["name", "password", "next"], '{"name": "mina@example.com", "password": "…"}', (fields, found) => {
    const { name, password, next } = fields;
    const text =
      typeof name === "string" && name.trim() === "" ? take<string>(refused(refusal("required", "/name")), "", found) : nameOf(name, found);
    return { name: text, password: take(readPassword(password, "/password"), "", found), next: ownPath(next) };
  });

const nameOf = (name: unknown, found: Refusal[]): string => {
  if (typeof name === "string" && (name.includes("@") || name.length > LONGEST_NAME)) return take(readEmail(name, "/name"), "", found);
  return take(readText(name, "/name", { max: LONGEST_NAME }), "", found);
};

/** A token that a person brings from a link or a step before: any short text; whether it opens something is looked up. */
const readToken = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: 300 });

export const readStep = (value: unknown): Outcome<{ readonly token: string; readonly code: string; readonly next: string }> =>
  fieldsOf(value, ["token", "code", "next"], '{"token": "…", "code": "123456"}', ({ token, code, next }, found) => ({
    token: take(readToken(token, "/token"), "", found),
    code: take(readCode(code, "/code"), "", found),
    next: ownPath(next),
  }));

/** A code as people copy it: with spaces and hyphens, in either case. */
export const readCode = (value: unknown, pointer: string): Outcome<string> => {
  const text = readText(value, pointer, { max: 100 });
  return text.ok ? { ok: true, value: text.value.replace(/[\s-]/g, "").toUpperCase() } : text;
};

export const readCodeAlone = (value: unknown): Outcome<string> =>
  fieldsOf(value, ["code"], '{"code": "123456"}', ({ code }, found) => take(readCode(code, "/code"), "", found));

export type SessionProofOrder = { readonly password: string; readonly code: string | null };

export const readSessionProof = (value: unknown): Outcome<SessionProofOrder> =>
  fieldsOf(value, ["password", "code"], '{"password": "…"}', ({ password, code }, found) => ({
    password: take(readPassword(password, "/password"), "", found),
    code: isMissing(code) ? null : take(readCode(code, "/code"), "", found),
  }));

export const readPasswordChange = (
  value: unknown,
  own: readonly string[],
): Outcome<{ readonly current: string; readonly password: string }> =>
  fieldsOf(value, ["current", "password"], '{"current": "…", "password": "…"}', ({ current, password }, found) => ({
    current: take(readPassword(current, "/current"), "", found),
    password: take(readNewPassword(password, "/password", own), "", found),
  }));

export const readLinkPassword = (value: unknown, own: readonly string[]): Outcome<string> =>
  fieldsOf(value, ["password"], '{"password": "…"}', ({ password }, found) => take(readNewPassword(password, "/password", own), "", found));

export const readResetRequest = (value: unknown): Outcome<string> =>
  fieldsOf(value, ["email"], '{"email": "mina@example.com"}', ({ email }, found) => take(readEmail(email, "/email"), "", found));

const readOneOf = <T extends string>(choices: readonly T[], value: unknown, pointer: string): Outcome<T | null> => {
  if (isMissing(value)) return { ok: true, value: null };
  const chosen = choices.find((each) => each === value);
  return chosen === undefined
    ? refused(
        typeof value === "string"
          ? refusal("enum", pointer, { found: shown(value), choices: choices.join(", "), hint: perhaps(value, choices) })
          : refuseType(value, "string", `"${choices[0]}"`, pointer),
      )
    : { ok: true, value: chosen };
};

const readLanguage = (value: unknown, pointer: string): Outcome<Language | null> => readOneOf(languages, value, pointer);

/** What is left out stays as it is; null goes by the browser. */
export type AccountChange = { readonly language?: Language | null; readonly theme?: Theme | null };

export const readAccountChange = (value: unknown): Outcome<AccountChange> =>
  fieldsOf(value, ["language", "theme"], '{"language": "en"}', ({ language, theme }, found) => ({
    ...(language === undefined ? {} : { language: take(readLanguage(language, "/language"), null, found) }),
    ...(theme === undefined ? {} : { theme: take(readOneOf(themes, theme, "/theme"), null, found) }),
  }));

export type SetUpOrder = {
  readonly token: string;
  /** What a company is made of; null where there is one. */
  readonly company: Fields | null;
  readonly email: string;
  readonly password: string;
  readonly language: Language | null;
};

export const readSetUp = (value: unknown): Outcome<SetUpOrder> =>
  fieldsOf(
    value,
    ["token", "company", "email", "password", "language"],
    '{"token": "…", "email": "…", "password": "…"}',
    (fields, found) => {
      const { token, company, email, password, language } = fields;
      const address = take(readEmail(email, "/email"), "", found);
      const isCompany = isMissing(company) || isFields(company);
      if (!isCompany) found.push(refuseType(company, "object", '{"name": "Northwind Advisory"}', "/company"));
      return {
        token: take(readToken(token, "/token"), "", found),
        company: isFields(company) ? company : null,
        email: address,
        password: take(readNewPassword(password, "/password", ownWordsOf(address)), "", found),
        language: take(readLanguage(language, "/language"), null, found),
      };
    },
  );

/** What stands for an account's owner, and is no secret. */
export const ownWordsOf = (email: string | null): readonly string[] => (email === null ? [] : [email, email.split("@")[0] ?? ""]);

const readRoles = (value: unknown, pointer: string, found: Refusal[]): readonly Role[] => {
  if (!Array.isArray(value)) {
    found.push(isMissing(value) ? refusal("required", pointer) : refuseType(value, "array", '["rep"]', pointer));
    return [];
  }
  if (value.length === 0) found.push(refusal("required", pointer));
  const read = value.flatMap((each: unknown, index): readonly Role[] => {
    const role = roles.find((known) => known === each);
    if (role !== undefined) return [role];
    found.push(
      typeof each === "string"
        ? refusal("enum", `${pointer}/${index}`, { found: shown(each), choices: roles.join(", "), hint: perhaps(each, roles) })
        : refuseType(each, "string", '"rep"', `${pointer}/${index}`),
    );
    return [];
  });
  return roles.filter((role) => read.includes(role));
};

export type UserChange = {
  readonly roles: readonly Role[];
  /** A member by id, code or e-mail address. */
  readonly member: string | null;
};

const readUserFields = ({ roles: named, member }: Fields, found: Refusal[]): UserChange => ({
  roles: readRoles(named, "/roles", found),
  member: isMissing(member) ? null : take(readText(member, "/member", { max: LONGEST_NAME }), "", found),
});

export const readUserChange = (value: unknown): Outcome<UserChange> =>
  fieldsOf(value, ["roles", "member"], '{"roles": ["rep"], "member": "raj"}', readUserFields);

export type UserOrder = UserChange & { readonly email: string };

export const readUserOrder = (value: unknown): Outcome<UserOrder> =>
  fieldsOf(value, ["email", "roles", "member"], '{"email": "mina@example.com", "roles": ["rep"], "member": "mina"}', (fields, found) => ({
    email: take(readEmail(fields["email"], "/email"), "", found),
    ...readUserFields(fields, found),
  }));
