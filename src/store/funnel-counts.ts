import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { FunnelStage } from "../domain/funnel.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** A member's days, and of which team they are by then. */
export type TeamDays = { readonly memberNumber: number; readonly team: string | null; readonly span: Span };

export type FunnelGroup = "member" | "team" | "source" | "kind";

export type FunnelAsked = {
  /** In their order; the first are tried, and the others are what came of it. */
  readonly stages: readonly FunnelStage[];
  /** On which days was tried. */
  readonly span: Span;
  /** Through which day it is known what came of it. */
  readonly through: Day;
  /** How many days before it the last try may lie that something came of. */
  readonly lookBackDays: number;
  /** Whose tries, and by whom they are told apart; `isOnly` leaves out those of anybody else, and of nobody known. */
  readonly days: readonly TeamDays[];
  readonly isOnly: boolean;
  readonly by: FunnelGroup | null;
  /** The first days of the cohorts, ascending. */
  readonly cohorts: readonly Day[];
  readonly limit: number;
};

export type FunnelRow =
  /** `counts` by stage. Of all together, of one group, of one cohort, or of nothing that was tried, whoever's. */
  | {
      readonly what: "all" | "group" | "cohort" | "loose";
      readonly key: string | null;
      readonly startsOn: Day | null;
      readonly counts: readonly number[];
    }
  /** So many tries of a cohort of which the last stage came after so many days, or that were watched for so long and it did not. */
  | { readonly what: "lag"; readonly startsOn: Day; readonly days: number; readonly came: boolean; readonly tries: number };

/** It is what its source says now, nobody took it back, no preferred record stands for it, and it is one record. */
const stands = sql<SqlBool>`a.voided_at is null and not a.taken_back and a.same_external_id is null and not a.is_total`;

const isOf = ({ kinds, outcomes, milestone }: FunnelStage): RawBuilder<SqlBool> =>
  sql<SqlBool>`a.kind = any (${columnOf("text", milestone === null ? kinds : [milestone])}) ${
    outcomes.length === 0 ? sql`` : sql`and a.outcome is not null and a.outcome = any (${columnOf("text", outcomes)})`
  }`;

export const kindsOf = (stages: readonly FunnelStage[]): readonly string[] => [
  ...new Set(stages.flatMap(({ kinds, milestone }) => (milestone === null ? kinds : [milestone]))),
];

const stageColumn = (at: number): RawBuilder<SqlBool> => sql.ref(`s${at}`);

const counts = (alias: string, stages: readonly FunnelStage[]): RawBuilder<unknown> =>
  sql`array[${sql.join(stages.map((_, at) => sql`(count(*) filter (where ${sql.ref(`${alias}.s${at}`)}))::integer`))}]`;

/**
 * What came of what was tried, followed by the prospect: a record of a later stage is the latest try's with that prospect before it, of the same day or within the
 * look-back; an opportunity closes for the try that it was opened by. So each belongs to one try, and to the cohort of its day: months add up, and nothing of this
 * month is held against the tries of another. One statement for all members; a record of several counts for its first member and prospect.
 */
