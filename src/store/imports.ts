import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export const importStates = ["waiting", "running", "done", "failed", "discarded"] as const;
export type ImportState = (typeof importStates)[number];

/** Preview, orders and report are JSON of whoever writes them. */
export type ImportRow = {
  readonly id: string;
  readonly fileName: string;
  readonly bytes: bigint;
  readonly digest: string;
  readonly what: string;
  readonly state: ImportState;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly preview: unknown;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly orders: unknown;
  readonly rowsDone: bigint;
  readonly ofRows: bigint;
  readonly resumedAtRow: bigint | null;
  readonly doneAt: string | null;
  readonly report: unknown;
  readonly firstDay: Day | null;
  readonly lastDay: Day | null;
};

const columnsWith = (preview: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  i.import_id as id, i.file_name as "fileName", i.bytes, i.digest, i.what, i.state, i.created_at as "createdAt", i.created_by as "createdBy",
  ${preview} as preview, i.confirmed_at as "confirmedAt", i.confirmed_by as "confirmedBy", i.orders, i.rows_done as "rowsDone", i.of_rows as "ofRows",
  i.resumed_at_row as "resumedAtRow", i.done_at as "doneAt", i.report, i.first_day as "firstDay", i.last_day as "lastDay"`;
const columns = columnsWith(sql`i.preview`);

const json = (value: unknown) => sql`${JSON.stringify(value)}::json`;
const day = (value: Day | null) => (value === null ? sql`null::date` : dayValue(value));

export type NewImport = Pick<ImportRow, "id" | "fileName" | "bytes" | "digest" | "what" | "createdBy"> & Previewed;

/** What a reading of the file says: the preview, how many rows, and which days. */
export type Previewed = Pick<ImportRow, "what" | "preview" | "ofRows" | "firstDay" | "lastDay">;

export const insertImport = async (tx: Transaction, companyId: number, row: NewImport): Promise<void> => {
  await sql`
    insert into imports (company_id, import_id, file_name, bytes, digest, what, state, created_by, preview, of_rows, first_day, last_day)
    values (${companyId}, ${row.id}, ${row.fileName}, ${row.bytes}, ${row.digest}, ${row.what}, 'waiting', ${row.createdBy}, ${json(row.preview)},
      ${row.ofRows}, ${day(row.firstDay)}, ${day(row.lastDay)})`.execute(tx);
};

/** `lock` keeps others from changing it until the transaction ends. */
export const findImport = async (tx: Transaction, companyId: number, id: string, { lock = false } = {}): Promise<ImportRow | undefined> => {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports i where i.company_id = ${companyId} and i.import_id = ${id} limit 1 ${lock ? sql`for update` : sql``}`.execute(
    tx,
  );
  return rows[0];
};

export type ImportPlace = { readonly createdAt: string; readonly id: string };

