import { sql, type RawBuilder } from "kysely";
import type { ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** `{"dispute": "D-12"}` of what comes from a dispute. */
export const ofDispute = (number: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  case when ${number} is null then '{}'::jsonb else jsonb_build_object('dispute', 'D-' || ${number}) end`;

/** The rulings that hold for a line `a`. */
const holding = sql`(
  select distinct on (r.metric_number) r.metric_number, r.counts, r.conditions, r.reason, r.ruled_by, r.ruled_at, r.dispute_number
  from rulings r
  where r.company_id = a.company_id and r.source = a.source and r.external_id = a.external_id
  order by r.metric_number, r.ruling_number desc)`;

/**
 * By metric number: the texts of the conditions that a ruling replaces, or false where it takes the record out. Null when nothing was ruled, as
 * on nearly every record: whether something was is asked first, which over a whole log costs one hash.
 */
export const ruledConditions: RawBuilder<unknown> = sql`
  case when exists (select from rulings r where r.company_id = a.company_id and r.source = a.source and r.external_id = a.external_id) then (
    select jsonb_object_agg(h.metric_number, case when h.counts then to_jsonb(h.conditions) else 'false'::jsonb end)
    from ${holding} h where h.counts is not null) end`;

/** The same with who ruled, when and why. */
export const ruledDetails: RawBuilder<unknown> = sql`(
  select jsonb_object_agg(h.metric_number, jsonb_build_object('counts', h.counts, 'conditions', h.conditions, 'reason', h.reason, 'by', h.ruled_by,
    'at', to_char(h.ruled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || ${ofDispute(sql`h.dispute_number`)})
  from ${holding} h where h.counts is not null)`;

export type NewRuling = {
  readonly metricNumber: number;
  /** Null withdraws the ruling before. */
  readonly counts: boolean | null;
  readonly conditions: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly disputeNumber?: number;
};

/** Adds a ruling on a locked activity: from now on it holds. */
export const recordRuling = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
  ruling: NewRuling,
): Promise<void> => {
  await sql`
    insert into rulings (company_id, source, external_id, metric_number, ruling_number, counts, conditions, reason, ruled_by, dispute_number)
    select ${companyId}::integer, ${source}, ${externalId}, ${ruling.metricNumber}, coalesce(max(r.ruling_number), 0) + 1, ${ruling.counts},
      ${columnOf("text", ruling.conditions)}, ${ruling.reason}, ${ruling.by}, ${ruling.disputeNumber ?? null}::integer
    from rulings r
    where r.company_id = ${companyId} and r.source = ${source} and r.external_id = ${externalId} and r.metric_number = ${ruling.metricNumber}`.execute(
    tx,
  );
};

export type RulingRow = {
  metricNumber: number;
  counts: boolean | null;
  conditions: string[];
  reason: string;
  by: string;
  at: string;
  /** Null of one that comes from no dispute. */
  dispute: string | null;
};

/** Everything that was ruled on an activity, the first ruling first. At most a thousand. */
export const rulingsOf = async (tx: Transaction, companyId: number, { source, externalId }: ActivityKey): Promise<RulingRow[]> => {
  const { rows } = await sql<RulingRow>`
    select r.metric_number as "metricNumber", r.counts, r.conditions, r.reason, r.ruled_by as "by", r.ruled_at as "at",
      'D-' || r.dispute_number as dispute
    from rulings r where r.company_id = ${companyId} and r.source = ${source} and r.external_id = ${externalId}
    order by r.ruled_at, r.metric_number, r.ruling_number limit 1000`.execute(tx);
  return rows;
};
