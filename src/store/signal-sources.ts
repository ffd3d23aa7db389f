import { sql } from "kysely";
import type { Day } from "../domain/day.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Gap } from "../domain/signals/jetstream.ts";
import type { SignalSourceKind } from "../domain/signals/signal-source.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptSource = {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly kind: SignalSourceKind;
  readonly url: string;
  readonly accounts: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly endedAt: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly askedAt: string | null;
  readonly cursor: Instant | null;
  readonly heardAt: string | null;
  readonly trouble: Pick<Refusal, "code" | "values"> | null;
  readonly troubleSince: string | null;
};

const columns = sql`
  s.source_number as number, s.id, s.name, s.kind, s.url, s.accounts, s.created_at as "createdAt", s.created_by as "createdBy", s.ended_at as "endedAt",
  s.etag, s.last_modified as "lastModified", s.asked_at as "askedAt", s.cursor_us as cursor, s.heard_at as "heardAt", s.trouble,
  s.trouble_since as "troubleSince"`;

/** Those that were not ended, in the order in which they were made. */
export const keptSources = async (tx: Transaction, companyId: number): Promise<readonly KeptSource[]> => {
  const { rows } = await sql<KeptSource>`
    select ${columns} from signal_sources s where s.company_id = ${companyId} and s.ended_at is null order by s.source_number limit 1000`.execute(
    tx,
  );
  return rows;
};

/** Ids that were ever given; none is given twice. */
export const sourceIds = async (tx: Transaction, companyId: number): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select s.id from signal_sources s where s.company_id = ${companyId} order by s.id limit 100000`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

/** The company is owned. */
export const keepSource = async (
  tx: Transaction,
  companyId: number,
  { id, name, kind, url, accounts, by }: Pick<KeptSource, "id" | "name" | "kind" | "url" | "accounts"> & { readonly by: string },
): Promise<void> => {
  await sql`
    insert into signal_sources (company_id, source_number, id, name, kind, url, accounts, created_by)
    select ${companyId}, coalesce(max(source_number), 0) + 1, ${id}, ${name}, ${kind}, ${url}, ${columnOf("text", accounts)}, ${by}
    from signal_sources where company_id = ${companyId}`.execute(tx);
};

export const endSource = async (tx: Transaction, companyId: number, number: number, by: string): Promise<void> => {
  await sql`
    update signal_sources set ended_at = now(), ended_by = ${by} where company_id = ${companyId} and source_number = ${number}`.execute(tx);
};

/** Takes a source for so many seconds, if nobody else has it. Of a feed: only once this long after it was asked last. */
export const takeSource = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { seconds, restSeconds }: { readonly seconds: number; readonly restSeconds: number },
): Promise<KeptSource | undefined> => {
  const { rows } = await sql<KeptSource>`
    update signal_sources s set taken_until = now() + make_interval(secs => ${seconds})
    where s.company_id = ${companyId} and s.source_number = ${number} and s.ended_at is null and (s.taken_until is null or s.taken_until < now())
      and (s.asked_at is null or s.asked_at <= now() - make_interval(secs => ${restSeconds}))
    returning ${columns}`.execute(tx);
  return rows[0];
};

/** Keeps a source that one has; false once it was ended. */
export const holdSource = async (tx: Transaction, companyId: number, number: number, seconds: number): Promise<boolean> => {
  const { rows } = await sql`
    update signal_sources s set taken_until = now() + make_interval(secs => ${seconds})
    where s.company_id = ${companyId} and s.source_number = ${number} and s.ended_at is null returning s.source_number`.execute(tx);
  return rows.length > 0;
};

export const letSourceGo = async (tx: Transaction, companyId: number, number: number): Promise<void> => {
  await sql`update signal_sources set taken_until = null where company_id = ${companyId} and source_number = ${number}`.execute(tx);
};

/** What a feed's server said of the state that was read; null: the state is the one that was read before. */
export type FeedState = { readonly etag: string | null; readonly lastModified: string | null };

/** That a feed was asked, and answered. */
export const noteAsked = async (tx: Transaction, companyId: number, number: number, state: FeedState | null): Promise<void> => {
  await sql`
    update signal_sources set asked_at = now(), heard_at = now(), taken_until = null, trouble = null, trouble_since = null
      ${state === null ? sql`` : sql`, etag = ${state.etag}, last_modified = ${state.lastModified}`}
    where company_id = ${companyId} and source_number = ${number}`.execute(tx);
};

/** That nothing came, and why. */
export const noteTrouble = async (tx: Transaction, companyId: number, number: number, { code, values }: Refusal): Promise<void> => {
  await sql`
    update signal_sources set asked_at = now(), taken_until = null, trouble = ${JSON.stringify({ code, values })}::json,
      trouble_since = coalesce(trouble_since, now())
    where company_id = ${companyId} and source_number = ${number}`.execute(tx);
};

/** Up to where a stream was dealt with. It never goes back: what is replayed after a reconnect was dealt with before. */
export const noteHeard = async (tx: Transaction, companyId: number, number: number, cursor: Instant): Promise<void> => {
  await sql`
    update signal_sources set cursor_us = greatest(cursor_us, ${cursor}::bigint), heard_at = now(), trouble = null, trouble_since = null
    where company_id = ${companyId} and source_number = ${number}`.execute(tx);
};

export const keepGap = async (tx: Transaction, companyId: number, number: number, { from, before }: Gap): Promise<void> => {
  await sql`
    insert into signal_gaps (company_id, source_number, from_at, before_at)
    values (${companyId}, ${number}, ${isoInstant(from)}::timestamptz, ${isoInstant(before)}::timestamptz) on conflict do nothing`.execute(
    tx,
  );
};

export type SourceCounts = { readonly seen: number; readonly lookedInto: number; readonly kept: number };

export const addToDay = async (
  tx: Transaction,
  companyId: number,
  number: number,
  day: Day,
  { seen, lookedInto, kept }: SourceCounts,
): Promise<void> => {
  await sql`
    insert into signal_source_days as d (company_id, source_number, day, seen, looked_into, kept)
    values (${companyId}, ${number}, ${dayValue(day)}, ${seen}, ${lookedInto}, ${kept})
    on conflict (company_id, source_number, day) do update set seen = d.seen + excluded.seen, looked_into = d.looked_into + excluded.looked_into,
      kept = d.kept + excluded.kept`.execute(tx);
};

export type SourceSums = SourceCounts & { readonly number: number };

/** How much came from each source since a day. */
export const sourceSums = async (tx: Transaction, companyId: number, since: Day): Promise<readonly SourceSums[]> => {
  const { rows } = await sql<SourceSums>`
    select d.source_number as number, sum(d.seen)::float8 as seen, sum(d.looked_into)::float8 as "lookedInto", sum(d.kept)::float8 as kept
    from signal_source_days d where d.company_id = ${companyId} and d.day >= ${dayValue(since)}
    group by d.source_number order by d.source_number`.execute(tx);
  return rows;
};

/** The latest gaps of each source, at most so many. */
export const sourceGaps = async (
  tx: Transaction,
  companyId: number,
  most: number,
): Promise<readonly { readonly number: number; readonly from: string; readonly before: string }[]> => {
  const { rows } = await sql<{ number: number; from: string; before: string }>`
    select g.source_number as number, g.from_at as "from", g.before_at as before from (
      select g.*, row_number() over (partition by g.source_number order by g.from_at desc) as place from signal_gaps g where g.company_id = ${companyId}) g
    where g.place <= ${most} order by g.source_number, g.from_at desc`.execute(tx);
  return rows;
};
