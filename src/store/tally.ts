import { sql, type RawBuilder } from "kysely";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import type { DayCredit } from "../domain/member-credits.ts";
import { provenances, type Provenance } from "../domain/metric.ts";
import { coverOf, type TallyUnit } from "../domain/tally-cover.ts";
import { columnOf, dayValue } from "./column-types.ts";
import { mayFold, ownFold } from "./company-lock.ts";
import type { Transaction } from "./database.ts";

// The tally's shape lives in this file alone: change, read, fold. Why it is so: docs/decisions/0003-the-shape-of-the-tally.md.

const MEMBERS_PER_BLOCK = 128;

/** One metric's credits within a span: by provenance, and there by member number; a shorter array ends with zeros. */
export type MemberCredits = readonly (BigInt64Array | null)[];

/**
 * An insert of one change row, to stand in the same statement as what it counts. `credits` yields metric_number, provenance_number,
 * member_number, local_day and amount; nothing is inserted when it yields nothing.
 */
export const tallyChange = (companyId: number, credits: RawBuilder<unknown>, sign: 1 | -1 = 1): RawBuilder<unknown> => sql`
  insert into tally_changes (company_id, metric_numbers, provenance_numbers, member_numbers, local_days, amounts)
  select ${sql.lit(companyId)}, array_agg(t.metric_number), array_agg(t.provenance_number), array_agg(t.member_number), array_agg(t.local_day), array_agg(${sql.lit(sign)} * t.amount)
  from (${credits}) t
  where t.amount <> 0
  having count(*) > 0`;

const unfolded = (companyId: number): RawBuilder<unknown> => sql`
  tally_changes t cross join lateral unnest(t.metric_numbers, t.provenance_numbers, t.member_numbers, t.local_days, t.amounts)
    as c (metric_number, provenance_number, member_number, local_day, amount)
  where t.company_id = ${sql.lit(companyId)}`;

