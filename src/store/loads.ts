import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { keyRows, prospectsOfKeys, type ActivityKey } from "./activities.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { isMilestone } from "./opportunities.ts";
import { placedRows } from "./placing.ts";
import { lockProspects } from "./prospects.ts";

/** A complete load under way: these sources are all there, in the file, of this span of local days. */
export type Load = { readonly number: number; readonly span: Span; readonly sources: readonly string[] };

/** Who is so far behind has given up: a file of millions takes minutes, and a person who is asked answers within the day. */
const ABANDONED_AFTER = sql`interval '1 day'`;

/** Begins a load, and clears away what was laid aside for those that were begun and left. Its number. */
export const beginLoad = async (
  tx: Transaction,
  companyId: number,
  { span, fileName, doneBy }: { readonly span: Span; readonly fileName: string; readonly doneBy: string },
): Promise<number> => {
  const { rows: abandoned } = await sql<{ number: number }>`
    select l.load_number as number from loads l
    where l.company_id = ${companyId} and l.ended_at is null and l.began_at < now() - ${ABANDONED_AFTER}
    order by l.load_number limit 100 for update skip locked`.execute(tx);
  for (const { number } of abandoned) await leaveLoad(tx, companyId, number);
  const { rows } = await sql<{ number: number }>`
    insert into loads (company_id, file_name, starts_on, ends_before, done_by)
    values (${companyId}, ${fileName}, ${dayValue(span.startsOn)}, ${dayValue(span.endsBefore)}, ${doneBy})
    returning load_number as number`.execute(tx);
  const [begun] = rows;
  if (begun === undefined) throw new Error("A load was begun and not answered");
  return begun.number;
};

/** Lays aside what the file holds, each record with its local day. */
export const layKeys = async (tx: Transaction, settings: Settings, number: number, reports: readonly ActivityReport[]): Promise<void> => {
  if (reports.length === 0) return;
  await sql`
    insert into load_keys (company_id, load_number, source, external_id, local_day)
    select ${settings.companyId}::integer, ${number}::integer, g.source, g.external_id, g.local_day
    from (${await placedRows(tx, settings, reports)}) g
    order by g.source collate "C", g.external_id collate "C"
    on conflict do nothing`.execute(tx);
};

const forgetKeys = async (tx: Transaction, companyId: number, number: number): Promise<void> => {
  await sql`delete from load_keys k where k.company_id = ${companyId} and k.load_number = ${number}`.execute(tx);
};

/** Takes a load back that is still under way, with what was laid aside for it. If it has voided something it stays as what did, and is over. */
export const leaveLoad = async (tx: Transaction, companyId: number, number: number): Promise<void> => {
  const { rows } = await sql`
    select from loads l where l.company_id = ${companyId} and l.load_number = ${number} and l.ended_at is null for update`.execute(tx);
  if (rows.length === 0) return;
  await sql`
    delete from loads l where l.company_id = ${companyId} and l.load_number = ${number}
      and not exists (select from absences b where b.company_id = l.company_id and b.load_number = l.load_number)`.execute(tx);
  await endLoad(tx, companyId, number);
};

/** The load is over; what was laid aside for it goes. */
export const endLoad = async (tx: Transaction, companyId: number, number: number): Promise<void> => {
  await sql`update loads l set ended_at = now() where l.company_id = ${companyId} and l.load_number = ${number}`.execute(tx);
  await forgetKeys(tx, companyId, number);
};

/** Keeps a load from being cleared away until the transaction ends. False when it has been: what the file holds is then not known any more. */
export const holdLoad = async (tx: Transaction, companyId: number, number: number): Promise<boolean> => {
  const { rows } = await sql`
    select from loads l where l.company_id = ${companyId} and l.load_number = ${number} and l.ended_at is null for share`.execute(tx);
  return rows.length > 0;
};

/**
 * What of its sources the log (alias `a`) has in the span and the load lacks. Left out: what its source has taken back already, and what was told
 * since the load began or is said to have been revised later, which the file cannot know.
 */
