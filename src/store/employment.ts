import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import { keyRows, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOf } from "./evaluation.ts";
import { recount } from "./recording.ts";

// A statement that judges more holds more in memory than a small machine has.
const RECORDS_AT_ONCE = 5_000;

/** The members of whose employment days were taken away: only their records can lie outside of it now. */
const shortened = (before: Settings, after: Settings): readonly number[] => {
  const known = new Map(before.members.map((member) => [member.number, member]));
  return after.members.flatMap(({ number, employedFrom, employedBefore }) => {
    const was = known.get(number);
    return was !== undefined && (was.employedFrom < employedFrom || was.employedBefore > employedBefore) ? [number] : [];
  });
};

const outsideEmployment = async (tx: Transaction, companyId: number, memberNumbers: readonly number[]): Promise<ActivityKey[]> => {
  const outside = (table: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select a.source, a.external_id
    from members m
    join ${table} a on a.company_id = m.company_id and a.member_number = m.member_number
      and (a.local_day < m.employed_from or a.local_day >= m.employed_before)
    where m.company_id = ${companyId} and m.member_number = any (${columnOf("int4", memberNumbers)})`;
  const { rows } = await sql<ActivityKey>`
    select o.source, o.external_id as "externalId"
    from (${outside(sql`activities`)} union ${outside(sql`activity_lines`)}) o
    order by o.source, o.external_id limit ${RECORDS_AT_ONCE}`.execute(tx);
  return rows;
};

/**
 * Lets go of the records that a corrected employment leaves outside: they keep their day, are listed as unattributed and count for nothing.
 * The rows of the members are written and the company is owned.
 */
export const releaseRecords = async (tx: Transaction, before: Settings, after: Settings): Promise<void> => {
  const { companyId } = after;
  const memberNumbers = shortened(before, after);
  if (memberNumbers.length === 0) return;
  const evaluation = await evaluationOf(tx, after);
  let keys = await outsideEmployment(tx, companyId, memberNumbers);
  while (keys.length > 0) {
    const released = keys;
    await recount(tx, evaluation, {
      created: [],
      cause: "employment",
      changed: released,
      change: async () => {
        for (const table of ["activities", "activity_lines"])
          await sql`
            update ${sql.table(table)} a set member_number = null
            from ${keyRows(released)} k, members m
            where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id
              and m.company_id = a.company_id and m.member_number = a.member_number
              and (a.local_day < m.employed_from or a.local_day >= m.employed_before)`.execute(tx);
      },
    });
    keys = keys.length < RECORDS_AT_ONCE ? [] : await outsideEmployment(tx, companyId, memberNumbers);
  }
};
