import { sql } from "kysely";
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

/** Told in the transaction that does it. */
export const keepAuditEvent = async (
  tx: Transaction,
  companyId: number,
  { by, act, subject, subjectId, before, after }: AuditEvent,
): Promise<void> => {
  await sql`
    insert into audit_events (company_id, done_by, act, subject, subject_id, before, after)
    values (${companyId}, ${by}, ${act}, ${subject}, ${subjectId}, ${json(before)}::json, ${json(after)}::json)`.execute(tx);
};
