import { sql } from "kysely";
import type { Refusal } from "../domain/refusal.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type HookRequestState = "waiting" | "done" | "ignored" | "quarantined";

/** What is wrong with an event of a request; null: with the request as a whole. */
export type HookProblem = Refusal & {
  readonly event: number | null;
  /** From where in the event it was read. */
  readonly path?: string;
};

export type HookCounts = {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly unattributed: number;
  readonly ignored: number;
  readonly rejected: number;
};

export type KeptRequest = {
  readonly number: bigint;
  readonly endpointNumber: number;
  readonly receivedAt: string;
  readonly deliveryId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly state: HookRequestState;
  readonly counts: HookCounts | null;
  readonly problems: readonly HookProblem[];
  readonly unused: readonly string[];
  readonly hasBody: boolean;
  readonly processedAt: string | null;
  readonly replayedAt: string | null;
  readonly replayedBy: string | null;
};

const columns = sql`
  r.request_number as number, r.endpoint_number as "endpointNumber", r.received_at as "receivedAt", r.delivery_id as "deliveryId", r.headers,
  r.state, r.counts, r.problems, r.unused, r.body is not null as "hasBody", r.processed_at as "processedAt", r.replayed_at as "replayedAt",
  r.replayed_by as "replayedBy"`;

export type NewRequest = {
  readonly endpointNumber: number;
  readonly deliveryId: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyHash: Buffer;
  /** Null of what may be kept nowhere. */
  readonly body: Buffer | null;
};

/** Keeps a request before anything is done with it; one that came before under the same id and with the same body is given instead. */
export const keepRequest = async (
  tx: Transaction,
  companyId: number,
  { endpointNumber, deliveryId, headers, bodyHash, body }: NewRequest,
): Promise<{ readonly number: bigint; readonly state: HookRequestState; readonly isNew: boolean }> => {
  const { rows } = await sql<{ number: bigint; state: HookRequestState }>`
    insert into hook_requests (company_id, endpoint_number, delivery_id, headers, body_hash, body)
    values (${companyId}, ${endpointNumber}, ${deliveryId}, ${JSON.stringify(headers)}::json, ${bodyHash}, ${body})
    on conflict on constraint hook_requests_come_once do nothing
    returning request_number as number, state`.execute(tx);
  const [kept] = rows;
  if (kept !== undefined) return { ...kept, isNew: true };
  const { rows: before } = await sql<{ number: bigint; state: HookRequestState }>`
    select r.request_number as number, r.state from hook_requests r
    where r.company_id = ${companyId} and r.endpoint_number = ${endpointNumber} and r.delivery_id = ${deliveryId} and r.body_hash = ${bodyHash}
    limit 1`.execute(tx);
  const [found] = before;
  if (found === undefined) throw new Error("a request was neither kept nor there");
  return { ...found, isNew: false };
};

export const findRequest = async (
  tx: Transaction,
  companyId: number,
  endpointNumber: number,
  number: bigint,
): Promise<(KeptRequest & { readonly body: Buffer | null }) | undefined> => {
  const { rows } = await sql<KeptRequest & { readonly body: Buffer | null }>`
    select ${columns}, r.body from hook_requests r
    where r.company_id = ${companyId} and r.endpoint_number = ${endpointNumber} and r.request_number = ${number}::bigint limit 1`.execute(
    tx,
  );
  return rows[0];
};

export type SettledRequest = {
  readonly number: bigint;
  readonly state: Exclude<HookRequestState, "waiting">;
  readonly counts: HookCounts | null;
  readonly problems: readonly HookProblem[];
  readonly unused: readonly string[];
};

/** Notes what a request came to. Its body goes, unless it is quarantined. */
export const settleRequest = async (
  tx: Transaction,
  companyId: number,
  { number, state, counts, problems, unused }: SettledRequest,
): Promise<void> => {
  await sql`
    update hook_requests set state = ${state}, counts = ${counts === null ? null : JSON.stringify(counts)}::json,
      problems = ${JSON.stringify(problems)}::json, unused = ${columnOf("text", unused)}, processed_at = now(),
      body = case when ${state} = 'quarantined' then body end
    where company_id = ${companyId} and request_number = ${number}::bigint`.execute(tx);
};

