import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Cadence } from "../domain/period.ts";
import type { Actor, Approver, StatementState, StatementStep } from "../domain/rewards/reward-statement.ts";
import type { Seen } from "../domain/sight.ts";
import { within } from "../domain/within.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** A record behind a line: metric's number, source, external id, day, credit. */
export type BehindRecord = readonly [metric: number, source: string | null, externalId: string | null, day: Day, credited: string];

export type NewRewardLine = {
  readonly rewardNumber: number;
  /** Of a team's line. */
  readonly teamNumber: number | null;
  /** Over which the fingerprint is taken. */
  readonly content: string;
  readonly fingerprint: string;
  readonly lineMinor: bigint;
  /** Within the budget. */
  readonly paidMinor: bigint;
  /** What of it is the member's. */
  readonly amountMinor: bigint;
  readonly records: readonly BehindRecord[];
};

export type StatementPlace = {
  readonly memberNumber: number;
  readonly cadence: Cadence;
  readonly startsOn: Day;
  readonly endsBefore: Day;
  readonly currency: string;
};

export type DrawnStatement = StatementPlace & { readonly lines: readonly NewRewardLine[] };

export type StoredRewardLine = NewRewardLine & { readonly line: number };

export type StoredDispute = {
  readonly number: number;
  readonly statementNumber: number;
  readonly rewardNumber: number;
  readonly said: string;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly decided: {
    readonly upheld: boolean;
    readonly amountMinor: bigint;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
};

export type StoredRewardStatement = StatementPlace & {
  readonly number: number;
  readonly drawnBy: string;
  readonly drawnAt: string;
  readonly steps: readonly (StatementStep & { readonly paidMinor: bigint | null })[];
  readonly disputes: readonly StoredDispute[];
  /** What its lines and upheld disputes come to. */
  readonly amountMinor: bigint;
};

export type RewardStatementFilter = {
  readonly numbers?: readonly number[];
  readonly cadence?: Cadence;
  readonly startsOn?: Day;
  /** Of the periods that contain this day. */
  readonly on?: Day;
  readonly state?: StatementState;
  readonly memberNumbers?: readonly number[];
  /** true: without drafts. */
  readonly published?: boolean;
  /** true: those that are locked or paid alone. */
  readonly locked?: boolean;
  readonly below?: number;
  readonly seen?: Seen;
  readonly limit?: number;
};

type StatementRow = {
  readonly statement_number: number;
  readonly member_number: number;
  readonly cadence: Cadence;
  readonly starts_on: Day;
  readonly ends_before: Day;
  readonly currency: string;
  readonly drawn_by: string;
  readonly drawn_at: string;
  readonly amount: bigint;
};

type StepRow = {
  readonly statement_number: number;
  readonly step: StatementStep["type"];
  readonly approver: Approver | null;
  readonly reason: string | null;
  readonly paid_minor: bigint | null;
  readonly taken_by: string;
  readonly by_member: string | null;
  readonly taken_at: string;
};

const stepOf = (row: StepRow): StatementStep & { readonly paidMinor: bigint | null } => {
  const done = { by: { account: row.taken_by, member: row.by_member }, at: row.taken_at, paidMinor: row.paid_minor };
  switch (row.step) {
    case "approved":
      return { ...done, type: row.step, as: row.approver ?? "manager" };
    case "withdrawn":
      return { ...done, type: row.step, reason: row.reason ?? "" };
    default:
      return { ...done, type: row.step };
  }
};

const stepsOf = async (tx: Transaction, companyId: number, numbers: readonly number[]): Promise<readonly StepRow[]> => {
  const { rows } = await sql<StepRow>`
    select s.statement_number, s.step, s.approver, s.reason, s.paid_minor, s.taken_by, m.id as by_member, s.taken_at
    from reward_steps s left join members m on m.company_id = s.company_id and m.member_number = s.by_number
    where s.company_id = ${companyId} and s.statement_number = any (${columnOf("int4", numbers)})
    order by s.statement_number, s.step_number`.execute(tx);
  return rows;
};

type DisputeRow = {
  readonly dispute_number: number;
  readonly statement_number: number;
  readonly reward_number: number;
  readonly said: string;
  readonly raised_by: string;
  readonly raised_at: string;
  readonly outcome: "upheld" | "rejected" | null;
  readonly amount_minor: bigint | null;
  readonly reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
};

const disputeOf = (row: DisputeRow): StoredDispute => ({
  number: row.dispute_number,
  statementNumber: row.statement_number,
  rewardNumber: row.reward_number,
  said: row.said,
  raisedBy: row.raised_by,
  raisedAt: row.raised_at,
  decided:
    row.outcome === null
      ? null
      : {
          upheld: row.outcome === "upheld",
          amountMinor: row.amount_minor ?? 0n,
          reason: row.reason ?? "",
          by: row.decided_by ?? "",
          at: row.decided_at ?? "",
        },
});

const disputeColumns = sql`d.dispute_number, d.statement_number, d.reward_number, d.said, d.raised_by, d.raised_at, d.outcome, d.amount_minor,
  d.reason, d.decided_by, d.decided_at`;

const disputesOf = async (tx: Transaction, companyId: number, numbers: readonly number[]): Promise<readonly StoredDispute[]> => {
  const { rows } = await sql<DisputeRow>`
    select ${disputeColumns} from reward_disputes d
    where d.company_id = ${companyId} and d.statement_number = any (${columnOf("int4", numbers)})
    order by d.dispute_number`.execute(tx);
  return rows.map(disputeOf);
};

/** One dispute of a line; undefined: there is none. */
export const rewardDispute = async (tx: Transaction, companyId: number, number: number): Promise<StoredDispute | undefined> => {
  const { rows } = await sql<DisputeRow>`
    select ${disputeColumns} from reward_disputes d where d.company_id = ${companyId} and d.dispute_number = ${number}::integer`.execute(
    tx,
  );
  return rows.map(disputeOf)[0];
};

const isSeen = ({ members, own, since }: Seen): RawBuilder<unknown> => sql`
  and (s.member_number = ${own}::integer or s.ends_before > ${dayValue(since)} and s.member_number = any (${columnOf("int4", members)}))`;

/** The state that follows from the last step. */
const lastStep = sql`case when last.step is null or last.step = 'withdrawn' then 'draft'
  when last.step = 'approved' and last.approver = 'manager' then 'approved-by-manager' else last.step end`;

/** Statements with their steps and disputes, the latest first. */
export const rewardStatementsWhere = async (
  tx: Transaction,
  companyId: number,
  { numbers, cadence, startsOn, on, state, memberNumbers, published, locked, below, seen, limit }: RewardStatementFilter,
): Promise<readonly StoredRewardStatement[]> => {
  const { rows } = await sql<StatementRow>`
    select s.statement_number, s.member_number, s.cadence, s.starts_on, s.ends_before, s.currency, s.drawn_by, s.drawn_at,
      (coalesce((select sum(l.amount_minor) from reward_lines l
         where l.company_id = s.company_id and l.statement_number = s.statement_number), 0)
       + coalesce((select sum(d.amount_minor) from reward_disputes d
         where d.company_id = s.company_id and d.statement_number = s.statement_number), 0))::bigint as amount
    from reward_statements s
    left join lateral (
      select t.step, t.approver from reward_steps t where t.company_id = s.company_id and t.statement_number = s.statement_number
      order by t.step_number desc limit 1) last on true
    where s.company_id = ${companyId}
      ${numbers === undefined ? sql`` : sql`and s.statement_number = any (${columnOf("int4", numbers)})`}
      ${cadence === undefined ? sql`` : sql`and s.cadence = ${cadence}`}
      ${startsOn === undefined ? sql`` : sql`and s.starts_on = ${dayValue(startsOn)}`}
      ${on === undefined ? sql`` : sql`and s.starts_on <= ${dayValue(on)} and s.ends_before > ${dayValue(on)}`}
      ${state === undefined ? sql`` : sql`and ${lastStep} = ${state}`}
      ${memberNumbers === undefined ? sql`` : sql`and s.member_number = any (${columnOf("int4", memberNumbers)})`}
      ${published === true ? sql`and last.step <> 'withdrawn'` : sql``}
      ${locked === true ? sql`and last.step in ('locked', 'paid')` : sql``}
      ${below === undefined ? sql`` : sql`and s.statement_number < ${below}::integer`}
      ${seen === undefined ? sql`` : isSeen(seen)}
    order by s.statement_number desc
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(tx);
  const found = rows.map((row) => row.statement_number);
  const steps = new Map<number, StepRow[]>();
  for (const step of await stepsOf(tx, companyId, found)) within(steps, step.statement_number, () => []).push(step);
  const disputes = new Map<number, StoredDispute[]>();
  for (const dispute of await disputesOf(tx, companyId, found)) within(disputes, dispute.statementNumber, () => []).push(dispute);
  return rows.map((row) => ({
    number: row.statement_number,
    memberNumber: row.member_number,
    cadence: row.cadence,
    startsOn: row.starts_on,
    endsBefore: row.ends_before,
    currency: row.currency,
    drawnBy: row.drawn_by,
    drawnAt: row.drawn_at,
    amountMinor: row.amount,
    steps: (steps.get(row.statement_number) ?? []).map(stepOf),
    disputes: disputes.get(row.statement_number) ?? [],
  }));
};

/** The lines of statements, without the records behind them unless they are asked for. */
export const rewardLinesOf = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly number[],
  { withRecords }: { readonly withRecords: boolean },
): Promise<ReadonlyMap<number, readonly StoredRewardLine[]>> => {
  const { rows } = await sql<{
    statement_number: number;
    line_number: number;
    reward_number: number;
    team_number: number | null;
    content: string;
    fingerprint: string;
    line_minor: bigint;
    paid_minor: bigint;
    amount_minor: bigint;
    records: readonly BehindRecord[];
  }>`
    select l.statement_number, l.line_number, l.reward_number, l.team_number, l.content, l.fingerprint, l.line_minor, l.paid_minor,
      l.amount_minor, ${withRecords ? sql`l.records` : sql`'[]'::jsonb`} as records
    from reward_lines l
    where l.company_id = ${companyId} and l.statement_number = any (${columnOf("int4", numbers)})
    order by l.statement_number, l.line_number`.execute(tx);
  const lines = new Map<number, StoredRewardLine[]>();
  for (const row of rows)
    within(lines, row.statement_number, () => []).push({
      line: row.line_number,
      rewardNumber: row.reward_number,
      teamNumber: row.team_number,
      content: row.content,
      fingerprint: row.fingerprint,
      lineMinor: row.line_minor,
      paidMinor: row.paid_minor,
      amountMinor: row.amount_minor,
      records: row.records,
    });
  return lines;
};

/** Writes new drafts in the order in which they come, and answers with their numbers. */
export const insertRewardStatements = async (
  tx: Transaction,
  companyId: number,
  drawn: readonly StatementPlace[],
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<readonly number[]> => {
  if (drawn.length === 0) return [];
  const column = <T>(of: (each: StatementPlace) => T): readonly T[] => drawn.map(of);
  const { rows } = await sql<{ statement_number: number }>`
    insert into reward_statements (company_id, statement_number, member_number, cadence, starts_on, ends_before, currency, drawn_by, drawn_at)
    select ${companyId}::integer, n.last + r.position, r.member_number, r.cadence, r.starts_on, r.ends_before, r.currency, ${by}, ${isoInstant(at)}::timestamptz
    from (select coalesce(max(s.statement_number), 0) as last from reward_statements s where s.company_id = ${companyId}) n
    cross join unnest(
      ${columnOf(
        "int4",
        column(({ memberNumber }) => memberNumber),
      )}, ${columnOf(
        "text",
        column(({ cadence }) => cadence),
      )},
      ${columnOf(
        "date",
        column(({ startsOn }) => startsOn),
      )}, ${columnOf(
        "date",
        column(({ endsBefore }) => endsBefore),
      )},
      ${columnOf(
        "text",
        column(({ currency }) => currency),
      )})
      with ordinality as r (member_number, cadence, starts_on, ends_before, currency, position)
    returning statement_number`.execute(tx);
  return rows.map((row) => row.statement_number).toSorted((a, b) => a - b);
};

/** Says who drew drafts up again. */
export const redrawRewardStatements = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly number[],
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> => {
  await sql`
    update reward_statements set drawn_by = ${by}, drawn_at = ${isoInstant(at)}::timestamptz
    where company_id = ${companyId} and statement_number = any (${columnOf("int4", numbers)})`.execute(tx);
};

/** Puts these lines in the place of those that the statements had. */
export const replaceRewardLines = async (
  tx: Transaction,
  companyId: number,
  statements: readonly { readonly number: number; readonly lines: readonly NewRewardLine[] }[],
): Promise<void> => {
  await sql`
    delete from reward_lines
    where company_id = ${companyId} and statement_number = any (${columnOf(
      "int4",
      statements.map(({ number }) => number),
    )})`.execute(tx);
  const rows = statements.flatMap(({ number, lines }) => lines.map((line, index) => ({ ...line, number, line: index + 1 })));
  if (rows.length === 0) return;
  const column = <T>(of: (row: (typeof rows)[number]) => T): readonly T[] => rows.map(of);
  await sql`
    insert into reward_lines (company_id, statement_number, line_number, reward_number, team_number, content, fingerprint, line_minor, paid_minor, amount_minor, records)
    select ${companyId}::integer, r.*
    from unnest(
      ${columnOf(
        "int4",
        column(({ number }) => number),
      )}, ${columnOf(
        "int4",
        column(({ line }) => line),
      )},
      ${columnOf(
        "int4",
        column(({ rewardNumber }) => rewardNumber),
      )}, ${columnOf(
        "int4",
        column(({ teamNumber }) => teamNumber),
      )},
      ${columnOf(
        "text",
        column(({ content }) => content),
      )}, ${columnOf(
        "text",
        column(({ fingerprint }) => fingerprint),
      )},
      ${columnOf(
        "int8",
        column(({ lineMinor }) => lineMinor),
      )}, ${columnOf(
        "int8",
        column(({ paidMinor }) => paidMinor),
      )},
      ${columnOf(
        "int8",
        column(({ amountMinor }) => amountMinor),
      )}, ${columnOf(
        "jsonb",
        column(({ records }) => records),
      )}) r`.execute(tx);
};

export type NewRewardStep = {
  readonly statementNumber: number;
  readonly step: StatementStep["type"];
  readonly approver: Approver | null;
  readonly reason: string | null;
  readonly paidMinor: bigint | null;
};

/** Notes what somebody did with statements, each the next step of its own. */
export const insertRewardSteps = async (
  tx: Transaction,
  companyId: number,
  steps: readonly NewRewardStep[],
  { by, at, memberNumber }: { readonly by: Actor["account"]; readonly at: Instant; readonly memberNumber: number | null },
): Promise<void> => {
  const column = <T>(of: (step: NewRewardStep) => T): readonly T[] => steps.map(of);
  await sql`
    insert into reward_steps (company_id, statement_number, step_number, step, approver, reason, paid_minor, taken_by, by_number, taken_at)
    select ${companyId}::integer, r.statement_number,
      1 + (select count(*) from reward_steps s where s.company_id = ${companyId} and s.statement_number = r.statement_number),
      r.step, r.approver, r.reason, r.paid_minor, ${by}, ${memberNumber}::integer, ${isoInstant(at)}::timestamptz
    from unnest(
      ${columnOf(
        "int4",
        column(({ statementNumber }) => statementNumber),
      )}, ${columnOf(
        "text",
        column(({ step }) => step),
      )},
      ${columnOf(
        "text",
        column(({ approver }) => approver),
      )}, ${columnOf(
        "text",
        column(({ reason }) => reason),
      )},
      ${columnOf(
        "int8",
        column(({ paidMinor }) => paidMinor),
      )}) as r (statement_number, step, approver, reason, paid_minor)`.execute(tx);
};

/** What of each reward plan's lines of a period is approved for finance, locked or paid, in minor units. */
export const approvedOf = async (
  tx: Transaction,
  companyId: number,
  { cadence, startsOn }: { readonly cadence: Cadence; readonly startsOn: Day },
): Promise<ReadonlyMap<number, bigint>> => {
  const { rows } = await sql<{ reward_number: number; amount: bigint }>`
    select l.reward_number, sum(l.amount_minor)::bigint as amount
    from reward_statements s
    join lateral (
      select t.step, t.approver from reward_steps t
      where t.company_id = s.company_id and t.statement_number = s.statement_number
      order by t.step_number desc limit 1) last on last.step in ('locked', 'paid') or (last.step = 'approved' and last.approver = 'finance')
    join reward_lines l on l.company_id = s.company_id and l.statement_number = s.statement_number
    where s.company_id = ${companyId} and s.cadence = ${cadence} and s.starts_on = ${dayValue(startsOn)}
    group by l.reward_number order by l.reward_number`.execute(tx);
  return new Map(rows.map((row) => [row.reward_number, row.amount]));
};

/** Who changed the settings of each of these reward plans, as journals name them. */
export const rewardAuthors = async (
  tx: Transaction,
  companyId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { rows } = await sql<{ id: string; by: string }>`
    select distinct e.change ->> 'id' as id, c.changed_by as by
    from settings_changes c cross join lateral jsonb_array_elements(c.changes) as e (change)
    where c.company_id = ${companyId} and e.change ->> 'what' = 'reward' and e.change ->> 'id' = any (${columnOf("text", ids)})
    order by 1, 2`.execute(tx);
  const authors = new Map<string, string[]>();
  for (const { id, by } of rows) within(authors, id, () => []).push(by);
  return authors;
};

export const insertRewardDispute = async (
  tx: Transaction,
  companyId: number,
  {
    statementNumber,
    rewardNumber,
    said,
    by,
    at,
  }: Pick<StoredDispute, "statementNumber" | "rewardNumber" | "said"> & { readonly by: string; readonly at: Instant },
): Promise<number> => {
  const { rows } = await sql<{ dispute_number: number }>`
    insert into reward_disputes (company_id, dispute_number, statement_number, reward_number, said, raised_by, raised_at)
    select ${companyId}::integer, coalesce(max(d.dispute_number), 0) + 1, ${statementNumber}::integer, ${rewardNumber}::integer, ${said}, ${by}, ${isoInstant(at)}::timestamptz
    from reward_disputes d where d.company_id = ${companyId}
    returning dispute_number`.execute(tx);
  return rows[0]?.dispute_number ?? 0;
};

export const decideRewardDispute = async (
  tx: Transaction,
  companyId: number,
  number: number,
  {
    upheld,
    amountMinor,
    reason,
    by,
    at,
  }: { readonly upheld: boolean; readonly amountMinor: bigint; readonly reason: string; readonly by: string; readonly at: Instant },
): Promise<void> => {
  await sql`
    update reward_disputes set outcome = ${upheld ? "upheld" : "rejected"}, amount_minor = ${amountMinor}, reason = ${reason}, decided_by = ${by},
      decided_at = ${isoInstant(at)}::timestamptz
    where company_id = ${companyId} and dispute_number = ${number}::integer and outcome is null`.execute(tx);
};
