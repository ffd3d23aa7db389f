import { sql, type RawBuilder } from "kysely";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import type { PauseReason } from "./webhooks.ts";

export type NewEvent = {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly data: unknown;
  readonly happenedAt: string;
};

/** Keeps events, and a delivery of each for every webhook that is to be told of it; `only`: for this one alone. How many deliveries there are. */
export const keepDeliveries = async (
  tx: Transaction,
  companyId: number,
  { events, only = null, now }: { readonly events: readonly NewEvent[]; readonly only?: number | null; readonly now: string },
): Promise<readonly bigint[]> => {
  const column = <T>(of: (event: NewEvent) => T): T[] => events.map(of);
  const { rows } = await sql<{ number: bigint }>`
    with told as (
      select e.id, e.type, e.subject, e.data, e.happened_at, w.webhook_number
      from unnest(${columnOf(
        "text",
        column(({ id }) => id),
      )}, ${columnOf(
        "text",
        column(({ type }) => type),
      )}, ${columnOf(
        "text",
        column(({ subject }) => subject),
      )}, ${columnOf(
        "jsonb",
        column(({ data }) => data),
      )}, ${columnOf(
        "timestamptz",
        column(({ happenedAt }) => happenedAt),
      )}) as e (id, type, subject, data, happened_at)
      join webhooks w on w.company_id = ${companyId} and w.ended_at is null
        and ${only === null ? sql`e.type = any (w.events)` : sql`w.webhook_number = ${only}`}
    ), kept as (
      insert into webhook_events (company_id, id, type, subject, data, happened_at)
      select distinct on (t.id) ${companyId}::integer, t.id, t.type, t.subject, t.data::json, t.happened_at from told t order by t.id
      returning id, event_number
    )
    insert into webhook_deliveries (company_id, webhook_number, event_number, next_at)
    select ${companyId}::integer, t.webhook_number, k.event_number, ${now}::timestamptz from told t join kept k using (id)
    order by t.happened_at, t.id, t.webhook_number
    returning delivery_number as number`.execute(tx);
  return rows.map(({ number }) => number);
};

export type TakenDelivery = {
  readonly number: bigint;
  readonly webhookNumber: number;
  /** From 1. */
  readonly attempt: number;
  /** How often it has failed since it was last sent anew by hand. */
  readonly failures: number;
  readonly event: NewEvent;
};

const taken = sql`
  d.delivery_number as number, d.webhook_number as "webhookNumber", d.attempts as attempt, d.failures,
  (select jsonb_build_object('id', e.id, 'type', e.type, 'subject', e.subject, 'data', e.data,
      'happenedAt', to_char(e.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from webhook_events e where e.company_id = d.company_id and e.event_number = d.event_number) as event`;

export type Lease = { readonly now: string; readonly leaseSeconds: number };

const lease = (now: string, leaseSeconds: number): RawBuilder<unknown> =>
  sql`attempts = d.attempts + 1, leased_until = ${now}::timestamptz + make_interval(secs => ${leaseSeconds})`;

const isDue = (now: string): RawBuilder<unknown> =>
  sql`d.state = 'waiting' and d.next_at <= ${now}::timestamptz and (d.leased_until is null or d.leased_until <= ${now}::timestamptz)`;

/** The webhooks that have something due. */
export const webhooksDue = async (tx: Transaction, companyId: number, now: string): Promise<readonly number[]> => {
  const { rows } = await sql<{ number: number }>`
    select w.webhook_number as number from webhooks w
    where w.company_id = ${companyId} and w.ended_at is null and w.paused_at is null
      and exists (select from webhook_deliveries d where d.company_id = w.company_id and d.webhook_number = w.webhook_number and ${isDue(now)})
    order by w.webhook_number limit 1000`.execute(tx);
  return rows.map(({ number }) => number);
};

