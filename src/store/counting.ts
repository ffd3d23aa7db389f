import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { noteTouched } from "./changes.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedRows, plainCredits, windowCandidates } from "./evaluation.ts";
import { journalForgotten, journalRecounted, settleRecounted } from "./late-changes.ts";
import { linesForEach } from "./lines.ts";
import { clearTally, tallyChange } from "./tally.ts";
import { clearTotals, settleTotals, totalDaysBetween } from "./totals.ts";
import { candidateArrays, earliest, heldCredits, offerCredits, openWindows, type Candidates } from "./window-credits.ts";

export type CountProgress = { readonly metricNumber: number; readonly done: bigint; readonly of: bigint };

/** The metrics that are still being counted, with how far they have come. */
export const runningCounts = async (tx: Transaction, companyId: number): Promise<CountProgress[]> => {
  const { rows } = await sql<{ metric_number: number; records_done: bigint; records_of: bigint }>`
    select metric_number, records_done, records_of from metric_counts where company_id = ${companyId} order by metric_number`.execute(tx);
  return rows.map((row) => ({ metricNumber: row.metric_number, done: row.records_done, of: row.records_of }));
};

/** Members who share a record may be 26 hours apart: where its first line stands before the day, another may not. */
const hasLinesFrom = (day: Day): RawBuilder<SqlBool> =>
  sql<SqlBool>`(a.local_day >= ${dayValue(day)} or a.weights is not null and a.local_day >= ${dayValue(day - 2)})`;

/**
 * Forgets what a metric has counted from a day on and marks its records for counting anew, by `countNext`. Records that come from now
 * on count at once. The caller owns the company.
 */
export const beginCount = async (tx: Transaction, settings: Settings, metricNumber: number, changedFrom: Day): Promise<void> => {
  const { companyId } = settings;
  const running = await sql<{
    from_day: Day;
  }>`select from_day from metric_counts where company_id = ${companyId} and metric_number = ${metricNumber}`.execute(tx);
  // A count that had not come to its end is taken into the new one.
  const from = Math.min(changedFrom, running.rows[0]?.from_day ?? Infinity);
  await journalForgotten(tx, companyId, metricNumber, from);
  await clearTally(tx, companyId, metricNumber, from, settings.company.calendar.firstWeekday);
  await clearTotals(tx, companyId, metricNumber, from);
  await sql`
    delete from window_credits w
    where w.company_id = ${companyId} and w.metric_number = ${metricNumber} and (w.window_starts_on >= ${dayValue(from)} or w.local_day >= ${dayValue(from)})`.execute(
    tx,
  );
  await sql`delete from metric_counts where company_id = ${companyId} and metric_number = ${metricNumber}`.execute(tx);
  await sql`
    insert into metric_counts (company_id, metric_number, from_day, counts_from, records_of)
    select ${companyId}::integer, ${metricNumber}::integer, ${dayValue(from)}, r.counts_from, r.records_of
    from (select coalesce(max(a.arrival), 0) + 1 as counts_from, count(*) filter (where ${hasLinesFrom(from)}) as records_of
          from activities a where a.company_id = ${companyId}) r
    where r.records_of > 0`.execute(tx);
};

/** Metrics that wait for the same records: begun together, they are counted in one pass. */
type Pass = {
  readonly metricNumbers: readonly number[];
  readonly fromDay: Day;
  readonly countsFrom: bigint;
  readonly source: string;
  readonly externalId: string;
};

const nextPass = async (tx: Transaction, companyId: number): Promise<Pass | null> => {
  const { rows } = await sql<{
    metric_numbers: number[];
    from_day: Day;
    counts_from: bigint;
    through_source: string;
    through_external_id: string;
  }>`
    select array_agg(c.metric_number order by c.metric_number) as metric_numbers, c.from_day, c.counts_from, c.through_source, c.through_external_id
    from metric_counts c where c.company_id = ${companyId}
    group by c.from_day, c.counts_from, c.through_source, c.through_external_id
    order by min(c.metric_number) limit 1`.execute(tx);
  const [row] = rows;
  return row === undefined
    ? null
    : {
        metricNumbers: row.metric_numbers,
        fromDay: row.from_day,
        countsFrom: row.counts_from,
        source: row.through_source,
        externalId: row.through_external_id,
      };
};

/**
 * Counts the next records of the metrics that wait. How many records it took; 0 when a count came to its end, and its row is gone. The
 * caller owns the company and hands in settings read under that ownership.
 */
export const countNext = (tx: Transaction, settings: Settings, limit: number): Promise<number> =>
  journalRecounted(tx, settings.companyId, () => countSome(tx, settings, limit));

const countSome = async (tx: Transaction, settings: Settings, limit: number): Promise<number> => {
  const { companyId } = settings;
  const pass = await nextPass(tx, companyId);
  if (pass === null) return 0;
  const evaluation = evaluationOfMetrics(
    settings,
    settings.metrics.filter((metric) => pass.metricNumbers.includes(metric.number)),
  );
  const { rows } = await sql<Candidates & { size: number; source: string | null; external_id: string | null }>`
    with waiting as materialized (
      select a.* from activities a
      where a.company_id = ${companyId} and (a.source, a.external_id) > (${pass.source}::text collate "C", ${pass.externalId}::text collate "C")
        and a.arrival < ${pass.countsFrom} and ${hasLinesFrom(pass.fromDay)}
      order by a.source, a.external_id limit ${limit}
    ),
    judged as (${judgedRows(
      linesForEach(
        companyId,
        sql`waiting`,
        (line) => sql<SqlBool>`${sql.ref(`${line}.source`)} = k.source and ${sql.ref(`${line}.external_id`)} = k.external_id
            and ${sql.ref(`${line}.local_day`)} >= ${dayValue(pass.fromDay)}`,
      ),
      evaluation,
    )}),
    candidates as (${windowCandidates(evaluation, sql`judged`)}),
    best as (${earliest(sql`candidates`)}),
    opened as (${openWindows(companyId, sql`best`, [])}),
    changed as (${tallyChange(
      companyId,
      sql`${plainCredits(evaluation, sql`judged`)}
      union all
      ${heldCredits(sql`opened`)}`,
    )}),
    last as (select w.source, w.external_id from waiting w order by w.source desc, w.external_id desc limit 1)
    select (select count(*)::integer from waiting) as size, (select l.source from last l) as source, (select l.external_id from last l) as external_id, ${candidateArrays}
    from best k
    where not exists (
      select from opened o
      where (o.metric_number, o.prospect_number, o.within_number, o.window_starts_on) = (k.metric_number, k.prospect_number, k.within_number, k.window_starts_on))`.execute(
    tx,
  );
  const [row] = rows;
  const counted = sql`company_id = ${companyId} and metric_number = any (${columnOf("int4", pass.metricNumbers)})`;
  if (row === undefined || row.source === null) {
    await sql`delete from metric_counts where ${counted}`.execute(tx);
    await settleRecounted(tx, companyId, pass.metricNumbers);
    noteTouched(tx, ["attainment"], "all");
    return 0;
  }
  // Nobody else records while the company is owned, so the windows need no lock of their own.
  if (row.metrics !== null) await offerCredits(tx, evaluation, row);
  const through = { source: row.source, externalId: row.external_id ?? "" };
  await settleTotals(tx, evaluation, await totalDaysBetween(tx, companyId, { after: pass, through, from: pass.fromDay }));
  await sql`
    update metric_counts set through_source = ${row.source}, through_external_id = ${row.external_id}, records_done = records_done + ${row.size}
    where ${counted}`.execute(tx);
  return row.size;
};
