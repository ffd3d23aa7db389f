import { sql } from "kysely";
import type { Role } from "../domain/member.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type User = {
  readonly number: number;
  readonly id: string;
  readonly email: string | null;
  readonly memberNumber: number | null;
  readonly roles: readonly Role[];
};

const columns = sql`u.user_number as number, u.id, u.email, u.member_number as "memberNumber", u.roles`;

/** The account that is signed in by this session, while both hold. */
export const userBySession = async (
  tx: Transaction,
  companyId: number,
  secretHash: Buffer,
  { idleSeconds, longestSeconds }: { readonly idleSeconds: number; readonly longestSeconds: number },
): Promise<User | undefined> => {
  const { rows } = await sql<User>`
    select ${columns} from sessions s join users u on u.company_id = s.company_id and u.user_number = s.user_number
    where s.company_id = ${companyId} and s.secret_hash = ${secretHash} and s.ended_at is null and u.ended_at is null
      and s.seen_at > now() - make_interval(secs => ${idleSeconds}) and s.created_at > now() - make_interval(secs => ${longestSeconds})
    limit 1`.execute(tx);
  return rows[0];
};

export type NewUser = {
  readonly id: string;
  readonly email: string;
  readonly emailKey: string;
  readonly memberNumber: number | null;
  readonly roles: readonly Role[];
  readonly by: string;
};

/** Keeps an account and gives it the next number. The company is owned. */
export const keepUser = async (
  tx: Transaction,
  companyId: number,
  { id, email, emailKey, memberNumber, roles, by }: NewUser,
): Promise<number> => {
  const { rows } = await sql<{ number: number }>`
    insert into users (company_id, user_number, id, email, email_key, member_number, roles, created_by)
    select ${companyId}, coalesce(max(user_number), 0) + 1, ${id}, ${email}, ${emailKey}, ${memberNumber}, ${columnOf("text", roles)}, ${by}
    from users where company_id = ${companyId}
    returning user_number as number`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error("the account was not kept");
  return kept.number;
};

export type NewSession = { readonly secretHash: Buffer; readonly userNumber: number; readonly agent: string };

export const keepSession = async (tx: Transaction, companyId: number, { secretHash, userNumber, agent }: NewSession): Promise<void> => {
  await sql`
    insert into sessions (company_id, secret_hash, user_number, agent) values (${companyId}, ${secretHash}, ${userNumber}, ${agent})`.execute(
    tx,
  );
};
