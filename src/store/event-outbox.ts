import { sql } from "kysely";
import type { WebhookEvent } from "../domain/webhook-event.ts";
import type { Transaction } from "./database.ts";

/** Writes what happened in the transaction in which it does: one row for all of it. */
export const keepEvents = async (tx: Transaction, companyId: number, events: readonly WebhookEvent[]): Promise<void> => {
  if (events.length === 0) return;
  await sql`insert into event_outbox (company_id, events) values (${companyId}, ${JSON.stringify(events)}::json)`.execute(tx);
};

export type OutboxRow = { readonly number: bigint; readonly events: readonly WebhookEvent[]; readonly happenedAt: string };

/** Takes the next rows, which nobody else can then; they are gone when the transaction ends. */
export const takeEvents = async (tx: Transaction, companyId: number, limit: number): Promise<readonly OutboxRow[]> => {
  const { rows } = await sql<OutboxRow>`
    with next as (
      select o.outbox_number from event_outbox o where o.company_id = ${companyId}
      order by o.outbox_number limit ${limit} for update skip locked),
    taken as (
      delete from event_outbox o using next where o.company_id = ${companyId} and o.outbox_number = next.outbox_number
      returning o.outbox_number as number, o.events, o.happened_at as "happenedAt")
    select number, events, "happenedAt" from taken order by number`.execute(tx);
  return rows;
};
