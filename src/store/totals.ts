import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Day } from "../domain/day.ts";
import { keyRows, type ActivityKey } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { judgedRows, totalCredits, type Evaluation } from "./evaluation.ts";
import { journalled } from "./late-changes.ts";
import { linesByDay, linesOf, linesWhere } from "./lines.ts";
import { tallyChange } from "./tally.ts";

// A daily total adds to the records of its member, kind and day what they lack. Whenever one of them changes, the day is worked out anew
// and the tally gets the difference to what is kept here.

/** A member's day of one kind, of which somebody has told a total. */
export type TotalDay = { readonly member: number; readonly day: Day; readonly kind: string };

/** Who records a total owns the company, so whoever shares it knows all days that have one. */
export const hasTotals = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`select exists (select from day_totals where company_id = ${companyId}) as has`.execute(tx);
  return rows[0]?.has === true;
};

/** Days with a total among these lines of the log: each looked up by its key, however many days have one. */
const daysAmong = async (tx: Transaction, companyId: number, lines: RawBuilder<unknown>): Promise<readonly TotalDay[]> => {
  const { rows } = await sql<TotalDay>`
    select d.member_number as member, d.local_day as day, d.kind
    from (select distinct a.member_number, a.local_day, a.kind from ${lines} a) a
    cross join lateral (
      select d.* from day_totals d
      where d.company_id = ${companyId} and d.member_number = a.member_number and d.local_day = a.local_day and d.kind = a.kind limit 1) d
    order by 1, 2, 3`.execute(tx);
  return rows;
};

/** Lets every day that has a total be known as one. The company is owned. */
export const knowTotalDays = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`
    insert into day_totals (company_id, member_number, local_day, kind)
    select distinct a.company_id, a.member_number, a.local_day, a.kind from activities a
    where a.company_id = ${companyId} and a.is_total and a.member_number is not null
    order by 1, 2, 3, 4
    on conflict do nothing`.execute(tx);
};

/** The days with a total on which these activities stand at this moment; a total among them makes its day one. */
export const totalDaysOf = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[]): Promise<readonly TotalDay[]> => {
  if (keys.length === 0) return [];
  await sql`
    insert into day_totals (company_id, member_number, local_day, kind)
    select distinct a.company_id, a.member_number, a.local_day, a.kind
    from ${keyRows(keys)} k cross join lateral (
      select a.* from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1) a
    where a.is_total and a.member_number is not null
    order by 1, 2, 3, 4
    on conflict do nothing`.execute(tx);
  return daysAmong(tx, companyId, linesOf(companyId, keys));
};

/** Days with a total, from `from` on, on which activities stand whose keys come after the one and not after the other. */
export const totalDaysBetween = async (
  tx: Transaction,
  companyId: number,
  { after, through, from }: { readonly after: ActivityKey; readonly through: ActivityKey; readonly from: Day },
): Promise<readonly TotalDay[]> => {
  if (!(await hasTotals(tx, companyId))) return [];
  const isBetween = (line: string): RawBuilder<SqlBool> =>
    sql<SqlBool>`(${sql.ref(`${line}.source`)}, ${sql.ref(`${line}.external_id`)}) > (${after.source}::text collate "C", ${after.externalId}::text collate "C")
      and (${sql.ref(`${line}.source`)}, ${sql.ref(`${line}.external_id`)}) <= (${through.source}::text collate "C", ${through.externalId}::text collate "C")
      and ${sql.ref(`${line}.local_day`)} >= ${dayValue(from)}`;
  return daysAmong(tx, companyId, linesWhere(companyId, isBetween));
};

const dayRows = (days: readonly TotalDay[]): RawBuilder<unknown> => sql`
  (select distinct d.member_number, d.local_day, d.kind collate "C" as kind
   from unnest(${columnOf(
     "int4",
     days.map((each) => each.member),
   )}, ${columnOf(
     "date",
     days.map((each) => each.day),
   )}, ${columnOf(
     "text",
     days.map((each) => each.kind),
   )}) as d (member_number, local_day, kind))`;

