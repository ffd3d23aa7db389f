import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type LimitUse = {
  /** How much was used before, of what holds until then. */
  readonly usedBefore: number;
  readonly endsInMs: number;
};

/** Uses up so much of a limit, of which a new span of time begins when the last one is over. */
export const useLimit = async (
  tx: Transaction,
  companyId: number,
  { limitHash, amount, perSeconds }: { readonly limitHash: Buffer; readonly amount: number; readonly perSeconds: number },
): Promise<LimitUse> => {
  const { rows } = await sql<LimitUse>`
    insert into used_limits as u (company_id, limit_hash, used, ends_at)
    values (${companyId}, ${limitHash}, ${amount}, now() + make_interval(secs => ${perSeconds}))
    on conflict (company_id, limit_hash) do update set
      used = case when u.ends_at > now() then least(u.used, 1000000000) + excluded.used else excluded.used end,
      ends_at = case when u.ends_at > now() then u.ends_at else excluded.ends_at end
    returning used - ${amount}::int as "usedBefore", (extract(epoch from ends_at - now()) * 1000)::float8 as "endsInMs"`.execute(tx);
  const [use] = rows;
  if (use === undefined) throw new Error("the limit was not used");
  return use;
};

/** Forgets spans that are over. */
export const forgetLimits = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`delete from used_limits where company_id = ${companyId} and ends_at < now()`.execute(tx);
};
