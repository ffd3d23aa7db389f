import { sql, type RawBuilder } from "kysely";
import type { Instant } from "../domain/instant.ts";
import type { Channel } from "../domain/signals/contact-rules.ts";
import type { BasisKind } from "../domain/signals/consent-reading.ts";
import { instantOf, microseconds } from "./activities.ts";
import type { TouchedContacts } from "./barring.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { ownOfIdentity, rootNow } from "./prospect-roots.ts";

export type NewOptOut = {
  /** Whom it is said of; null for everybody of a domain. */
  readonly prospect: bigint | null;
  readonly domain: string | null;
  readonly list: string | null;
  readonly channels: readonly Channel[] | null;
  readonly from: Instant;
  readonly reason: string | null;
};

const jsonOf = (channels: readonly Channel[] | null): string | null => (channels === null ? null : JSON.stringify(channels));

const channelsOf = (column: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${column} is not null then array(select jsonb_array_elements_text(${column}::jsonb)) end`;

/** Keeps these opt-outs; what holds already by then, of the same list and for the same channels, is not kept again. Their numbers by place. */
export const keepOptOuts = async (
  tx: Transaction,
  companyId: number,
  optOuts: readonly NewOptOut[],
  by: string,
): Promise<ReadonlyMap<number, bigint>> => {
  if (optOuts.length === 0) return new Map();
  const text = (read: (optOut: NewOptOut) => string | null) => columnOf("text", optOuts.map(read));
  const whole = (read: (optOut: NewOptOut) => bigint | null) => columnOf("int8", optOuts.map(read));
  const { rows } = await sql<{ place: bigint; number: bigint }>`
    with told as materialized (
      select g.prospect_number, g.domain collate "C" as domain, g.list, ${channelsOf(sql`g.channels`)} as channels, ${instantOf(sql`g.from_us`)} as from_at, g.reason, g.place
      from unnest(${whole(({ prospect }) => prospect)}, ${text(({ domain }) => domain)}, ${text(({ list }) => list)},
        ${text(({ channels }) => jsonOf(channels))}, ${whole(({ from }) => from)}, ${text(({ reason }) => reason)})
        with ordinality as g (prospect_number, domain, list, channels, from_us, reason, place)),
    news as (
      select distinct on (t.prospect_number, t.domain, t.list, t.channels) t.* from told t
      where not exists (
        select from opt_outs o where o.company_id = ${companyId} and (o.prospect_number = t.prospect_number or o.domain = t.domain)
          and o.list is not distinct from t.list and o.channels is not distinct from t.channels
          and (o.from_at = t.from_at or (o.from_at < t.from_at and o.until_at is null)))
      order by t.prospect_number, t.domain, t.list, t.channels, t.from_at, t.place),
    kept as (
      insert into opt_outs (company_id, prospect_number, domain, list, channels, from_at, reason, recorded_by)
      select ${companyId}::integer, n.prospect_number, n.domain, n.list, n.channels, n.from_at, n.reason, ${by} from news n order by n.place
      returning opt_out_number, prospect_number, domain, list, channels, from_at)
    select n.place, k.opt_out_number as number from kept k join news n on (n.prospect_number = k.prospect_number or n.domain = k.domain)
      and n.list is not distinct from k.list and n.channels is not distinct from k.channels and n.from_at = k.from_at
    order by n.place`.execute(tx);
  return new Map(rows.map(({ place, number }) => [Number(place) - 1, number]));
};

export type OptOutRow = {
  readonly number: bigint;
  /** For whom it counts now; null for everybody of a domain. */
  readonly root: bigint | null;
  readonly domain: string | null;
  readonly list: string | null;
  readonly channels: readonly Channel[] | null;
  readonly from: Instant;
  readonly fromAt: string;
  readonly untilAt: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly recordedAt: string;
  readonly withdrawnBy: string | null;
  readonly withdrawalReason: string | null;
  /** By what the prospect is known first; null of a domain. */
  readonly reference: string | null;
};

const columns = (companyId: number): RawBuilder<unknown> => sql`
  o.opt_out_number as number, case when o.prospect_number is not null then ${rootNow(companyId, sql`o.prospect_number`)} end as root, o.domain, o.list, o.channels,
  ${microseconds(sql`o.from_at`)} as "from", o.from_at as "fromAt", o.until_at as "untilAt", o.reason, o.recorded_by as by, o.recorded_at as "recordedAt",
  o.withdrawn_by as "withdrawnBy", o.withdrawal_reason as "withdrawalReason",
  case when o.prospect_number is not null then (
    select i.value from prospect_identities i
    where i.company_id = ${companyId} and i.prospect_number = ${rootNow(companyId, sql`o.prospect_number`)} and ${ownOfIdentity} = o.prospect_number
    order by i.kind = 'id' desc, i.kind, i.value limit 1) end as reference`;

/** One opt-out, which nobody else withdraws meanwhile. */
export const lockOptOut = async (tx: Transaction, companyId: number, number: bigint): Promise<OptOutRow | undefined> => {
  const { rows } = await sql<OptOutRow>`
    select ${columns(companyId)} from opt_outs o where o.company_id = ${companyId} and o.opt_out_number = ${number} for update of o`.execute(
    tx,
  );
  return rows[0];
};

export const endOptOut = async (
  tx: Transaction,
  companyId: number,
  { number, until, by, reason }: { readonly number: bigint; readonly until: Instant; readonly by: string; readonly reason: string },
): Promise<void> => {
  await sql`
    update opt_outs set until_at = ${instantOf(sql`${until}::bigint`)}, withdrawn_by = ${by}, withdrawal_reason = ${reason}
    where company_id = ${companyId} and opt_out_number = ${number}`.execute(tx);
};

/** Those of a prospect and all that are one with them, of their own and of their addresses' domains, the latest first. At most a thousand. */
export const optOutsOf = async (tx: Transaction, companyId: number, root: bigint): Promise<readonly OptOutRow[]> => {
  const { rows } = await sql<OptOutRow>`
    select ${columns(companyId)} from opt_outs o
    where o.company_id = ${companyId} and exists (
      select from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${root}
        and (o.prospect_number = ${ownOfIdentity} or (i.kind = 'email' and o.domain = split_part(i.value, '@', 2))))
    order by o.from_at desc, o.opt_out_number desc limit 1000`.execute(tx);
  return rows;
};

/** All of the company, the latest recorded first, page by page. */
export const optOutsBelow = async (
  tx: Transaction,
  companyId: number,
  { below, limit }: { readonly below: bigint | null; readonly limit: number },
): Promise<readonly OptOutRow[]> => {
  const { rows } = await sql<OptOutRow>`
    select ${columns(companyId)} from opt_outs o
    where o.company_id = ${companyId} ${below === null ? sql`` : sql`and o.opt_out_number < ${below}`}
    order by o.opt_out_number desc limit ${limit}`.execute(tx);
  return rows;
};

/** Whose contacts an opt-out of a domain is about, by root, each from its time on. */
export const prospectsOfDomains = async (
  tx: Transaction,
  companyId: number,
  domains: readonly { readonly domain: string; readonly from: Instant }[],
): Promise<readonly TouchedContacts[]> => {
  if (domains.length === 0) return [];
  const { rows } = await sql<{ prospect: bigint }>`
    select distinct i.prospect_number as prospect
    from prospect_identities i
    where i.company_id = ${companyId} and i.kind = 'email' and split_part(i.value, '@', 2) = any (${columnOf(
      "text",
      domains.map(({ domain }) => domain),
    )})
    order by 1`.execute(tx);
  return rows.map(({ prospect }) => ({ prospect, between: null }));
};

export type NewBasis = {
  readonly prospect: bigint;
  readonly kind: BasisKind;
  readonly channels: readonly Channel[] | null;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly coversQuietHours: boolean;
  readonly evidence: string | null;
};

/** Keeps what allows to contact prospects; the same again is not kept again. How many are new. */
export const keepBases = async (tx: Transaction, companyId: number, bases: readonly NewBasis[], by: string): Promise<number> => {
  if (bases.length === 0) return 0;
  const text = (read: (basis: NewBasis) => string | null) => columnOf("text", bases.map(read));
  const whole = (read: (basis: NewBasis) => bigint | null) => columnOf("int8", bases.map(read));
  const { rows } = await sql`
    insert into contact_bases (company_id, prospect_number, kind, channels, from_at, until_at, covers_quiet_hours, evidence, recorded_by)
    select ${companyId}::integer, t.prospect_number, t.kind, t.channels, t.from_at, t.until_at, t.covers, t.evidence, ${by}
    from (
      select distinct g.prospect_number, g.kind, ${channelsOf(sql`g.channels`)} as channels, ${instantOf(sql`g.from_us`)} as from_at,
        ${instantOf(sql`g.until_us`)} as until_at, g.covers, g.evidence
      from unnest(${whole(({ prospect }) => prospect)}, ${text(({ kind }) => kind)}, ${text(({ channels }) => jsonOf(channels))},
        ${whole(({ from }) => from)}, ${whole(({ until }) => until)}, ${columnOf(
          "bool",
          bases.map(({ coversQuietHours }) => coversQuietHours),
        )}, ${text(({ evidence }) => evidence)}) as g (prospect_number, kind, channels, from_us, until_us, covers, evidence)) t
    where not exists (
      select from contact_bases b where b.company_id = ${companyId} and b.prospect_number = t.prospect_number and b.kind = t.kind and b.from_at = t.from_at
        and b.channels is not distinct from t.channels and b.until_at is not distinct from t.until_at and b.covers_quiet_hours = t.covers)
    returning basis_number`.execute(tx);
  return rows.length;
};

export type BasisRow = {
  readonly kind: BasisKind;
  readonly channels: readonly Channel[] | null;
  readonly fromAt: string;
  readonly untilAt: string | null;
  readonly coversQuietHours: boolean;
  readonly evidence: string | null;
  readonly by: string;
  readonly recordedAt: string;
};

/** What allows to contact a prospect, and all that are one with them, the latest first. At most a thousand. */
export const basesOf = async (tx: Transaction, companyId: number, root: bigint): Promise<readonly BasisRow[]> => {
  const { rows } = await sql<BasisRow>`
    select b.kind, b.channels, b.from_at as "fromAt", b.until_at as "untilAt", b.covers_quiet_hours as "coversQuietHours", b.evidence, b.recorded_by as by, b.recorded_at as "recordedAt"
    from contact_bases b
    where b.company_id = ${companyId} and b.prospect_number in (
      select ${ownOfIdentity} from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${root})
    order by b.from_at desc, b.basis_number desc limit 1000`.execute(tx);
  return rows;
};
