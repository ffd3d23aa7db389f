import { permissions, rolesHeld, type Caller, type Permission } from "../domain/access.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keyBySecret, useKey } from "../store/api-keys.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { DatabaseUnavailable } from "../store/database-errors.ts";
import { touchSession } from "../store/sessions.ts";
import { userBySession } from "../store/users.ts";
import { parseCredential } from "./credentials.ts";

const HOUR = 3_600;
/** A session ends when nothing was asked for half a day, and in any case after a week. */
export const SESSION = { idleSeconds: 12 * HOUR, longestSeconds: 7 * 24 * HOUR } as const;

const isPermission = (text: string): text is Permission => permissions.some((permission) => permission === text);

const nobody = refused(refusal("auth-required", ""));

/**
 * Who shows this session's or key's secret, in its company. Refuses a session that was ended and one that has run out as such, and what is
 * unknown, or of the other type, as nobody's; what is no key at all is said to be none. `isUse`: false lets a session run out all the same.
 */
export const findCaller = async (
  database: Database,
  type: "session" | "key",
  text: string,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<Outcome<Caller>> => {
  const credential = parseCredential(text);
  if (credential === undefined && type === "key" && text !== "") return refused(refusal("token-invalid", ""));
  if (credential?.type !== type) return nobody;
  const { companyId, secretHash } = credential;
  return type === "key" ? callerByKey(database, companyId, secretHash, isUse) : callerBySession(database, companyId, secretHash, isUse);
};

const callerByKey = async (database: Database, companyId: number, secretHash: Buffer, isUse: boolean): Promise<Outcome<Caller>> => {
  const key = await inCompany(database, companyId, (tx) => keyBySecret(tx, companyId, secretHash));
  if (key === undefined) return nobody;
  if (isUse && key.isUseDue) await say(database, companyId, (tx) => useKey(tx, companyId, key.number));
  const scopes = key.scopes.filter(isPermission);
  const { number: keyNumber, name } = key;
  return accepted({ companyId, by: `key:${name}`, type: "key", userNumber: null, keyNumber, memberNumber: null, roles: [], scopes });
};

const callerBySession = async (database: Database, companyId: number, secretHash: Buffer, isUse: boolean): Promise<Outcome<Caller>> => {
  const user = await inCompany(database, companyId, (tx) => userBySession(tx, companyId, secretHash, SESSION));
  if (user === undefined) return nobody;
  const roles = rolesHeld(user.roles, user.hasLeft);
  if (user.isEnded || roles.length === 0) return refused(refusal("session-ended", ""));
  if (user.isExpired) return refused(refusal("session-expired", ""));
  if (isUse && user.isUnseen) await say(database, companyId, (tx) => touchSession(tx, companyId, secretHash));
  const { id, number, memberNumber } = user;
  return accepted({ companyId, by: id, type: "user", userNumber: number, keyNumber: null, memberNumber, roles, scopes: [] });
};

/** When it was used last. Whoever only reads is answered by a database that takes no writing, too. */
const say = async (database: Database, companyId: number, used: (tx: Transaction) => Promise<void>): Promise<void> => {
  try {
    await inCompany(database, companyId, used, { lasting: false });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
  }
};
