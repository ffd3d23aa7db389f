import { sql, type RawBuilder } from "kysely";
import type { Settings } from "../domain/company.ts";
import type { ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOf } from "./evaluation.ts";
import { placeProspects } from "./lines.ts";
import { colleaguesOf, isColleague } from "./prospects.ts";
import { recount, recountContacts } from "./recording.ts";
import { moveSuggestions } from "./suggestions.ts";

/** A prospect goes, with all that were merged into it, from the root that it counted for to another. */
export type Move = { readonly prospect: bigint; readonly from: bigint; readonly to: bigint };

type Whole = Move & {
  /** The prospect and all that were merged into it. */
  readonly prospects: readonly bigint[];
};

/** Whether one of a root's addresses is a colleague's, before the move and after it. */
type ColleagueChange = { readonly before: boolean; readonly after: boolean };

/** What a move takes along and whom it touches, as it stands before. */
export type PlannedMove = Whole & {
  readonly colleague: { readonly from: ColleagueChange; readonly to: ColleagueChange };
  /** The activities whose verdicts may change; no more than were asked for. */
  readonly touched: readonly ActivityKey[];
};

const subtree = async (tx: Transaction, companyId: number, prospect: bigint): Promise<readonly bigint[]> => {
  const { rows } = await sql<{ prospect_number: bigint }>`
    with recursive merged as (
      select ${prospect}::bigint as prospect_number
      union
      select p.prospect_number from merged m join prospects p on p.company_id = ${companyId} and p.merged_into = m.prospect_number)
    select m.prospect_number from merged m order by 1`.execute(tx);
  return rows.map((row) => row.prospect_number);
};

/** The prospect that a row of identities, facts or lines was made for. */
const ownOf = (table: string, own: string): RawBuilder<bigint> =>
  sql`coalesce(${sql.ref(`${table}.${own}`)}, ${sql.ref(`${table}.prospect_number`)})`;

const colleaguesAround = async (tx: Transaction, settings: Settings, { prospects, from, to }: Whole): Promise<PlannedMove["colleague"]> => {
  const { companyId } = settings;
  const { rows } = await sql<{ root: bigint; own: bigint; value: string }>`
    select i.prospect_number as root, ${ownOf("i", "own_number")} as own, i.value from prospect_identities i
    where i.company_id = ${companyId} and i.kind = 'email' and i.prospect_number in (${from}, ${to})`.execute(tx);
  const known = colleaguesOf(settings);
  const moving = new Set(prospects);
  const addresses = rows.filter(({ value }) => isColleague(known, { kind: "email", value }));
  const change = (root: bigint): ColleagueChange => ({
    before: addresses.some((row) => row.root === root),
    after: addresses.some((row) => (moving.has(row.own) ? to : row.root) === root),
  });
  return { from: change(from), to: change(to) };
};

/**
 * The activities of those that go, and of those that stay, under either root, from the first fact on that comes or goes: all of them where
 * they become, or are no longer, colleagues.
 */
const touchedBy = async (
  tx: Transaction,
  companyId: number,
  { prospects, from, to, colleague, limit }: Omit<PlannedMove, "touched"> & { readonly limit: number },
): Promise<readonly ActivityKey[]> => {
  const ofTable = (table: string): RawBuilder<unknown> => sql`
    select a.source, a.external_id from ${sql.table(table)} a cross join first f
    where a.company_id = ${companyId} and a.prospect_number = ${from}
      and (${colleague.from.before !== colleague.from.after} or a.ordered_at >= f.from_at or ${ownOf("a", "own_prospect_number")} = any (${columnOf("int8", prospects)}))
    union
    select a.source, a.external_id from ${sql.table(table)} a cross join first f
    where a.company_id = ${companyId} and a.prospect_number = ${to} and (${colleague.to.before !== colleague.to.after} or a.ordered_at >= f.from_at)`;
  // What somebody of the one does may answer a signal of the other.
  const answers = sql`
    select a.source, a.external_id from signals s cross join lateral (
      select a.source, a.external_id from activities a
      where a.company_id = ${companyId} and a.signal_source = s.source and a.signal_external_id = s.external_id offset 0) a
    where s.company_id = ${companyId} and s.prospect_number in (${from}, ${to})`;
  const { rows } = await sql<{ source: string; externalId: string }>`
    with first as materialized (
      select coalesce(min(f.from_at), 'infinity') as from_at from prospect_facts f
      where f.company_id = ${companyId} and f.prospect_number = any (${columnOf("int8", prospects)}))
    select t.source, t.external_id as "externalId" from (${ofTable("activities")} union ${ofTable("activity_lines")} union ${answers}) t
    order by 1, 2 limit ${limit}`.execute(tx);
  return rows;
};

/** Looks what a move would touch, and changes nothing. The company is owned. */
export const planMove = async (tx: Transaction, settings: Settings, move: Move, limit: number): Promise<PlannedMove> => {
  const whole = { ...move, prospects: await subtree(tx, settings.companyId, move.prospect) };
  const colleague = await colleaguesAround(tx, settings, whole);
  return { ...whole, colleague, touched: await touchedBy(tx, settings.companyId, { ...whole, colleague, limit }) };
};

