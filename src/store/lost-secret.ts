import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** What a lost secret alone could open. */
export type Unsealed = {
  readonly secondFactors: number;
  readonly webhooks: number;
  readonly hookEndpoints: number;
  readonly oidcSecrets: number;
};

/** Ends or empties what nobody can open any more, so that it can be set up anew. The company is owned. */
export const forgetSealed = async (tx: Transaction, companyId: number, by: string): Promise<Unsealed> => {
  await sql`delete from kept_answers where company_id = ${companyId}`.execute(tx);
  const { rows } = await sql<Unsealed>`
    with factors as (delete from second_factors where company_id = ${companyId} returning 1),
      told as (update webhooks set ended_at = now(), ended_by = ${by} where company_id = ${companyId} and ended_at is null returning 1),
      waiting as (
        update webhook_deliveries set state = 'failed', settled_at = now() where company_id = ${companyId} and state = 'waiting' returning 1),
      heard as (update hook_endpoints set ended_at = now(), ended_by = ${by} where company_id = ${companyId} and ended_at is null returning 1),
      providers as (
        update oidc_providers set client_secret = null, changed_at = now(), version = version + 1
        where company_id = ${companyId} and client_secret is not null returning 1)
    select (select count(*) from factors)::int as "secondFactors", (select count(*) from told)::int as webhooks,
      (select count(*) from heard)::int as "hookEndpoints", (select count(*) from providers)::int as "oidcSecrets"`.execute(tx);
  const [unsealed] = rows;
  if (unsealed === undefined) throw new Error("nothing was counted");
  return unsealed;
};
