import { sql, type RawBuilder, type SqlBool } from "kysely";
import { daysIn, type Day, type Span } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** Days of a member that are asked about. */
export type MemberDays = { readonly memberNumber: number; readonly span: Span };

export type CountsAsked = {
  readonly span: Span;
  /** These are few of the days of the log. */
  readonly isNarrow: boolean;
  /** Of these members on these days alone; null: everybody, and nobody known. */
  readonly members: readonly MemberDays[] | null;
  readonly kind?: string;
  readonly direction?: string | null;
  /** Whether they are told apart by member; else all are one. */
  readonly byMember: boolean;
  /** The first days of the stretches that are told apart, ascending; null: no days are; "day": each day is. */
  readonly starts: readonly Day[] | "day" | null;
  /** At most so many rows. */
  readonly limit: number;
};

export type CountRow = {
  readonly memberNumber: number | null;
  /** Of nobody known, how who names them. */
  readonly source: string | null;
  readonly reference: string | null;
  readonly kind: string;
  readonly direction: string | null;
  readonly startsOn: Day | null;
  /** Records, each once for each of its members. */
  readonly records: number;
  /** What daily totals add to them. */
  readonly added: number;
  /** Of both, what is nobody's known. */
  readonly nobodys: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
};

export type Counts = {
  readonly rows: readonly CountRow[];
  /** How many more the rows count than there are records, since some are several members'. */
  readonly shared: number;
};

/** Whether a span is no more than a third of the days of the log. */
export const isNarrowIn = (span: Span, log: { readonly firstDay: Day; readonly lastDay: Day }): boolean =>
  daysIn(span) * 3 <= log.lastDay + 1 - log.firstDay;

/** The days of the log; null where it is empty. */
export const daysOfLog = async (tx: Transaction, companyId: number): Promise<{ readonly firstDay: Day; readonly lastDay: Day } | null> => {
  // A look into the index for each member, and one walk through those of nobody known: never one through the log.
  const { rows } = await sql<{ first_day: Day | null; last_day: Day | null }>`
    select min(d.first_day) as first_day, max(d.last_day) as last_day
    from (
      select
        (select a.local_day from activities a where a.company_id = ${companyId} and a.member_number = m.member_number order by a.local_day limit 1) as first_day,
        (select a.local_day from activities a where a.company_id = ${companyId} and a.member_number = m.member_number order by a.local_day desc limit 1) as last_day
      from members m where m.company_id = ${companyId}
      union all
      select min(a.local_day), max(a.local_day) from activities a where a.company_id = ${companyId} and a.member_number is null) d`.execute(
    tx,
  );
  const { first_day: firstDay = null, last_day: lastDay = null } = rows[0] ?? {};
  return firstDay === null || lastDay === null ? null : { firstDay, lastDay };
};

/** The days of a line, and whose; `asked` are the members' days. */
const isAsked = (alias: string, { members, span: { startsOn, endsBefore } }: CountsAsked): RawBuilder<SqlBool> => {
  const day = sql.ref(`${alias}.local_day`);
  const days = sql<SqlBool>`${day} >= ${dayValue(startsOn)} and ${day} < ${dayValue(endsBefore)}`;
  if (members === null) return days;
  return sql<SqlBool>`${days} and exists (
    select from asked s where s.member_number = ${sql.ref(`${alias}.member_number`)} and ${day} >= s.starts_on and ${day} < s.ends_before)`;
};

/** It is what its source says now, nobody took it back, and no preferred record stands for it. */
const stands = sql<SqlBool>`a.voided_at is null and not a.taken_back and a.same_external_id is null`;

/** Records `a` that are asked about, whatever their day. */
const records = (companyId: number, { kind, direction }: CountsAsked): RawBuilder<SqlBool> => sql<SqlBool>`
  a.company_id = ${companyId} and ${stands}
  ${kind === undefined ? sql`` : sql`and a.kind = ${kind}`} ${direction === undefined || direction === null ? sql`` : sql`and a.direction = ${direction}`}`;

/** Whose a line is; of nobody known the source and the reference tell who it may be. */
const whose = (line: string): RawBuilder<unknown> => {
  const of = (column: string) => sql.ref(`${line}.${column}`);
  return sql`${of("member_number")} as member_number, case when ${of("member_number")} is null then a.source end as source,
    case when ${of("member_number")} is null then ${of("member_reference")} end as reference`;
};

/**
 * The lines `l` of further members of records `a` that are several members', one for each member: whom two names of one record mean is one
 * member of it.
 */
