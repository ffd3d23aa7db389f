import { sql } from "kysely";
import type { Credit } from "../domain/credit.ts";
import type { Day, Span } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import { noteTouched } from "./changes.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptCommitment = { readonly memberNumber: number; readonly metricNumber: number; readonly amount: Credit };

/** Puts what a member sets out to do on a day in the place of what they said before. */
export const keepCommitments = async (
  tx: Transaction,
  companyId: number,
  {
    memberNumber,
    day,
    now,
    commitments,
  }: {
    readonly memberNumber: number;
    readonly day: Day;
    readonly now: Instant;
    readonly commitments: readonly Omit<KeptCommitment, "memberNumber">[];
  },
): Promise<void> => {
  const metrics = columnOf("int4", commitments.map(({ metricNumber }) => metricNumber)); // prettier-ignore
  await sql`
    delete from commitments c
    where c.company_id = ${companyId} and c.member_number = ${memberNumber} and c.local_day = ${dayValue(day)} and c.metric_number <> all (${metrics})`.execute(
    tx,
  );
  await sql`
    insert into commitments (company_id, member_number, local_day, metric_number, amount, made_at)
    select ${companyId}::integer, ${memberNumber}::integer, ${dayValue(day)}, c.metric_number, c.amount, ${isoInstant(now)}::timestamptz
    from unnest(${metrics}, ${columnOf(
      "int8",
      commitments.map(({ amount }) => amount),
    )}) as c (metric_number, amount)
    order by c.metric_number
    on conflict (company_id, local_day, member_number, metric_number) do update set amount = excluded.amount, made_at = excluded.made_at`.execute(
    tx,
  );
  noteTouched(tx, ["attainment"], new Set([memberNumber]));
};

/** What everybody, or these, set out to do on a day. */
export const commitmentsOn = async (
  tx: Transaction,
  companyId: number,
  { day, memberNumbers }: { readonly day: Day; readonly memberNumbers: readonly number[] | null },
): Promise<readonly KeptCommitment[]> => {
  const { rows } = await sql<{ member_number: number; metric_number: number; amount: bigint }>`
    select c.member_number, c.metric_number, c.amount from commitments c
    where c.company_id = ${companyId} and c.local_day = ${dayValue(day)}
      ${memberNumbers === null ? sql`` : sql`and c.member_number = any (${columnOf("int4", memberNumbers)})`}
    order by c.member_number, c.metric_number limit 100000`.execute(tx);
  return rows.map((row) => ({ memberNumber: row.member_number, metricNumber: row.metric_number, amount: row.amount }));
};

/** What a member set out to do on each of these days, the latest first. */
export const commitmentsOf = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, span }: { readonly memberNumber: number; readonly span: Span },
): Promise<readonly (Omit<KeptCommitment, "memberNumber"> & { readonly day: Day })[]> => {
  const { rows } = await sql<{ day: Day; metric_number: number; amount: bigint }>`
    select c.local_day as day, c.metric_number, c.amount from commitments c
    where c.company_id = ${companyId} and c.member_number = ${memberNumber}
      and c.local_day >= ${dayValue(span.startsOn)} and c.local_day < ${dayValue(span.endsBefore)}
    order by c.local_day desc, c.metric_number limit 1000`.execute(tx);
  return rows.map((row) => ({ day: row.day, metricNumber: row.metric_number, amount: row.amount }));
};
