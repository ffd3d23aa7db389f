import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { ActivityReport } from "../domain/activity.ts";
import {
  employed,
  hasLines,
  keyRows,
  occurrence,
  occurredOn,
  occurredUs,
  prospectNamed,
  type ActivityKey,
  type ActivityState,
} from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

// A record has a line for each of its members and prospects. Its first line stands in the record itself; most records have no other. A line
// whose prospect an earlier one of the same member names already, under another name, has the position 0 and is no part of the count.

/** What a line has of its own. */
const ownColumns = [
  "member_number",
  "member_reference",
  "local_day",
  "ordered_at",
  "local_hour",
  "time_zone",
  "prospect_number",
  "prospect_reference",
] as const;

/** What all lines of a record have in common. */
const commonColumns = [
  "company_id",
  "source",
  "external_id",
  "arrival",
  "kind",
  "direction",
  "outcome",
  "duration_seconds",
  "quantity",
  "amount_minor",
  "currency",
  "provenance",
  "subject",
  "url",
  "evidence",
  "attributes",
  "signal_source",
  "signal_external_id",
  "revised_at",
  "voided_at",
  "void_reason",
  "taken_back",
  "revision",
  "recorded_at",
  "weights",
  "prospect_count",
  "parties",
  "same_source",
  "same_external_id",
  "is_total",
  "sealed",
] as const;

/** What is worked out of each line, and stands in no report. */
const foundColumns = ["barred"] as const;

const columns = (alias: string, names: readonly string[]): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));

/** Says which lines are meant: `line` is the alias of a line's own columns, those of its record stand under `a`. */
export type LineCondition = (line: "a" | "l") => RawBuilder<SqlBool>;

const firstLines = (companyId: number, which: LineCondition): RawBuilder<unknown> => sql`
  select ${columns("a", commonColumns)}, ${columns("a", [...ownColumns, ...foundColumns])}, 1 as member_position, 1 as prospect_position
  from activities a where a.company_id = ${sql.lit(companyId)} and ${which("a")}`;

const furtherLines = (companyId: number, which: LineCondition): RawBuilder<unknown> => sql`
  select ${columns("a", commonColumns)}, ${columns("l", [...ownColumns, ...foundColumns])}, l.member_position, l.prospect_position
  from activity_lines l cross join lateral (
    select a.* from activities a where a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id limit 1) a
  where l.company_id = ${sql.lit(companyId)} and l.prospect_position > 0 and ${which("l")}`;

/** Lines of the log, for `judgedRows`. */
export const linesWhere = (companyId: number, which: LineCondition): RawBuilder<unknown> =>
  sql`(${firstLines(companyId, which)} union all ${furtherLines(companyId, which)})`;

/** The lines that belong to each row `k` of a relation, found by an index once a row. */
export const linesForEach = (companyId: number, each: RawBuilder<unknown>, which: LineCondition): RawBuilder<unknown> => sql`
  (select a.* from ${each} k cross join lateral (${firstLines(companyId, which)} offset 0) a
   union all
   select a.* from ${each} k cross join lateral (${furtherLines(companyId, which)} offset 0) a)`;

/**
 * The same of conditions that name a prospect or a member and a span of days. Their order is that of the index: asked for, it keeps the planner
 * from finding them by their company alone, which seems as good to it while its statistics have not met the company.
 */
export const linesByDay = (companyId: number, each: RawBuilder<unknown>, which: LineCondition): RawBuilder<unknown> => sql`
  (select a.* from ${each} k cross join lateral (${firstLines(companyId, which)} order by a.local_day offset 0) a
   union all
   select a.* from ${each} k cross join lateral (${furtherLines(companyId, which)} order by l.local_day offset 0) a)`;

/** All lines of the activities of these keys. */
export const linesOf = (companyId: number, keys: readonly ActivityKey[]): RawBuilder<unknown> =>
  linesForEach(
    companyId,
    keyRows(keys),
    (line) => sql<SqlBool>`${sql.ref(`${line}.source`)} = k.source and ${sql.ref(`${line}.external_id`)} = k.external_id`,
  );

type Line = {
  readonly state: ActivityState;
  readonly line: number;
  readonly member: number;
  readonly prospect: number;
};

/** The lines beside the first: every member with every prospect. */
const furtherLinesOf = (state: ActivityState): readonly Line[] => {
  const { members, prospects } = state.report;
  const across = Math.max(1, prospects.length);
  return members
    .flatMap((_, member) =>
      Array.from({ length: across }, (_each, prospect): Line => ({ state, line: member * across + prospect, member, prospect })),
    )
    .slice(1);
};