/** The tally by day, as it stands with everything committed: metric_number, provenance_number, local_day, member_number, amount. */
export const presentTally = (companyId: number, restriction: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> => sql`
  select c.metric_number, c.provenance_number, c.local_day, c.member_number, sum(c.amount)::bigint as amount
  from (
    select d.metric_number, d.provenance_number, d.local_day, d.member_number, d.amount from tally_days d where d.company_id = ${sql.lit(companyId)}
    union all
    select c.metric_number, c.provenance_number, c.local_day, c.member_number, c.amount from ${unfolded(companyId)}) c
  where ${restriction}
  group by c.metric_number, c.provenance_number, c.local_day, c.member_number`;

/** The number of the last change that is not folded yet, 0 when there is none: whoever owns the company reads its own changes after it. */
export const lastTallyChange = async (tx: Transaction, companyId: number): Promise<bigint> => {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(t.change_number), 0)::bigint as last from tally_changes t where t.company_id = ${companyId}`.execute(tx);
  return rows[0]?.last ?? 0n;
};

/** What came after that change: metric_number, provenance_number, member_number, local_day, amount. */
export const tallyChangesSince = (companyId: number, since: bigint): RawBuilder<unknown> => sql`
  select c.metric_number, c.provenance_number, c.member_number, c.local_day, c.amount
  from ${unfolded(companyId)} and t.change_number > ${since}::bigint`;

type CreditRow = {
  readonly metric_number: number;
  readonly provenance_number: number;
  readonly block: number | null;
  readonly member_numbers: number[] | null;
  readonly amounts: Buffer;
};

// What array_send writes: dimensions, null flag, element type, length and lower bound (20 bytes); then four bytes of length and eight of value
// for each element, big-endian. Read as 32-bit halves, since making a bigint of each took longer than the query.
const HEADER_BYTES = 20;
const WORDS_PER_ELEMENT = 3;

/** The amounts of a row as little-endian halves, low before high. */
const halvesOf = (amounts: Buffer): Int32Array => {
  // A copy, aligned for the view.
  const words = new Int32Array(Uint8Array.prototype.slice.call(amounts, HEADER_BYTES).buffer);
  Buffer.from(words.buffer).swap32();
  const halves = new Int32Array((words.length / WORDS_PER_ELEMENT) * 2);
  for (let from = 0, to = 0; from < words.length; from += WORDS_PER_ELEMENT, to += 2) {
    halves[to] = words[from + 2] ?? 0;
    halves[to + 1] = words[from + 1] ?? 0;
  }
  return halves;
};

const add = (into: BigInt64Array, { block, member_numbers: members, amounts }: CreditRow): void => {
  const halves = halvesOf(amounts);
  const added = new BigInt64Array(halves.buffer);
  const first = (block ?? 0) * MEMBERS_PER_BLOCK;
  const held = new Int32Array(into.buffer);
  for (let index = 0; index < added.length; index += 1) {
    const member = members === null ? first + index : (members[index] ?? 0);
    const low = halves[2 * index] ?? 0;
    const high = halves[2 * index + 1] ?? 0;
    if (low === 0 && high === 0) continue;
    if (held[2 * member] === 0 && held[2 * member + 1] === 0) {
      held[2 * member] = low;
      held[2 * member + 1] = high;
    } else into[member] = (into[member] ?? 0n) + (added[index] ?? 0n);
  }
};

const reach = ({ block, member_numbers: members }: CreditRow): number =>
  members === null ? ((block ?? 0) + 1) * MEMBERS_PER_BLOCK : members.reduce((most, member) => Math.max(most, member + 1), 0);

const blocksOf = (companyId: number, metrics: RawBuilder<unknown>, unit: TallyUnit, starts: readonly Day[]): RawBuilder<unknown> => sql`
  select b.metric_number, b.provenance_number, b.block, null::integer[] as member_numbers, array_send(b.amounts) as amounts
  from tally_blocks b
  where b.company_id = ${companyId} and b.metric_number = any (${metrics}) and b.unit = ${unit} and b.starts_on = any (${columnOf("date", starts)})
  union all `;

const daysOf = (companyId: number, metrics: RawBuilder<unknown>, spans: readonly Span[]): RawBuilder<unknown> => sql`
  select d.metric_number, d.provenance_number, null::integer as block, array_agg(d.member_number order by d.member_number) as member_numbers,
    array_send(array_agg(d.amount order by d.member_number)) as amounts
  from (
    select d.metric_number, d.provenance_number, d.member_number, sum(d.amount)::bigint as amount
    from unnest(${columnOf(
      "date",
      spans.map((each) => each.startsOn),
    )}, ${columnOf(
      "date",
      spans.map((each) => each.endsBefore),
    )}) as s (starts_on, ends_before)
    join tally_days d on d.company_id = ${companyId} and d.metric_number = any (${metrics}) and d.local_day >= s.starts_on and d.local_day < s.ends_before
    group by d.metric_number, d.provenance_number, d.member_number) d
  group by d.metric_number, d.provenance_number
  union all `;

/**
 * The credits of all members within a span, read in one statement: whole months and weeks from packed blocks, the days beside
 * them from day rows, and what no fold has taken in yet from the changes. So it is never behind what was committed.
 */
export const creditsWithin = async (
  tx: Transaction,
  {
    companyId,
    metricNumbers,
    span,
    firstWeekday,
  }: { companyId: number; metricNumbers: readonly number[]; span: Span; firstWeekday: number },
): Promise<ReadonlyMap<number, MemberCredits>> => {
  const cover = coverOf(span, firstWeekday);
  const metrics = columnOf("int4", metricNumbers);
  const { rows } = await sql<CreditRow>`
    ${cover.months.length > 0 ? blocksOf(companyId, metrics, "month", cover.months) : sql``}
    ${cover.weeks.length > 0 ? blocksOf(companyId, metrics, "week", cover.weeks) : sql``}
    ${cover.days.length > 0 ? daysOf(companyId, metrics, cover.days) : sql``}
    select u.metric_number, u.provenance_number, null::integer as block, array_agg(u.member_number order by u.member_number) as member_numbers,
      array_send(array_agg(u.amount order by u.member_number)) as amounts
    from (
      select c.metric_number, c.provenance_number, c.member_number, sum(c.amount)::bigint as amount
      from ${unfolded(companyId)} and c.metric_number = any (${metrics})
        and c.local_day >= ${dayValue(span.startsOn)} and c.local_day < ${dayValue(span.endsBefore)}
      group by c.metric_number, c.provenance_number, c.member_number) u
    group by u.metric_number, u.provenance_number`.execute(tx);

  const credits = new Map<number, (BigInt64Array | null)[]>(metricNumbers.map((metric) => [metric, provenances.map(() => null)]));
  const reaches = new Map<string, number>();
  const series = (row: CreditRow) => `${row.metric_number}/${row.provenance_number}`;
  for (const row of rows) reaches.set(series(row), Math.max(reaches.get(series(row)) ?? 0, reach(row)));
  for (const row of rows) {
    const byProvenance = credits.get(row.metric_number);
    if (byProvenance === undefined) continue;
    const into = (byProvenance[row.provenance_number] ??= new BigInt64Array(reaches.get(series(row)) ?? 0));
    add(into, row);
  }
  return credits;
};

/** One metric's credits of every member, by number of the member, in one part of a span; a shorter array ends with zeros. */
type PartRow = Omit<CreditRow, "provenance_number"> & { readonly part: number };

const byPart = (
  rows: readonly PartRow[],
  metricNumbers: readonly number[],
  parts: number,
): ReadonlyMap<number, readonly BigInt64Array[]> => {
  const most = rows.reduce((sum, row) => Math.max(sum, reach({ ...row, provenance_number: 0 })), 0);
  const all = new Map(metricNumbers.map((metric) => [metric, Array.from({ length: parts }, () => new BigInt64Array(most))]));
  for (const row of rows) {
    const into = all.get(row.metric_number)?.[row.part];
    if (into !== undefined) add(into, { ...row, provenance_number: 0 });
  }
  return all;
};

/** Of whole weeks, given by their first days: by metric, then in the order of the weeks. Read from the packed blocks. */
export const creditsByWeek = async (
  tx: Transaction,
  { companyId, metricNumbers, weeks }: { companyId: number; metricNumbers: readonly number[]; weeks: readonly Day[] },
): Promise<ReadonlyMap<number, readonly BigInt64Array[]>> => {
  const metrics = columnOf("int4", metricNumbers);
  const { rows } = await sql<PartRow>`
    with weeks as (select w.starts_on, (w.position - 1)::integer as part from unnest(${columnOf("date", weeks)}) with ordinality as w (starts_on, position))
    select b.metric_number, w.part, b.block, null::integer[] as member_numbers, array_send(b.amounts) as amounts
    from weeks w
    join tally_blocks b on b.company_id = ${companyId} and b.metric_number = any (${metrics}) and b.unit = 'week' and b.starts_on = w.starts_on
    union all
    select u.metric_number, u.part, null::integer as block, array_agg(u.member_number order by u.member_number) as member_numbers,
      array_send(array_agg(u.amount order by u.member_number)) as amounts
    from (
      select c.metric_number, w.part, c.member_number, sum(c.amount)::bigint as amount
      from (select c.metric_number, c.member_number, c.local_day, c.amount from ${unfolded(companyId)} and c.metric_number = any (${metrics})) c
      join weeks w on c.local_day >= w.starts_on and c.local_day < w.starts_on + 7
      group by c.metric_number, w.part, c.member_number) u
    group by u.metric_number, u.part`.execute(tx);
  return byPart(rows, metricNumbers, weeks.length);
};

/** Of a span: by metric, then by weekday from Monday on. */
export const creditsByWeekday = async (
  tx: Transaction,
  { companyId, metricNumbers, span }: { companyId: number; metricNumbers: readonly number[]; span: Span },
): Promise<ReadonlyMap<number, readonly BigInt64Array[]>> => {
  const metrics = columnOf("int4", metricNumbers);
  const [from, before] = [dayValue(span.startsOn), dayValue(span.endsBefore)];
  // A remainder of whole numbers: extract() makes a numeric of each day.
  const { rows } = await sql<PartRow>`
    select u.metric_number, u.part, null::integer as block, array_agg(u.member_number order by u.member_number) as member_numbers,
      array_send(array_agg(u.amount order by u.member_number)) as amounts
    from (
      select t.metric_number, (t.local_day - ${weekAnchor(1)}) % 7 as part, t.member_number, sum(t.amount)::bigint as amount
      from (
        select d.metric_number, d.local_day, d.member_number, d.amount from tally_days d
        where d.company_id = ${companyId} and d.metric_number = any (${metrics}) and d.local_day >= ${from} and d.local_day < ${before}
        union all
        select c.metric_number, c.local_day, c.member_number, c.amount
        from ${unfolded(companyId)} and c.metric_number = any (${metrics}) and c.local_day >= ${from} and c.local_day < ${before}) t
      group by t.metric_number, part, t.member_number) u
    group by u.metric_number, u.part`.execute(tx);
  return byPart(rows, metricNumbers, 7);
};

/** Day by day, for charts and for members who moved between teams; `memberNumbers: null` is everybody. Days without credits are left out. */
export const creditsByDay = async (
  tx: Transaction,
  {
    companyId,
    metricNumbers,
    memberNumbers,
    span,
  }: { companyId: number; metricNumbers: readonly number[]; memberNumbers: readonly number[] | null; span: Span },
): Promise<DayCredit[]> => {
  const restriction = sql`c.metric_number = any (${columnOf("int4", metricNumbers)}) and c.local_day >= ${dayValue(span.startsOn)} and c.local_day < ${dayValue(span.endsBefore)}
    ${memberNumbers === null ? sql`` : sql`and c.member_number = any (${columnOf("int4", memberNumbers)})`}`;
  const { rows } = await sql<{ metric_number: number; provenance_number: number; local_day: Day; member_number: number; amount: bigint }>`
    select t.metric_number, t.provenance_number, t.local_day, t.member_number, t.amount
    from (${presentTally(companyId, restriction)}) t
    where t.amount <> 0
    order by t.metric_number, t.local_day, t.member_number, t.provenance_number`.execute(tx);
  return rows.map((row) => ({
    metricNumber: row.metric_number,
    memberNumber: row.member_number,
    localDay: row.local_day,
    // The number was written from this same list.
    provenance: provenances[row.provenance_number] as Provenance,
    amount: row.amount,
  }));
};

/** One metric's credits on each day and provenance, of everybody or of one member; days without credits are left out. */
export const creditsPerDay = async (
  tx: Transaction,
  {
    companyId,
    metricNumber,
    memberNumbers,
    span,
  }: { companyId: number; metricNumber: number; memberNumbers: readonly number[] | null; span: Span },
): Promise<{ readonly localDay: Day; readonly provenance: Provenance; readonly amount: bigint }[]> => {
  const restriction = sql`c.metric_number = ${metricNumber} and c.local_day >= ${dayValue(span.startsOn)} and c.local_day < ${dayValue(span.endsBefore)}
    ${memberNumbers === null ? sql`` : sql`and c.member_number = any (${columnOf("int4", memberNumbers)})`}`;
  const { rows } = await sql<{ provenance_number: number; local_day: Day; amount: bigint }>`
    select t.local_day, t.provenance_number, sum(t.amount)::bigint as amount
    from (${presentTally(companyId, restriction)}) t
    group by t.local_day, t.provenance_number
    having sum(t.amount) <> 0
    order by t.local_day, t.provenance_number`.execute(tx);
  return rows.map((row) => ({ localDay: row.local_day, provenance: provenances[row.provenance_number] as Provenance, amount: row.amount })); // the number was written from this same list
};

/** A fixed day on which the company's weeks start: day 4 was Monday, 5 January 1970. */
const weekAnchor = (firstWeekday: number): RawBuilder<Day> => sql`${isoDay(4 + firstWeekday - 1)}::date`;

const unitStarts = (firstWeekday: number): RawBuilder<unknown> => sql`
  (values ('week', c.local_day - ((c.local_day - ${weekAnchor(firstWeekday)}) % 7 + 7) % 7), ('month', date_trunc('month', c.local_day)::date)) as u (unit, starts_on)`;

/**
 * Adds day credits (`days` yields each metric, provenance, member and day once) to the packed blocks of their weeks and months; a block
 * that is missing is made.
 */
const addToBlocks = (companyId: number, days: RawBuilder<unknown>, firstWeekday: number): RawBuilder<unknown> => sql`
  insert into tally_blocks (company_id, metric_number, provenance_number, unit, starts_on, block, amounts)
  select ${companyId}::integer, p.metric_number, p.provenance_number, p.unit, p.starts_on, p.member_number / ${sql.lit(MEMBERS_PER_BLOCK)},
    add_at(array_fill(0::bigint, array[${sql.lit(MEMBERS_PER_BLOCK)}]), array_agg(p.member_number % ${sql.lit(MEMBERS_PER_BLOCK)} + 1), array_agg(p.amount))
  from (
    select d.metric_number, d.provenance_number, s.unit, s.starts_on, d.member_number, sum(d.amount)::bigint as amount
    from ${days} d
    join (select c.local_day, u.unit, u.starts_on from (select distinct d.local_day from ${days} d) c cross join lateral ${unitStarts(firstWeekday)} offset 0) s
      on s.local_day = d.local_day
    group by d.metric_number, d.provenance_number, s.unit, s.starts_on, d.member_number) p
  group by p.metric_number, p.provenance_number, p.unit, p.starts_on, p.member_number / ${sql.lit(MEMBERS_PER_BLOCK)}
  on conflict (company_id, metric_number, unit, starts_on, block, provenance_number) do update set amounts = add_all(tally_blocks.amounts, excluded.amounts)`;

const CHANGES_PER_FOLD = 200;

/**
 * Takes the oldest changes into day rows and blocks, all in one statement. How many it took: 0 when there are none, or when another process
 * folds. A reader sees either the changes or their sum.
 */
export const foldChanges = async (tx: Transaction, companyId: number, firstWeekday: number): Promise<number> => {
  if (!(await mayFold(tx, companyId))) return 0;
  // So many changes are summed up in memory; what is set ends with the transaction.
  await sql`set local work_mem = '32MB'`.execute(tx);
  const { rows } = await sql<{ taken: number }>`
    with taken as (
      delete from tally_changes t
      where t.company_id = ${companyId} and t.change_number = any (array(
        select t.change_number from tally_changes t where t.company_id = ${companyId} order by t.change_number limit ${CHANGES_PER_FOLD}))
      returning t.metric_numbers, t.provenance_numbers, t.member_numbers, t.local_days, t.amounts
    ), days as materialized (
      select c.metric_number, c.provenance_number, c.local_day, c.member_number, sum(c.amount)::bigint as amount
      from taken t cross join lateral unnest(t.metric_numbers, t.provenance_numbers, t.member_numbers, t.local_days, t.amounts)
        as c (metric_number, provenance_number, member_number, local_day, amount)
      group by c.metric_number, c.provenance_number, c.local_day, c.member_number
      having sum(c.amount) <> 0
    ), by_day as (
      insert into tally_days (company_id, metric_number, provenance_number, local_day, member_number, amount)
      select ${companyId}::integer, d.metric_number, d.provenance_number, d.local_day, d.member_number, d.amount
      from days d
      order by d.metric_number, d.local_day, d.member_number, d.provenance_number
      on conflict (company_id, metric_number, local_day, member_number, provenance_number) do update set amount = tally_days.amount + excluded.amount
    ), by_block as (${addToBlocks(companyId, sql`days`, firstWeekday)})
    select count(*)::integer as taken from taken`.execute(tx);
  return rows[0]?.taken ?? 0;
};

const foldAll = async (tx: Transaction, companyId: number, firstWeekday: number): Promise<void> => {
  await ownFold(tx, companyId);
  while ((await foldChanges(tx, companyId, firstWeekday)) > 0);
};

/** Lays the blocks of all metrics, or of one, anew from the day rows: after the first weekday changed, or the days were set. */
export const rebuildBlocks = async (
  tx: Transaction,
  companyId: number,
  firstWeekday: number,
  metricNumber: number | null = null,
): Promise<void> => {
  await foldAll(tx, companyId, firstWeekday);
  const of = metricNumber === null ? sql`true` : sql`c.metric_number = ${metricNumber}`;
  await sql`delete from tally_blocks c where c.company_id = ${companyId} and ${of}`.execute(tx);
  const days = sql`(select c.metric_number, c.provenance_number, c.member_number, c.local_day, c.amount from tally_days c where c.company_id = ${companyId} and ${of})`;
  await addToBlocks(companyId, days, firstWeekday).execute(tx);
};

/** Forgets a metric's tally from a day on, so that it can be counted anew. The caller owns the company. */
export const clearTally = async (
  tx: Transaction,
  companyId: number,
  metricNumber: number,
  from: Day,
  firstWeekday: number,
): Promise<void> => {
  await foldAll(tx, companyId, firstWeekday);
  await sql`delete from tally_days where company_id = ${companyId} and metric_number = ${metricNumber} and local_day >= ${dayValue(from)}`.execute(
    tx,
  );
  await rebuildBlocks(tx, companyId, firstWeekday, metricNumber);
};

/** Where blocks and day rows disagree: there is no such place unless a block was changed by hand. */
export const blockDifferences = async (
  tx: Transaction,
  companyId: number,
  firstWeekday: number,
): Promise<{ metricNumber: number; unit: string; startsOn: Day; memberNumber: number }[]> => {
  const { rows } = await sql<{ metric_number: number; unit: string; starts_on: Day; member_number: number }>`
    select metric_number, unit, starts_on, member_number
    from (
      select c.metric_number, c.provenance_number, u.unit, u.starts_on, c.member_number, c.amount
      from tally_days c cross join lateral ${unitStarts(firstWeekday)} where c.company_id = ${companyId}
      union all
      select b.metric_number, b.provenance_number, b.unit, b.starts_on, b.block * ${sql.lit(MEMBERS_PER_BLOCK)} + (a.position - 1)::integer, -a.amount
      from tally_blocks b cross join lateral unnest(b.amounts) with ordinality as a (amount, position) where b.company_id = ${companyId}) d
    group by metric_number, provenance_number, unit, starts_on, member_number
    having sum(amount) <> 0
    order by metric_number, provenance_number, unit, starts_on, member_number
    limit 1000`.execute(tx);
  return rows.map((row) => ({ metricNumber: row.metric_number, unit: row.unit, startsOn: row.starts_on, memberNumber: row.member_number }));
};
