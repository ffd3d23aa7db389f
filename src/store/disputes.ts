import type { Seen } from "../domain/sight.ts";
import { sql, type RawBuilder } from "kysely";
import type { Day, Span } from "../domain/day.ts";
import type { Dispute, DisputeAct, DisputeClaim } from "../domain/dispute.ts";
import type { EvidenceFile } from "../domain/evidence-file.ts";
import type { Fields } from "../domain/field-reading.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import { columnOf, dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { isSeenIn } from "./seen.ts";

type ActRow = {
  readonly act: DisputeAct["act"];
  readonly by: number;
  readonly at: number;
  readonly said: string;
  readonly link: string | null;
  readonly upheld: boolean | null;
  readonly outcome: unknown;
};

type Row = {
  readonly dispute_number: number;
  readonly member_number: number;
  readonly party_numbers: number[];
  readonly local_day: Day;
  readonly source: string | null;
  readonly external_id: string | null;
  readonly metric_number: number | null;
  readonly counts: boolean | null;
  readonly missing: Fields | null;
  readonly reason: string;
  readonly raised_us: bigint;
  readonly acts: readonly ActRow[];
};

const timeOf = (instant: Instant): RawBuilder<unknown> => sql`${isoInstant(instant)}::timestamptz`;

const claimOf = ({ source, external_id: externalId, metric_number: metricNumber, counts, missing }: Row): DisputeClaim => {
  if (missing !== null) return { type: "missing", fields: missing };
  if (source === null || externalId === null || metricNumber === null || counts === null) throw new Error("a dispute is about nothing");
  return { type: "record", source, externalId, metricNumber, counts };
};

const actOf = ({ act, by, at, said, link, upheld, outcome }: ActRow): DisputeAct => {
  const done = { by, at: BigInt(at), said, link };
  return act === "decision" ? { ...done, act, upheld: upheld === true, outcome } : { ...done, act };
};

const disputeOf = (row: Row): Dispute => ({
  number: row.dispute_number,
  memberNumber: row.member_number,
  parties: row.party_numbers,
  localDay: row.local_day,
  claim: claimOf(row),
  reason: row.reason,
  raisedAt: row.raised_us,
  acts: row.acts.map(actOf),
});

/** Of a dispute `d`: nobody has decided it, or it was appealed since. Comments and evidence change nothing. */
const isWaiting = sql`coalesce((
  select a.act from dispute_acts a
  where a.company_id = d.company_id and a.dispute_number = d.dispute_number and a.act in ('withdrawal', 'decision', 'appeal')
  order by a.act_number desc limit 1), 'appeal') = 'appeal'`;

const disputesWhere = async (tx: Transaction, companyId: number, which: RawBuilder<unknown>): Promise<readonly Dispute[]> => {
  const { rows } = await sql<Row>`
    select d.dispute_number, d.member_number, d.party_numbers, d.local_day, d.source, d.external_id, d.metric_number, d.counts, d.missing, d.reason,
      (extract(epoch from d.raised_at) * 1000000)::bigint as raised_us,
      coalesce((
        select jsonb_agg(jsonb_build_object('act', a.act, 'by', a.member_number, 'at', (extract(epoch from a.done_at) * 1000000)::bigint, 'said', a.said,
          'link', a.link, 'upheld', a.upheld, 'outcome', a.outcome) order by a.act_number)
        from dispute_acts a where a.company_id = d.company_id and a.dispute_number = d.dispute_number), '[]'::jsonb) as acts
    from disputes d
    where d.company_id = ${companyId} and ${which}`.execute(tx);
  return rows.map(disputeOf);
};

export const disputeNumbered = async (tx: Transaction, companyId: number, number: number, seen?: Seen): Promise<Dispute | undefined> =>
  (await disputesWhere(tx, companyId, sql`d.dispute_number = ${number} and ${seen === undefined ? sql`true` : isDisputeSeen(seen)}`))[0];

export type DisputesAsked = {
  /** Who raised it. */
  readonly memberNumber: number | null;
  /** Left out: all are. */
  readonly seen?: Seen;
  /** Only those that wait for a decision. */
  readonly isWaiting: boolean;
  /** The number that a page goes on below: the latest come first. */
  readonly below: number | null;
  readonly limit: number;
};

/** Of a member who is seen, or one in which the caller has a part. */
const isDisputeSeen = (seen: Seen): RawBuilder<unknown> =>
  sql`(${isSeenIn(seen, { member: sql`d.member_number`, day: sql`d.local_day` })} or ${seen.own}::integer = any (d.party_numbers))`;

export const listedDisputes = (tx: Transaction, companyId: number, asked: DisputesAsked): Promise<readonly Dispute[]> =>
  disputesWhere(
    tx,
    companyId,
    sql`${asked.memberNumber === null ? sql`true` : sql`d.member_number = ${asked.memberNumber}`}
      and ${asked.seen === undefined ? sql`true` : isDisputeSeen(asked.seen)} and ${asked.isWaiting ? isWaiting : sql`true`} and ${asked.below === null ? sql`true` : sql`d.dispute_number < ${asked.below}`}
    order by d.dispute_number desc limit ${asked.limit}`,
  );

/** Everything that is not decided, over the whole company, the first raised first. */
export const waitingDisputes = (tx: Transaction, companyId: number): Promise<readonly Dispute[]> =>
  disputesWhere(tx, companyId, sql`${isWaiting} order by d.dispute_number`);