/** Notes that somebody has it read again. */
export const noteReplay = async (tx: Transaction, companyId: number, number: bigint, by: string): Promise<void> => {
  await sql`
    update hook_requests set replayed_at = now(), replayed_by = ${by} where company_id = ${companyId} and request_number = ${number}::bigint`.execute(
    tx,
  );
};

/** Requests that wait since before `until` at endpoints that are not suspended, the first ones first: nobody has come to read them. */
export const waitingRequests = async (
  tx: Transaction,
  companyId: number,
  { until, limit }: { readonly until: string; readonly limit: number },
): Promise<readonly { readonly number: bigint; readonly endpointNumber: number }[]> => {
  const { rows } = await sql<{ number: bigint; endpointNumber: number }>`
    select r.request_number as number, r.endpoint_number as "endpointNumber"
    from hook_requests r join hook_endpoints h on h.company_id = r.company_id and h.endpoint_number = r.endpoint_number
    where r.company_id = ${companyId} and r.state = 'waiting' and r.received_at <= ${until}::timestamptz
      and h.suspended_at is null and h.ended_at is null
    order by r.request_number limit ${limit}`.execute(tx);
  return rows;
};

export type WaitingBody = {
  readonly number: bigint;
  readonly endpoint: string;
  /** Whether its endpoint has ended, so that nobody will read it. */
  readonly isEnded: boolean;
  readonly body: Buffer;
};

/** What waits at any endpoint, as it came, after a number. */
export const waitingBodies = async (
  tx: Transaction,
  companyId: number,
  { after, limit }: { readonly after: bigint; readonly limit: number },
): Promise<readonly WaitingBody[]> => {
  const { rows } = await sql<WaitingBody>`
    select r.request_number as number, h.id as endpoint, h.ended_at is not null as "isEnded", r.body
    from hook_requests r join hook_endpoints h on h.company_id = r.company_id and h.endpoint_number = r.endpoint_number
    where r.company_id = ${companyId} and r.state = 'waiting' and r.body is not null and r.request_number > ${after}::bigint
    order by r.request_number limit ${limit}`.execute(tx);
  return rows;
};

/** Takes the bodies of requests that wait away, and what came with them; they are quarantined for that. Without their ids, so that the same is taken in when it comes again. */
export const dropWaitingBodies = async (
  tx: Transaction,
  companyId: number,
  numbers: readonly bigint[],
  problem: HookProblem,
): Promise<void> => {
  await sql`
    update hook_requests set body = null, headers = '{}', delivery_id = null, state = 'quarantined', problems = ${JSON.stringify([problem])}::json, processed_at = now()
    where company_id = ${companyId} and state = 'waiting' and request_number = any (${columnOf("int8", numbers)})`.execute(tx);
};

export const dropQuarantinedBodies = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`
    update hook_requests set body = null, headers = '{}' where company_id = ${companyId} and state = 'quarantined' and body is not null`.execute(
    tx,
  );
};

export type RequestsAsked = {
  readonly endpointNumber: number;
  readonly state: string | null;
  /** The number that a page goes on below: the latest come first. */
  readonly below: bigint | null;
  readonly limit: number;
};

export const listRequests = async (tx: Transaction, companyId: number, asked: RequestsAsked): Promise<readonly KeptRequest[]> => {
  const { rows } = await sql<KeptRequest>`
    select ${columns} from hook_requests r
    where r.company_id = ${companyId} and r.endpoint_number = ${asked.endpointNumber}
      and ${asked.state === null ? sql`true` : sql`r.state = ${asked.state}`}
      and ${asked.below === null ? sql`true` : sql`r.request_number < ${asked.below}::bigint`}
    order by r.request_number desc limit ${asked.limit}`.execute(tx);
  return rows;
};

/** Lets go of what was read a month ago, and of what nobody has mended for three. How many went. */
export const tidyRequests = async (tx: Transaction, companyId: number): Promise<number> => {
  const { rows } = await sql<{ request_number: bigint }>`
    delete from hook_requests r where r.company_id = ${companyId} and r.request_number in (
      select old.request_number from hook_requests old
      where old.company_id = ${companyId}
        and ((old.state in ('done', 'ignored') and old.received_at < now() - interval '30 days')
          or (old.state = 'quarantined' and old.received_at < now() - interval '90 days'))
      order by old.request_number limit 1000)
    returning r.request_number`.execute(tx);
  return rows.length;
};
