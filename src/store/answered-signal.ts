import { sql, type RawBuilder } from "kysely";
import type { SignalKey } from "../domain/activity.ts";

/**
 * The signal that an activity `a` answers: the one that it names, told, done by the prospect whom the line names, and not later than the activity. By one's
 * signal nobody else is answered, and nothing is answered before it was.
 */
const ofAnswered = (alias: string, found: RawBuilder<unknown>): RawBuilder<unknown> => {
  const a = (column: string): RawBuilder<unknown> => sql.ref(`${alias}.${column}`);
  return sql`(case when ${a("signal_source")} is not null then (
    select ${found} from signals s
    where s.company_id = ${a("company_id")} and s.source = ${a("signal_source")} and s.external_id = ${a("signal_external_id")}
      and s.prospect_number = ${a("prospect_number")} and s.occurred_at <= ${a("ordered_at")} and s.voided_at is null limit 1) end)`;
};

/** What a metric asks of it; the age of a day without a time is not known. */
export const signalAspects = (
  alias: string,
): Readonly<Record<"signal.topic" | "signal.kind" | "signal.ageHours", RawBuilder<unknown>>> => ({
  "signal.topic": ofAnswered(alias, sql`s.topic`),
  "signal.kind": ofAnswered(alias, sql`s.kind`),
  "signal.ageHours": ofAnswered(
    alias,
    sql`case when ${sql.ref(`${alias}.local_hour`)} is not null
      then floor(extract(epoch from ${sql.ref(`${alias}.ordered_at`)} - s.occurred_at) / 3600)::int8 end`,
  ),
});

/** The signal that a row of the log names. */
export const signalOf = (row: { readonly signal_source: string | null; readonly signal_external_id: string | null }): SignalKey | null =>
  row.signal_source === null || row.signal_external_id === null ? null : { source: row.signal_source, externalId: row.signal_external_id };