/** How many of these members' wait for a decision. */
export const waitingDisputesOf = async (tx: Transaction, companyId: number, memberNumbers: readonly number[]): Promise<number> => {
  const { rows } = await sql<{ disputes: number }>`
    select count(*)::integer as disputes from disputes d
    where d.company_id = ${companyId} and d.member_number = any (${columnOf("int4", memberNumbers)}) and ${isWaiting}`.execute(tx);
  return rows[0]?.disputes ?? 0;
};

/** Those of a span of days that wait for a decision, the first raised first: what a period that closes over them may still have to be adjusted for. */
export const openDisputesWithin = (tx: Transaction, companyId: number, { startsOn, endsBefore }: Span): Promise<readonly Dispute[]> =>
  disputesWhere(
    tx,
    companyId,
    sql`d.local_day >= ${dayValue(startsOn)} and d.local_day < ${dayValue(endsBefore)} and ${isWaiting} order by d.dispute_number`,
  );

/** What the same member raised about the same, the latest first. */
export const disputesAbout = (tx: Transaction, companyId: number, memberNumber: number, claim: DisputeClaim): Promise<readonly Dispute[]> =>
  disputesWhere(
    tx,
    companyId,
    sql`d.member_number = ${memberNumber} and ${
      claim.type === "missing"
        ? sql`d.missing = ${JSON.stringify(claim.fields)}::jsonb`
        : sql`d.source = ${claim.source} and d.external_id = ${claim.externalId} and d.metric_number = ${claim.metricNumber}`
    } order by d.dispute_number desc limit 100`,
  );

/** Its number, the next of the company. Who calls it keeps others from raising one meanwhile. */
export const keepDispute = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, parties, localDay, claim, reason, raisedAt }: Omit<Dispute, "number" | "acts">,
): Promise<number> => {
  const record = claim.type === "record" ? claim : null;
  const { rows } = await sql<{ dispute_number: number }>`
    insert into disputes (company_id, dispute_number, member_number, party_numbers, local_day, source, external_id, metric_number, counts, missing, reason, raised_at)
    select ${companyId}::integer, coalesce(max(d.dispute_number), 0) + 1, ${memberNumber}::integer, ${columnOf("int4", parties)}, ${dayValue(localDay)},
      ${record?.source ?? null}::text, ${record?.externalId ?? null}::text, ${record?.metricNumber ?? null}::integer, ${record?.counts ?? null}::boolean,
      ${claim.type === "missing" ? JSON.stringify(claim.fields) : null}::jsonb, ${reason}, ${timeOf(raisedAt)}
    from disputes d where d.company_id = ${companyId}
    returning dispute_number`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("a dispute was not kept");
  return row.dispute_number;
};

/** Adds an act to a dispute that nobody else adds to meanwhile. */
export const keepDisputeAct = async (tx: Transaction, companyId: number, disputeNumber: number, act: DisputeAct): Promise<void> => {
  const { upheld, outcome } = act.act === "decision" ? act : { upheld: null, outcome: null };
  await sql`
    insert into dispute_acts (company_id, dispute_number, act_number, act, member_number, said, link, upheld, outcome, done_at)
    select ${companyId}::integer, ${disputeNumber}::integer, coalesce(max(a.act_number), 0) + 1, ${act.act}, ${act.by}::integer, ${act.said}, ${act.link}::text,
      ${upheld}::boolean, ${outcome === null ? null : JSON.stringify(outcome)}::jsonb, ${timeOf(act.at)}
    from dispute_acts a where a.company_id = ${companyId} and a.dispute_number = ${disputeNumber}`.execute(tx);
};

/** A file without what is in it. */
export type KeptFile = {
  readonly disputeNumber: number;
  readonly number: number;
  readonly memberNumber: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly addedAt: string;
};

/** The files of these disputes, in the order in which they were added. */
export const filesOf = async (tx: Transaction, companyId: number, disputeNumbers: readonly number[]): Promise<readonly KeptFile[]> => {
  const { rows } = await sql<KeptFile>`
    select f.dispute_number as "disputeNumber", f.file_number as number, f.member_number as "memberNumber", f.name, f.type, length(f.content) as bytes,
      f.added_at as "addedAt"
    from dispute_files f where f.company_id = ${companyId} and f.dispute_number = any (${columnOf("int4", disputeNumbers)})
    order by f.dispute_number, f.file_number`.execute(tx);
  return rows;
};

/** Its number within the dispute. */
export const keepFile = async (
  tx: Transaction,
  companyId: number,
  disputeNumber: number,
  { file, by, at }: { readonly file: EvidenceFile; readonly by: number; readonly at: Instant },
): Promise<number> => {
  const { rows } = await sql<{ file_number: number }>`
    insert into dispute_files (company_id, dispute_number, file_number, member_number, name, type, content, added_at)
    select ${companyId}::integer, ${disputeNumber}::integer, coalesce(max(f.file_number), 0) + 1, ${by}::integer, ${file.name}, ${file.type},
      ${Buffer.from(file.content)}::bytea, ${timeOf(at)}
    from dispute_files f where f.company_id = ${companyId} and f.dispute_number = ${disputeNumber}
    returning file_number`.execute(tx);
  return rows[0]?.file_number ?? 0;
};

export const fileOf = async (
  tx: Transaction,
  companyId: number,
  disputeNumber: number,
  fileNumber: number,
): Promise<EvidenceFile | undefined> => {
  const { rows } = await sql<{ name: string; type: string; content: Buffer }>`
    select f.name, f.type, f.content from dispute_files f
    where f.company_id = ${companyId} and f.dispute_number = ${disputeNumber} and f.file_number = ${fileNumber}`.execute(tx);
  return rows[0];
};