const furtherLines = (companyId: number, asked: CountsAsked): RawBuilder<unknown> => sql`
  activity_lines l join activities a on a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id
  where l.company_id = ${companyId} and l.member_position > 1 and l.prospect_position = 1 and a.weights is not null and ${records(companyId, asked)}
    and (l.member_number is null or l.member_number is distinct from a.member_number and not exists (
      select from activity_lines e where e.company_id = l.company_id and e.source = l.source and e.external_id = l.external_id
        and e.member_position < l.member_position and e.member_number = l.member_number))`;

/**
 * What daily totals add, by whose, kind, direction and day. One that names a direction is held against the records of that direction; one that
 * names none against all of the kind, and what the other totals add to them. Of several that say the same the largest counts.
 */
const totalsAdd = (companyId: number, asked: CountsAsked): RawBuilder<unknown> => sql`
  totals as materialized (
    select ${whose("a")}, a.kind, a.direction, a.local_day, max(a.quantity) as stated
    from (
      select a.* from day_totals d cross join lateral (
        select a.* from activities a
        where a.company_id = ${companyId} and a.member_number = d.member_number and a.local_day = d.local_day and a.kind = d.kind and a.is_total offset 0) a
      where d.company_id = ${companyId}
      union all
      select a.* from activities a where a.company_id = ${companyId} and a.member_number is null and a.is_total) a
    where ${records(companyId, asked)} and ${isAsked("a", asked)}
    group by 1, 2, 3, 4, 5, 6),
  told as (
    select t.member_number, t.source, t.reference, t.kind, t.direction, t.local_day, t.stated, 0::bigint as recorded from totals t
    union all
    select t.member_number, null, null, t.kind, r.direction, t.local_day, null, 1
    from (select distinct t.member_number, t.kind, t.local_day from totals t where t.member_number is not null) t cross join lateral (
      select a.direction from activities a
      where a.member_number = t.member_number and a.local_day = t.local_day and a.kind = t.kind and not a.is_total and ${records(companyId, asked)}
      union all
      select a.direction from ${furtherLines(companyId, asked)} and l.member_number = t.member_number and l.local_day = t.local_day and a.kind = t.kind) r
    union all
    select null, t.source, t.reference, t.kind, r.direction, t.local_day, null, 1
    from (select distinct t.source, t.reference, t.kind, t.local_day from totals t where t.member_number is null) t cross join lateral (
      select a.direction from activities a
      where a.member_number is null and a.source = t.source and a.member_reference = t.reference and a.kind = t.kind and a.local_day = t.local_day
        and not a.is_total and ${records(companyId, asked)}
      union all
      select a.direction from ${furtherLines(companyId, asked)}
        and l.member_number is null and a.source = t.source and l.member_reference = t.reference and a.kind = t.kind and l.local_day = t.local_day) r),
  lacking as (
    select t.*, greatest(t.stated - t.recorded, 0) as lacks
    from (
      select t.member_number, t.source, t.reference, t.kind, t.direction, t.local_day, max(t.stated) as stated, sum(t.recorded) as recorded
      from told t group by 1, 2, 3, 4, 5, 6) t),
  adding as (
    select t.*, case when t.direction is not null then t.lacks
      else greatest(t.stated - sum(t.recorded) over same_day - coalesce(sum(t.lacks) filter (where t.direction is not null) over same_day, 0), 0) end as added
    from lacking t
    window same_day as (partition by t.member_number, t.source, t.reference, t.kind, t.local_day)),`;

/** Stretches of so few members' days are looked up one by one. */
const FEW = 500;

/** The log, or of a few members or of a few of its days what the index by member finds: a look for each member costs less than a walk through all days. */
const logOf = (companyId: number, { isNarrow, members, span: { startsOn, endsBefore } }: CountsAsked): RawBuilder<unknown> => {
  if (members !== null && members.length <= FEW)
    return sql`(
      select a.* from asked s cross join lateral (
        select a.* from activities a
        where a.company_id = ${companyId} and a.member_number = s.member_number and a.local_day >= s.starts_on and a.local_day < s.ends_before
        offset 0) a)`;
  return !isNarrow
    ? sql`activities`
    : sql`(
      select a.* from members m cross join lateral (
        select a.* from activities a
        where a.company_id = ${companyId} and a.member_number = m.member_number and a.local_day >= ${dayValue(startsOn)} and a.local_day < ${dayValue(endsBefore)}
        offset 0) a
      where m.company_id = ${companyId}
      union all
      select a.* from activities a where a.company_id = ${companyId} and a.member_number is null)`;
};

