import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import type { DayCredit } from "../domain/member-credits.ts";
import { provenances, type Metric, type Provenance } from "../domain/metric.ts";
import { windowStart, type Period } from "../domain/period.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedRows, plainCredits, windowCandidates, type Evaluation } from "./evaluation.ts";
import { linesWhere, type LineCondition } from "./lines.ts";
import { hasTotals, recountedTotals } from "./totals.ts";
import { earliest, heldCredits } from "./window-credits.ts";

/** The first local day of the company's log; undefined while it is empty. */
export const firstDayOfLog = async (tx: Transaction, { companyId, members }: Settings): Promise<Day | undefined> => {
  const { rows } = await sql<{ first: Day | null }>`
    select min(d.local_day) as first
    from unnest(${columnOf(
      "int4",
      members.map(({ number }) => number),
    )}) as m (member_number)
    cross join lateral (
      select a.local_day from activities a
      where a.company_id = ${companyId} and a.member_number = m.member_number order by a.local_day limit 1) d`.execute(tx);
  return rows[0]?.first ?? undefined;
};

export type LogCount = {
  readonly metrics: readonly Metric[];
  /** In order, one after the other without a gap. */
  readonly periods: readonly [Period, ...Period[]];
  /** Of whom each day is wanted; of all others the periods. */
  readonly byDayOf: readonly number[];
  /** Of this member alone. */
  readonly only?: number;
};

/** Days around a span whose records may hold a window that reaches into it. */
export const reachOf = (metrics: readonly Metric[], span: Span, { company }: Settings): Span => {
  const windows = metrics.flatMap(({ versions }) => versions.flatMap(({ oncePer }) => (oncePer === null ? [] : [oncePer.prospect])));
  if (windows.length === 0) return span;
  return {
    startsOn: Math.min(...windows.map((window) => windowStart(window, span.startsOn, company.calendar))),
    // Two clocks on earth are never more than 26 hours apart: a later day may have the earlier instant.
    endsBefore: span.endsBefore + 2,
  };
};

/** A window that others share is held by whoever came first, so their records are looked at too. */
const isOwn = ({ versions }: Metric): boolean => versions.every(({ oncePer }) => oncePer === null || oncePer.within === "member");

/** Looked for in every record only where there is one. */
const hasRulings = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`select exists (select from rulings where company_id = ${companyId}) as has`.execute(tx);
  return rows[0]?.has === true;
};

/** One line, on which nobody ruled: nearly all records are so, and less needs to be asked of them. They are read as they come, kept nowhere. */
const isPlain = (someRuled: boolean): RawBuilder<SqlBool> =>
  sql<SqlBool>`(a.weights is null and a.prospect_count = 1 ${
    someRuled
      ? sql`and not exists (select from rulings r where r.company_id = a.company_id and r.source = a.source and r.external_id = a.external_id)`
      : sql``
  })`;

/** All others: those that have further lines, and those that somebody ruled on. They are found by these, of which there are few. */
const isNoPlain = (companyId: number, someRuled: boolean): RawBuilder<SqlBool> => sql<SqlBool>`(not ${isPlain(someRuled)}
  and (a.source, a.external_id) in (
    select l.source, l.external_id from activity_lines l where l.company_id = ${sql.lit(companyId)}
    union
    select r.source, r.external_id from rulings r where r.company_id = ${sql.lit(companyId)}))`;

/** Credits by metric, provenance, member and day, of the lines of the log within. */
const creditsAmong = (evaluation: Evaluation, within: LineCondition, someRuled: boolean): RawBuilder<unknown> => {
  const { companyId } = evaluation;
  const plain = sql`(${judgedRows(
    sql`(select a.*, 1 as member_position, 1 as prospect_position from activities a where a.company_id = ${sql.lit(companyId)} and ${within("a")} and ${isPlain(someRuled)})`,
    { ...evaluation, isUnruled: true },
  )})`;
  const rest = linesWhere(companyId, (line) =>
    line === "a" ? sql<SqlBool>`${within("a")} and ${isNoPlain(companyId, someRuled)}` : within("l"),
  );
  return sql`
  with rest as materialized (${judgedRows(rest, evaluation)}),
  best as (${earliest(sql`(
    ${windowCandidates(evaluation, plain, "single")}
    union all
    ${windowCandidates(evaluation, sql`rest`)})`)})
  select p.metric_number, p.provenance_number, p.member_number, p.local_day, p.amount from (${plainCredits(evaluation, plain, "single")}) p
  union all
  select p.metric_number, p.provenance_number, p.member_number, p.local_day, p.amount from (${plainCredits(evaluation, sql`rest`)}) p
  union all
  select h.metric_number, h.provenance_number, h.member_number, h.local_day, h.amount from (${heldCredits(sql`best`)}) h`;
};

type CountRow = {
  readonly metric_number: number;
  readonly provenance_number: number;
  readonly member_number: number;
  readonly starts_on: Day;
  readonly amount: bigint;
};

/**
 * The credits of metrics, which need not be saved, counted from the log by the conditions that would count them: each on the first day of its
 * period, of some members on its own day. Nothing is stored and nobody is kept waiting.
 */
export const creditsFromLog = async (
  tx: Transaction,
  settings: Settings,
  { metrics, periods, byDayOf, only }: LogCount,
): Promise<readonly DayCredit[]> => {
  const span = { startsOn: periods[0].startsOn, endsBefore: (periods.at(-1) ?? periods[0]).endsBefore };
  const reach = reachOf(metrics, span, settings);
  const evaluation = evaluationOfMetrics(settings, metrics);
  const member = only === undefined || !metrics.every(isOwn) ? undefined : only;
  const within: LineCondition = (line) => {
    const of = (column: string) => sql.ref(`${line}.${column}`);
    return sql<SqlBool>`${of("local_day")} >= ${dayValue(reach.startsOn)} and ${of("local_day")} < ${dayValue(reach.endsBefore)}
      ${member === undefined ? sql`` : sql`and ${of("member_number")} = ${member}`}`;
  };
  const totals = (await hasTotals(tx, settings.companyId)) ? recountedTotals(evaluation) : null;
  const starts = columnOf(
    "date",
    periods.map(({ startsOn }) => startsOn),
  );
  // What is set ends with the transaction.
  await sql`set local work_mem = '256MB'`.execute(tx);
  const { rows } = await sql<CountRow>`
    select c.metric_number, c.provenance_number, c.member_number,
      case when c.member_number = any (${columnOf("int4", byDayOf)}) then c.local_day else (${starts})[width_bucket(c.local_day, ${starts})] end as starts_on,
      sum(c.amount)::bigint as amount
    from (
      select * from (${creditsAmong(evaluation, within, await hasRulings(tx, settings.companyId))}) r
      ${totals === null ? sql`` : sql`union all select t.metric_number, t.provenance_number, t.member_number, t.local_day, t.amount from (${totals}) t`}) c
    where c.local_day >= ${dayValue(span.startsOn)} and c.local_day < ${dayValue(span.endsBefore)}
      ${only === undefined ? sql`` : sql`and c.member_number = ${only}`}
    group by 1, 2, 3, 4
    having sum(c.amount) <> 0
    order by 1, 4, 3, 2`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    localDay: row.starts_on,
    // The number was written from this same list.
    provenance: provenances[row.provenance_number] as Provenance,
    amount: row.amount,
  }));
};
