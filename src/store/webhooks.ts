import { sql } from "kysely";
import type { Language } from "../domain/language.ts";
import type { WebhookShape } from "../domain/webhook.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type PauseReason = "failing" | "gone";

export type KeptWebhook = {
  readonly number: number;
  readonly version: number;
  readonly id: string;
  readonly name: string;
  /** Sealed, as are the secrets. */
  readonly url: Buffer;
  readonly events: readonly string[];
  readonly shape: WebhookShape;
  readonly language: Language;
  readonly secret: Buffer;
  readonly oldSecret: Buffer | null;
  readonly oldSecretUntil: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly failingSince: string | null;
  readonly pausedAt: string | null;
  readonly pausedWhy: PauseReason | null;
};

export type ListedWebhook = KeptWebhook & {
  /** Deliveries that wait. */
  readonly waiting: number;
};

const columns = sql`
  w.webhook_number as number, w.version, w.id, w.name, w.url, w.events, w.shape, w.language, w.secret, w.old_secret as "oldSecret",
  w.old_secret_until as "oldSecretUntil", w.created_at as "createdAt", w.created_by as "createdBy", w.failing_since as "failingSince",
  w.paused_at as "pausedAt", w.paused_why as "pausedWhy"`;

const waiting = sql`(select count(*)::integer from webhook_deliveries d
    where d.company_id = w.company_id and d.webhook_number = w.webhook_number and d.state = 'waiting') as waiting`;

/** Those that were not ended, in the order in which they were made. */
export const listWebhooks = async (tx: Transaction, companyId: number): Promise<readonly ListedWebhook[]> => {
  const { rows } = await sql<ListedWebhook>`
    select ${columns}, ${waiting} from webhooks w where w.company_id = ${companyId} and w.ended_at is null order by w.webhook_number limit 1000`.execute(
    tx,
  );
  return rows;
};

export const findWebhook = async (tx: Transaction, companyId: number, id: string): Promise<ListedWebhook | undefined> => {
  const { rows } = await sql<ListedWebhook>`
    select ${columns}, ${waiting} from webhooks w where w.company_id = ${companyId} and w.id = ${id} and w.ended_at is null limit 1`.execute(
    tx,
  );
  return rows[0];
};

export const webhookByNumber = async (tx: Transaction, companyId: number, number: number): Promise<KeptWebhook | undefined> => {
  const { rows } = await sql<KeptWebhook>`
    select ${columns} from webhooks w where w.company_id = ${companyId} and w.webhook_number = ${number} limit 1`.execute(tx);
  return rows[0];
};

/** Ids that were ever given; none is given twice. */
export const webhookIds = async (tx: Transaction, companyId: number): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{
    id: string;
  }>`select w.id from webhooks w where w.company_id = ${companyId} order by w.id limit 100000`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

type Content = Pick<KeptWebhook, "name" | "url" | "events" | "shape" | "language">;

/** The company is owned. */
export const keepWebhook = async (
  tx: Transaction,
  companyId: number,
  { id, name, url, events, shape, language, secret, by }: Content & Pick<KeptWebhook, "id" | "secret"> & { readonly by: string },
): Promise<void> => {
  await sql`
    insert into webhooks (company_id, webhook_number, id, name, url, events, shape, language, secret, created_by)
    select ${companyId}, coalesce(max(webhook_number), 0) + 1, ${id}, ${name}, ${url}, ${columnOf("text", events)}, ${shape}, ${language},
      ${secret}, ${by}
    from webhooks where company_id = ${companyId}`.execute(tx);
};

export const changeWebhook = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { name, url, events, shape, language }: Content,
): Promise<void> => {
  await sql`
    update webhooks set name = ${name}, url = ${url}, events = ${columnOf("text", events)}, shape = ${shape}, language = ${language},
      version = version + 1
    where company_id = ${companyId} and webhook_number = ${number}`.execute(tx);
};

/** What waits for it is not delivered any more. */
export const endWebhook = async (tx: Transaction, companyId: number, number: number, by: string): Promise<void> => {
  await sql`
    with ended as (update webhooks set ended_at = now(), ended_by = ${by} where company_id = ${companyId} and webhook_number = ${number})
    update webhook_deliveries set state = 'failed', settled_at = now()
    where company_id = ${companyId} and webhook_number = ${number} and state = 'waiting'`.execute(tx);
};

/** From now on it is signed by both until the old one runs out. */
export const changeWebhookSecret = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { secret, oldUntil }: { readonly secret: Buffer; readonly oldUntil: string },
): Promise<void> => {
  await sql`
    update webhooks set old_secret = secret, old_secret_until = ${oldUntil}::timestamptz, secret = ${secret}
    where company_id = ${companyId} and webhook_number = ${number}`.execute(tx);
};

/** Goes on with what waits, at once. */
export const resumeWebhook = async (tx: Transaction, companyId: number, number: number, now: string): Promise<void> => {
  await sql`
    with resumed as (
      update webhooks set paused_at = null, paused_why = null, failing_since = null
      where company_id = ${companyId} and webhook_number = ${number})
    update webhook_deliveries set next_at = ${now}::timestamptz
    where company_id = ${companyId} and webhook_number = ${number} and state = 'waiting'`.execute(tx);
};
