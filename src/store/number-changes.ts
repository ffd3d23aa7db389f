import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOfMetrics, judgedRows, plainCredits, windowCandidates } from "./evaluation.ts";
import { linesWhere } from "./lines.ts";
import { presentTally, tallyChangesSince } from "./tally.ts";
import { recountedTotals } from "./totals.ts";
import { earliest, heldCredits } from "./window-credits.ts";
import { windowStartSql } from "./window-start.ts";

/** A member's credits of a metric in a period, as they were and as they are. */
export type NumberChange = {
  readonly metricNumber: number;
  readonly cadence: Cadence;
  readonly startsOn: Day;
  readonly memberNumber: number;
  readonly before: bigint;
  readonly after: bigint;
};

/** Of a metric in one cadence: how many numbers change, and by how much altogether. */
export type NumberTotal = {
  readonly metricNumber: number;
  readonly cadence: Cadence;
  readonly numbers: number;
  readonly difference: bigint;
};

/** The member's period after which the next page begins. */
export type NumberPlace = Pick<NumberChange, "cadence" | "startsOn" | "memberNumber">;

export type NumberChanges = { readonly totals: readonly NumberTotal[]; readonly changes: readonly NumberChange[] };

export type NumbersAsked = {
  /** In which periods the numbers of a metric are told, by the metric's number. */
  readonly cadences: ReadonlyMap<number, readonly Cadence[]>;
  readonly after: NumberPlace | null;
  readonly limit: number;
};

const periodStart = (settings: Settings, cadences: readonly Cadence[]): RawBuilder<Day> => sql`
  case c.cadence ${sql.join(
    cadences.map((cadence) => sql`when ${sql.lit(cadence)} then ${windowStartSql(settings.company.calendar, cadence, -Infinity)}`),
    sql` `,
  )} end`;

/**
 * The numbers that differ between two counts. `counts` yields metric_number, member_number, local_day, before and after; rows of the same
 * day add up.
 */
export const changesOfNumbers = async (
  tx: Transaction,
  settings: Settings,
  counts: RawBuilder<unknown>,
  { cadences, after, limit }: NumbersAsked,
): Promise<NumberChanges> => {
  const asked = [...cadences].flatMap(([metric, all]) => all.map((cadence) => ({ metric, cadence })));
  if (asked.length === 0) return { totals: [], changes: [] };
  const { rows } = await sql<{
    metric_number: number;
    cadence: Cadence;
    starts_on: Day | null;
    member_number: number | null;
    before: bigint;
    after: bigint;
    numbers: number;
  }>`
    with sums as materialized (
      select a.metric_number, c.cadence, ${periodStart(settings, [...new Set(asked.map((each) => each.cadence))])} as starts_on, a.member_number,
        sum(a.before)::bigint as before, sum(a.after)::bigint as after
      from (${counts}) a
      join (select c.metric_number, c.cadence collate "C" as cadence from unnest(${columnOf(
        "int4",
        asked.map((each) => each.metric),
      )}, ${columnOf(
        "text",
        asked.map((each) => each.cadence),
      )}) as c (metric_number, cadence)) c
        on c.metric_number = a.metric_number
      group by 1, 2, 3, 4
      having sum(a.before) <> sum(a.after)
    )
    (select s.metric_number, s.cadence, null::date as starts_on, null::integer as member_number, sum(s.before)::bigint as before, sum(s.after)::bigint as after,
      count(*)::integer as numbers
    from sums s group by s.metric_number, s.cadence order by s.metric_number, s.cadence)
    union all
    (select s.metric_number, s.cadence, s.starts_on, s.member_number, s.before, s.after, 1
    from sums s
    ${
      after === null
        ? sql``
        : sql`where (s.cadence, s.starts_on, s.member_number) > (${after.cadence}::text collate "C", ${dayValue(after.startsOn)}, ${after.memberNumber}::integer)`
    }
    order by s.cadence, s.starts_on, s.member_number, s.metric_number limit ${limit})`.execute(tx);
  return {
    totals: rows.flatMap((row) =>
      row.starts_on === null
        ? [{ metricNumber: row.metric_number, cadence: row.cadence, numbers: row.numbers, difference: row.after - row.before }]
        : [],
    ),
    changes: rows.flatMap((row) =>
      row.starts_on === null || row.member_number === null
        ? []
        : [
            {
              metricNumber: row.metric_number,
              cadence: row.cadence,
              startsOn: row.starts_on,
              memberNumber: row.member_number,
              before: row.before,
              after: row.after,
            },
          ],
    ),
  };
};

