import { sql, type RawBuilder, type SqlBool } from "kysely";
import { activityFields, attributeOf } from "../domain/activity-fields.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { fieldsIn } from "../domain/expression.ts";
import type { Metric } from "../domain/metric.ts";
import type { Seen } from "../domain/sight.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedColumns, judgedRows, plainRecords, windowCandidates, type EvaluatedVersion } from "./evaluation.ts";
import { linesWhere } from "./lines.ts";
import { reachOf } from "./log-count.ts";
import { isRecordSeen } from "./seen.ts";
import { hasTotals, recountedTotals } from "./totals.ts";
import { earliest, heldRecords } from "./window-credits.ts";

/** Why records drop out that no condition of the expression keeps out. */
export const dropReasons = [
  "voided",
  "same-act",
  "unattributed",
  "provenance",
  "ruled-out",
  "measure-missing",
  "no-prospect",
  "window-taken",
  "total-covered",
] as const;
export type DropReason = (typeof dropReasons)[number];

export type DroppedRecord = {
  /** One of `dropReasons`, or `condition` and its place. */
  readonly reason: string;
  readonly source: string;
  readonly externalId: string;
  readonly memberNumber: number | null;
  readonly localDay: Day;
  readonly localTime: string | null;
  readonly kind: string;
  readonly direction: string | null;
  readonly durationSeconds: number | null;
  readonly outcome: string | null;
  /** What the record has in the fields that the expression asks. */
  readonly found: Readonly<Record<string, unknown>>;
};

export type MetricTried = {
  readonly records: number;
  readonly counted: number;
  readonly credited: bigint;
  readonly members: number;
  readonly days: readonly { readonly day: Day; readonly records: number; readonly credited: bigint }[];
  /** `alone`: those that nothing else keeps out. */
  readonly dropped: readonly { readonly reason: string; readonly records: number; readonly alone: number }[];
  readonly examples: readonly DroppedRecord[];
};

type Answer = {
  readonly records: number;
  readonly counted: number;
  readonly credited: string;
  readonly members: number;
  readonly days: readonly { readonly day: Day; readonly records: number; readonly credited: string }[] | null;
  readonly dropped: MetricTried["dropped"] | null;
  readonly examples: readonly DroppedRecord[] | null;
};

const EXAMPLES = 3;

/** What keeps a line `a` out, each thing by its name. */
const fails = ({ conditions, provenanceCounts, ruledOut, amount, window, besideWindow }: EvaluatedVersion): RawBuilder<unknown> => {
  const when = (name: string, out: RawBuilder<unknown>): RawBuilder<unknown> => sql`case when ${out} then ${sql.lit(name)} end`;
  return sql`array_remove(array[${sql.join([
    when("voided", sql`a.voided_at is not null or a.taken_back`),
    when("same-act", sql`a.same_external_id is not null`),
    when("unattributed", sql`a.member_number is null`),
    when("provenance", sql`(${provenanceCounts}) is not true`),
    when("ruled-out", sql`(${ruledOut}) is true`),
    ...conditions.map((condition, index) => when(`condition ${index}`, sql`(${condition}) is not true`)),
    when("measure-missing", sql`(${amount}) is null`),
    ...(window === null ? [] : [when("no-prospect", sql`a.prospect_number is null and (${besideWindow}) is not true`)]),
  ])}]::text[], null)`;
};

const within = (alias: string, { startsOn, endsBefore }: Span): RawBuilder<SqlBool> => {
  const day = sql.ref(`${alias}.local_day`);
  return sql<SqlBool>`${day} >= ${dayValue(startsOn)} and ${day} < ${dayValue(endsBefore)}`;
};

const columnNamed = (name: string): RawBuilder<unknown> | undefined => {
  const field = activityFields.find((each) => each.name === name);
  return field === undefined ? undefined : judgedColumns[field.name];
};

/**
 * What a metric, which need not be saved, counts of the records of some days, and what it leaves out and why. It counts by the conditions that
 * would count it and by the windows that reach into the days, so its credits are those of the tally; a record of several lines is told by the
 * one that comes nearest to counting. Nothing is stored, and nobody who records waits.
 */
