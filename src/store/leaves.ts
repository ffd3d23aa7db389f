import { sql } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { LeavesByMember } from "../domain/leave.ts";
import { within } from "../domain/within.ts";
import type { DaysOff } from "../domain/working-days.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** What holds of everybody's leave on any day of the span, in one query. */
export const leavesWithin = async (tx: Transaction, companyId: number, span: Span): Promise<LeavesByMember> => {
  const { rows } = await sql<{ member: number; starts_on: Day; ends_before: Day; off: number }>`
    select l.member_number as member, l.starts_on, l.ends_before, l.off from leaves l
    where l.company_id = ${companyId} and l.state in ('approved', 'declared')
      and l.ends_before > ${dayValue(span.startsOn)} and l.starts_on < ${dayValue(span.endsBefore)}
    order by l.member_number, l.starts_on, l.leave_number`.execute(tx);
  const leaves = new Map<number, DaysOff[]>();
  for (const { member, starts_on: startsOn, ends_before: endsBefore, off } of rows)
    within(leaves, member, () => []).push({ span: { startsOn, endsBefore }, off });
  return leaves;
};
