import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { LateCause } from "../domain/late-change.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { lastTallyChange, presentTally, tallyChangesSince } from "./tally.ts";

// What is counted on a closed day is journalled record by record beside the tally, in the same statement: what a period came to when it was
// closed is at every moment what it comes to now less what was journalled since. A company that has closed nothing has none of it.

/** What journalling needs to know. `closed`: the days that are closed, in as few spans as possible. */
export type Journal = { readonly companyId: number; readonly closed: readonly Span[]; readonly cause: LateCause };

/** The days of all closed periods of a company; read when somebody shares or owns it, they hold until the transaction ends. */
export const closedSpans = async (tx: Transaction, companyId: number): Promise<readonly Span[]> => {
  const { rows } = await sql<{ starts_on: Day; ends_before: Day }>`
    select c.starts_on, c.ends_before from closures c
    where c.company_id = ${companyId} and c.reopened_at is null
    order by c.starts_on, c.ends_before`.execute(tx);
  const spans: { startsOn: Day; endsBefore: Day }[] = [];
  for (const { starts_on: startsOn, ends_before: endsBefore } of rows) {
    const last = spans.at(-1);
    if (last !== undefined && startsOn <= last.endsBefore) last.endsBefore = Math.max(last.endsBefore, endsBefore);
    else spans.push({ startsOn, endsBefore });
  }
  return spans;
};

/** Whether the day of a row of this alias is closed. */
export const isClosed = (closed: readonly Span[], alias: string): RawBuilder<SqlBool> => {
  const day = sql.ref(`${alias}.local_day`);
  return sql<SqlBool>`(${sql.join(
    closed.map(({ startsOn, endsBefore }) => sql`${day} >= ${dayValue(startsOn)} and ${day} < ${dayValue(endsBefore)}`),
    sql` or `,
  )})`;
};

/**
 * A further part of a WITH that journals what changes on closed days; nothing where none is closed. `lines` yields metric_number,
 * provenance_number, member_number, local_day, amount, source, external_id.
 */
export const journalled = (
  { companyId, closed, cause }: Journal,
  lines: (closedOf: (relation: RawBuilder<unknown>) => RawBuilder<unknown>) => RawBuilder<unknown> | null,
  sign: 1 | -1 = 1,
): RawBuilder<unknown> => {
  if (closed.length === 0) return sql``;
  const late = lines((relation) => sql`(select d.* from ${relation} d where ${isClosed(closed, "d")})`);
  if (late === null) return sql``;
  return sql`, journalled as (
    insert into late_changes (company_id, metric_number, provenance_number, member_number, local_day, amount, source, external_id, cause)
    select ${sql.lit(companyId)}, d.metric_number, d.provenance_number, d.member_number, d.local_day, ${sql.lit(sign)} * sum(d.amount), d.source, d.external_id, ${sql.lit(cause)}
    from (${late}) d
    where ${isClosed(closed, "d")}
    group by d.metric_number, d.provenance_number, d.member_number, d.local_day, d.source, d.external_id
    having sum(d.amount) <> 0)`;
};

/** What is counted anew is journalled by day, not by record: once out, once in, and what is left of the two is the change. */
const journalDays = async (tx: Transaction, companyId: number, closed: readonly Span[], credits: RawBuilder<unknown>): Promise<void> => {
  await sql`
    insert into late_changes (company_id, metric_number, provenance_number, member_number, local_day, amount, cause)
    select ${companyId}::integer, d.metric_number, d.provenance_number, d.member_number, d.local_day, sum(d.amount), 'recounting'
    from (${credits}) d
    where ${isClosed(closed, "d")}
    group by d.metric_number, d.provenance_number, d.member_number, d.local_day
    having sum(d.amount) <> 0
    on conflict (company_id, metric_number, provenance_number, member_number, local_day) where cause = 'recounting'
      do update set amount = late_changes.amount + excluded.amount`.execute(tx);
};

/** Notes what is forgotten of closed days when a metric is counted anew from a day on. The company is owned. */
export const journalForgotten = async (tx: Transaction, companyId: number, metricNumber: number, from: Day): Promise<void> => {
  const closed = await closedSpans(tx, companyId);
  if (closed.length === 0) return;
  const present = presentTally(companyId, sql`c.metric_number = ${metricNumber} and c.local_day >= ${dayValue(from)}`);
  const forgotten = sql`select p.metric_number, p.provenance_number, p.member_number, p.local_day, -p.amount as amount from (${present}) p`;
  await journalDays(tx, companyId, closed, forgotten);
};

/** Does what counts records anew, and notes what that gives to closed days. The company is owned. */
export const journalRecounted = async <T>(tx: Transaction, companyId: number, count: () => Promise<T>): Promise<T> => {
  const closed = await closedSpans(tx, companyId);
  if (closed.length === 0) return count();
  const last = await lastTallyChange(tx, companyId);
  const counted = await count();
  await journalDays(tx, companyId, closed, tallyChangesSince(companyId, last));
  return counted;
};