export const tryMetric = async (
  tx: Transaction,
  settings: Settings,
  { metric, span, seen }: { readonly metric: Metric; readonly span: Span; readonly seen: Seen | undefined },
): Promise<MetricTried> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetrics(settings, [metric]);
  const [version] = evaluation.versions;
  if (version === undefined) throw new Error("a metric without a version");
  const reach = reachOf([metric], span, settings);
  const totals = (await hasTotals(tx, companyId)) ? recountedTotals(evaluation) : null;
  const plain = plainRecords(evaluation, sql`judged`);
  const credits = [
    ...(plain === null ? [] : [sql`select p.member_number, p.local_day, p.amount, p.source, p.external_id from (${plain}) p`]),
    ...(version.window === null
      ? []
      : [sql`select h.member_number, h.local_day, h.amount, h.source, h.external_id from (${heldRecords(sql`best`)}) h`]),
    ...(totals === null
      ? []
      : [sql`select t.member_number, t.local_day, t.amount, t.source, t.external_id from (${totals}) t where t.amount > 0`]),
  ];
  const found = fieldsIn(version.expression).flatMap(({ name }) => {
    const attribute = attributeOf(name);
    const value = attribute === undefined ? columnNamed(name) : sql`a.attributes -> ${sql.lit(attribute)}`;
    return value === undefined ? [] : [sql`${sql.lit(name)}::text`, value];
  });
  // What is set ends with the transaction.
  await sql`set local work_mem = '128MB'`.execute(tx);
  const { rows } = await sql<{ answer: Answer }>`
    with judged as materialized (${judgedRows(
      linesWhere(companyId, (line) => within(line, reach)),
      evaluation,
    )}),
    best as (${version.window === null ? sql`select 1 where false` : earliest(sql`(${windowCandidates(evaluation, sql`judged`)})`)}),
    credited as materialized (
      select c.member_number, c.local_day, c.amount, c.source collate "C" as source, c.external_id collate "C" as external_id
      from (${credits.length === 0 ? sql`select null::integer as member_number, null::date as local_day, null::bigint as amount, null::text as source, null::text as external_id where false` : sql.join(credits, sql` union all `)}) c
      where ${within("c", span)}),
    lines as (
      select a.source collate "C" as source, a.external_id collate "C" as external_id, a.member_number, a.local_day, a.ordered_at, a.is_total, a.kind, a.direction,
        a.duration_seconds, a.outcome, a.member_position, a.prospect_position,
        case when a.local_hour is not null then to_char(a.ordered_at at time zone a.time_zone, 'HH24:MI') end as local_time,
        ${found.length === 0 ? sql`'{}'::jsonb` : sql`jsonb_build_object(${sql.join(found)})`} as found, ${seen === undefined ? sql`true` : isRecordSeen(seen)} as is_seen, ${fails(version)} as fails
      from judged a where ${within("a", span)}),
    records as materialized (
      select distinct on (l.source, l.external_id) l.*,
        exists (select from credited c where c.source = l.source and c.external_id = l.external_id) as counted
      from lines l
      order by l.source, l.external_id, cardinality(l.fails), l.member_position, l.prospect_position),
    dropped as (
      select r.*, f.reason
      from records r cross join lateral unnest(
        case when cardinality(r.fails) > 0 then r.fails else array[case when r.is_total then 'total-covered' else 'window-taken' end] end) as f (reason)
      where not r.counted)
    select jsonb_build_object(
      'records', (select count(*) from records),
      'counted', (select count(*) from records r where r.counted),
      'credited', (select coalesce(sum(c.amount), 0)::text from credited c),
      'members', (select count(distinct c.member_number) from credited c),
      'days', (
        select jsonb_agg(jsonb_build_object('day', d.local_day - date '1970-01-01', 'records', d.records, 'credited', d.credited::text) order by d.local_day)
        from (select c.local_day, count(distinct (c.source, c.external_id)) as records, sum(c.amount) as credited from credited c group by c.local_day) d),
      'dropped', (
        select jsonb_agg(jsonb_build_object('reason', d.reason, 'records', d.records, 'alone', d.alone))
        from (select d.reason, count(*) as records, count(*) filter (where cardinality(d.fails) < 2) as alone from dropped d group by d.reason) d),
      'examples', (
        select jsonb_agg(jsonb_build_object(
          'reason', e.reason, 'source', e.source, 'externalId', e.external_id, 'memberNumber', e.member_number, 'localDay', e.local_day - date '1970-01-01',
          'localTime', e.local_time, 'kind', e.kind, 'direction', e.direction, 'durationSeconds', e.duration_seconds, 'outcome', e.outcome, 'found', e.found)
          order by e.reason, e.nth)
        from (
          select d.*, row_number() over (partition by d.reason order by cardinality(d.fails), d.ordered_at desc, d.source, d.external_id) as nth
          from dropped d where d.is_seen) e
        where e.nth <= ${EXAMPLES})) as answer`.execute(tx);
  const answer = rows[0]?.answer;
  if (answer === undefined) throw new Error(`no answer about ${isoDay(span.startsOn)}`);
  return {
    ...answer,
    credited: BigInt(answer.credited),
    days: (answer.days ?? []).map((day) => ({ ...day, credited: BigInt(day.credited) })),
    dropped: answer.dropped ?? [],
    examples: answer.examples ?? [],
  };
};
