import { sql, type RawBuilder } from "kysely";
import { dayValue } from "./column-types.ts";
import { noteChanged } from "./changes.ts";
import { shareAudit } from "./company-lock.ts";
import type { Day } from "../domain/day.ts";
import { changedBySubject } from "../domain/live.ts";
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
  const [was, is] = [await withNumbers(tx, companyId, before), await withNumbers(tx, companyId, after)];
  noteChanged(tx, changedBySubject(subject, memberIn(is) ?? memberIn(was)));
  await sql`
    insert into audit_events (company_id, done_by, act, subject, subject_id, before, after)
    values (${companyId}, ${storedDoer(companyId, by)}, ${act}, ${subject}, ${storedSubject(companyId, subject, subjectId)}, ${json(was)}::json, ${json(is)}::json)`.execute(
    tx,
  );
};

// What is sealed can never be changed, and an id is often made of a name: accounts, keys and members stand by their numbers, and are told by the
// ids that they have when somebody looks.

const storedDoer = (companyId: number, by: string): RawBuilder<string> => sql`coalesce(
  (select 'user:' || u.user_number from users u where u.company_id = ${companyId} and u.id = ${by}),
  (select 'key:#' || max(k.key_number) from api_keys k where k.company_id = ${companyId} and 'key:' || k.name = ${by}),
  ${by}::text)`;

/** Facts name a member as `member`, by id: what is kept is `#` and the number. */
const withNumbers = async (tx: Transaction, companyId: number, facts: AuditEvent["before"]): Promise<AuditEvent["before"]> => {
  const member = facts?.["member"];
  if (typeof member !== "string") return facts;
  const { rows } = await sql<{ number: number }>`
    select member_number as number from members where company_id = ${companyId} and id = ${member}`.execute(tx);
  const [found] = rows;
  return found === undefined ? facts : { ...facts, member: `#${found.number}` };
};

const memberIn = (facts: AuditEvent["before"]): number | undefined => {
  const { memberNumber, member } = facts ?? {};
  if (typeof memberNumber === "number") return memberNumber;
  return typeof member === "string" && /^#\d+$/.test(member) ? Number(member.slice(1)) : undefined;
};

const numbered = {
  user: sql`select '#' || t.user_number from users t`,
  member: sql`select '#' || t.member_number from members t`,
};

const isNumbered = (subject: string): subject is keyof typeof numbered => Object.hasOwn(numbered, subject);

const storedSubject = (companyId: number, subject: string, subjectId: string): RawBuilder<string> =>
  isNumbered(subject)
    ? sql`coalesce((${numbered[subject]} where t.company_id = ${companyId} and t.id = ${subjectId}), ${subjectId}::text)`
    : sql`${subjectId}::text`;

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
    ...(filter.by === undefined
      ? []
      : [
          sql`e.done_by = any (array(
            select ${filter.by}::text
            union all select 'user:' || u.user_number from users u where u.company_id = ${companyId} and u.id = ${filter.by}
            union all select 'key:#' || k.key_number from api_keys k where k.company_id = ${companyId} and 'key:' || k.name = ${filter.by}))`,
        ]),
    ...is("subject", filter.subject),
    ...(filter.subjectId === undefined
      ? []
      : [
          sql`(e.subject_id = ${filter.subjectId}
            or (e.subject = 'user' and e.subject_id = any (array(${numbered.user} where t.company_id = ${companyId} and t.id = ${filter.subjectId})))
            or (e.subject = 'member' and e.subject_id = any (array(${numbered.member} where t.company_id = ${companyId} and t.id = ${filter.subjectId}))))`,
        ]),
    ...(filter.from === undefined ? [] : [sql`e.happened_at >= ${midnight(filter.from)}`]),
    ...(filter.before === undefined ? [] : [sql`e.happened_at < ${midnight(filter.before)}`]),
    ...(below === null ? [] : [sql`e.event_number < ${below}`]),
  ];
  const { rows } = await sql<AuditRow>`
    select ${toldColumns} from audit_events e where ${sql.join(conditions, sql` and `)}
    order by e.event_number desc limit ${limit}`.execute(tx);
  return rows;
};

/** As people know them: accounts, members and keys by what they are called now. */
const toldColumns = sql`
  e.event_number as number, e.happened_at as at, e.act, e.subject, e.before::text as before, e.after::text as after,
  coalesce(
    (select u.id from users u where u.company_id = e.company_id and e.done_by = 'user:' || u.user_number),
    (select 'key:' || k.name from api_keys k where k.company_id = e.company_id and e.done_by = 'key:#' || k.key_number),
    e.done_by) as by,
  coalesce(
    case e.subject
      when 'user' then (select u.id from users u where u.company_id = e.company_id and e.subject_id = '#' || u.user_number)
      when 'member' then (select m.id from members m where m.company_id = e.company_id and e.subject_id = '#' || m.member_number) end,
    e.subject_id) as "subjectId"`;

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
