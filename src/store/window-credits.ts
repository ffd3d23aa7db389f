import { sql, type RawBuilder, type SqlBool } from "kysely";
import { noteTouched } from "./changes.ts";
import type { Transaction } from "./database.ts";
import { judgedRows, windowCandidates, type Evaluation } from "./evaluation.ts";
import { journalled, type Journal } from "./late-changes.ts";
import { linesByDay } from "./lines.ts";
import { longestWindow } from "./window-start.ts";
import { tallyChange } from "./tally.ts";

/**
 * Windows named by metric, prospect, whose and first day: four array literals of the same length, handed from one statement to the
 * next as PostgreSQL wrote them, unread.
 */
export type WindowKeys = { readonly metrics: string; readonly prospects: string; readonly withins: string; readonly starts: string };

/** Window keys with the activity that would take the credit. */
export type Candidates = WindowKeys & {
  readonly ordered: string;
  readonly sources: string;
  readonly externalIds: string;
  readonly members: string;
  readonly days: string;
  readonly provenances: string;
  readonly amounts: string;
  readonly moreMembers: string;
  readonly moreDays: string;
  readonly moreAmounts: string;
};

const key = ["metric_number", "prospect_number", "within_number", "window_starts_on"] as const;
const holder = [
  "ordered_at",
  "source",
  "external_id",
  "member_number",
  "local_day",
  "provenance_number",
  "amount",
  "more_members",
  "more_days",
  "more_amounts",
] as const;

const columns = (names: readonly string[], alias?: string): RawBuilder<unknown> =>
  sql.join(names.map((name) => (alias === undefined ? sql.ref(name) : sql.ref(`${alias}.${name}`))));
/** The window `w` of a key, written so that the primary key finds it. */
const windowOf = (companyId: number, of: string): RawBuilder<boolean> =>
  sql`w.company_id = ${sql.lit(companyId)} and ${sql.join(
    key.map((name) => sql`w.${sql.ref(name)} = ${sql.ref(`${of}.${name}`)}`),
    sql` and `,
  )}`;
const sameKey = (a: string, b: string): RawBuilder<boolean> => sql`(${columns(key, a)}) = (${columns(key, b)})`;

/** Selects as one row the arrays of `WindowKeys` from a relation with the key columns. */
export const keyArrays = sql`
  array_agg(k.metric_number)::text as metrics, array_agg(k.prospect_number)::text as prospects,
  array_agg(k.within_number)::text as withins, array_agg(k.window_starts_on)::text as starts`;

export const candidateArrays = sql`${keyArrays},
  array_agg(k.ordered_at)::text as ordered, array_agg(k.source)::text as sources, array_agg(k.external_id)::text as "externalIds",
  array_agg(k.member_number)::text as members, array_agg(k.local_day)::text as days, array_agg(k.provenance_number)::text as provenances,
  array_agg(k.amount)::text as amounts,
  array_agg(k.more_members::text)::text as "moreMembers", array_agg(k.more_days::text)::text as "moreDays", array_agg(k.more_amounts::text)::text as "moreAmounts"`;

/** The rows of several sets of keys, each window once. */
export const keyRows = (keys: readonly WindowKeys[]): RawBuilder<unknown> =>
  sql.join(
    keys.map(
      (each) => sql`
    select ${columns(key, "k")} from unnest(${each.metrics}::integer[], ${each.prospects}::bigint[], ${each.withins}::integer[], ${each.starts}::date[]) as k (${columns(key)})`,
    ),
    sql` union `,
  );

/** The prospect first: a sort is quick by a first key that tells most rows apart. */
const sorted = ["prospect_number", "window_starts_on", "within_number", "metric_number"] as const satisfies readonly (typeof key)[number][];