/** Takes the delivery of a webhook that is the longest due; whoever has taken it sends it before the lease ends. */
export const takeDelivery = async (
  tx: Transaction,
  companyId: number,
  webhookNumber: number,
  { now, leaseSeconds }: Lease,
): Promise<TakenDelivery | undefined> => {
  const { rows } = await sql<TakenDelivery>`
    with next as (
      select d.delivery_number from webhook_deliveries d
      join webhooks w on w.company_id = d.company_id and w.webhook_number = d.webhook_number and w.ended_at is null and w.paused_at is null
      where d.company_id = ${companyId} and d.webhook_number = ${webhookNumber} and ${isDue(now)}
      order by d.next_at, d.delivery_number limit 1 for update of d skip locked)
    update webhook_deliveries d set ${lease(now, leaseSeconds)}
    from next where d.company_id = ${companyId} and d.delivery_number = next.delivery_number
    returning ${taken}`.execute(tx);
  return rows[0];
};

/** Takes this one, due or not. */
export const takeThisDelivery = async (
  tx: Transaction,
  companyId: number,
  number: bigint,
  { now, leaseSeconds }: Lease,
): Promise<TakenDelivery | undefined> => {
  const { rows } = await sql<TakenDelivery>`
    update webhook_deliveries d set ${lease(now, leaseSeconds)}
    where d.company_id = ${companyId} and d.delivery_number = ${number}::bigint and d.state = 'waiting'
    returning ${taken}`.execute(tx);
  return rows[0];
};

export type SettledAttempt = {
  readonly number: bigint;
  readonly attempt: number;
  readonly triedAt: string;
  readonly milliseconds: number;
  readonly status: number | null;
  readonly problem: string | null;
  readonly answer: string;
  readonly state: "waiting" | "delivered" | "failed";
  /** Of one that waits. */
  readonly nextAt: string | null;
};

/** Notes what came of an attempt. A delivery that another has taken since the lease ended, or that is to be sent anew, stays as it is unless it arrived. */
export const settleDelivery = async (
  tx: Transaction,
  companyId: number,
  { number, attempt, triedAt, milliseconds, status, problem, answer, state, nextAt }: SettledAttempt,
  now: string,
): Promise<void> => {
  await sql`
    insert into webhook_attempts (company_id, delivery_number, attempt, tried_at, milliseconds, status, problem, answer)
    values (${companyId}, ${number}::bigint, ${attempt}, ${triedAt}::timestamptz, ${milliseconds}, ${status}, ${problem}, ${answer})
    on conflict do nothing`.execute(tx);
  await sql`
    update webhook_deliveries d set state = ${state}, next_at = coalesce(${nextAt}::timestamptz, d.next_at), leased_until = null,
      failures = d.failures + case when ${state}::text = 'delivered' then 0 else 1 end, settled_at = case when ${state}::text <> 'waiting' then ${now}::timestamptz end
    where d.company_id = ${companyId} and d.delivery_number = ${number}::bigint and d.state = 'waiting'
      and (d.attempts = ${attempt}::int or ${state}::text = 'delivered')`.execute(tx);
};

/**
 * Notes on a webhook how an attempt went. One of which nothing has arrived since before the first attempt of a delivery that was given up is paused, and so is one that
 * says that it is gone. Why, when it was paused by this.
 */
export const noteWebhook = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { went, now }: { readonly went: "arrived" | "failed" | "given-up" | "gone"; readonly now: string },
): Promise<{ readonly id: string; readonly why: PauseReason } | undefined> => {
  if (went === "arrived") {
    await sql`
      update webhooks set failing_since = null where company_id = ${companyId} and webhook_number = ${number} and failing_since is not null`.execute(
      tx,
    );
    return undefined;
  }
  await sql`
    update webhooks set failing_since = ${now}::timestamptz
    where company_id = ${companyId} and webhook_number = ${number} and failing_since is null`.execute(tx);
  if (went === "failed") return undefined;
  const { rows } = await sql<{ id: string; why: PauseReason }>`
    update webhooks set paused_at = ${now}::timestamptz, paused_why = ${went === "gone" ? "gone" : "failing"}
    where company_id = ${companyId} and webhook_number = ${number} and paused_at is null and ended_at is null
      and (${went === "gone"} or failing_since <= ${now}::timestamptz - interval '20 hours')
    returning id, paused_why as why`.execute(tx);
  return rows[0];
};