const isMissing = (companyId: number, { number, span, sources }: Load): RawBuilder<SqlBool> => {
  const began = sql`(select l.began_at from loads l where l.company_id = ${sql.lit(companyId)} and l.load_number = ${sql.lit(number)})`;
  const [source, ...more] = sources;
  // One source is asked for as such: only then does its index yield the keys in their order.
  const isOfSource = more.length === 0 ? sql`a.source = ${source ?? ""}` : sql`a.source = any (${columnOf("text", sources)})`;
  // As a sub-query that ends in `limit` the keys are looked up by their index: they are so new that the planner knows nothing of their number.
  return sql<SqlBool>`(a.company_id = ${sql.lit(companyId)} and ${isOfSource}
    and a.local_day >= ${dayValue(span.startsOn)} and a.local_day < ${dayValue(span.endsBefore)} and a.voided_at is null
    and a.recorded_at < ${began} and a.rank_at <= ${began} and not ${isMilestone("a")}
    and (select true from load_keys k
      where k.company_id = ${sql.lit(companyId)} and k.load_number = ${sql.lit(number)} and k.source = a.source and k.external_id = a.external_id limit 1) is null)`;
};

export type SourceCount = { readonly source: string; readonly records: number; readonly outside: number };
export type DayCount = {
  readonly memberNumber: number | null;
  readonly memberReference: string | null;
  readonly localDay: Day;
  readonly count: number;
};
export type MissingActivity = ActivityKey & {
  readonly memberNumber: number | null;
  readonly memberReference: string;
  readonly kind: string;
  readonly occurredAt: string | null;
  readonly localDay: Day;
};

/** The sources of what was laid aside, in their order. */
export const sourcesOf = async (tx: Transaction, companyId: number, number: number): Promise<string[]> => {
  const { rows } = await sql<{ source: string }>`
    select distinct k.source from load_keys k where k.company_id = ${companyId} and k.load_number = ${number} order by k.source limit 1000`.execute(
    tx,
  );
  return rows.map((row) => row.source);
};

/** By source what the file holds, and how much of that lies outside the span. */
export const countsBySource = async (tx: Transaction, companyId: number, { number, span, sources }: Load): Promise<SourceCount[]> => {
  const { rows } = await sql<SourceCount>`
    select s.source, count(k.source)::integer as records,
      count(*) filter (where k.local_day < ${dayValue(span.startsOn)} or k.local_day >= ${dayValue(span.endsBefore)})::integer as outside
    from (select s.source collate "C" as source from unnest(${columnOf("text", sources)}) as s (source)) s
    left join load_keys k on k.company_id = ${companyId} and k.load_number = ${number} and k.source = s.source
    group by s.source
    order by s.source
    limit 1000`.execute(tx);
  return rows;
};

export type Missing = {
  readonly bySource: ReadonlyMap<string, number>;
  /** By member and day, the first days first. */
  readonly byDay: readonly DayCount[];
  /** In the order of their time. */
  readonly first: readonly MissingActivity[];
};

type MissingRow = MissingActivity & { readonly part: "source" | "day" | "first"; readonly count: number };

