import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { keyRows, type ActivityKey } from "./activities.ts";
import type { Transaction } from "./database.ts";
import { evaluationOf } from "./evaluation.ts";
import { recount } from "./recording.ts";

/** How a source names somebody. */
export type Reference = { readonly source: string; readonly reference: string };

export type UnattributedReference = Reference & { readonly records: number; readonly firstDay: Day; readonly lastDay: Day };

/** Lines of the log that name nobody known, of records that were not taken back. */
const lines = (companyId: number): RawBuilder<unknown> => sql`(
  select a.source, a.external_id, a.member_reference as reference, a.local_day from activities a
  where a.company_id = ${companyId} and a.member_number is null and a.voided_at is null and not a.taken_back
  union all
  select l.source, l.external_id, l.member_reference, l.local_day
  from activity_lines l join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
  where l.company_id = ${companyId} and l.member_number is null and a.voided_at is null and not a.taken_back)`;

export type UnattributedPage = {
  /** Those with the most records first. */
  readonly references: readonly UnattributedReference[];
  /** Of all references. */
  readonly records: number;
};

/** The references that name nobody known, with their records, after the one that the page before ended with. */
export const unattributedReferences = async (
  tx: Transaction,
  companyId: number,
  { after, limit }: { readonly after: (Reference & { readonly records: number }) | null; readonly limit: number },
): Promise<UnattributedPage> => {
  const follows =
    after === null
      ? sql``
      : sql`where (-r.records, r.source, r.reference) > (${-after.records}::bigint, ${after.source}::text collate "C", ${after.reference}::text collate "C")`;
  const { rows } = await sql<UnattributedReference & { total: bigint }>`
    with refs as materialized (
      select u.source, u.reference, count(distinct u.external_id) as records, min(u.local_day) as first_day, max(u.local_day) as last_day
      from ${lines(companyId)} u
      group by u.source, u.reference)
    select r.source, r.reference, r.records::integer as records, r.first_day as "firstDay", r.last_day as "lastDay", t.total
    from (select coalesce(sum(records), 0)::bigint as total from refs) t
    left join lateral (
      select r.* from refs r ${follows}
      order by r.records desc, r.source, r.reference limit ${limit}) r on true
    order by r.records desc, r.source, r.reference`.execute(tx);
  return {
    references: rows.flatMap(({ total: _, ...row }) => (row.source === null ? [] : [row])),
    records: Number(rows[0]?.total ?? 0n),
  };
};

/** How many records have a line that names nobody known. */
export const countUnattributed = async (tx: Transaction, companyId: number): Promise<number> => {
  const { rows } = await sql<{ records: number }>`
    select count(distinct (u.source, u.external_id))::integer as records from (
      select a.source, a.external_id from activities a where a.company_id = ${companyId} and a.member_number is null
      union all
      select l.source, l.external_id from activity_lines l where l.company_id = ${companyId} and l.member_number is null) u`.execute(tx);
  return rows[0]?.records ?? 0;
};

// A statement that judges more holds more in memory than a small machine has.
const RECORDS_AT_ONCE = 5_000;

/**
 * Lets go of a member's records that a source told of by this reference: they keep their day, are listed as unattributed and count for nothing.
 * Returns how many. The company is owned.
 */
export const releaseReference = async (
  tx: Transaction,
  settings: Settings,
  { source, reference, memberNumber }: Reference & { readonly memberNumber: number },
): Promise<number> => {
  const { companyId } = settings;
  const named = (table: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select a.source, a.external_id from ${table} a
    where a.company_id = ${companyId} and a.member_number = ${memberNumber} and a.source = ${source} and a.member_reference = ${reference}`;
  const next = async (): Promise<ActivityKey[]> => {
    const { rows } = await sql<ActivityKey>`
      select n.source, n.external_id as "externalId" from (${named(sql`activities`)} union ${named(sql`activity_lines`)}) n
      order by n.source, n.external_id limit ${RECORDS_AT_ONCE}`.execute(tx);
    return rows;
  };
  const evaluation = await evaluationOf(tx, settings);
  let released = 0;
  for (let keys = await next(); keys.length > 0; keys = keys.length < RECORDS_AT_ONCE ? [] : await next()) {
    const changed = keys;
    released += changed.length;
    await recount(tx, evaluation, {
      created: [],
      cause: "identity",
      changed,
      change: async () => {
        for (const table of ["activities", "activity_lines"])
          await sql`
            update ${sql.table(table)} a set member_number = null
            from ${keyRows(changed)} k
            where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id
              and a.member_number = ${memberNumber} and a.member_reference = ${reference}`.execute(tx);
      },
    });
  }
  return released;
};
