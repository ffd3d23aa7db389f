import { sql } from "kysely";
import type { Language } from "../domain/language.ts";
import type { Theme } from "../domain/theme.ts";
import type { Role } from "../domain/member.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type User = {
  readonly number: number;
  readonly id: string;
  readonly email: string | null;
  readonly memberNumber: number | null;
  readonly roles: readonly Role[];
  readonly language: Language | null;
  readonly theme: Theme | null;
  /** Whether the member that it is has ended, or was employed until a day that has passed. */
  readonly hasLeft: boolean;
};

/** The day is the company's. */
const hasLeft = sql`exists (
  select from members m join company_settings c on c.company_id = m.company_id
  where m.company_id = u.company_id and m.member_number = u.member_number
    and (m.ended or m.employed_before <= (now() at time zone (c.settings ->> 'timeZone'))::date))`;

const columns = sql`u.user_number as number, u.id, u.email, u.member_number as "memberNumber", u.roles, u.language, u.theme, ${hasLeft} as "hasLeft"`;

export type UserOfSession = User & {
  readonly isEnded: boolean;
  readonly isExpired: boolean;
  /** Whether it was last seen more than a minute ago. */
  readonly isUnseen: boolean;
};

/** The account that signed in with this session, and whether both still hold. */
export const userBySession = async (
  tx: Transaction,
  companyId: number,
  secretHash: Buffer,
  { idleSeconds, longestSeconds }: { readonly idleSeconds: number; readonly longestSeconds: number },
): Promise<UserOfSession | undefined> => {
  const { rows } = await sql<UserOfSession>`
    select ${columns}, s.ended_at is not null or u.ended_at is not null as "isEnded",
      s.seen_at <= now() - make_interval(secs => ${idleSeconds}) or s.created_at <= now() - make_interval(secs => ${longestSeconds}) as "isExpired",
      s.seen_at <= now() - interval '1 minute' as "isUnseen"
    from sessions s join users u on u.company_id = s.company_id and u.user_number = s.user_number
    where s.company_id = ${companyId} and s.secret_hash = ${secretHash}
    limit 1`.execute(tx);
  return rows[0];
};

/** An account that may sign in, with what it is asked. */
export type UserToSignIn = User & { readonly passwordHash: string | null; readonly hasSecondFactor: boolean };

const toSignIn = sql`${columns}, u.password_hash as "passwordHash", exists (
  select from second_factors f where f.company_id = u.company_id and f.user_number = u.user_number and f.confirmed_at is not null) as "hasSecondFactor"`;

/** The account of an address, or of a member; one that has ended is none. */
export const userByName = async (
  tx: Transaction,
  companyId: number,
  { emailKey, memberNumber }: { readonly emailKey: string | null; readonly memberNumber: number | null },
): Promise<UserToSignIn | undefined> => {
  const { rows } = await sql<UserToSignIn>`
    select ${toSignIn} from users u
    where u.company_id = ${companyId} and u.ended_at is null and (u.email_key = ${emailKey} or u.member_number = ${memberNumber}::integer)
    order by u.user_number limit 1`.execute(tx);
  return rows[0];
};

/** An account that has not ended, by its number. */
export const userByNumber = async (tx: Transaction, companyId: number, number: number): Promise<UserToSignIn | undefined> => {
  const { rows } = await sql<UserToSignIn>`
    select ${toSignIn} from users u where u.company_id = ${companyId} and u.user_number = ${number} and u.ended_at is null limit 1`.execute(
    tx,
  );
  return rows[0];
};

export const hasUsers = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`select exists (select from users where company_id = ${companyId}) as found`.execute(tx);
  return rows[0]?.found === true;
};

export type ListedUser = User & {
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly lastSeenAt: string | null;
  readonly endedAt: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly passkeys: number;
};

