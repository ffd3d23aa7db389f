import { sql } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Metric } from "../domain/metric.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetric, judgedRows, plainCredits, windowCandidates } from "./evaluation.ts";
import { clearTally, tallyChange } from "./tally.ts";
import { candidateArrays, earliest, offerCredits, openWindows, type Candidates } from "./window-credits.ts";

export type CountProgress = { readonly metricNumber: number; readonly done: bigint; readonly of: bigint };

/** The metrics that are still being counted, with how far they have come. */
export const runningCounts = async (tx: Transaction, companyId: number): Promise<CountProgress[]> => {
  const { rows } = await sql<{ metric_number: number; records_done: bigint; records_of: bigint }>`
    select metric_number, records_done, records_of from metric_counts where company_id = ${companyId} order by metric_number`.execute(tx);
  return rows.map((row) => ({ metricNumber: row.metric_number, done: row.records_done, of: row.records_of }));
};

/**
 * Forgets what a metric has counted from a day on and marks its records for counting anew, by `countNext`. Records that come from now
 * on count at once. The caller owns the company.
 */
export const beginCount = async (tx: Transaction, settings: Settings, metricNumber: number, changedFrom: Day): Promise<void> => {
  const { companyId } = settings;
  const running = await sql<{ from_day: Day }>`select from_day from metric_counts where company_id = ${companyId} and metric_number = ${metricNumber}`.execute(tx);
  // A count that had not come to its end is taken into the new one.
  const from = Math.min(changedFrom, running.rows[0]?.from_day ?? Infinity);
  await clearTally(tx, companyId, metricNumber, from, settings.company.calendar.firstWeekday);
  await sql`
    delete from window_credits w
    where w.company_id = ${companyId} and w.metric_number = ${metricNumber} and (w.window_starts_on >= ${dayValue(from)} or w.local_day >= ${dayValue(from)})`.execute(tx);
  await sql`delete from metric_counts where company_id = ${companyId} and metric_number = ${metricNumber}`.execute(tx);
  await sql`
    insert into metric_counts (company_id, metric_number, from_day, counts_from, records_of)
    select ${companyId}::integer, ${metricNumber}::integer, ${dayValue(from)}, r.counts_from, r.records_of
    from (select coalesce(max(a.arrival), 0) + 1 as counts_from, count(*) filter (where a.local_day >= ${dayValue(from)}) as records_of
          from activities a where a.company_id = ${companyId}) r
    where r.records_of > 0`.execute(tx);
};

/**
 * Counts the next records of one metric. How many it took; 0 when the count is done, and its row is gone. The caller owns the company
 * and hands in settings read under that ownership.
 */
export const countNext = async (tx: Transaction, settings: Settings, metric: Metric, limit: number): Promise<number> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetric(settings, metric);
  const waiting = sql`
    select a.* from metric_counts c
    join activities a on a.company_id = c.company_id and (a.source, a.external_id) > (c.through_source, c.through_external_id)
    where c.company_id = ${companyId} and c.metric_number = ${metric.number} and a.arrival < c.counts_from and a.local_day >= c.from_day
    order by a.source, a.external_id limit ${limit}`;
  const { rows } = await sql<Candidates & { size: number; source: string | null; external_id: string | null }>`
    with waiting as materialized (${waiting}),
    judged as (${judgedRows(sql`waiting`)}),
    candidates as (${windowCandidates(evaluation, sql`judged`)}),
    best as (${earliest(sql`candidates`)}),
    opened as (${openWindows(companyId, sql`best`, [])}),
    changed as (${tallyChange(
      companyId,
      sql`${plainCredits(evaluation, sql`judged`)}
      union all
      select o.metric_number, o.provenance_number, o.member_number, o.local_day, sum(o.amount)::bigint from opened o
      group by o.metric_number, o.provenance_number, o.member_number, o.local_day`,
    )}),
    last as (select w.source, w.external_id from waiting w order by w.source desc, w.external_id desc limit 1)
    select (select count(*)::integer from waiting) as size, (select l.source from last l) as source, (select l.external_id from last l) as external_id, ${candidateArrays}
    from best k
    where not exists (
      select from opened o
      where (o.metric_number, o.prospect_number, o.within_number, o.window_starts_on) = (k.metric_number, k.prospect_number, k.within_number, k.window_starts_on))`.execute(tx);
  const [row] = rows;
  if (row === undefined || row.size === 0 || row.source === null) {
    await sql`delete from metric_counts where company_id = ${companyId} and metric_number = ${metric.number}`.execute(tx);
    return 0;
  }
  // Nobody else records while the company is owned, so the windows need no lock of their own.
  if (row.metrics !== null) await offerCredits(tx, companyId, row);
  await sql`
    update metric_counts set through_source = ${row.source}, through_external_id = ${row.external_id}, records_done = records_done + ${row.size}
    where company_id = ${companyId} and metric_number = ${metric.number}`.execute(tx);
  return row.size;
};