/** The best candidate of each window, from a relation of candidates: the earliest by instant, source and external id. */
export const earliest = (candidates: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select distinct on (${columns(sorted, "c")}) ${columns(key, "c")}, ${columns(holder, "c")}
  from ${candidates} c
  order by ${columns(sorted, "c")}, c.ordered_at, c.source, c.external_id`;

/**
 * Makes the rows of windows that are new, in key order as every transaction does, with the candidate as holder; a key without
 * candidate gets an empty row. Yields the rows that it made; for a window that was there it does nothing.
 */
export const openWindows = (companyId: number, best: RawBuilder<unknown>, emptyKeys: readonly WindowKeys[]): RawBuilder<unknown> => sql`
  insert into window_credits (company_id, ${columns(key)}, ${columns(holder)})
  select ${sql.lit(companyId)}, ${columns(key, "o")}, ${columns(holder, "o")}
  from (
    select ${columns(key, "b")}, ${columns(holder, "b")} from ${best} b
    ${
      emptyKeys.length === 0
        ? sql``
        : sql`union all
    select ${columns(key, "k")}, null, null, null, null, null, 0, 0, null, null, null from (${keyRows(emptyKeys)}) k
    where not exists (select from ${best} b where ${sameKey("b", "k")})`
    }) o
  order by ${columns(key, "o")}
  on conflict do nothing
  returning ${columns(key)}, ${columns(holder)}`;

/** Keeps every other transaction from these windows until this one ends. Lock in one statement, count in the next. */
export const lockWindows = async (tx: Transaction, companyId: number, keys: readonly WindowKeys[]): Promise<void> => {
  await sql`
    with locked as materialized (
      select w.metric_number
      from (select ${columns(key, "k")} from (${keyRows(keys)}) k order by ${columns(key, "k")} offset 0) k
      cross join lateral (select w.metric_number from window_credits w where ${windowOf(companyId, "k")} limit 1 for no key update) w)
    select count(*) from locked`.execute(tx);
};

/** What the holders of windows add, record by record, those of a record's further members included. */
export const heldRecords = (windows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select h.metric_number, h.provenance_number, h.member_number, h.local_day, h.amount, h.source, h.external_id from ${windows} h where h.source is not null
  union all
  select h.metric_number, h.provenance_number, m.member_number, m.local_day, m.amount, h.source, h.external_id
  from ${windows} h cross join lateral unnest(h.more_members, h.more_days, h.more_amounts) as m (member_number, local_day, amount)
  where h.more_members is not null`;

/** The credits of windows' holders by metric, provenance, member and day, those of a record's further members included. */
export const heldCredits = (windows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select n.metric_number, n.provenance_number, n.member_number, n.local_day, sum(n.amount)::bigint as amount
  from (${heldRecords(windows)}) n
  group by n.metric_number, n.provenance_number, n.member_number, n.local_day`;

const giveCredits = async (
  tx: Transaction,
  journal: Journal,
  ctes: RawBuilder<unknown>,
  best: RawBuilder<unknown>,
  changes: RawBuilder<unknown>,
): Promise<number> => {
  const { companyId } = journal;
  const before = sql`(
    select metric_number, old_source as source, old_external_id as external_id, old_provenance_number as provenance_number, old_member_number as member_number,
      old_local_day as local_day, old_amount as amount, old_more_members as more_members, old_more_days as more_days, old_more_amounts as more_amounts
    from moved)`;
  const { rows } = await sql<{ moved: number; members: readonly number[] }>`
    with ${ctes}, moved as (
      select ${columns(key, "w")}, ${sql.join(holder.map((name) => sql`b.${sql.ref(name)}`))},
        w.source as old_source, w.external_id as old_external_id, w.member_number as old_member_number, w.local_day as old_local_day, w.provenance_number as old_provenance_number, w.amount as old_amount,
        w.more_members as old_more_members, w.more_days as old_more_days, w.more_amounts as old_more_amounts
      from ${best} cross join lateral (select w.* from window_credits w where ${windowOf(companyId, "b")} limit 1) w
      where ${changes}
    ), written as (
      update window_credits w
      set ordered_at = m.ordered_at, source = m.source, external_id = m.external_id, member_number = m.member_number, local_day = m.local_day,
        provenance_number = coalesce(m.provenance_number, 0), amount = coalesce(m.amount, 0),
        more_members = m.more_members, more_days = m.more_days, more_amounts = m.more_amounts
      from moved m
      where w.company_id = ${companyId} and ${sameKey("w", "m")}
    ), changed as (${tallyChange(
      companyId,
      sql`
      select n.metric_number, n.provenance_number, n.member_number, n.local_day, sum(n.amount)::bigint as amount
      from (
        ${heldCredits(sql`moved`)}
        union all
        select o.metric_number, o.provenance_number, o.member_number, o.local_day, -o.amount
        from (${heldCredits(before)}) o) n
      group by n.metric_number, n.provenance_number, n.member_number, n.local_day`,
    )})
    ${journalled(
      journal,
      () => sql`
      ${heldRecords(sql`moved`)}
      union all
      select o.metric_number, o.provenance_number, o.member_number, o.local_day, -o.amount, o.source, o.external_id from (${heldRecords(before)}) o`,
    )}
    select count(*)::integer as moved, array(
      select distinct o.member_number from moved m
      cross join lateral unnest(array[m.member_number, m.old_member_number] || m.more_members || m.old_more_members) as o (member_number)
      where o.member_number is not null) as members
    from moved`.execute(tx);
  noteTouched(tx, ["attainment"], new Set(rows[0]?.members));
  return rows[0]?.moved ?? 0;
};

/** Gives each window's credit to its candidate where that comes before the holder. The windows are locked. How many credits moved. */
export const offerCredits = (tx: Transaction, journal: Journal, candidates: Candidates): Promise<number> =>
  giveCredits(
    tx,
    journal,
    sql`offered as (
      select ${columns(key)}, ordered_at, source collate "C" as source, external_id collate "C" as external_id, member_number, local_day, provenance_number, amount,
        more_members::integer[] as more_members, more_days::date[] as more_days, more_amounts::bigint[] as more_amounts
      from unnest(${candidates.metrics}::integer[], ${candidates.prospects}::bigint[], ${candidates.withins}::integer[], ${candidates.starts}::date[],
        ${candidates.ordered}::timestamptz[], ${candidates.sources}::text[], ${candidates.externalIds}::text[], ${candidates.members}::integer[],
        ${candidates.days}::date[], ${candidates.provenances}::smallint[], ${candidates.amounts}::bigint[],
        ${candidates.moreMembers}::text[], ${candidates.moreDays}::text[], ${candidates.moreAmounts}::text[]) as c (${columns(key)}, ${columns(holder)}))`,
    sql`offered b`,
    sql`w.source is null or (b.ordered_at, b.source, b.external_id) < (w.ordered_at, w.source, w.external_id)`,
  );

/**
 * Stands behind every candidate of its window, so that one that nobody qualifies for any more loses its holder. Joining the windows with their
 * candidates afterwards would compare each with each: the planner expects one.
 */
const nobody = (keys: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`select ${columns(key, "k")}, ${sql.join(holder.map(() => sql`null`))} from ${keys} k`;

/** Finds the holder of each window anew among all activities of its prospect. The windows are there and locked. How many credits moved. */
export const settleWindows = (tx: Transaction, evaluation: Evaluation, keys: readonly WindowKeys[]): Promise<number> => {
  const longest = Math.max(
    ...evaluation.versions.map(({ version }) => (version.oncePer === null ? 0 : longestWindow(version.oncePer.prospect))),
  );
  return giveCredits(
    tx,
    evaluation,
    sql`keys as materialized (${keyRows(keys)}),
    spans as (select prospect_number, min(window_starts_on) as from_day, max(window_starts_on) as last_start from keys group by prospect_number),
    judged as (${judgedRows(
      linesByDay(evaluation.companyId, sql`spans`, (line) => {
        const of = (column: string) => sql.ref(`${line}.${column}`);
        return sql<SqlBool>`${of("prospect_number")} = k.prospect_number and ${of("local_day")} >= k.from_day
          ${Number.isFinite(longest) ? sql`and ${of("local_day")} < k.last_start + ${sql.lit(longest)}` : sql``}`;
      }),
      evaluation,
    )}),
    candidates as (${windowCandidates(evaluation, sql`judged`)}),
    best as (${earliest(sql`(
      select ${columns(key, "c")}, ${columns(holder, "c")} from candidates c where ((${columns(key, "c")}) in (select ${columns(key, "k")} from keys k)) is true
      union all
      ${nobody(sql`keys`)})`)})`,
    sql`best b`,
    sql`(w.ordered_at, w.source, w.external_id, w.member_number, w.local_day, w.amount, w.more_members, w.more_days, w.more_amounts)
        is distinct from (b.ordered_at, b.source, b.external_id, b.member_number, b.local_day, coalesce(b.amount, 0), b.more_members, b.more_days, b.more_amounts)
      or (b.source is not null and w.provenance_number <> b.provenance_number)`,
  );
};