export type ListedDelivery = {
  readonly number: bigint;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly nextAt: string;
  readonly settledAt: string | null;
  readonly event: NewEvent;
  readonly log: readonly {
    readonly attempt: number;
    readonly at: string;
    readonly milliseconds: number;
    readonly status: number | null;
    readonly problem: string | null;
    readonly answer: string;
  }[];
};

const utc = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);

const listed = sql`
  d.delivery_number as number, d.state, d.attempts, d.next_at as "nextAt", d.settled_at as "settledAt",
  jsonb_build_object('id', e.id, 'type', e.type, 'subject', e.subject, 'data', e.data, 'happenedAt', to_char(e.happened_at at time zone 'UTC', ${utc})) as event,
  (select coalesce(jsonb_agg(jsonb_build_object('attempt', a.attempt, 'at', to_char(a.tried_at at time zone 'UTC', ${utc}),
      'milliseconds', a.milliseconds, 'status', a.status, 'problem', a.problem, 'answer', a.answer) order by a.attempt), '[]'::jsonb)
    from webhook_attempts a where a.company_id = d.company_id and a.delivery_number = d.delivery_number) as log`;

export type DeliveriesAsked = {
  readonly webhookNumber: number;
  readonly state: string | null;
  /** The number that a page goes on below: the latest come first. */
  readonly below: bigint | null;
  readonly limit: number;
};

export const listDeliveries = async (tx: Transaction, companyId: number, asked: DeliveriesAsked): Promise<readonly ListedDelivery[]> => {
  const { rows } = await sql<ListedDelivery>`
    select ${listed}
    from webhook_deliveries d join webhook_events e on e.company_id = d.company_id and e.event_number = d.event_number
    where d.company_id = ${companyId} and d.webhook_number = ${asked.webhookNumber}
      and ${asked.state === null ? sql`true` : sql`d.state = ${asked.state}`}
      and ${asked.below === null ? sql`true` : sql`d.delivery_number < ${asked.below}::bigint`}
    order by d.delivery_number desc limit ${asked.limit}`.execute(tx);
  return rows;
};

export const findDelivery = async (
  tx: Transaction,
  companyId: number,
  webhookNumber: number,
  number: bigint,
): Promise<ListedDelivery | undefined> => {
  const { rows } = await sql<ListedDelivery>`
    select ${listed}
    from webhook_deliveries d join webhook_events e on e.company_id = d.company_id and e.event_number = d.event_number
    where d.company_id = ${companyId} and d.webhook_number = ${webhookNumber} and d.delivery_number = ${number}::bigint limit 1`.execute(
    tx,
  );
  return rows[0];
};

/** To be sent anew under the same id, at once, with as many attempts as the first time. */
export const redeliver = async (tx: Transaction, companyId: number, number: bigint, now: string): Promise<void> => {
  await sql`
    update webhook_deliveries set state = 'waiting', next_at = ${now}::timestamptz, leased_until = null, settled_at = null, failures = 0
    where company_id = ${companyId} and delivery_number = ${number}::bigint`.execute(tx);
};

const kept = sql`interval '30 days'`;

/** Lets go of what was settled long ago. How many events went. */
export const tidyWebhookEvents = async (tx: Transaction, companyId: number, now: string): Promise<number> => {
  const { rows } = await sql<{ event_number: bigint }>`
    delete from webhook_events e
    where e.company_id = ${companyId} and e.event_number in (
      select old.event_number from webhook_events old
      where old.company_id = ${companyId} and old.happened_at < ${now}::timestamptz - ${kept}
        and not exists (select from webhook_deliveries d where d.company_id = old.company_id and d.event_number = old.event_number and d.state = 'waiting')
      order by old.event_number limit 1000)
    returning e.event_number`.execute(tx);
  return rows.length;
};
