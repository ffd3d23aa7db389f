import { permissions, type Caller, type Permission } from "../domain/access.ts";
import { keyBySecret, useKey } from "../store/api-keys.ts";
import { inCompany, type Database } from "../store/database.ts";
import { userBySession } from "../store/users.ts";
import { parseCredential } from "./credentials.ts";

const HOUR = 3_600;
/** A session ends when nothing was asked for half a day, and in any case after a week. */
export const SESSION = { idleSeconds: 12 * HOUR, longestSeconds: 7 * 24 * HOUR } as const;

const isPermission = (text: string): text is Permission => permissions.some((permission) => permission === text);

/** Who shows this session's or key's secret, in its company; undefined for nobody: unknown, ended, run out, or of the other type. */
export const findCaller = async (database: Database, type: "session" | "key", text: string): Promise<Caller | undefined> => {
  const credential = parseCredential(text);
  if (credential?.type !== type) return undefined;
  const { companyId, secretHash } = credential;
  return inCompany(database, companyId, async (tx): Promise<Caller | undefined> => {
    if (type === "key") {
      const key = await keyBySecret(tx, companyId, secretHash);
      if (key === undefined) return undefined;
      if (key.isUseDue) await useKey(tx, companyId, key.number);
      const scopes = key.scopes.filter(isPermission);
      return { companyId, by: `key:${key.name}`, type: "key", userNumber: null, memberNumber: null, roles: [], scopes };
    }
    const user = await userBySession(tx, companyId, secretHash, SESSION);
    if (user === undefined) return undefined;
    const { id, number, memberNumber, roles } = user;
    return { companyId, by: id, type: "user", userNumber: number, memberNumber, roles, scopes: [] };
  });
};
