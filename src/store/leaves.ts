import { sql, type RawBuilder } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { Leave, LeaveKind, LeavesByMember, LeaveState } from "../domain/leave.ts";
import { within } from "../domain/within.ts";
import type { DaysOff } from "../domain/working-days.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** What holds of everybody's leave on any day of the span, in one query. */
export const leavesWithin = async (tx: Transaction, companyId: number, span: Span): Promise<LeavesByMember> => {
  // As whole days, which the driver reads several times faster than dates: a company of ten thousand has as many a month.
  const { rows } = await sql<{ member: number; starts_on: number; ends_before: number; off: number }>`
    select l.member_number as member, l.starts_on - date '1970-01-01' as starts_on, l.ends_before - date '1970-01-01' as ends_before, l.off from leaves l
    where l.company_id = ${companyId} and l.state in ('approved', 'declared')
      and l.ends_before > ${dayValue(span.startsOn)} and l.starts_on < ${dayValue(span.endsBefore)}
    order by l.member_number, l.starts_on, l.leave_number`.execute(tx);
  const leaves = new Map<number, DaysOff[]>();
  for (const { member, starts_on: startsOn, ends_before: endsBefore, off } of rows)
    within(leaves, member, () => []).push({ span: { startsOn, endsBefore }, off });
  return leaves;
};

type Row = {
  readonly number: bigint;
  readonly member: number;
  readonly starts_on: Day;
  readonly ends_before: Day;
  readonly off: number;
  readonly kind: LeaveKind;
  readonly state: LeaveState;
  readonly note: string | null;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly reason: string | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: string | null;
  readonly withdrawal_reason: string | null;
};

const columns = sql`l.leave_number as number, l.member_number as member, l.starts_on, l.ends_before, l.off, l.kind, l.state, l.note,
  l.requested_by, l.requested_at, l.decided_by, l.decided_at, l.reason, l.withdrawn_by, l.withdrawn_at, l.withdrawal_reason`;

const leaveOf = (row: Row): Leave => ({
  number: Number(row.number),
  memberNumber: row.member,
  span: { startsOn: row.starts_on, endsBefore: row.ends_before },
  off: row.off,
  kind: row.kind,
  state: row.state,
  note: row.note,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  reason: row.reason,
  withdrawnBy: row.withdrawn_by,
  withdrawnAt: row.withdrawn_at,
  withdrawalReason: row.withdrawal_reason,
});

export type LeaveFilter = {
  /** Null: everybody's. */
  readonly memberNumbers: readonly number[] | null;
  /** On any of these days; null: on whatever days. */
  readonly span: Span | null;
  readonly states: readonly LeaveState[];
};

const whichMeet = ({ memberNumbers, span, states }: LeaveFilter): RawBuilder<unknown> => sql`
  l.state = any (${columnOf("text", states)})
  ${memberNumbers === null ? sql`` : sql`and l.member_number = any (${columnOf("int4", memberNumbers)})`}
  ${span === null ? sql`` : sql`and l.ends_before > ${dayValue(span.startsOn)} and l.starts_on < ${dayValue(span.endsBefore)}`}`;

/** Where a page of a list goes on. */
export type LeavePlace = { readonly startsOn: Day; readonly number: number };

