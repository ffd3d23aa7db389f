import { sql, type RawBuilder } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import { limits, type Answer, type Measured, type QuestionRule } from "../domain/padding.ts";
import type { ActivityKey } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type GivenAnswer = { readonly answer: Answer; readonly reason: string; readonly by: string; readonly at: string };

export type FoundQuestion = Measured & {
  readonly rule: QuestionRule;
  readonly memberNumber: number;
  readonly day: Day;
  readonly kind: string | null;
  readonly prospect: string | null;
  /** Of those told late or at the end of a month: the days that they are about. */
  readonly about: { readonly firstOn: Day; readonly lastOn: Day; readonly days: number } | null;
  /** The first ten. */
  readonly records: readonly ActivityKey[];
  readonly answer: GivenAnswer | null;
};

type QuestionRow = {
  rule: QuestionRule;
  member_number: number;
  day: Day;
  kind: string | null;
  measured: number;
  same_or_more: number;
  member_days: number;
  prospect: string | null;
  about_first: Day | null;
  about_last: Day | null;
  about_days: number | null;
  records: readonly ActivityKey[];
  answer: Answer | null;
  reason: string | null;
  answered_by: string | null;
  answered_at: string | null;
};

/** Records that stand by themselves: neither void nor a total, nor the second of the same act. */
const standing = sql`a.voided_at is null and not a.taken_back and not a.is_total and a.same_source is null`;

/** The day on which a record was first told, where the member was. */
const toldOn = sql`(a.recorded_at at time zone a.time_zone)::date`;

/** The records of a question `f`. */
const isOf = sql`
  case f.rule
    when 'burst' then a.local_day = f.day and a.kind = f.kind and a.local_hour is not null and a.ordered_at >= f.from_at and a.ordered_at < f.from_at + interval '1 minute'
    when 'same-instant' then a.local_day = f.day and a.kind = f.kind and a.local_hour is not null and a.ordered_at = f.from_at
    when 'short-calls' then a.local_day = f.day and a.kind = 'call' and a.duration_seconds between 1 and ${sql.lit(limits.shortSeconds)}
    when 'same-prospect' then a.local_day = f.day and a.kind = f.kind and a.prospect_number = f.prospect_number
    else a.provenance = 'self_reported' and ${toldOn} = f.day and a.local_day <= f.day - case f.rule when 'told-late' then ${sql.lit(limits.lateDays)} else 1 end
  end`;

/**
 * The questions that the records of a span raise, by day, member and rule. `members: null` is everybody. The rules that ask when records
 * were told ask it of the records of the span; their day is that of telling.
 */
