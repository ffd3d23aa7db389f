import { sql } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** An opportunity that opened, with one activity with its prospect that came before; without any `kind` is null. */
export type OpeningActivity = {
  readonly opening: string;
  readonly openedOn: Day;
  readonly kind: string | null;
  readonly source: string | null;
  readonly memberNumber: number | null;
  readonly day: Day | null;
};

export type OpeningsAsked = {
  readonly span: Span;
  readonly lookBackDays: number;
  /** Activities of these kinds have a part in it. */
  readonly kinds: readonly string[];
  /** Only of these members' openings; null: everybody's. */
  readonly members: readonly number[] | null;
  readonly limit: number;
};

/** The opportunities that opened in the span, each with the activities with its prospect on that day and within the look-back, earliest first. */
export const openingsWithActivities = async (
  tx: Transaction,
  companyId: number,
  { span, lookBackDays, kinds, members, limit }: OpeningsAsked,
): Promise<readonly OpeningActivity[]> => {
  const { rows } = await sql<OpeningActivity>`
    select o.source || ' ' || o.external_id as opening, o.local_day as "openedOn", a.kind, a.source, a.member_number as "memberNumber", a.local_day as day
    from activities o
    left join activities a on a.company_id = o.company_id and a.prospect_number = o.prospect_number and a.kind = any (${columnOf("text", kinds)})
      and a.local_day <= o.local_day and a.local_day >= o.local_day - ${lookBackDays}::integer
      and a.voided_at is null and not a.taken_back and a.same_external_id is null and not a.is_total
    where o.company_id = ${companyId} and o.kind = 'opportunity_opened' and o.voided_at is null and not o.taken_back
      and o.local_day >= ${dayValue(span.startsOn)} and o.local_day < ${dayValue(span.endsBefore)}
      ${members === null ? sql`` : sql`and o.member_number = any (${columnOf("int4", members)})`}
    order by 1, a.local_day, a.ordered_at, a.source, a.external_id
    limit ${limit}`.execute(tx);
  return rows;
};