/** What the tally's changes after `since` touched: whose credits, on which days. Null when nothing. */
const touchedSince = async (
  tx: Transaction,
  companyId: number,
  since: bigint,
): Promise<{ readonly memberNumbers: readonly number[]; readonly span: Span } | null> => {
  const { rows } = await sql<{ members: number[] | null; first: Day; last: Day }>`
    select array_agg(distinct c.member_number) as members, min(c.local_day) as first, max(c.local_day) as last
    from (${tallyChangesSince(companyId, since)}) c`.execute(tx);
  const [row] = rows;
  return row === undefined || row.members === null
    ? null
    : { memberNumbers: row.members, span: { startsOn: row.first, endsBefore: row.last + 1 } };
};

/**
 * The numbers that this transaction changed since it had seen the tally's last change, `since`. It owns the company, so nobody else has
 * counted meanwhile.
 */
export const numbersChangedSince = async (
  tx: Transaction,
  settings: Settings,
  since: bigint,
  asked: NumbersAsked,
): Promise<NumberChanges> => {
  const touched = await touchedSince(tx, settings.companyId, since);
  if (touched === null) return { totals: [], changes: [] };
  const { calendar } = settings.company;
  const all = [...new Set([...asked.cadences.values()].flat())];
  const { startsOn, endsBefore } = touched.span;
  const first = Math.min(...all.map((cadence) => periodContaining(cadence, startsOn, calendar).startsOn));
  const last = Math.max(...all.map((cadence) => periodContaining(cadence, endsBefore - 1, calendar).endsBefore));
  const restriction = sql`c.metric_number = any (${columnOf("int4", [...asked.cadences.keys()])}) and c.member_number = any (${columnOf("int4", touched.memberNumbers)})
    and c.local_day >= ${dayValue(first)} and c.local_day < ${dayValue(last)}`;
  return changesOfNumbers(
    tx,
    settings,
    sql`
    select t.metric_number, t.member_number, t.local_day, t.amount as before, t.amount as after from (${presentTally(settings.companyId, restriction)}) t
    union all
    select c.metric_number, c.member_number, c.local_day, -c.amount, 0 from (${tallyChangesSince(settings.companyId, since)}) c`,
    asked,
  );
};

/**
 * The numbers that metrics would have under these settings, which need not be saved, where they differ from the tally: the log is counted with
 * the conditions that would count it, and nothing is stored. A metric that is not there yet has a tally of nothing.
 */
export const numbersUnder = (tx: Transaction, settings: Settings, asked: NumbersAsked): Promise<NumberChanges> => {
  const { companyId } = settings;
  const evaluation = evaluationOfMetrics(
    settings,
    settings.metrics.filter(({ number }) => asked.cadences.has(number)),
  );
  const totals = recountedTotals(evaluation);
  return changesOfNumbers(
    tx,
    settings,
    sql`
    with judged as materialized (${judgedRows(
      linesWhere(companyId, () => sql<SqlBool>`true`),
      evaluation,
    )}),
    best as materialized (${earliest(sql`(${windowCandidates(evaluation, sql`judged`)})`)})
    select r.metric_number, r.member_number, r.local_day, 0::bigint as before, r.amount as after from (${plainCredits(evaluation, sql`judged`)}) r
    union all
    select b.metric_number, b.member_number, b.local_day, 0, b.amount from (${heldCredits(sql`best`)}) b
    ${totals === null ? sql`` : sql`union all select t.metric_number, t.member_number, t.local_day, 0, t.amount from (${totals}) t`}
    union all
    select t.metric_number, t.member_number, t.local_day, t.amount, 0
    from (${presentTally(companyId, sql`c.metric_number = any (${columnOf("int4", [...asked.cadences.keys()])})`)}) t`,
    asked,
  );
};