const listed = sql`${columns}, u.version, u.created_at as "createdAt", u.created_by as "createdBy", u.ended_at as "endedAt",
  u.password_hash is not null as "hasPassword",
  (select max(s.seen_at) from sessions s where s.company_id = u.company_id and s.user_number = u.user_number) as "lastSeenAt",
  exists (select from second_factors f where f.company_id = u.company_id and f.user_number = u.user_number and f.confirmed_at is not null) as "hasSecondFactor",
  (select count(*)::int from passkeys p where p.company_id = u.company_id and p.user_number = u.user_number) as passkeys`;

/** Accounts in the order in which they were made, those that have ended too. */
export const listedUsers = async (
  tx: Transaction,
  companyId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ListedUser[]> => {
  const { rows } = await sql<ListedUser>`
    select ${listed} from users u where u.company_id = ${companyId} and u.user_number > ${after} order by u.user_number limit ${limit}`.execute(
    tx,
  );
  return rows;
};

/** One account, by its id or its address. */
export const listedUser = async (
  tx: Transaction,
  companyId: number,
  { id, emailKey }: { readonly id: string | null; readonly emailKey: string | null },
): Promise<ListedUser | undefined> => {
  const { rows } = await sql<ListedUser>`
    select ${listed} from users u where u.company_id = ${companyId} and (u.id = ${id} or u.email_key = ${emailKey})
    order by u.user_number limit 1`.execute(tx);
  return rows[0];
};

/** The account, ended or not, that a member has. */
export const userOfMember = async (tx: Transaction, companyId: number, memberNumber: number): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select id from users where company_id = ${companyId} and member_number = ${memberNumber} limit 1`.execute(tx);
  return rows[0]?.id;
};

/** How many accounts with the role of an admin have not ended. */
export const countAdmins = async (tx: Transaction, companyId: number): Promise<number> => {
  const { rows } = await sql<{ admins: number }>`
    select count(*)::int as admins from users where company_id = ${companyId} and ended_at is null and 'admin' = any(roles)`.execute(tx);
  return rows[0]?.admins ?? 0;
};

export const userIds = async (tx: Transaction, companyId: number): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`select id from users where company_id = ${companyId} limit 1000000`.execute(tx);
  return new Set(rows.map(({ id }) => id));
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

/** What an account may do and whose it is; one that had ended is opened again. */
export const changeUserRow = async (
  tx: Transaction,
  companyId: number,
  { number, roles, memberNumber }: { readonly number: number; readonly roles: readonly Role[]; readonly memberNumber: number | null },
): Promise<void> => {
  await sql`
    update users set roles = ${columnOf("text", roles)}, member_number = ${memberNumber}, ended_at = null, ended_by = null, version = version + 1
    where company_id = ${companyId} and user_number = ${number}`.execute(tx);
};

/** Ends the account: its password goes, and its member may have another. */
export const endUserRow = async (
  tx: Transaction,
  companyId: number,
  { number, by }: { readonly number: number; readonly by: string },
): Promise<void> => {
  await sql`
    update users set ended_at = now(), ended_by = ${by}, password_hash = null, member_number = null, version = version + 1
    where company_id = ${companyId} and user_number = ${number}`.execute(tx);
};

export const keepPassword = async (tx: Transaction, companyId: number, number: number, passwordHash: string): Promise<void> => {
  await sql`update users set password_hash = ${passwordHash} where company_id = ${companyId} and user_number = ${number}`.execute(tx);
};

/** What is left out stays. */
export const keepChoices = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { language, theme }: { readonly language?: Language | null; readonly theme?: Theme | null },
): Promise<void> => {
  await sql`
    update users set
      language = case when ${language !== undefined} then ${language ?? null} else language end,
      theme = case when ${theme !== undefined} then ${theme ?? null} else theme end
    where company_id = ${companyId} and user_number = ${number}`.execute(tx);
};

/** The members who are admins. */
export const adminMembers = async (tx: Transaction, companyId: number): Promise<ReadonlySet<number>> => {
  const { rows } = await sql<{ member_number: number }>`
    select member_number from users
    where company_id = ${companyId} and ended_at is null and member_number is not null and 'admin' = any(roles)
    order by member_number limit 1000`.execute(tx);
  return new Set(rows.map((row) => row.member_number));
};