/** What counts today and the load lacks, so many of the lines each; the log is compared with the keys once. */
export const missingOf = async (
  tx: Transaction,
  companyId: number,
  load: Load,
  limits: { readonly days: number; readonly first: number },
): Promise<Missing> => {
  const { rows } = await sql<MissingRow>`
    with lacked as materialized (
      select a.source, a.external_id, a.member_number, a.member_reference, a.kind, a.local_hour, a.ordered_at, a.local_day
      from activities a where ${isMissing(companyId, load)} and not a.taken_back)
    (select 'source' as part, a.source, null as "externalId", null::integer as "memberNumber", null as "memberReference", null as kind,
        null::timestamptz as "occurredAt", null::date as "localDay", count(*)::integer as count
      from lacked a group by a.source order by a.source limit 1000)
    union all
    (select 'day', null, null, a.member_number, case when a.member_number is null then a.member_reference end, null, null, a.local_day, count(*)::integer
      from lacked a group by 4, 5, 8 order by 8, 4, 5 limit ${limits.days})
    union all
    (select 'first', a.source, a.external_id, a.member_number, a.member_reference, a.kind, case when a.local_hour is not null then a.ordered_at end,
        a.local_day, 1
      from lacked a order by a.local_day, a.ordered_at, a.source, a.external_id limit ${limits.first})`.execute(tx);
  const partOf = (part: MissingRow["part"]): readonly MissingRow[] => rows.filter((row) => row.part === part);
  return {
    bySource: new Map(partOf("source").map((row) => [row.source, row.count])),
    byDay: partOf("day").map(({ memberNumber, memberReference, localDay, count }) => ({ memberNumber, memberReference, localDay, count })),
    first: partOf("first").map(({ part: _, count: __, ...activity }) => activity),
  };
};

/** Locks the next activities of one source that the load lacks, in the order of their ids after this one; what a person has taken back is among them. */
export const lockMissing = async (
  tx: Transaction,
  { companyId, company }: Settings,
  load: Load,
  { source, after, limit }: { readonly source: string; readonly after: string; readonly limit: number },
): Promise<(ActivityKey & { readonly takenBack: boolean })[]> => {
  const next = sql`
    from activities a where ${isMissing(companyId, { ...load, sources: [source] })} and a.external_id > ${after}
    order by a.source, a.external_id
    limit ${limit}`;
  // As lockActivities does, prospects first.
  if (company.sameActs.length > 0)
    await lockProspects(
      tx,
      companyId,
      sql`(${prospectsOfKeys(companyId, sql`(select a.source, a.external_id ${next})`)}) as n (prospect_number)`,
    );
  const { rows } = await sql<ActivityKey & { takenBack: boolean }>`
    select a.source, a.external_id as "externalId", a.taken_back as "takenBack" ${next}
    for no key update`.execute(tx);
  return rows;
};

/** Lets locked activities be void as of the load's beginning. */
export const markMissing = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
  { number, reason }: { readonly number: number; readonly reason: string },
): Promise<void> => {
  await sql`
    with lacked as (
      update activities a
      set voided_at = l.began_at, void_reason = ${reason}, missing_load = l.load_number
      from ${keyRows(keys)} k, loads l
      where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id
        and l.company_id = ${companyId} and l.load_number = ${number}
      returning a.source, a.external_id)
    insert into absences (company_id, source, external_id, load_number, reason)
    select ${companyId}::integer, m.source, m.external_id, ${number}::integer, ${reason} from lacked m`.execute(tx);
};

/** Ends the absence of activities: what their source said last holds again. */
export const returnActivities = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[]): Promise<void> => {
  if (keys.length === 0) return;
  await sql`
    with found as (
      update activities a
      set voided_at = null, void_reason = null, missing_load = null, recorded_at = now()
      from ${keyRows(keys)} k
      where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id and a.missing_load is not null
      returning a.source, a.external_id)
    update absences b set returned_at = now()
    from found f
    where b.company_id = ${companyId} and b.source = f.source and b.external_id = f.external_id and b.returned_at is null`.execute(tx);
};

/** The loads that lacked an activity, the first one first. At most a thousand. */
export const absencesOf = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<{ load: number; file: string; reason: string; doneBy: string; missingAt: string; returnedAt: string | null }[]> => {
  const { rows } = await sql<{
    load: number;
    file: string;
    reason: string;
    doneBy: string;
    missingAt: string;
    returnedAt: string | null;
  }>`
    select l.load_number as load, l.file_name as file, b.reason, l.done_by as "doneBy", l.began_at as "missingAt", b.returned_at as "returnedAt"
    from absences b
    join loads l on l.company_id = b.company_id and l.load_number = b.load_number
    where b.company_id = ${companyId} and b.source = ${source} and b.external_id = ${externalId}
    order by l.load_number limit 1000`.execute(tx);
  return rows;
};