/** All judged lines of these days. */
const judgedDays = (evaluation: Evaluation, days: RawBuilder<unknown>): RawBuilder<unknown> =>
  judgedRows(
    linesByDay(evaluation.companyId, days, (line) => {
      const of = (column: string) => sql.ref(`${line}.${column}`);
      return sql<SqlBool>`${of("member_number")} = k.member_number and ${of("local_day")} between k.local_day and k.local_day and a.kind = k.kind`;
    }),
    evaluation,
  );

const told = ["source", "external_id", "provenance_number", "stated", "recorded", "amount"] as const;
const group = ["metric_number", "member_number", "local_day", "kind"] as const;
const columns = (alias: string, names: readonly string[]): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));

/** Works out anew what totals add on these days, and gives the tally the difference. Locks the days, in their order, in a statement of its own. */
export const settleTotals = async (tx: Transaction, evaluation: Evaluation, days: readonly TotalDay[]): Promise<void> => {
  const { companyId } = evaluation;
  const credits = totalCredits(evaluation, sql`judged`);
  if (days.length === 0 || credits === null) return;
  await sql`
    select count(*) from (
      select d.kind from (select k.* from ${dayRows(days)} k order by k.member_number, k.local_day, k.kind offset 0) k
      cross join lateral (
        select d.kind from day_totals d
        where d.company_id = ${companyId} and d.member_number = k.member_number and d.local_day = k.local_day and d.kind = k.kind limit 1 for no key update) d) d`.execute(
    tx,
  );
  const metrics = columnOf("int4", [...new Set(evaluation.versions.map(({ metric }) => metric.number))]);
  await sql`
    with days as materialized (${dayRows(days)}),
    judged as (${judgedDays(evaluation, sql`days`)}),
    due as materialized (${credits}),
    kept as materialized (
      select ${columns("t", group)}, ${columns("t", told)}
      from days d cross join lateral (
        select t.* from total_credits t
        where t.company_id = ${companyId} and t.member_number = d.member_number and t.local_day = d.local_day and t.kind = d.kind
          and t.metric_number = any (${metrics}) offset 0) t
    ), gone as (
      delete from total_credits t using kept k
      where t.company_id = ${companyId} and (${columns("t", group)}) = (${columns("k", group)})
        and not exists (select from due d where (${columns("d", group)}) = (${columns("k", group)}))
    ), written as (
      insert into total_credits (company_id, ${sql.join([...group, ...told].map((name) => sql.ref(name)))})
      select ${companyId}::integer, ${columns("d", group)}, ${columns("d", told)} from due d
      on conflict (company_id, member_number, local_day, kind, metric_number) do update
      set (${sql.join(told.map((name) => sql.ref(name)))}) = row (${columns("excluded", told)})
      where (${columns("total_credits", told)}) is distinct from (${columns("excluded", told)})
    )
    ${journalled(
      evaluation,
      () => sql`
      select d.metric_number, d.provenance_number, d.member_number, d.local_day, d.amount, d.source, d.external_id from due d
      union all
      select k.metric_number, k.provenance_number, k.member_number, k.local_day, -k.amount, k.source, k.external_id from kept k`,
    )}
    ${tallyChange(
      companyId,
      sql`
      select c.metric_number, c.provenance_number, c.member_number, c.local_day, sum(c.amount)::bigint as amount
      from (
        select ${columns("d", group)}, d.provenance_number, d.amount from due d
        union all
        select ${columns("k", group)}, k.provenance_number, -k.amount from kept k) c
      group by c.metric_number, c.provenance_number, c.member_number, c.local_day`,
    )}`.execute(tx);
};

/** Forgets what totals added for a metric from a day on; the caller clears the tally too. */
export const clearTotals = async (tx: Transaction, companyId: number, metricNumber: number, from: Day): Promise<void> => {
  await sql`delete from total_credits t where t.company_id = ${companyId} and t.metric_number = ${metricNumber} and t.local_day >= ${dayValue(from)}`.execute(
    tx,
  );
};

/** What totals add by the log alone, with none of what is kept: rows as of `totalCredits`; null where none can. */
export const recountedTotals = (evaluation: Evaluation): RawBuilder<unknown> | null => {
  const { companyId } = evaluation;
  const days = sql`(
    select distinct a.member_number, a.local_day, a.kind from activities a where a.company_id = ${companyId} and a.is_total and a.member_number is not null)`;
  return totalCredits(evaluation, sql`(${judgedDays(evaluation, days)})`);
};