export const questionsWithin = async (
  tx: Transaction,
  { companyId, span, members, limit }: { companyId: number; span: Span; members: readonly number[] | null; limit: number },
): Promise<readonly FoundQuestion[]> => {
  const within = (): RawBuilder<unknown> => sql`
    a.company_id = ${companyId} and a.member_number is not null and a.local_day >= ${dayValue(span.startsOn)} and a.local_day < ${dayValue(span.endsBefore)}
    and ${standing} ${members === null ? sql`` : sql`and a.member_number = any (${columnOf("int4", members)})`}`;
  const { rows } = await sql<QuestionRow>`
    with seen as materialized (
      select a.member_number, a.local_day, a.kind, a.ordered_at, a.local_hour is not null as is_timed, a.duration_seconds, a.prospect_number, a.prospect_reference,
        a.provenance = 'self_reported' as is_own, ${toldOn} as told_on
      from activities a where ${within()}
    ), kinds as (
      select s.kind, count(distinct (s.member_number, s.local_day))::integer as member_days from seen s group by s.kind
    ), told as (
      select s.member_number, s.told_on, count(*) filter (where s.local_day < s.told_on)::integer as earlier,
        count(distinct s.local_day) filter (where s.local_day < s.told_on)::integer as earlier_days,
        min(s.local_day) filter (where s.local_day < s.told_on) as first_on, max(s.local_day) filter (where s.local_day < s.told_on) as last_on,
        count(*) filter (where s.local_day <= s.told_on - ${sql.lit(limits.lateDays)})::integer as late,
        count(distinct s.local_day) filter (where s.local_day <= s.told_on - ${sql.lit(limits.lateDays)})::integer as late_days,
        min(s.local_day) filter (where s.local_day <= s.told_on - ${sql.lit(limits.lateDays)}) as late_first, max(s.local_day) filter (where s.local_day <= s.told_on - ${sql.lit(limits.lateDays)}) as late_last,
        date_trunc('month', s.told_on + ${sql.lit(limits.monthEndDays)}::integer) > date_trunc('month', s.told_on) as is_month_end,
        count(*) over ()::integer as member_days
      from seen s where s.is_own group by s.member_number, s.told_on
    ), minutes as (
      select distinct on (m.member_number, m.local_day, m.kind) m.member_number, m.local_day, m.kind, m.ordered_at, m.measured
      from (
        select s.member_number, s.local_day, s.kind, s.ordered_at,
          count(*) over (partition by s.member_number, s.local_day, s.kind order by s.ordered_at range between current row and interval '59.999999 seconds' following)::integer as measured
        from seen s where s.is_timed) m
      order by m.member_number, m.local_day, m.kind, m.measured desc, m.ordered_at
    ), instants as (
      select distinct on (i.member_number, i.local_day, i.kind) i.member_number, i.local_day, i.kind, i.ordered_at, i.measured
      from (
        select s.member_number, s.local_day, s.kind, s.ordered_at, count(*)::integer as measured from seen s where s.is_timed
        group by s.member_number, s.local_day, s.kind, s.ordered_at) i
      order by i.member_number, i.local_day, i.kind, i.measured desc, i.ordered_at
    ), again as (
      select distinct on (g.member_number, g.local_day, g.kind) g.member_number, g.local_day, g.kind, g.prospect_number, g.prospect, g.measured
      from (
        select s.member_number, s.local_day, s.kind, s.prospect_number, min(s.prospect_reference) as prospect, count(*)::integer as measured
        from seen s where s.prospect_number is not null group by s.member_number, s.local_day, s.kind, s.prospect_number) g
      order by g.member_number, g.local_day, g.kind, g.measured desc, g.prospect_number
    ), measured as (
      select 'burst' as rule, m.member_number, m.local_day as day, m.kind, m.measured, ${sql.lit(limits.burst)} as least, m.ordered_at as from_at,
        null::bigint as prospect_number, null::text as prospect, null::date as about_first, null::date as about_last, null::integer as about_days, null::integer as member_days
      from minutes m
      union all
      select 'same-instant', i.member_number, i.local_day, i.kind, i.measured, ${sql.lit(limits.sameInstant)}, i.ordered_at, null, null, null, null, null, null
      from instants i where not exists (
        select from minutes m where m.member_number = i.member_number and m.local_day = i.local_day and m.kind = i.kind and m.measured >= ${sql.lit(limits.burst)})
      union all
      select 'short-calls', s.member_number, s.local_day, s.kind, count(*)::integer, ${sql.lit(limits.shortCalls)}, null, null, null, null, null, null, null
      from seen s where s.kind = 'call' and s.duration_seconds between 1 and ${sql.lit(limits.shortSeconds)} group by s.member_number, s.local_day, s.kind
      union all
      select 'same-prospect', g.member_number, g.local_day, g.kind, g.measured, ${sql.lit(limits.sameProspect)}, null, g.prospect_number, g.prospect, null, null, null, null
      from again g
      union all
      select 'month-end', t.member_number, t.told_on, null, t.earlier, ${sql.lit(limits.monthEnd)}, null, null, null, t.first_on, t.last_on, t.earlier_days, t.member_days
      from told t where t.is_month_end and t.earlier_days >= ${sql.lit(limits.monthEndAbout)}
      union all
      select 'told-late', t.member_number, t.told_on, null, t.late, ${sql.lit(limits.late)}, null, null, null, t.late_first, t.late_last, t.late_days, t.member_days
      from told t where not (t.is_month_end and t.earlier_days >= ${sql.lit(limits.monthEndAbout)} and t.earlier >= ${sql.lit(limits.monthEnd)})
    ), found as (
      select r.rule, r.member_number, r.day, r.kind, r.measured, r.from_at, r.prospect_number, r.prospect, r.about_first, r.about_last, r.about_days, r.member_days, r.same_or_more
      from (
        select m.rule, m.member_number, m.day, m.kind, m.measured, m.least, m.from_at, m.prospect_number, m.prospect, m.about_first, m.about_last, m.about_days, m.member_days,
          count(*) over (partition by m.rule, m.kind order by m.measured desc)::integer as same_or_more
        from measured m) r
      where r.measured >= r.least
      order by r.day, r.member_number, r.rule, r.kind
      limit ${limit}
    )
    select f.rule, f.member_number, f.day, f.kind, f.measured, f.same_or_more, coalesce(f.member_days, k.member_days) as member_days, f.prospect, f.about_first, f.about_last, f.about_days,
      e.records, w.answer, w.reason, w.answered_by, w.answered_at
    from found f
    left join kinds k on k.kind = f.kind
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('source', t.source, 'externalId', t.external_id) order by t.ordered_at, t.source, t.external_id), '[]') as records
      from (
        select a.source, a.external_id, a.ordered_at from activities a
        where ${within()} and a.member_number = f.member_number and ${isOf}
        order by a.ordered_at, a.source, a.external_id limit 10) t) e
    left join lateral (
      select q.answer, q.reason, q.answered_by, q.answered_at from question_answers q
      where q.company_id = ${companyId} and q.member_number = f.member_number and q.local_day = f.day and q.rule = f.rule and q.kind = coalesce(f.kind, '')
      order by q.answer_number desc limit 1) w on true
    order by f.day, f.member_number, f.rule, f.kind`.execute(tx);
  return rows.map((row) => ({
    rule: row.rule,
    memberNumber: row.member_number,
    day: row.day,
    kind: row.kind,
    measured: row.measured,
    sameOrMore: row.same_or_more,
    memberDays: row.member_days,
    prospect: row.prospect,
    about:
      row.about_first === null || row.about_last === null
        ? null
        : { firstOn: row.about_first, lastOn: row.about_last, days: row.about_days ?? 0 },
    records: row.records,
    answer:
      row.answer === null ? null : { answer: row.answer, reason: row.reason ?? "", by: row.answered_by ?? "", at: row.answered_at ?? "" },
  }));
};

export type NewAnswer = {
  readonly rule: QuestionRule;
  readonly memberNumber: number;
  readonly day: Day;
  readonly kind: string | null;
  readonly answer: Answer;
  readonly reason: string;
  readonly by: string;
};

/** Keeps an answer; the caller owns the company, so that numbers do not meet. */
export const recordAnswer = async (tx: Transaction, companyId: number, given: NewAnswer): Promise<void> => {
  await sql`
    insert into question_answers (company_id, answer_number, rule, member_number, local_day, kind, answer, reason, answered_by)
    select ${companyId}::integer, coalesce(max(q.answer_number), 0) + 1, ${given.rule}, ${given.memberNumber}, ${dayValue(given.day)}, ${given.kind ?? ""},
      ${given.answer}, ${given.reason}, ${given.by}
    from question_answers q where q.company_id = ${companyId}`.execute(tx);
};
