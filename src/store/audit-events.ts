import { sql, type RawBuilder } from "kysely";
import { dayValue } from "./column-types.ts";
import { shareAudit } from "./company-lock.ts";
import type { Day } from "../domain/day.ts";
import type { Transaction } from "./database.ts";

export type AuditEvent = {
  readonly by: string;
  /** The operation: `decide-dispute`. */
  readonly act: string;
  /** What kind of thing it was done to, and which: `dispute`, `D-1`. */
  readonly subject: string;
  readonly subjectId: string;
  /** What of it changed. Ids, numbers and words of ours; what is personal sits with its person. */
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
};

const json = (value: AuditEvent["before"]): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** Told in the transaction that does it. Until that ends nothing is sealed: whatever is numbered below a sealed event was there to be sealed. */
export const keepAuditEvent = async (
  tx: Transaction,
  companyId: number,
  { by, act, subject, subjectId, before, after }: AuditEvent,
): Promise<void> => {
  await shareAudit(tx, companyId);
  await sql`
    insert into audit_events (company_id, done_by, act, subject, subject_id, before, after)
    values (${companyId}, ${by}, ${act}, ${subject}, ${subjectId}, ${json(before)}::json, ${json(after)}::json)`.execute(tx);
};

/** An event as it stands in the table; `before` and `after` are the very texts. */
export type AuditRow = {
  readonly number: bigint;
  readonly at: string;
  readonly by: string;
  readonly act: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly before: string | null;
  readonly after: string | null;
};

const columns = sql`
  e.event_number as number, e.happened_at as at, e.done_by as by, e.act, e.subject, e.subject_id as "subjectId", e.before::text as before, e.after::text as after`;

export type AuditFilter = {
  readonly act?: string;
  readonly by?: string;
  readonly subject?: string;
  readonly subjectId?: string;
  /** Days of this zone. */
  readonly from?: Day;
  readonly before?: Day;
};

/** The latest first. */
export const auditEvents = async (
  tx: Transaction,
  companyId: number,
  filter: AuditFilter,
  { below, limit, timeZone }: { readonly below: bigint | null; readonly limit: number; readonly timeZone: string },
): Promise<readonly AuditRow[]> => {
  const is = (column: string, value: string | undefined): readonly RawBuilder<unknown>[] =>
    value === undefined ? [] : [sql`${sql.ref(`e.${column}`)} = ${value}`];
  const midnight = (day: Day): RawBuilder<unknown> => sql`(${dayValue(day)}::timestamp at time zone ${timeZone})`;
  const conditions = [
    sql`e.company_id = ${companyId}`,
    ...is("act", filter.act),
    ...is("done_by", filter.by),
    ...is("subject", filter.subject),
    ...is("subject_id", filter.subjectId),
    ...(filter.from === undefined ? [] : [sql`e.happened_at >= ${midnight(filter.from)}`]),
    ...(filter.before === undefined ? [] : [sql`e.happened_at < ${midnight(filter.before)}`]),
    ...(below === null ? [] : [sql`e.event_number < ${below}`]),
  ];
  const { rows } = await sql<AuditRow>`
    select ${columns} from audit_events e where ${sql.join(conditions, sql` and `)}
    order by e.event_number desc limit ${limit}`.execute(tx);
  return rows;
};

/** The events above this number, in their order. */
export const auditEventsAfter = async (
  tx: Transaction,
  companyId: number,
  { after, through, limit }: { readonly after: bigint; readonly through?: bigint; readonly limit: number },
): Promise<readonly AuditRow[]> => {
  const { rows } = await sql<AuditRow>`
    select ${columns} from audit_events e
    where e.company_id = ${companyId} and e.event_number > ${after} ${through === undefined ? sql`` : sql`and e.event_number <= ${through}`}
    order by e.event_number limit ${limit}`.execute(tx);
  return rows;
};