const hasTotals = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from day_totals where company_id = ${companyId})
      or exists (select from activities a where a.company_id = ${companyId} and a.member_number is null and a.is_total) as has`.execute(tx);
  return rows[0]?.has === true;
};

/**
 * Counts by member, kind, direction and day, straight from the log. Told apart by member a record is counted once for each of its members, and
 * `shared` says by how much that is more than there are records; else it is counted once.
 */
export const countActivities = async (tx: Transaction, companyId: number, asked: CountsAsked): Promise<Counts> => {
  const { members, byMember, starts, limit } = asked;
  const bucket = (day: RawBuilder<unknown>): RawBuilder<unknown> =>
    starts === null ? sql`null::date` : starts === "day" ? day : sql`b.starts[width_bucket(${day}, b.starts)]`;
  const addsTotals = await hasTotals(tx, companyId);
  const told = (alias: string) =>
    byMember
      ? sql`${sql.ref(`${alias}.member_number`)}, ${sql.ref(`${alias}.source`)}, ${sql.ref(`${alias}.reference`)}`
      : sql`null::integer, null::text, null::text`;
  const ofMembers = (read: (days: MemberDays) => number) => (members ?? []).map(read);
  const days = sql`(select ${columnOf("date", typeof starts === "string" ? [] : (starts ?? []))} as starts) b`;
  const { rows } = await sql<CountRow & { shared: bigint }>`
    with asked as materialized (
      select s.* from unnest(${columnOf(
        "int4",
        ofMembers(({ memberNumber }) => memberNumber),
      )}, ${columnOf(
        "date",
        ofMembers(({ span }) => span.startsOn),
      )},
        ${columnOf(
          "date",
          ofMembers(({ span }) => span.endsBefore),
        )}) as s (member_number, starts_on, ends_before)),
    own as (
      select ${whose("a")}, a.kind, a.direction, ${bucket(sql`a.local_day`)} as starts_on, count(*) as records, min(a.local_day) as first_day, max(a.local_day) as last_day
      from ${logOf(companyId, asked)} a, ${days}
      where ${records(companyId, asked)} and not a.is_total and ${isAsked("a", asked)}
      group by 1, 2, 3, 4, 5, 6),
    more as materialized (
      select ${isAsked("a", asked)} as has_own, row_number() over (partition by l.source, l.external_id order by l.member_position) as place,
        ${whose("l")}, a.kind, a.direction, l.local_day
      from ${furtherLines(companyId, asked)} and ${isAsked("l", asked)}),
    ${addsTotals ? totalsAdd(companyId, asked) : sql``}
    counted as (
      select c.member_number, c.source, c.reference, c.kind, c.direction, c.starts_on, sum(c.records)::integer as records, sum(c.added)::integer as added,
        coalesce(sum(c.records + c.added) filter (where c.is_nobodys), 0)::integer as nobodys, min(c.first_day) as first_day, max(c.last_day) as last_day
      from (
        select ${told("o")}, o.kind, o.direction, o.starts_on, o.records, 0, o.member_number is null, o.first_day, o.last_day from own o
        union all
        select ${told("m")}, m.kind, m.direction, ${bucket(sql`m.local_day`)}, 1, 0, m.member_number is null, m.local_day, m.local_day
        from more m, ${days} ${byMember ? sql`` : sql`where not m.has_own and m.place = 1`}
        ${
          addsTotals
            ? sql`union all
        select ${told("t")}, t.kind, t.direction, ${bucket(sql`t.local_day`)}, 0, t.added, t.member_number is null, t.local_day, t.local_day
        from adding t, ${days} where t.added > 0`
            : sql``
        }
      ) c (member_number, source, reference, kind, direction, starts_on, records, added, is_nobodys, first_day, last_day)
      group by 1, 2, 3, 4, 5, 6)
    select c.member_number as "memberNumber", c.source, c.reference, c.kind, c.direction, c.starts_on as "startsOn", c.records, c.added, c.nobodys,
      c.first_day as "firstDay", c.last_day as "lastDay",
      ${byMember ? sql`(select count(*) - count(*) filter (where not m.has_own and m.place = 1) from more m)` : sql`0::bigint`} as shared
    from counted c
    order by c.member_number nulls last, c.source, c.reference, c.kind, c.direction nulls first, c.starts_on
    limit ${limit}`.execute(tx);
  return { rows: rows.map(({ shared: _, ...row }) => row), shared: Number(rows[0]?.shared ?? 0n) };
};
