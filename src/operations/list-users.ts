import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { listedUsers } from "../store/users.ts";
import { userJson, type UserJson } from "./user-json.ts";

const PAGE = 100;

const cursorOf = (number: number): string => Buffer.from(`users ${number}`).toString("base64url");

const placeOf = (cursor: string): number | undefined => {
  const [, number] = /^users ([1-9]\d{0,8})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return number === undefined ? undefined : Number(number);
};

/** The company's accounts in the order in which they were made, those that have ended too. */
export const listUsers = async (
  database: Database,
  companyId: number,
  { cursor, limit = PAGE }: { readonly cursor?: string; readonly limit?: number },
): Promise<Outcome<{ readonly users: readonly UserJson[]; readonly nextCursor: string | null }>> => {
  const after = cursor === undefined ? 0 : placeOf(cursor);
  if (after === undefined) return refused(refusal("cursor-invalid", "?cursor", { found: shown(cursor ?? "") }));
  return inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const found = await listedUsers(tx, companyId, { after, limit: limit + 1 });
    const users = found.slice(0, limit);
    const last = users.at(-1);
    return accepted({
      users: users.map((user) => userJson(user, settings)),
      nextCursor: found.length > limit && last !== undefined ? cursorOf(last.number) : null,
    });
  });
};