/** A page of leaves by their first day. */
export const leavesListed = async (
  tx: Transaction,
  companyId: number,
  filter: LeaveFilter,
  { after, limit }: { readonly after: LeavePlace | null; readonly limit: number },
): Promise<readonly Leave[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from leaves l
    where l.company_id = ${companyId} and ${whichMeet(filter)}
      ${after === null ? sql`` : sql`and (l.starts_on, l.leave_number) > (${dayValue(after.startsOn)}, ${after.number}::bigint)`}
    order by l.starts_on, l.leave_number limit ${limit}`.execute(tx);
  return rows.map(leaveOf);
};

/** How many requests of these members nobody has decided on. */
export const requestedLeavesOf = async (tx: Transaction, companyId: number, memberNumbers: readonly number[]): Promise<number> => {
  const { rows } = await sql<{ requests: number }>`
    select count(*)::integer as requests from leaves l
    where l.company_id = ${companyId} and ${whichMeet({ memberNumbers, span: null, states: ["requested"] })}`.execute(tx);
  return rows[0]?.requests ?? 0;
};

/** All that take up their days: asked for, approved or declared. Under the company lock they stay so until the transaction ends. */
export const openLeaves = async (
  tx: Transaction,
  companyId: number,
  memberNumbers: readonly number[] | null,
): Promise<readonly Leave[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from leaves l
    where l.company_id = ${companyId} and ${whichMeet({ memberNumbers, span: null, states: ["requested", "approved", "declared"] })}
    order by l.member_number, l.starts_on, l.leave_number`.execute(tx);
  return rows.map(leaveOf);
};

export const leaveNumbered = async (tx: Transaction, companyId: number, number: number): Promise<Leave | undefined> => {
  const { rows } = await sql<Row>`
    select ${columns} from leaves l where l.company_id = ${companyId} and l.leave_number = ${number}::bigint`.execute(tx);
  return rows.map(leaveOf)[0];
};

export type NewLeave = Pick<Leave, "memberNumber" | "span" | "off" | "kind" | "note"> & {
  /** `approved` by who enters it. */
  readonly state: "requested" | "approved" | "declared";
};

/** Enters leaves under the company lock, and answers with their numbers in the same order. */
export const addLeaves = async (
  tx: Transaction,
  companyId: number,
  leaves: readonly NewLeave[],
  by: string,
): Promise<readonly number[]> => {
  if (leaves.length === 0) return [];
  const { rows } = await sql<{ number: bigint }>`
    insert into leaves (company_id, leave_number, member_number, starts_on, ends_before, off, kind, state, note, requested_by, decided_by, decided_at)
    select ${companyId}::integer, (select coalesce(max(k.leave_number), 0) from leaves k where k.company_id = ${companyId}) + n.position,
      n.member_number, n.starts_on, n.ends_before, n.off, n.kind, n.state, n.note, ${by}::text,
      case when n.state = 'approved' then ${by}::text end, case when n.state = 'approved' then now() end
    from unnest(${columnOf(
      "int4",
      leaves.map((leave) => leave.memberNumber),
    )}, ${columnOf(
      "date",
      leaves.map((leave) => leave.span.startsOn),
    )}, ${columnOf(
      "date",
      leaves.map((leave) => leave.span.endsBefore),
    )}, ${columnOf(
      "int2",
      leaves.map((leave) => leave.off),
    )}, ${columnOf(
      "text",
      leaves.map((leave) => leave.kind),
    )}, ${columnOf(
      "text",
      leaves.map((leave) => leave.state),
    )}, ${columnOf(
      "text",
      leaves.map((leave) => leave.note),
    )}) with ordinality as n (member_number, starts_on, ends_before, off, kind, state, note, position)
    returning leave_number as number`.execute(tx);
  return rows.map(({ number }) => Number(number)).toSorted((a, b) => a - b);
};

export type LeaveDecision = { readonly state: "approved" | "rejected"; readonly by: string; readonly reason: string | null };

export const decideLeaves = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly number[],
  { state, by, reason }: LeaveDecision,
): Promise<void> => {
  if (numbers.length === 0) return;
  await sql`
    update leaves set state = ${state}, decided_by = ${by}, decided_at = now(), reason = ${reason}
    where company_id = ${companyId} and leave_number = any (${columnOf("int8", numbers.map(BigInt))})`.execute(tx);
};

export const withdrawLeaves = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly number[],
  { by, reason }: { readonly by: string; readonly reason: string | null },
): Promise<void> => {
  if (numbers.length === 0) return;
  await sql`
    update leaves set state = 'withdrawn', withdrawn_by = ${by}, withdrawn_at = now(), withdrawal_reason = ${reason}
    where company_id = ${companyId} and leave_number = any (${columnOf("int8", numbers.map(BigInt))})`.execute(tx);
};
