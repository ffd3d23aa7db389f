import { sql, type SqlBool } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Metric } from "../domain/metric.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedRows, plainCredits, windowCandidates } from "./evaluation.ts";
import { presentTally } from "./tally.ts";
import { recountedTotals } from "./totals.ts";
import { linesWhere } from "./lines.ts";
import { earliest, heldCredits } from "./window-credits.ts";

export type TallyDifference = {
  readonly metricNumber: number;
  readonly memberNumber: number;
  readonly localDay: Day;
  readonly tally: bigint;
  readonly recount: bigint;
};

export type HolderDifference = {
  readonly metricNumber: number;
  readonly prospectNumber: bigint;
  readonly windowStartsOn: Day;
  readonly held: string | null;
  readonly recounted: string | null;
};

export type TotalDifference = {
  readonly memberNumber: number;
  readonly localDay: Day;
  readonly kind: string;
  readonly held: string | null;
  readonly recounted: string | null;
};

// More would not be read; the first thousand tell what is wrong.
const MOST = 1000;

/**
 * Counts one metric anew from the log, with the same compiled conditions and none of the tally's, and names each member's day where the
 * tally says something else.
 */
export const tallyDifferences = async (tx: Transaction, settings: Settings, metric: Metric): Promise<TallyDifference[]> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetrics(settings, [metric]);
  const judged = sql`(${judgedRows(
    linesWhere(companyId, () => sql<SqlBool>`true`),
    evaluation,
  )})`;
  const totals = recountedTotals(evaluation);
  const { rows } = await sql<{ metric_number: number; member_number: number; local_day: Day; tally: bigint; recount: bigint }>`
    with best as materialized (${earliest(sql`(${windowCandidates(evaluation, judged)})`)}), recounted as (
      ${plainCredits(evaluation, judged)}
      union all
      ${heldCredits(sql`best`)}
      ${totals === null ? sql`` : sql`union all select t.metric_number, t.provenance_number, t.member_number, t.local_day, t.amount from (${totals}) t`}
    ), both_counts as (
      select r.provenance_number, r.member_number, r.local_day, 0::bigint as tally, r.amount as recount from recounted r
      union all
      select t.provenance_number, t.member_number, t.local_day, t.amount, 0 from (${presentTally(companyId, sql`c.metric_number = ${metric.number}`)}) t
    )
    select ${metric.number}::integer as metric_number, b.member_number, b.local_day, sum(b.tally)::bigint as tally, sum(b.recount)::bigint as recount
    from both_counts b
    group by b.provenance_number, b.member_number, b.local_day
    having sum(b.tally) <> sum(b.recount)
    order by b.local_day, b.member_number, b.provenance_number
    limit ${MOST}`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    localDay: row.local_day,
    tally: row.tally,
    recount: row.recount,
  }));
};

/** Windows whose credit is held by another activity than a recount gives it to. */
export const holderDifferences = async (tx: Transaction, settings: Settings, metric: Metric): Promise<HolderDifference[]> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetrics(settings, [metric]);
  const judged = sql`(${judgedRows(
    linesWhere(companyId, (line) => sql<SqlBool>`${sql.ref(`${line}.prospect_number`)} is not null`),
    evaluation,
  )})`;
  const { rows } = await sql<{ prospect_number: bigint; window_starts_on: Day; held: string | null; recounted: string | null }>`
    with best as (${earliest(sql`(${windowCandidates(evaluation, judged)})`)}),
    held as (select w.* from window_credits w where w.company_id = ${companyId} and w.metric_number = ${metric.number} and w.source is not null)
    select coalesce(b.prospect_number, h.prospect_number) as prospect_number, coalesce(b.window_starts_on, h.window_starts_on) as window_starts_on,
      h.source || ' ' || h.external_id as held, b.source || ' ' || b.external_id as recounted
    from best b
    full join held h on (b.prospect_number, b.within_number, b.window_starts_on) = (h.prospect_number, h.within_number, h.window_starts_on)
    where (b.source, b.external_id, b.amount, b.member_number, b.local_day, b.more_members, b.more_days, b.more_amounts)
      is distinct from (h.source, h.external_id, h.amount, h.member_number, h.local_day, h.more_members, h.more_days, h.more_amounts)
    order by 1, 2
    limit ${MOST}`.execute(tx);
  return rows.map((row) => ({
    metricNumber: metric.number,
    prospectNumber: row.prospect_number,
    windowStartsOn: row.window_starts_on,
    held: row.held,
    recounted: row.recounted,
  }));
};

/** Days of which another daily total counts, or counts for something else, than a recount finds. */
export const totalDifferences = async (tx: Transaction, settings: Settings, metric: Metric): Promise<TotalDifference[]> => {
  const { companyId } = settings;
  const due = recountedTotals(evaluationOfMetrics(settings, [metric])) ?? sql`select t.* from total_credits t where false`;
  const words = (alias: string) =>
    sql`${sql.ref(`${alias}.source`)} || ' ' || ${sql.ref(`${alias}.external_id`)} || ' ' || ${sql.ref(`${alias}.stated`)} || ' - ' || ${sql.ref(`${alias}.recorded`)}`;
  const { rows } = await sql<{ member_number: number; local_day: Day; kind: string; held: string | null; recounted: string | null }>`
    select coalesce(d.member_number, t.member_number) as member_number, coalesce(d.local_day, t.local_day) as local_day, coalesce(d.kind, t.kind) as kind,
      ${words("t")} as held, ${words("d")} as recounted
    from (${due}) d
    full join (select t.* from total_credits t where t.company_id = ${companyId} and t.metric_number = ${metric.number}) t
      on (d.member_number, d.local_day, d.kind) = (t.member_number, t.local_day, t.kind)
    where (d.source, d.external_id, d.provenance_number, d.stated, d.recorded, d.amount)
      is distinct from (t.source, t.external_id, t.provenance_number, t.stated, t.recorded, t.amount)
    order by 2, 1, 3
    limit ${MOST}`.execute(tx);
  return rows.map((row) => ({
    memberNumber: row.member_number,
    localDay: row.local_day,
    kind: row.kind,
    held: row.held,
    recounted: row.recounted,
  }));
};
