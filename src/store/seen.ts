import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Seen } from "../domain/sight.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** Whether what is this member's, and of this day, is seen. */
export const isSeenIn = (
  { members, own, since }: Seen,
  { member, day }: { readonly member: RawBuilder<unknown>; readonly day: RawBuilder<unknown> | null },
): RawBuilder<SqlBool> => sql<SqlBool>`
  (${member} = any (${columnOf("int4", members)}) ${day === null ? sql`` : sql`and (${day} >= ${dayValue(since)} or ${member} = ${own}::integer)`})`;

/** Whether a record `a` is seen: one of its members and their day is. */
export const isRecordSeen = (seen: Seen): RawBuilder<SqlBool> => sql<SqlBool>`
  (${isSeenIn(seen, { member: sql`a.member_number`, day: sql`a.local_day` })} or a.weights is not null and exists (
    select from activity_lines s where s.company_id = a.company_id and s.source = a.source and s.external_id = a.external_id
      and ${isSeenIn(seen, { member: sql`s.member_number`, day: sql`s.local_day` })}))`;

/** Whether a prospect is seen: it is owned by a member who is, or was met by one. `root` is its number once merged. */
export const isProspectSeen = (companyId: number, seen: Seen, root: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`
  (exists (
    select from prospects s where s.company_id = ${companyId} and (s.prospect_number = ${root} or s.merged_into = ${root})
      and ${isSeenIn(seen, { member: sql`s.owner_number`, day: null })})
  or exists (
    select from activities s where s.company_id = ${companyId} and s.prospect_number = ${root}
      and ${isSeenIn(seen, { member: sql`s.member_number`, day: sql`s.local_day` })})
  or exists (
    select from activity_lines s where s.company_id = ${companyId} and s.prospect_number = ${root}
      and ${isSeenIn(seen, { member: sql`s.member_number`, day: sql`s.local_day` })}))`;

export const seesProspect = async (tx: Transaction, companyId: number, root: bigint, seen: Seen): Promise<boolean> => {
  const { rows } = await sql<{ sees: boolean }>`select ${isProspectSeen(companyId, seen, sql`${root}::bigint`)} as sees`.execute(tx);
  return rows[0]?.sees === true;
};
