import { sql } from "kysely";
import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { placedRows } from "./placing.ts";

/** Whose, of which day and kind; by its reference where nobody is known to have done it. */
export type Place = {
  readonly memberNumber: number | null;
  readonly memberReference: string | null;
  readonly localDay: Day;
  readonly kind: string;
};

const whose = sql`g.member_number as "memberNumber", case when g.member_number is null then g.member_reference end as "memberReference",
  g.local_day as "localDay", g.kind`;

/** Where recording would place these reports, in their order. */
export const placesOf = async (tx: Transaction, settings: Settings, reports: readonly ActivityReport[]): Promise<Place[]> => {
  if (reports.length === 0) return [];
  const numbered = reports.map((report, index) => ({ ...report, externalId: String(index) }));
  const { rows } = await sql<Place>`
    select ${whose} from (${await placedRows(tx, settings, numbered)}) g order by g.external_id::integer`.execute(tx);
  return rows;
};

/** How many activities of a source hold in the log: one row for each member, day and kind, so a span of some weeks is asked at once. */
export const countsOfSource = async (
  tx: Transaction,
  companyId: number,
  source: string,
  { startsOn, endsBefore }: Span,
): Promise<(Place & { readonly count: number })[]> => {
  const { rows } = await sql<Place & { count: number }>`
    select ${whose}, count(*)::integer as count
    from activities g
    where g.company_id = ${companyId} and g.source = ${source} and g.local_day >= ${dayValue(startsOn)} and g.local_day < ${dayValue(endsBefore)}
      and g.voided_at is null and not g.taken_back
    group by 1, 2, 3, 4
    order by 3, 1, 2, 4`.execute(tx);
  return rows;
};

/** The sources that told of these members on the one day, and of none of them on the other. */
export const sourcesHeardOf = async (
  tx: Transaction,
  companyId: number,
  { memberNumbers, on, notOn }: { readonly memberNumbers: readonly number[]; readonly on: Day; readonly notOn: Day },
): Promise<readonly string[]> => {
  if (memberNumbers.length === 0) return [];
  const told = (day: Day) => sql`
    select distinct a.source from activities a
    where a.company_id = ${companyId} and a.member_number = any (${columnOf("int4", memberNumbers)}) and a.local_day = ${dayValue(day)}`;
  const { rows } = await sql<{ source: string }>`${told(on)} except ${told(notOn)} order by source limit 100`.execute(tx);
  return rows.map(({ source }) => source);
};
