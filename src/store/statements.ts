import { sql, type RawBuilder } from "kysely";
import type { Seen } from "../domain/sight.ts";
import type { StatementSubject } from "../domain/statement.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** Whose a statement is, under which plan. Of the company the number is 0. */
export type StatementKey = { readonly subject: StatementSubject; readonly subjectNumber: number; readonly planNumber: number };

export type NewStatement = StatementKey & { readonly content: string; readonly fingerprint: string };

const keyColumns = (rows: readonly StatementKey[]): RawBuilder<unknown> => sql`
  ${columnOf(
    "text",
    rows.map((row) => row.subject),
  )}, ${columnOf(
    "int4",
    rows.map((row) => row.subjectNumber),
  )}, ${columnOf(
    "int4",
    rows.map((row) => row.planNumber),
  )}`;

/** Writes statements of a closure; what is there already stays. */
export const insertStatements = async (
  tx: Transaction,
  companyId: number,
  closureNumber: number,
  rows: readonly NewStatement[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into statements (company_id, statement_number, closure_number, subject, subject_number, plan_number, content, fingerprint)
    select ${companyId}::integer, n.last + row_number() over (order by r.position), ${closureNumber}::integer, r.subject, r.subject_number, r.plan_number, r.content, r.fingerprint
    from (select coalesce(max(s.statement_number), 0) as last from statements s where s.company_id = ${companyId}) n
    cross join unnest(${keyColumns(rows)}, ${columnOf(
      "text",
      rows.map((row) => row.content),
    )}, ${columnOf(
      "text",
      rows.map((row) => row.fingerprint),
    )}) with ordinality as r (subject, subject_number, plan_number, content, fingerprint, position)
    on conflict (company_id, closure_number, subject, subject_number, plan_number) do nothing`.execute(tx);
};

/** What a closed period came to when another was closed. */
export type NewAdjustment = StatementKey & { readonly closureNumber: number; readonly content: string | null };

export const insertAdjustments = async (
  tx: Transaction,
  companyId: number,
  statedIn: number,
  rows: readonly NewAdjustment[],
): Promise<void> => {
  if (rows.length === 0) return;
  await sql`
    insert into adjustments (company_id, stated_in, closure_number, subject, subject_number, plan_number, content)
    select ${companyId}::integer, ${statedIn}::integer, r.closure_number, r.subject, r.subject_number, r.plan_number, r.content
    from unnest(${keyColumns(rows)}, ${columnOf(
      "int4",
      rows.map((row) => row.closureNumber),
    )}, ${columnOf(
      "text",
      rows.map((row) => row.content),
    )}) as r (subject, subject_number, plan_number, closure_number, content)
    on conflict do nothing`.execute(tx);
};

export type Stated = StatementKey & { readonly content: string | null };

type StatedRow = {
  readonly subject: StatementSubject;
  readonly subject_number: number;
  readonly plan_number: number;
  readonly content: string | null;
};

const stated = (row: StatedRow): Stated => ({
  subject: row.subject,
  subjectNumber: row.subject_number,
  planNumber: row.plan_number,
  content: row.content,
});

/** Of one subject alone; null of all. */
export type OfSubject = Pick<StatementKey, "subject" | "subjectNumber"> | null;

const isOf = (of: OfSubject, alias: string): RawBuilder<unknown> =>
  of === null
    ? sql``
    : sql`and ${sql.ref(`${alias}.subject`)} = ${of.subject} and ${sql.ref(`${alias}.subject_number`)} = ${of.subjectNumber}`;

/** What was last said of a closed period, by its statements and the adjustments since, up to and with those stated in the closure `through`. */
export const lastStated = async (
  tx: Transaction,
  companyId: number,
  closureNumber: number,
  { through = 2_147_483_647, of = null }: { readonly through?: number; readonly of?: OfSubject } = {},
): Promise<readonly Stated[]> => {
  const { rows } = await sql<StatedRow>`
    select distinct on (l.subject, l.subject_number, l.plan_number) l.subject, l.subject_number, l.plan_number, l.content
    from (
      select s.subject, s.subject_number, s.plan_number, s.content, 0 as stated_in
      from statements s where s.company_id = ${companyId} and s.closure_number = ${closureNumber} ${isOf(of, "s")}
      union all
      select a.subject, a.subject_number, a.plan_number, a.content, a.stated_in
      from adjustments a
      join closures c on c.company_id = a.company_id and c.closure_number = a.stated_in and c.reopened_at is null
      where a.company_id = ${companyId} and a.closure_number = ${closureNumber} and a.stated_in <= ${through}::integer ${isOf(of, "a")}) l
    order by l.subject, l.subject_number, l.plan_number, l.stated_in desc`.execute(tx);
  return rows.map(stated);
};

/** Which closed periods a closure states adjustments of. */
export const adjustedIn = async (
  tx: Transaction,
  companyId: number,
  statedIn: number,
  of: OfSubject,
): Promise<readonly (Stated & { readonly closureNumber: number })[]> => {
  const { rows } = await sql<StatedRow & { closure_number: number }>`
    select a.closure_number, a.subject, a.subject_number, a.plan_number, a.content from adjustments a
    where a.company_id = ${companyId} and a.stated_in = ${statedIn} ${isOf(of, "a")}
    order by a.closure_number, a.subject, a.subject_number, a.plan_number`.execute(tx);
  return rows.map((row) => ({ ...stated(row), closureNumber: row.closure_number }));
};

export type StoredStatement = NewStatement & {
  readonly number: number;
  readonly closureNumber: number;
  readonly acknowledged: { readonly at: string; readonly by: string; readonly remark: string | null } | null;
};

/** With the numbers of teams. */
export type SubjectsSeen = Seen & { readonly teams: readonly number[] };

/** Whether a statement `s` of a closure `c` is seen: of a member or a team that is, of a period that reaches into what is. */
const isSubjectSeen = ({ members, teams, own, since }: SubjectsSeen): RawBuilder<unknown> => sql`
  and (s.subject = 'member' and s.subject_number = ${own}::integer
    or c.ends_before > ${dayValue(since)} and (s.subject = 'member' and s.subject_number = any (${columnOf("int4", members)})
      or s.subject = 'team' and s.subject_number = any (${columnOf("int4", teams)})))`;

export type StatementFilter = {
  readonly closureNumbers?: readonly number[];
  readonly number?: number;
  readonly subject?: StatementSubject;
  readonly subjectNumbers?: readonly number[];
  /** Those after this number. */
  readonly after?: number;
  /** Left out: all are. */
  readonly seen?: SubjectsSeen;
  readonly limit: number;
};

/** Statements in the order of their numbers. */
export const statementsWhere = async (tx: Transaction, companyId: number, filter: StatementFilter): Promise<readonly StoredStatement[]> => {
  const { closureNumbers, number, subject, subjectNumbers, after = 0, seen, limit } = filter;
  const { rows } = await sql<
    StatedRow & {
      content: string;
      statement_number: number;
      closure_number: number;
      fingerprint: string;
      acknowledged_at: string | null;
      acknowledged_by: string | null;
      remark: string | null;
    }
  >`
    select s.statement_number, s.closure_number, s.subject, s.subject_number, s.plan_number, s.content, s.fingerprint,
      k.acknowledged_at, k.acknowledged_by, k.remark
    from statements s
    join closures c on c.company_id = s.company_id and c.closure_number = s.closure_number and c.stated_at is not null
    left join statement_acknowledgements k on k.company_id = s.company_id and k.statement_number = s.statement_number
    where s.company_id = ${companyId} and s.statement_number > ${after}::integer
      ${closureNumbers === undefined ? sql`` : sql`and s.closure_number = any (${columnOf("int4", closureNumbers)})`}
      ${number === undefined ? sql`` : sql`and s.statement_number = ${number}`}
      ${subject === undefined ? sql`` : sql`and s.subject = ${subject}`}
      ${subjectNumbers === undefined ? sql`` : sql`and s.subject_number = any (${columnOf("int4", subjectNumbers)})`}
      ${seen === undefined ? sql`` : isSubjectSeen(seen)}
    order by s.statement_number limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    ...stated(row),
    content: row.content,
    number: row.statement_number,
    closureNumber: row.closure_number,
    fingerprint: row.fingerprint,
    acknowledged: row.acknowledged_at === null ? null : { at: row.acknowledged_at, by: row.acknowledged_by ?? "", remark: row.remark },
  }));
};

/** Notes who has seen a statement. False when somebody had noted it before: once said, it stays. */
export const acknowledge = async (
  tx: Transaction,
  companyId: number,
  statementNumber: number,
  { by, remark }: { readonly by: string; readonly remark: string | null },
): Promise<boolean> => {
  const { rows } = await sql<{ statement_number: number }>`
    insert into statement_acknowledgements (company_id, statement_number, acknowledged_by, remark)
    values (${companyId}::integer, ${statementNumber}::integer, ${by}, ${remark}::text)
    on conflict do nothing returning statement_number`.execute(tx);
  return rows.length > 0;
};

/** Whether a closing has stated anything under the plan. */
export const isStated = async (tx: Transaction, companyId: number, planNumber: number): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from statements where company_id = ${companyId} and plan_number = ${planNumber}) as is`.execute(tx);
  return rows[0]?.is === true;
};
