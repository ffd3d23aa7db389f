import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { judgedRows, plainRecords, type Evaluation } from "./evaluation.ts";
import { linesWhere } from "./lines.ts";
import { heldRecords } from "./window-credits.ts";

/** What the records of one member came to for one metric in a span. `digest`: SHA-256 over each record's key, day, provenance and credit. */
export type RecordsSum = {
  readonly metricNumber: number;
  readonly memberNumber: number;
  readonly records: number;
  readonly credits: bigint;
  readonly digest: string;
};

const within = ({ startsOn, endsBefore }: Span, alias: string, around = 0): RawBuilder<SqlBool> => {
  const day = sql.ref(`${alias}.local_day`);
  return sql<SqlBool>`${day} >= ${dayValue(startsOn - around)} and ${day} < ${dayValue(endsBefore + around)}`;
};

/** Lines of one record may be two days apart. */
const LINES_APART = 2;

/** What each record adds on the days of a span, now: metric_number, provenance_number, member_number, local_day, amount, source, external_id. */
const creditedRecords = (evaluation: Evaluation, span: Span): RawBuilder<unknown> => {
  const { companyId } = evaluation;
  const metrics = columnOf("int4", [...new Set(evaluation.versions.map(({ metric }) => metric.number))]);
  const plain = plainRecords(
    evaluation,
    sql`(${judgedRows(
      linesWhere(companyId, (line) => within(span, line)),
      evaluation,
    )})`,
  );
  return sql`
    ${plain === null ? sql`` : sql`${plain} union all`}
    select h.metric_number, h.provenance_number, h.member_number, h.local_day, h.amount, h.source, h.external_id
    from (${heldRecords(sql`(
      select w.* from window_credits w
      where w.company_id = ${companyId} and w.metric_number = any (${metrics}) and ${within(span, "w", LINES_APART)})`)}) h
    where ${within(span, "h")}
    union all
    select t.metric_number, t.provenance_number, t.member_number, t.local_day, t.amount, t.source, t.external_id
    from total_credits t where t.company_id = ${companyId} and t.metric_number = any (${metrics}) and ${within(span, "t")}`;
};

/** What was journalled after a number on the days of a span, with the sign reversed: taken from what there is now, it gives what there was. */
const sinceReversed = (companyId: number, span: Span, since: bigint): RawBuilder<unknown> => sql`
  select d.metric_number, d.provenance_number, d.member_number, d.local_day, -d.amount, d.source, d.external_id
  from late_changes d
  where d.company_id = ${companyId} and d.late_number > ${since}::bigint and d.cause <> 'recounting' and ${within(span, "d")}`;

/**
 * What the records of each member came to for the metrics of the evaluation in a span: now, or as it was when the journal had come to `asOf`.
 * The digest is over the records in their order, whatever the order in which they came.
 */
export const recordsWithin = async (
  tx: Transaction,
  evaluation: Evaluation,
  { span, asOf }: { readonly span: Span; readonly asOf: bigint | null },
): Promise<readonly RecordsSum[]> => {
  if (evaluation.versions.length === 0) return [];
  const { companyId } = evaluation;
  const { rows } = await sql<{ metric_number: number; member_number: number; records: number; credits: bigint; digest: string }>`
    select r.metric_number, r.member_number, count(distinct (r.source, r.external_id))::integer as records, sum(r.amount)::bigint as credits,
      encode(sha256(convert_to(string_agg(
        coalesce(r.source, '') || E'\\x1f' || coalesce(r.external_id, '') || E'\\x1f' || (r.local_day - date '1970-01-01') || E'\\x1f' || r.provenance_number || E'\\x1f' || r.amount,
        E'\\x1e' order by r.source, r.external_id, r.local_day, r.provenance_number), 'UTF8')), 'hex') as digest
    from (
      select c.metric_number, c.provenance_number, c.member_number, c.local_day, c.source collate "C" as source, c.external_id collate "C" as external_id,
        sum(c.amount)::bigint as amount
      from (${creditedRecords(evaluation, span)}${asOf === null ? sql`` : sql` union all ${sinceReversed(companyId, span, asOf)}`}) c
      where c.metric_number = any (${columnOf("int4", [...new Set(evaluation.versions.map(({ metric }) => metric.number))])})
      group by c.metric_number, c.provenance_number, c.member_number, c.local_day, c.source collate "C", c.external_id collate "C"
      having sum(c.amount) <> 0) r
    group by r.metric_number, r.member_number
    order by r.metric_number, r.member_number`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    records: row.records,
    credits: row.credits,
    digest: row.digest,
  }));
};

/** What one record adds to a metric on a day of a member. */
export type CreditedRecord = {
  readonly metricNumber: number;
  readonly memberNumber: number;
  readonly localDay: Day;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly amount: bigint;
};

/** Each record of a span with what it adds now, by member, metric and day. */
export const creditedRecordsIn = async (tx: Transaction, evaluation: Evaluation, span: Span): Promise<readonly CreditedRecord[]> => {
  if (evaluation.versions.length === 0) return [];
  const { rows } = await sql<{
    metric_number: number;
    member_number: number;
    local_day: Day;
    source: string | null;
    external_id: string | null;
    amount: bigint;
  }>`
    select c.metric_number, c.member_number, c.local_day, c.source, c.external_id, sum(c.amount)::bigint as amount
    from (${creditedRecords(evaluation, span)}) c
    where c.metric_number = any (${columnOf("int4", [...new Set(evaluation.versions.map(({ metric }) => metric.number))])})
    group by c.metric_number, c.member_number, c.local_day, c.source, c.external_id
    having sum(c.amount) <> 0
    order by c.member_number, c.metric_number, c.local_day, c.source collate "C", c.external_id collate "C"`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    localDay: row.local_day,
    source: row.source,
    externalId: row.external_id,
    amount: row.amount,
  }));
};
