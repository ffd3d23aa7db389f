import { sql } from "kysely";
import type { HookScheme } from "../domain/hook-scheme.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptEndpoint = {
  readonly number: number;
  readonly version: number;
  readonly id: string;
  readonly name: string;
  /** Sealed, as are the secrets. */
  readonly token: Buffer;
  readonly source: string;
  readonly scheme: HookScheme;
  readonly secret: Buffer;
  readonly oldSecret: Buffer | null;
  readonly oldSecretUntil: string | null;
  readonly map: Readonly<Record<string, unknown>>;
  readonly account: { readonly column: string; readonly value: string } | null;
  readonly addresses: readonly string[] | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly suspendedAt: string | null;
  readonly endedAt: string | null;
  readonly refused: { readonly count: number; readonly lastAt: string; readonly lastCode: string } | null;
};

const columns = sql`
  h.endpoint_number as number, h.version, h.id, h.name, h.token, h.source, h.scheme, h.secret, h.old_secret as "oldSecret",
  h.old_secret_until as "oldSecretUntil", h.map, h.account, h.addresses, h.created_at as "createdAt", h.created_by as "createdBy",
  h.suspended_at as "suspendedAt", h.ended_at as "endedAt",
  case when h.refused_at is not null then jsonb_build_object('count', h.refused_count,
    'lastAt', to_char(h.refused_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'lastCode', h.refused_code) end as refused`;

/** The endpoint with this token, ended ones too. */
export const endpointByToken = async (tx: Transaction, companyId: number, tokenHash: Buffer): Promise<KeptEndpoint | undefined> => {
  const { rows } = await sql<KeptEndpoint>`
    select ${columns} from hook_endpoints h where h.company_id = ${companyId} and h.token_hash = ${tokenHash} limit 1`.execute(tx);
  return rows[0];
};

export const endpointByNumber = async (tx: Transaction, companyId: number, number: number): Promise<KeptEndpoint | undefined> => {
  const { rows } = await sql<KeptEndpoint>`
    select ${columns} from hook_endpoints h where h.company_id = ${companyId} and h.endpoint_number = ${number} limit 1`.execute(tx);
  return rows[0];
};

export type ListedEndpoint = KeptEndpoint & {
  readonly waiting: number;
  readonly quarantined: number;
  readonly lastReceivedAt: string | null;
};

const counted = sql`
  (select count(*)::integer from hook_requests r
    where r.company_id = h.company_id and r.endpoint_number = h.endpoint_number and r.state = 'waiting') as waiting,
  (select count(*)::integer from hook_requests r
    where r.company_id = h.company_id and r.endpoint_number = h.endpoint_number and r.state = 'quarantined') as quarantined,
  (select max(r.received_at) from hook_requests r
    where r.company_id = h.company_id and r.endpoint_number = h.endpoint_number) as "lastReceivedAt"`;

/** Those that were not ended, in the order in which they were made. */
export const listEndpoints = async (tx: Transaction, companyId: number): Promise<readonly ListedEndpoint[]> => {
  const { rows } = await sql<ListedEndpoint>`
    select ${columns}, ${counted} from hook_endpoints h
    where h.company_id = ${companyId} and h.ended_at is null order by h.endpoint_number limit 1000`.execute(tx);
  return rows;
};

export const findEndpoint = async (tx: Transaction, companyId: number, id: string): Promise<ListedEndpoint | undefined> => {
  const { rows } = await sql<ListedEndpoint>`
    select ${columns}, ${counted} from hook_endpoints h
    where h.company_id = ${companyId} and h.id = ${id} and h.ended_at is null limit 1`.execute(tx);
  return rows[0];
};

/** Ids that were ever given; none is given twice. */
export const endpointIds = async (tx: Transaction, companyId: number): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select h.id from hook_endpoints h where h.company_id = ${companyId} order by h.id limit 100000`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

type Content = Pick<KeptEndpoint, "name" | "source" | "scheme" | "map" | "account" | "addresses"> & { readonly isSuspended: boolean };

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const addressesOf = ({ addresses }: Content): ReturnType<typeof sql> => (addresses === null ? sql`null` : columnOf("text", addresses));

/** The company is owned. */
export const keepEndpoint = async (
  tx: Transaction,
  companyId: number,
  endpoint: Content & Pick<KeptEndpoint, "id" | "token" | "secret"> & { readonly tokenHash: Buffer; readonly by: string },
): Promise<void> => {
  const { id, name, tokenHash, token, source, scheme, secret, map, account, isSuspended, by } = endpoint;
  await sql`
    insert into hook_endpoints (company_id, endpoint_number, id, name, token_hash, token, source, scheme, secret, map, account, addresses,
      suspended_at, created_by)
    select ${companyId}, coalesce(max(endpoint_number), 0) + 1, ${id}, ${name}, ${tokenHash}, ${token}, ${source}, ${json(scheme)}::json,
      ${secret}, ${json(map)}::json, ${json(account)}::json, ${addressesOf(endpoint)}, case when ${isSuspended} then now() end, ${by}
    from hook_endpoints where company_id = ${companyId}`.execute(tx);
};

export const changeEndpoint = async (tx: Transaction, companyId: number, number: number, endpoint: Content): Promise<void> => {
  const { name, source, scheme, map, account, isSuspended } = endpoint;
  await sql`
    update hook_endpoints set name = ${name}, source = ${source}, scheme = ${json(scheme)}::json, map = ${json(map)}::json,
      account = ${json(account)}::json, addresses = ${addressesOf(endpoint)},
      suspended_at = case when ${isSuspended} then coalesce(suspended_at, now()) end, version = version + 1
    where company_id = ${companyId} and endpoint_number = ${number}`.execute(tx);
};

/** From now on both are taken until the old one runs out. */
export const changeEndpointSecret = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { secret, oldUntil }: { readonly secret: Buffer; readonly oldUntil: string },
): Promise<void> => {
  await sql`
    update hook_endpoints set old_secret = secret, old_secret_until = ${oldUntil}::timestamptz, secret = ${secret}
    where company_id = ${companyId} and endpoint_number = ${number}`.execute(tx);
};

/** What waits stays unread. */
export const endEndpoint = async (tx: Transaction, companyId: number, number: number, by: string): Promise<void> => {
  await sql`
    update hook_endpoints set ended_at = now(), ended_by = ${by} where company_id = ${companyId} and endpoint_number = ${number}`.execute(
    tx,
  );
};

/** Counts a request that was not let in. */
export const noteRefused = async (tx: Transaction, companyId: number, number: number, code: string): Promise<void> => {
  await sql`
    update hook_endpoints set refused_count = refused_count + 1, refused_at = now(), refused_code = ${code}
    where company_id = ${companyId} and endpoint_number = ${number}`.execute(tx);
};
