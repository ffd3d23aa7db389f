import { readChoice } from "../domain/choice.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listDeliveries } from "../store/webhook-deliveries.ts";
import { webhookNamed } from "./find-hook.ts";
import { numberAtCursor, numberCursor } from "./number-cursor.ts";
import { deliveryJson, type DeliveryJson } from "./webhook-json.ts";

export const deliveryStates = ["waiting", "delivered", "failed"] as const;

export type DeliveriesQuestion = { readonly id: string; readonly state?: string; readonly cursor?: string; readonly limit?: number };

export type DeliveryList = { readonly deliveries: readonly DeliveryJson[]; readonly nextCursor: string | null };

/** What a webhook was told or is to be told, the latest first, with every attempt and what was answered. */
export const showDeliveries = (
  database: Database,
  companyId: number,
  { id, state, cursor, limit = 50 }: DeliveriesQuestion,
): Promise<Outcome<DeliveryList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DeliveryList>> => {
    const found = await webhookNamed(tx, companyId, id);
    if (!found.ok) return found;
    const chosen = state === undefined ? accepted(null) : readChoice(state, deliveryStates, "/state");
    if (!chosen.ok) return chosen;
    const below = cursor === undefined ? null : numberAtCursor("deliveries", cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const rows = await listDeliveries(tx, companyId, { webhookNumber: found.value.number, state: chosen.value, below, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      deliveries: page.map(deliveryJson),
      nextCursor: rows.length > limit && last !== undefined ? numberCursor("deliveries", last.number) : null,
    });
  });