/** The latest first, those before a place; without their previews. */
export const listedImports = async (
  tx: Transaction,
  companyId: number,
  { before, limit }: { readonly before: ImportPlace | null; readonly limit: number },
): Promise<ImportRow[]> => {
  const { rows } = await sql<ImportRow>`
    select ${columnsWith(sql`null::json`)} from imports i
    where i.company_id = ${companyId}
      ${before === null ? sql`` : sql`and (i.created_at, i.import_id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`}
    order by i.created_at desc, i.import_id desc
    limit ${limit}`.execute(tx);
  return rows;
};

/** The latest import of the same file that was done, of each of these. */
export const earlierImports = async (
  tx: Transaction,
  companyId: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImportPlace & { readonly fileName: string }>> => {
  const { rows } = await sql<ImportPlace & { of: string; fileName: string }>`
    select i.import_id as "of", e.import_id as id, e.created_at as "createdAt", e.file_name as "fileName"
    from imports i
    cross join lateral (
      select e.import_id, e.created_at, e.file_name from imports e
      where e.company_id = ${companyId} and e.digest = i.digest and e.state = 'done'
        and (e.created_at, e.import_id) < (i.created_at, i.import_id)
      order by e.created_at desc, e.import_id desc limit 1) e
    where i.company_id = ${companyId} and i.import_id = any (${columnOf("uuid", ids)})
    order by i.import_id limit 1000`.execute(tx);
  return new Map(rows.map(({ of, ...earlier }) => [of, earlier]));
};

/** The latest import of a file of this name that has rows which were not taken. */
export const importWithRejected = async (tx: Transaction, companyId: number, fileName: string): Promise<ImportRow | undefined> => {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports i
    where i.company_id = ${companyId} and i.file_name = ${fileName} and i.report ->> 'rejectedAs' is not null
    order by i.created_at desc, i.import_id desc limit 1`.execute(tx);
  return rows[0];
};

/** Imports of what another one did not take, mended, the latest first. */
export const restsOfImport = async (tx: Transaction, companyId: number, id: string): Promise<ImportRow[]> => {
  const { rows } = await sql<ImportRow>`
    select ${columns} from imports i
    where i.company_id = ${companyId} and coalesce(i.orders ->> 'restOf', i.preview ->> 'restOf') = ${id}
    order by i.created_at desc, i.import_id desc limit 20`.execute(tx);
  return rows;
};

/** Of the files that wait or are being imported. */
export const bytesHeld = async (tx: Transaction, companyId: number): Promise<bigint> => {
  const { rows } = await sql<{ held: bigint }>`
    select coalesce(sum(i.bytes), 0)::bigint as held from imports i where i.company_id = ${companyId} and i.state in ('waiting', 'running')`.execute(
    tx,
  );
  return rows[0]?.held ?? 0n;
};

/** What a file that waits would come to, read anew. */
export const previewAnew = async (
  tx: Transaction,
  companyId: number,
  id: string,
  { what, preview, ofRows, firstDay, lastDay }: Previewed,
): Promise<void> => {
  await sql`
    update imports set what = ${what}, preview = ${json(preview)}, of_rows = ${ofRows}, first_day = ${day(firstDay)}, last_day = ${day(lastDay)}
    where company_id = ${companyId} and import_id = ${id} and state = 'waiting'`.execute(tx);
};

export const confirmImport = async (
  tx: Transaction,
  companyId: number,
  id: string,
  { orders, by }: { readonly orders: unknown; readonly by: string },
): Promise<void> => {
  await sql`
    update imports set state = 'running', preview = null, orders = ${json(orders)}, confirmed_at = now(), confirmed_by = ${by}
    where company_id = ${companyId} and import_id = ${id} and state = 'waiting'`.execute(tx);
};

/** A worker that says nothing for so long has died: another goes on. */
const LEASE = sql`interval '8 seconds'`;

/**
 * Takes the next import for a worker, which the caller's lock makes the only one that asks: the one that was confirmed first of those whose files are at hand.
 * None while another of the company is worked on. `wasBegun` when somebody had been at it before.
 */
export const claimImport = async (
  tx: Transaction,
  companyId: number,
  { worker, atHand }: { readonly worker: string; readonly atHand: readonly string[] },
): Promise<(ImportRow & { readonly wasBegun: boolean }) | undefined> => {
  const { rows } = await sql<ImportRow & { wasBegun: boolean }>`
    with next as (
      select i.import_id, i.claimed_by from imports i
      where i.company_id = ${companyId} and i.state = 'running' and i.import_id = any (${columnOf("uuid", atHand)})
        and not exists (select from imports o where o.company_id = ${companyId} and o.state = 'running' and o.claimed_until >= now())
      order by i.confirmed_at, i.import_id limit 1)
    update imports i set claimed_by = ${worker}, claimed_until = now() + ${LEASE}
    from next n
    where i.company_id = ${companyId} and i.import_id = n.import_id
    returning ${columns}, n.claimed_by is not null as "wasBegun"`.execute(tx);
  return rows[0];
};

/** Says how far a worker is, and that it lives. False when the import is no longer its own: discarded, or another's. */
export const holdImport = async (
  tx: Transaction,
  companyId: number,
  { id, worker, rowsDone }: { readonly id: string; readonly worker: string; readonly rowsDone: number },
): Promise<boolean> => {
  const { rows } = await sql`
    update imports set rows_done = greatest(rows_done, ${rowsDone}), claimed_until = now() + ${LEASE}
    where company_id = ${companyId} and import_id = ${id} and state = 'running' and claimed_by = ${worker}
    returning import_id`.execute(tx);
  return rows.length > 0;
};

export const resumeImport = async (tx: Transaction, companyId: number, id: string, row: number): Promise<void> => {
  await sql`update imports set resumed_at_row = ${row} where company_id = ${companyId} and import_id = ${id}`.execute(tx);
};

/** Lets another go on with it at once. */
export const leaveImport = async (tx: Transaction, companyId: number, id: string, worker: string): Promise<void> => {
  await sql`
    update imports set claimed_until = null
    where company_id = ${companyId} and import_id = ${id} and state = 'running' and claimed_by = ${worker}`.execute(tx);
};

/** Ends an import that is not over yet. What was kept for going on with it goes, unless a worker may still be at it. False when it was over. */
export const endImport = async (
  tx: Transaction,
  companyId: number,
  id: string,
  { state, report }: { readonly state: "done" | "failed" | "discarded"; readonly report: unknown },
): Promise<boolean> => {
  const { rows } = await sql`
    update imports set state = ${state}, preview = null, report = ${report === null ? sql`null::json` : json(report)}, done_at = now(),
      rows_done = case when ${state === "done"} then of_rows else rows_done end
    where company_id = ${companyId} and import_id = ${id} and state in ('waiting', 'running')
    returning import_id`.execute(tx);
  if (rows.length > 0 && state !== "discarded") await forgetBatches(tx, companyId, id);
  return rows.length > 0;
};

const forgetBatches = async (tx: Transaction, companyId: number, id: string): Promise<void> => {
  await sql`delete from import_batches where company_id = ${companyId} and import_id = ${id}`.execute(tx);
};

/** Says what an import that was discarded while it ran had come to. */
export const reportDiscarded = async (tx: Transaction, companyId: number, id: string, report: unknown): Promise<void> => {
  await sql`
    update imports set report = ${json(report)} where company_id = ${companyId} and import_id = ${id} and state = 'discarded'`.execute(tx);
  await forgetBatches(tx, companyId, id);
};

/** Discarded while they ran, with batches that nobody has summed up: their worker has died, or was told to stop before. */
export const unreportedImports = async (tx: Transaction, companyId: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select i.import_id as id from imports i
    where i.company_id = ${companyId} and i.state = 'discarded' and coalesce(i.claimed_until, '-infinity') < now()
      and i.import_id in (select b.import_id from import_batches b where b.company_id = ${companyId})
    order by i.import_id limit 100`.execute(tx);
  return rows.map(({ id }) => id);
};

export type ImportBatch = {
  readonly number: number;
  readonly counts: unknown;
  /** Places in the batch of the rows that were not taken. */
  readonly rejected: readonly number[];
};

/** In the transaction that records the batch. Fails when somebody else has recorded it: then nothing of it is recorded twice. */
export const keepBatch = async (
  tx: Transaction,
  companyId: number,
  id: string,
  { number, counts, rejected }: ImportBatch,
): Promise<void> => {
  await sql`
    insert into import_batches (company_id, import_id, batch_number, counts, rejected)
    values (${companyId}, ${id}, ${number}, ${json(counts)}, ${columnOf("int4", rejected)})`.execute(tx);
};

/** In their order. */
export const batchesOf = async (tx: Transaction, companyId: number, id: string): Promise<ImportBatch[]> => {
  const { rows } = await sql<ImportBatch>`
    select b.batch_number as number, b.counts, b.rejected from import_batches b
    where b.company_id = ${companyId} and b.import_id = ${id}
    order by b.batch_number limit 1000000`.execute(tx);
  return rows;
};

/** Those that have waited for so many days. */
export const expiredImports = async (tx: Transaction, companyId: number, days: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select i.import_id as id from imports i
    where i.company_id = ${companyId} and i.state = 'waiting' and i.created_at < now() - make_interval(days => ${days}::int)
    order by i.created_at limit 100`.execute(tx);
  return rows.map(({ id }) => id);
};

/** Confirmed, and worked on by nobody for so many days, though their files are not among those at hand. */
export const strandedImports = async (
  tx: Transaction,
  companyId: number,
  { days, atHand }: { readonly days: number; readonly atHand: readonly string[] },
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select i.import_id as id from imports i
    where i.company_id = ${companyId} and i.state = 'running' and i.import_id <> all (${columnOf("uuid", atHand)})
      and greatest(i.confirmed_at, i.claimed_until) < now() - make_interval(days => ${days}::int)
    order by i.created_at limit 100`.execute(tx);
  return rows.map(({ id }) => id);
};

/** Of these imports, those whose file is still wanted, and those whose rejected rows are. */
export const wantedFiles = async (
  tx: Transaction,
  companyId: number,
  ids: readonly string[],
  days: number,
): Promise<readonly { readonly id: string; readonly isFileWanted: boolean; readonly areRejectedWanted: boolean }[]> => {
  const { rows } = await sql<{ id: string; isFileWanted: boolean; areRejectedWanted: boolean }>`
    select i.import_id as id, i.state in ('waiting', 'running') as "isFileWanted",
      i.done_at is null or (i.done_at >= now() - make_interval(days => ${days}::int)
        and not exists (select from erasures e where e.company_id = i.company_id and e.done_at >= i.done_at)) as "areRejectedWanted"
    from imports i
    where i.company_id = ${companyId} and i.import_id = any (${columnOf("uuid", ids)})
    order by i.import_id limit 100000`.execute(tx);
  return rows;
};
