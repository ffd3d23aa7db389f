import type { Permission } from "../src/domain/access.ts";
import type { Role } from "../src/domain/member.ts";
import { newCredential } from "../src/operations/credentials.ts";
import { makeKey } from "../src/operations/make-key.ts";
import { inCompany, type Database } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { keepSession } from "../src/store/sessions.ts";
import { keepUser } from "../src/store/users.ts";
import { must } from "./product.ts";

/** What a request shows to say who asks. */
export type Shown = Readonly<Record<string, string>>;

/** An account of the company that is signed in, as its browser shows it. */
export const signedIn = (
  database: Database,
  companyId: number,
  { id, roles, member }: { readonly id: string; readonly roles: readonly Role[]; readonly member?: string },
): Promise<Shown> =>
  inCompany(database, companyId, async (tx) => {
    const { members } = await loadSettings(tx, companyId);
    const memberNumber = members.find((each) => each.id === member)?.number ?? null;
    const email = `${id}@accounts.example`;
    const userNumber = await keepUser(tx, companyId, { id, email, emailKey: email, memberNumber, roles, by: "test" });
    const { text, secretHash } = newCredential("session", companyId);
    await keepSession(tx, companyId, { secretHash, userNumber, agent: "test" });
    return { cookie: `attain=${text}` };
  });

export const byKey = async (database: Database, companyId: number, name: string, scopes: readonly Permission[]): Promise<Shown> => {
  const { key } = must(await makeKey(database, companyId, { name, scopes, expiresAt: null, by: "test" }));
  return { authorization: `Bearer ${key}` };
};