/**
 * The metrics have been counted anew to the end: what that changed has its place in the journal from now on. A day that came to the same keeps
 * its place too, since the same may come from other records. The company is owned.
 */
export const settleRecounted = async (tx: Transaction, companyId: number, metricNumbers: readonly number[]): Promise<void> => {
  await sql`
    with settled as (
      delete from late_changes d
      where d.company_id = ${companyId} and d.cause = 'recounting' and d.metric_number = any (${columnOf("int4", metricNumbers)})
      returning d.metric_number, d.provenance_number, d.member_number, d.local_day, d.amount)
    insert into late_changes (company_id, metric_number, provenance_number, member_number, local_day, amount, cause)
    select ${companyId}::integer, s.metric_number, s.provenance_number, s.member_number, s.local_day, s.amount, 'recount'
    from settled s`.execute(tx);
};

/** The number of the last change that has its place; whoever owns the company knows that all up to it are committed. */
export const lastLateChange = async (tx: Transaction, companyId: number): Promise<bigint> => {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(d.late_number), 0)::bigint as last from late_changes d where d.company_id = ${companyId}`.execute(tx);
  return rows[0]?.last ?? 0n;
};

/** What a record, or a metric counted anew, changed on closed days. */
export type LateChange = {
  readonly metricNumber: number;
  readonly memberNumber: number;
  readonly localDay: Day;
  /** Null of a metric that was counted anew. */
  readonly source: string | null;
  readonly externalId: string | null;
  readonly amount: bigint;
  /** The last one, and when. */
  readonly cause: LateCause;
  readonly changedAt: string;
};

export type LateFilter = {
  readonly span: Span;
  /** Journalled after this number, and not after that. */
  readonly after: bigint;
  readonly through: bigint | null;
  readonly memberNumbers: readonly number[];
  readonly limit: number;
};

const journalledWithin = (
  companyId: number,
  { span, after, through }: Pick<LateFilter, "span" | "after" | "through">,
): RawBuilder<SqlBool> =>
  sql<SqlBool>`d.company_id = ${companyId} and d.local_day >= ${dayValue(span.startsOn)} and d.local_day < ${dayValue(span.endsBefore)}
    and d.late_number > ${after}::bigint and d.cause <> 'recounting' ${through === null ? sql`` : sql`and d.late_number <= ${through}::bigint`}`;

/** The days on which something was journalled after a number, in their order. */
export const lateDays = async (tx: Transaction, companyId: number, after: bigint): Promise<readonly Day[]> => {
  const { rows } = await sql<{ local_day: Day }>`
    select distinct d.local_day from late_changes d
    where d.company_id = ${companyId} and d.late_number > ${after}::bigint and d.cause <> 'recounting'
    order by d.local_day`.execute(tx);
  return rows.map((row) => row.local_day);
};

/** What changed on closed days, record by record, what was taken back again left out; a day that was counted anew stands there with 0 too. */
export const lateChangesWithin = async (tx: Transaction, companyId: number, filter: LateFilter): Promise<readonly LateChange[]> => {
  const { rows } = await sql<{
    metric_number: number;
    member_number: number;
    local_day: Day;
    source: string | null;
    external_id: string | null;
    amount: bigint;
    cause: LateCause;
    changed_at: string;
  }>`
    select d.metric_number, d.member_number, d.local_day, d.source, d.external_id, sum(d.amount)::bigint as amount,
      (array_agg(d.cause order by d.late_number desc))[1] as cause, max(d.changed_at) as changed_at
    from late_changes d
    where ${journalledWithin(companyId, filter)} and d.member_number = any (${columnOf("int4", filter.memberNumbers)})
    group by d.metric_number, d.member_number, d.local_day, d.source, d.external_id
    having sum(d.amount) <> 0 or d.source is null
    order by d.member_number, d.metric_number, d.local_day, d.source, d.external_id limit ${filter.limit}`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    localDay: row.local_day,
    source: row.source,
    externalId: row.external_id,
    amount: row.amount,
    cause: row.cause,
    changedAt: row.changed_at,
  }));
};

/** Of which metrics and members a metric that was counted anew changed these days after a number: `metric member`, by their numbers. */
export const recountedLate = async (tx: Transaction, companyId: number, span: Span, after: bigint): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ metric_number: number; member_number: number }>`
    select distinct d.metric_number, d.member_number from late_changes d
    where ${journalledWithin(companyId, { span, after, through: null })} and d.source is null
    order by d.metric_number, d.member_number`.execute(tx);
  return new Set(rows.map((row) => `${row.metric_number} ${row.member_number}`));
};