export const countFunnel = async (tx: Transaction, companyId: number, asked: FunnelAsked): Promise<readonly FunnelRow[]> => {
  const { stages, span, through, lookBackDays, days, isOnly, by, cohorts, limit } = asked;
  const last = stageColumn(stages.length - 1);
  const followsOpening = stages.some(({ milestone }) => milestone === "opportunity_opened");
  const group: Readonly<Record<FunnelGroup, RawBuilder<unknown>>> = {
    member: sql`t.member_number::text`,
    team: sql`t.team`,
    source: sql`t.source`,
    kind: sql`t.kind`,
  };
  type Stored = {
    readonly what: FunnelRow["what"];
    readonly key: string | null;
    readonly startsOn: Day | null;
    readonly days: number | null;
    readonly came: boolean | null;
    readonly counts: readonly number[];
  };
  // How many rows come of the windows nobody knows beforehand: guessed to be few, they are joined each with each, which takes a minute where this takes a second.
  await sql`set local enable_nestloop = off`.execute(tx);
  const { rows } = await sql<Stored>`
    with stays as materialized (
      select s.member_number, s.team, s.starts_on, s.ends_before from unnest(
        ${columnOf(
          "int4",
          days.map(({ memberNumber }) => memberNumber),
        )},
        ${columnOf(
          "text",
          days.map(({ team }) => team),
        )},
        ${columnOf(
          "date",
          days.map(({ span: { startsOn } }) => startsOn),
        )},
        ${columnOf(
          "date",
          days.map(({ span: { endsBefore } }) => endsBefore),
        )}) as s (member_number, team, starts_on, ends_before)),
    picked as materialized (
      select a.source, a.external_id, a.member_number, a.prospect_number, a.local_day, a.ordered_at, a.kind,
        case when a.kind in ('opportunity_opened', 'deal_won', 'deal_lost') then regexp_replace(a.external_id, ':(opening|closing)$', '') end as opportunity,
        ${sql.join(stages.map((stage, at) => sql`(${isOf(stage)}) as ${stageColumn(at)}`))}
      from activities a
      where a.company_id = ${companyId} and ${stands} and a.kind = any (${columnOf("text", kindsOf(stages))})
        and a.local_day >= ${dayValue(span.startsOn - lookBackDays)} and a.local_day <= ${dayValue(through)}),
    placed as (
      -- Of one day the tries come first: an opportunity of no hour is no earlier than the call that opened it.
      select p.*, coalesce(p.prospect_number::text, p.opportunity, p.external_id) as whose,
        count(*) filter (where p.s0) over (
          partition by coalesce(p.prospect_number::text, p.opportunity, p.external_id), case when p.prospect_number is null then p.source end
          order by p.local_day, not p.s0, p.ordered_at, p.source, p.external_id) as nth
      from picked p),
    followed as materialized (
      select p.*, case when p.nth > 0 then first_value(p.source) over same end as try_source,
        case when p.nth > 0 then first_value(p.external_id) over same end as try_id,
        case when p.nth > 0 then first_value(p.local_day) over same end as try_day
      from placed p
      window same as (partition by p.whose, case when p.prospect_number is null then p.source end, p.nth
        order by p.local_day, not p.s0, p.ordered_at, p.source, p.external_id)),
    linked as materialized (
      select f.local_day, ${sql.join(stages.map((_, at) => sql`f.${stageColumn(at)}`))}, l.try_source, l.try_id
      from followed f
      ${followsOpening ? sql`left join followed o on f.kind in ('deal_won', 'deal_lost') and o.kind = 'opportunity_opened' and o.source = f.source and o.opportunity = f.opportunity` : sql``}
      left join lateral (select g.try_source, g.try_id from (values
        ${followsOpening ? sql`(o.try_source, o.try_id, o.local_day - o.try_day, f.kind in ('deal_won', 'deal_lost')),` : sql``}
        (f.try_source, f.try_id, f.local_day - f.try_day, ${followsOpening ? sql`f.kind not in ('deal_won', 'deal_lost')` : sql`true`})) as g (try_source, try_id, waited, is_meant)
        where g.is_meant and g.waited <= ${lookBackDays}) l on true),
    came as (select l.* from linked l where l.try_id is not null),
    tries as materialized (
      select f.source, f.external_id, f.kind, f.member_number, s.team, f.local_day,
        (select max(c) from unnest(${columnOf("date", cohorts)}) c where c <= f.local_day) as cohort
      from followed f left join stays s on s.member_number = f.member_number and f.local_day >= s.starts_on and f.local_day < s.ends_before
      where f.s0 and f.local_day >= ${dayValue(span.startsOn)} and f.local_day < ${dayValue(span.endsBefore)}
        ${isOnly ? sql`and s.member_number is not null` : sql``}),
    told as materialized (
      select t.source, t.kind, t.member_number, t.team, t.cohort, ${sql.join(stages.map((_, at) => sql`c.${stageColumn(at)}`))}
      from came c join tries t on t.source = c.try_source and t.external_id = c.try_id),
    reached as (
      select c.try_source, c.try_id, min(c.local_day) as on_day from came c where c.${last} group by 1, 2)
    select 'all' as what, null as key, null::date as "startsOn", null::integer as days, null::boolean as came, ${counts("t", stages)} as counts from told t
    union all
    select 'cohort', null, t.cohort, null, null, ${counts("t", stages)} from told t group by t.cohort
    ${by === null ? sql`` : sql`union all select 'group', ${group[by]}, null, null, null, ${counts("t", stages)} from told t group by 2`}
    union all
    select 'loose', null, null, null, null, ${counts("l", stages)} from linked l
    where l.try_id is null and l.local_day >= ${dayValue(span.startsOn)} and l.local_day < ${dayValue(span.endsBefore)}
    union all
    select 'lag', null, w.cohort, w.days, w.came, array[count(*)::integer]
    from (select t.cohort, coalesce(r.on_day, ${dayValue(through)}) - t.local_day as days, r.on_day is not null as came
      from tries t left join reached r on r.try_source = t.source and r.try_id = t.external_id) w
    group by w.cohort, w.days, w.came
    order by 1, 3, 2 nulls last, 4, 5
    limit ${limit}`.execute(tx);
  await sql`set local enable_nestloop = on`.execute(tx);
  return rows.map(({ what, key, startsOn, days: waited, came, counts: told }): FunnelRow =>
    what === "lag"
      ? { what, startsOn: startsOn ?? span.startsOn, days: waited ?? 0, came: came === true, tries: told[0] ?? 0 }
      : { what, key, startsOn, counts: told },
  );
};