/** The first member's lines have the day of the record's own: a revision that only names more prospects leaves it where it was. */
const ofFirstMember = (column: string, found: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when g.member_position = 1 then a.${sql.ref(column)} else ${found} end`;

/** Replaces the further lines of these activities by those of their new states; their first lines are written with the records. */
export const writeLines = async (tx: Transaction, companyId: number, states: readonly ActivityState[]): Promise<void> => {
  if (states.length === 0) return;
  await sql`
    delete from activity_lines l using ${keyRows(states.map((state) => state.report))} k
    where l.company_id = ${companyId} and l.source = k.source and l.external_id = k.external_id`.execute(tx);
  const lines = states.filter((state) => hasLines(state.report)).flatMap(furtherLinesOf);
  if (lines.length === 0) return;
  const of = <T>(read: (report: ActivityReport, line: Line) => T): T[] => lines.map((line) => read(line.state.report, line));
  const members = lines.map(({ state, member }) => state.attributed[member]?.memberNumber ?? null);
  await sql`
    insert into activity_lines (company_id, source, external_id, line, member_position, prospect_position, ${sql.join(ownColumns.map((name) => sql.ref(name)))}, own_prospect_number)
    select ${companyId}::integer, g.source, g.external_id, g.line, g.member_position, g.prospect_position,
      ${ofFirstMember("member_number", sql`m.member_number`)}, g.member_reference, ${sql.join(
        ["local_day", "ordered_at", "local_hour", "time_zone"].map((column) => ofFirstMember(column, sql.ref(`g.${column}`))),
      )}, i.prospect_number, g.prospect_value, i.own_number
    from (${occurrence(sql`
      unnest(
        ${columnOf(
          "text",
          of((report) => report.source),
        )}, ${columnOf(
          "text",
          of((report) => report.externalId),
        )},
        ${columnOf(
          "int4",
          of((_, { line }) => line),
        )}, ${columnOf(
          "int4",
          of((_, { member }) => member + 1),
        )}, ${columnOf(
          "int4",
          of((_, { prospect }) => prospect + 1),
        )},
        ${columnOf("int4", members)}, ${columnOf(
          "text",
          of(({ members: named }, { member }) => named[member]?.reference ?? null),
        )},
        ${columnOf("int8", of(occurredUs))}, ${columnOf("date", of(occurredOn))},
        ${columnOf(
          "text",
          of((_, { state, member }) => state.attributed[member]?.timeZone ?? null),
        )},
        ${columnOf(
          "text",
          of(({ prospects }, { prospect }) => prospects[prospect]?.kind ?? null),
        )},
        ${columnOf(
          "text",
          of(({ prospects }, { prospect }) => prospects[prospect]?.value ?? null),
        )})
        as g (source, external_id, line, member_position, prospect_position, member_number, member_reference, occurred_us, occurred_on, time_zone, prospect_kind, prospect_value)`)}) g
    cross join lateral (
      select a.* from activities a where a.company_id = ${companyId} and a.source = g.source collate "C" and a.external_id = g.external_id collate "C" limit 1) a
    ${employed(companyId, members)}
    ${prospectNamed(companyId)}`.execute(tx);
  await placeProspects(
    tx,
    companyId,
    states.flatMap(({ report }) => (report.prospects.length > 1 ? [report] : [])),
  );
};

/** Names of one prospect are one prospect: of these records, each that is named anew gets the next position, and the others get none. */
export const placeProspects = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[]): Promise<void> => {
  if (keys.length === 0) return;
  await sql`
    with several as materialized (
      select a.source, a.external_id, a.prospect_number, a.prospect_count, a.across
      from ${keyRows(keys)} k cross join lateral (
        select a.source, a.external_id, a.prospect_number, a.prospect_count, jsonb_array_length(a.parties -> 'prospects') as across
        from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1) a
      where a.across > 1
    ), named as (
      select s.source, s.external_id, 0 as place, s.prospect_number from several s
      union all
      select l.source, l.external_id, l.line, l.prospect_number
      from several s cross join lateral (
        select l.* from activity_lines l
        where l.company_id = ${companyId} and l.source = s.source and l.external_id = s.external_id and l.line < s.across offset 0) l
    ), firsts as (
      select n.*, n.place = min(n.place) over (partition by n.source, n.external_id, n.prospect_number) as is_first from named n
    ), placed as materialized (
      select f.*, count(*) filter (where f.is_first) over (partition by f.source, f.external_id order by f.place) as position from firsts f
    ), counted as (
      update activities a set prospect_count = c.prospect_count
      from (select p.source, p.external_id, max(p.position) as prospect_count from placed p group by p.source, p.external_id) c
      where a.company_id = ${companyId} and a.source = c.source and a.external_id = c.external_id and a.prospect_count <> c.prospect_count
    )
    update activity_lines l set prospect_position = case when p.is_first then p.position else 0 end
    from placed p join several s on s.source = p.source and s.external_id = p.external_id
    where l.company_id = ${companyId} and l.source = p.source and l.external_id = p.external_id and l.line % s.across = p.place
      and l.prospect_position <> case when p.is_first then p.position else 0 end`.execute(tx);
};

/** How many of these activities have a line whose member nobody knows. */
export const countUnattributed = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[]): Promise<number> => {
  if (keys.length === 0) return 0;
  const { rows } = await sql<{ count: number }>`
    select count(distinct (a.source, a.external_id))::integer as count from ${linesOf(companyId, keys)} a where a.member_number is null`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
};