const moveRows = async (tx: Transaction, companyId: number, move: PlannedMove): Promise<void> => {
  const { prospects, from, to } = move;
  const moving = columnOf("int8", prospects);
  for (const [table, own] of [
    ["prospect_identities", "own_number"],
    ["activities", "own_prospect_number"],
    ["activity_lines", "own_prospect_number"],
    ["signals", "own_prospect_number"],
  ] as const)
    await sql`
      update ${sql.table(table)} t set prospect_number = ${to}, ${sql.ref(own)} = nullif(${ownOf("t", own)}, ${to})
      where t.company_id = ${companyId} and t.prospect_number = ${from} and ${ownOf("t", own)} = any (${moving})`.execute(tx);
  await moveSuggestions(tx, companyId, move);
  await sql`
    update prospect_facts f set root_number = nullif(${to}, f.prospect_number)
    where f.company_id = ${companyId} and f.prospect_number = any (${moving})`.execute(tx);
  await sql`
    update prospects p set is_colleague = case when p.prospect_number = ${from} then ${move.colleague.from.after} else ${move.colleague.to.after} end::boolean
    where p.company_id = ${companyId} and p.prospect_number in (${from}, ${to})`.execute(tx);
  await sql`
    update prospects p set merged_into = ${move.prospect === to ? null : to}::bigint
    where p.company_id = ${companyId} and p.prospect_number = ${move.prospect}`.execute(tx);
};

/** Lets identities, facts and records follow a move, and the count with them. The company is owned. */
export const moveProspect = async (tx: Transaction, settings: Settings, move: PlannedMove): Promise<void> => {
  const { companyId } = settings;
  await recount(tx, await evaluationOf(tx, settings), {
    created: [],
    cause: "merge",
    changed: move.touched,
    change: async () => {
      await moveRows(tx, companyId, move);
      await placeProspects(tx, companyId, move.touched);
    },
  });
  await recountContacts(
    tx,
    await evaluationOf(tx, settings),
    [move.from, move.to].map((prospect) => ({ prospect, between: null })),
  );
};

export type MergeAct = {
  readonly prospect: bigint;
  /** As the source of the order named it. */
  readonly prospectReference: string;
  /** Null takes the merge before back. */
  readonly into: { readonly prospect: bigint; readonly reference: string } | null;
  readonly reason: string;
  readonly by: string;
};

/** Keeps who said it and why. The number of the act. */
export const keepMerge = async (tx: Transaction, companyId: number, act: MergeAct): Promise<number> => {
  const { rows } = await sql<{ merge_number: number }>`
    insert into prospect_merges (company_id, merge_number, prospect_number, into_number, prospect_reference, into_reference, reason, done_by)
    select ${companyId}::integer, coalesce(max(m.merge_number), 0) + 1, ${act.prospect}::bigint, ${act.into?.prospect ?? null}::bigint,
      ${act.prospectReference}, ${act.into?.reference ?? null}, ${act.reason}, ${act.by}
    from prospect_merges m where m.company_id = ${companyId}
    returning merge_number`.execute(tx);
  return rows[0]?.merge_number ?? 0;
};

export type KeptMerge = {
  readonly number: number;
  readonly prospect: bigint;
  readonly prospectReference: string;
  /** Null for an act that took a merge back. */
  readonly intoReference: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
};

/** Everything that was said of these prospects, and of those that were ever merged into them, the first act first. At most a thousand. */
export const mergesOf = async (tx: Transaction, companyId: number, prospects: readonly bigint[]): Promise<readonly KeptMerge[]> => {
  const numbers = columnOf("int8", prospects);
  const { rows } = await sql<KeptMerge>`
    select m.merge_number as number, m.prospect_number as prospect, m.prospect_reference as "prospectReference", m.into_reference as "intoReference",
      m.reason, m.done_by as by, m.done_at as at
    from prospect_merges m
    where m.company_id = ${companyId} and (m.prospect_number = any (${numbers})
      or m.prospect_number in (select i.prospect_number from prospect_merges i where i.company_id = ${companyId} and i.into_number = any (${numbers})))
    order by m.merge_number limit 1000`.execute(tx);
  return rows;
};

/** By which names those that are merged into a prospect were merged. */
export const namesMergedInto = async (tx: Transaction, companyId: number, prospect: bigint, limit: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ prospect_reference: string }>`
    select m.prospect_reference
    from prospects p cross join lateral (
      select m.* from prospect_merges m where m.company_id = ${companyId} and m.prospect_number = p.prospect_number order by m.merge_number desc limit 1) m
    where p.company_id = ${companyId} and p.merged_into = ${prospect}
    order by m.merge_number limit ${limit}`.execute(tx);
  return rows.map((row) => row.prospect_reference);
};
