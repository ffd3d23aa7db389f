import { sql } from "kysely";
import type { Transaction } from "./database.ts";
import { factRoot } from "./fact-root.ts";

/** Sessions that are over, or that nobody has used, for so many months. */
export const deleteOldSessions = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`
    delete from sessions where company_id = ${companyId} and coalesce(ended_at, seen_at) < now() - make_interval(months => ${months})`.execute(
    tx,
  );
};

/** Bodies of hooks that were quarantined so many months ago, and that nobody has mended. */
export const deleteOldHookBodies = async (tx: Transaction, companyId: number, months: number): Promise<void> => {
  await sql`
    update hook_requests set body = null, headers = '{}'
    where company_id = ${companyId} and state = 'quarantined' and body is not null and received_at < now() - make_interval(months => ${months})`.execute(
    tx,
  );
};

/** Prospects by their roots with whom nothing was done for so many months, who are none of the company's own, and who are not erased yet. */
export const prospectsWithoutContact = async (
  tx: Transaction,
  companyId: number,
  months: number,
  limit: number,
): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ root: bigint }>`
    select p.prospect_number as root from prospects p
    where p.company_id = ${companyId} and p.merged_into is null and not p.is_colleague
      and exists (
        select from prospect_identities i
        where i.company_id = p.company_id and i.prospect_number = p.prospect_number and not (i.kind = 'id' and i.value like 'erased-%'))
      and exists (select from activities a where a.company_id = p.company_id and a.prospect_number = p.prospect_number)
      and not exists (
        select from activities a
        where a.company_id = p.company_id and a.prospect_number = p.prospect_number and a.ordered_at >= now() - make_interval(months => ${months}))
      and not exists (
        select from activity_lines l
        where l.company_id = p.company_id and l.prospect_number = p.prospect_number and l.ordered_at >= now() - make_interval(months => ${months}))
      and not exists (
        select from prospect_facts f
        where f.company_id = p.company_id and ${factRoot("f")} = p.prospect_number
          and f.recorded_at >= now() - make_interval(months => ${months}))
    order by p.prospect_number limit ${limit}`.execute(tx);
  return rows.map(({ root }) => root);
};
