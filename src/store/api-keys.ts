import { sql } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type ApiKey = {
  readonly number: number;
  readonly name: string;
  readonly beginning: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  /** Null: it holds until it is ended. */
  readonly expiresAt: string | null;
  /** To the minute. */
  readonly usedAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
};

const columns = sql`k.key_number as number, k.name, k.beginning, k.scopes, k.created_at as "createdAt", k.created_by as "createdBy",
  k.expires_at as "expiresAt", k.used_at as "usedAt", k.ended_at as "endedAt", k.ended_by as "endedBy"`;

export type KeptKey = {
  readonly number: number;
  readonly name: string;
  readonly scopes: readonly string[];
  /** That it was used is not written down yet, or was a minute ago and more. */
  readonly isUseDue: boolean;
};

/** The key with this secret, while it holds. */
export const keyBySecret = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<KeptKey | undefined> => {
  const { rows } = await sql<KeptKey>`
    select key_number as number, name, scopes, coalesce(used_at < now() - interval '1 minute', true) as "isUseDue" from api_keys
    where company_id = ${companyId} and secret_hash = ${secretHash} and ended_at is null and (expires_at is null or expires_at > now())
    limit 1`.execute(tx);
  return rows[0];
};

export const useKey = async (tx: Transaction, companyId: number, number: number): Promise<void> => {
  await sql`
    update api_keys set used_at = now()
    where company_id = ${companyId} and key_number = (
      select key_number from api_keys
      where company_id = ${companyId} and key_number = ${number} and coalesce(used_at < now() - interval '1 minute', true)
      for update skip locked
    )`.execute(tx);
};

/** The newest first; those that ended too. */
export const listKeys = async (
  tx: Transaction,
  companyId: number,
  { before, limit }: { readonly before: number; readonly limit: number },
): Promise<readonly ApiKey[]> => {
  const { rows } = await sql<ApiKey>`
    select ${columns} from api_keys k where k.company_id = ${companyId} and k.key_number < ${before} order by k.key_number desc limit ${limit}`.execute(
    tx,
  );
  return rows;
};

/** Keys that an account made and that hold, the newest first; at most a hundred. */
export const holdingKeysOf = async (tx: Transaction, companyId: number, by: string): Promise<readonly ApiKey[]> => {
  const { rows } = await sql<ApiKey>`
    select ${columns} from api_keys k
    where k.company_id = ${companyId} and k.created_by = ${by} and k.ended_at is null and (k.expires_at is null or k.expires_at > now())
    order by k.key_number desc limit 100`.execute(tx);
  return rows;
};

export const findKey = async (tx: Transaction, companyId: number, number: number): Promise<ApiKey | undefined> => {
  const { rows } = await sql<ApiKey>`
    select ${columns} from api_keys k where k.company_id = ${companyId} and k.key_number = ${number} limit 1`.execute(tx);
  return rows[0];
};

/** True while a key of this name holds. One that ran out by itself is ended, and its name is free again. The company is owned. */
export const isNameHeld = async (tx: Transaction, companyId: number, name: string): Promise<boolean> => {
  await sql`
    update api_keys set ended_at = expires_at, ended_by = created_by
    where company_id = ${companyId} and name = ${name} and ended_at is null and expires_at <= now()`.execute(tx);
  const { rows } = await sql`
    select 1 from api_keys where company_id = ${companyId} and name = ${name} and ended_at is null limit 1`.execute(tx);
  return rows.length > 0;
};

export type NewKey = {
  readonly secretHash: Buffer;
  readonly name: string;
  readonly beginning: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string | null;
  readonly by: string;
};

/** Keeps a key and gives it the next number. The company is owned. */
export const keepKey = async (tx: Transaction, companyId: number, key: NewKey): Promise<ApiKey> => {
  const { secretHash, name, beginning, scopes, expiresAt, by } = key;
  const { rows } = await sql<ApiKey>`
    insert into api_keys as k (company_id, key_number, secret_hash, name, beginning, scopes, expires_at, created_by)
    select ${companyId}, coalesce(max(key_number), 0) + 1, ${secretHash}, ${name}, ${beginning}, ${columnOf("text", scopes)},
      ${expiresAt}::timestamptz, ${by}
    from api_keys where company_id = ${companyId}
    returning ${columns}`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error("the key was not kept");
  return kept;
};

/** Ends a key that holds; undefined when it did not. */
export const endKey = async (tx: Transaction, companyId: number, number: number, by: string): Promise<ApiKey | undefined> => {
  const { rows } = await sql<ApiKey>`
    update api_keys k set ended_at = now(), ended_by = ${by}
    where k.company_id = ${companyId} and k.key_number = ${number} and k.ended_at is null
    returning ${columns}`.execute(tx);
  return rows[0];
};
