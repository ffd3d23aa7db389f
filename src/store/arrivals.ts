import { sql } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { Provenance } from "../domain/metric.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type Arrivals = {
  readonly source: string;
  /** As it was declared; null: its records say it each. */
  readonly provenance: Provenance | null;
  /** When the last record came; null: none has. */
  readonly lastAt: string | null;
  /** The day that the last record is about. */
  readonly lastDay: Day | null;
  /** The days of the span on which something came, ascending. */
  readonly days: readonly Day[];
};

/** When something came from each source, by its id. Of each source and day the index of arrivals is asked once, by its condition, so the length of the log does not matter. */
export const arrivalsOf = async (tx: Transaction, companyId: number, span: Span, timeZone: string): Promise<readonly Arrivals[]> => {
  const { rows } = await sql<Arrivals>`
    select s.id as source, s.provenance, a.recorded_at as "lastAt", a.local_day as "lastDay", coalesce(d.days, '{}') as days
    from sources s
    left join lateral (
      select a.recorded_at, a.local_day from activities a
      where a.company_id = ${companyId} and a.source = s.id and a.recorded_at > '-infinity' order by a.recorded_at desc limit 1) a on true
    cross join lateral (
      select array_agg(g.day order by g.day) as days
      from (
        select (${dayValue(span.startsOn)} + n) as day
        from generate_series(0, ${span.endsBefore - span.startsOn - 1}::integer) as n) g
      where exists (
        select from activities r
        where r.company_id = ${companyId} and r.source = s.id and r.recorded_at > '-infinity'
          and r.recorded_at >= (g.day::timestamp at time zone ${timeZone}) and r.recorded_at < ((g.day + 1)::timestamp at time zone ${timeZone}))) d
    where s.company_id = ${companyId}
    order by s.id limit 1000`.execute(tx);
  return rows;
};
