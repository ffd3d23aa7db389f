import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type Tried = {
  /** What is guessed at: `account`, `address`, `second-factor`. */
  readonly what: string;
  readonly keyHash: Buffer;
  /** So many within so many seconds, and no more. */
  readonly most: number;
  readonly perSeconds: number;
};

/**
 * Counts a try before it is known how it ends, so that a thousand at once are not all the first; one that succeeds is taken back. Answers 0, or
 * after how many seconds another may be made; such a one is not counted.
 */
export const countTry = async (tx: Transaction, companyId: number, { what, keyHash, most, perSeconds }: Tried): Promise<number> => {
  const recent = sql`array(select at from unnest(f.tried_at) as at where at > now() - make_interval(secs => ${perSeconds}) order by at)`;
  const { numAffectedRows } = await sql`
    insert into failed_tries as f (company_id, what, key_hash, tried_at) values (${companyId}, ${what}, ${keyHash}, array[now()])
    on conflict (company_id, what, key_hash) do update set tried_at = ${recent} || now() where cardinality(${recent}) < ${most}`.execute(
    tx,
  );
  if ((numAffectedRows ?? 0n) > 0n) return 0;
  const { rows } = await sql<{ seconds: number }>`
    select greatest(1, ceil(extract(epoch from (${recent})[1] + make_interval(secs => ${perSeconds}) - now())))::int as seconds
    from failed_tries f where company_id = ${companyId} and what = ${what} and key_hash = ${keyHash} limit 1`.execute(tx);
  return rows[0]?.seconds ?? 1;
};

/** The last one was none: it succeeded. */
export const takeTryBack = async (
  tx: Transaction,
  companyId: number,
  { what, keyHash }: Pick<Tried, "what" | "keyHash">,
): Promise<void> => {
  await sql`
    update failed_tries set tried_at = trim_array(tried_at, 1)
    where company_id = ${companyId} and what = ${what} and key_hash = ${keyHash} and cardinality(tried_at) > 0`.execute(tx);
};

export const forgetTries = async (
  tx: Transaction,
  companyId: number,
  { what, keyHash }: Pick<Tried, "what" | "keyHash">,
): Promise<void> => {
  await sql`delete from failed_tries where company_id = ${companyId} and what = ${what} and key_hash = ${keyHash}`.execute(tx);
};

/** What nobody has tried for so long counts for nothing any more. */
export const forgetOldTries = async (tx: Transaction, companyId: number, seconds: number): Promise<void> => {
  await sql`
    delete from failed_tries where company_id = ${companyId}
      and (cardinality(tried_at) = 0 or tried_at[cardinality(tried_at)] < now() - make_interval(secs => ${seconds}))`.execute(tx);
};
