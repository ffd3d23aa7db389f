import { sql } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptKey = { readonly name: string; readonly scopes: readonly string[] };

/** The key with this secret, while it holds. */
export const keyBySecret = async (tx: Transaction, companyId: number, secretHash: Buffer): Promise<KeptKey | undefined> => {
  const { rows } = await sql<KeptKey>`
    select name, scopes from api_keys
    where company_id = ${companyId} and secret_hash = ${secretHash} and ended_at is null and (expires_at is null or expires_at > now())
    limit 1`.execute(tx);
  return rows[0];
};

export type NewKey = {
  readonly secretHash: Buffer;
  readonly name: string;
  readonly beginning: string;
  readonly scopes: readonly string[];
  readonly by: string;
};

/** Keeps a key and gives it the next number. The company is owned. */
export const keepKey = async (tx: Transaction, companyId: number, { secretHash, name, beginning, scopes, by }: NewKey): Promise<number> => {
  const { rows } = await sql<{ number: number }>`
    insert into api_keys (company_id, key_number, secret_hash, name, beginning, scopes, created_by)
    select ${companyId}, coalesce(max(key_number), 0) + 1, ${secretHash}, ${name}, ${beginning}, ${columnOf("text", scopes)}, ${by}
    from api_keys where company_id = ${companyId}
    returning key_number as number`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error("the key was not kept");
  return kept.number;
};
