import { sql, type RawBuilder } from "kysely";
import type { Block } from "../domain/closing-block.ts";
import type { Closure } from "../domain/closure.ts";
import type { Day, Span } from "../domain/day.ts";
import type { Cadence } from "../domain/period.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

type ClosureRow = {
  readonly closure_number: number;
  readonly cadence: Cadence;
  readonly starts_on: Day;
  readonly ends_before: Day;
  readonly version: number;
  readonly late_through: bigint;
  readonly settings_version: bigint;
  readonly asks_stamp: string;
  readonly closed_at: string;
  readonly closed_by: string;
  readonly overruled: readonly Block[];
  readonly reason: string | null;
  readonly stated_at: string | null;
  readonly reopened_at: string | null;
  readonly reopened_by: string | null;
  readonly reopen_reason: string | null;
};

const closureColumns: RawBuilder<unknown> = sql`
  c.closure_number, c.cadence, c.starts_on, c.ends_before, c.version, c.late_through, c.settings_version, c.asks_stamp, c.closed_at, c.closed_by, c.overruled, c.reason, c.stated_at,
  c.reopened_at, c.reopened_by, c.reopen_reason`;

const closure = (row: ClosureRow): Closure => ({
  number: row.closure_number,
  cadence: row.cadence,
  startsOn: row.starts_on,
  endsBefore: row.ends_before,
  version: row.version,
  lateThrough: row.late_through,
  settingsVersion: row.settings_version,
  asksStamp: row.asks_stamp,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  overruled: row.overruled,
  reason: row.reason,
  statedAt: row.stated_at,
  reopened: row.reopened_at === null ? null : { at: row.reopened_at, by: row.reopened_by ?? "", reason: row.reopen_reason ?? "" },
});

// A company that closes every day for ten years has fewer.
const MOST = 10_000;

/** All closures of a company, or of one cadence, in the order in which they were made. */
export const closuresOf = async (tx: Transaction, companyId: number, cadence: Cadence | null = null): Promise<readonly Closure[]> => {
  const { rows } = await sql<ClosureRow>`
    select ${closureColumns} from closures c
    where c.company_id = ${companyId} ${cadence === null ? sql`` : sql`and c.cadence = ${cadence}`}
    order by c.closure_number limit ${MOST}`.execute(tx);
  return rows.map(closure);
};

export type NewClosure = Span &
  Pick<Closure, "cadence" | "version" | "lateThrough" | "settingsVersion" | "asksStamp" | "closedBy" | "overruled" | "reason">;

/** Notes that a period is closed; its statements are still to be written. The company is owned. The closure's number. */
export const insertClosure = async (tx: Transaction, companyId: number, made: NewClosure): Promise<number> => {
  const { rows } = await sql<{ closure_number: number }>`
    insert into closures (company_id, closure_number, cadence, starts_on, ends_before, version, late_through, settings_version, asks_stamp, closed_by, overruled, reason)
    select ${companyId}::integer, coalesce(max(c.closure_number), 0) + 1, ${made.cadence}, ${dayValue(made.startsOn)}, ${dayValue(made.endsBefore)},
      ${made.version}::integer, ${made.lateThrough}::bigint, ${made.settingsVersion}::bigint, ${made.asksStamp}::uuid, ${made.closedBy}, ${JSON.stringify(made.overruled)}::jsonb, ${made.reason}::text
    from closures c where c.company_id = ${companyId}
    returning closure_number`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("a closure that was inserted has no number");
  return row.closure_number;
};

/** Everything that belongs to the closure is written: from now on it is told. */
export const markStated = async (tx: Transaction, companyId: number, closureNumber: number): Promise<boolean> => {
  const { rows } = await sql<{ closure_number: number }>`
    update closures c set stated_at = now()
    where c.company_id = ${companyId} and c.closure_number = ${closureNumber} and c.stated_at is null
    returning c.closure_number`.execute(tx);
  return rows.length > 0;
};

/** Undoes closures whose statements were never finished, and what was written of them. The company is owned. Whether there were any. */
export const undoUnstated = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const unstated = sql`(select c.closure_number from closures c where c.company_id = ${companyId} and c.stated_at is null)`;
  await sql`delete from statements s where s.company_id = ${companyId} and s.closure_number in ${unstated}`.execute(tx);
  await sql`delete from adjustments a where a.company_id = ${companyId} and a.stated_in in ${unstated}`.execute(tx);
  const { rows } = await sql<{ closure_number: number }>`
    delete from closures c where c.company_id = ${companyId} and c.stated_at is null returning c.closure_number`.execute(tx);
  return rows.length > 0;
};

/** Whether a closure is waiting for its statements. */
export const hasUnstated = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from closures c where c.company_id = ${companyId} and c.stated_at is null) as has`.execute(tx);
  return rows[0]?.has === true;
};

/** Opens a period again; its closure and statements are kept. The company is owned. */
export const reopenClosure = async (
  tx: Transaction,
  companyId: number,
  closureNumber: number,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<void> => {
  await sql`
    update closures c set reopened_at = now(), reopened_by = ${by}, reopen_reason = ${reason}
    where c.company_id = ${companyId} and c.closure_number = ${closureNumber}`.execute(tx);
};

/** How many records whose day lies in the span have a line that names nobody. */
export const unattributedWithin = async (tx: Transaction, companyId: number, { startsOn, endsBefore }: Span): Promise<number> => {
  const lines = (table: string): RawBuilder<unknown> => sql`
    select a.source, a.external_id from ${sql.table(table)} a
    where a.company_id = ${companyId} and a.member_number is null and a.local_day >= ${dayValue(startsOn)} and a.local_day < ${dayValue(endsBefore)}`;
  const { rows } = await sql<{ records: number }>`
    select count(*)::integer as records
    from (${lines("activities")} union ${lines("activity_lines")}) u
    join activities a on a.company_id = ${companyId} and a.source = u.source and a.external_id = u.external_id
    where a.voided_at is null and not a.taken_back`.execute(tx);
  return rows[0]?.records ?? 0;
};

/** How many leaves are asked for and not decided that have a day in the span. */
export const undecidedLeaves = async (tx: Transaction, companyId: number, { startsOn, endsBefore }: Span): Promise<number> => {
  const { rows } = await sql<{ leaves: number }>`
    select count(*)::integer as leaves from leaves l
    where l.company_id = ${companyId} and l.state = 'requested' and l.starts_on < ${dayValue(endsBefore)} and l.ends_before > ${dayValue(startsOn)}`.execute(
    tx,
  );
  return rows[0]?.leaves ?? 0;
};
