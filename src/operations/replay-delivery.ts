import { isoInstant, type Instant } from "../domain/instant.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { findDelivery, redeliver } from "../store/webhook-deliveries.ts";
import { webhookNamed } from "./find-hook.ts";
import { deliveryJson, type DeliveryJson } from "./webhook-json.ts";

/** Sends a delivery anew, under the same id, whatever became of it before. Refuses one of a webhook that is paused. */
export const replayDelivery = (
  database: Database,
  companyId: number,
  { id, delivery }: { readonly id: string; readonly delivery: string },
  { by, now }: { readonly by: string; readonly now: Instant },
): Promise<Outcome<DeliveryJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DeliveryJson>> => {
    const webhook = await webhookNamed(tx, companyId, id);
    if (!webhook.ok) return webhook;
    const { number, pausedAt } = webhook.value;
    if (pausedAt !== null) return refused(refusal("webhook-paused", "", { found: shown(id) }));
    const found = /^[1-9]\d{0,17}$/.test(delivery) ? await findDelivery(tx, companyId, number, BigInt(delivery)) : undefined;
    if (found === undefined)
      return refused(refusal("not-found", "/delivery", { what: { en: "delivery", ko: "전송" }, found: shown(delivery), hint: noHint }));
    await redeliver(tx, companyId, found.number, isoInstant(now));
    await keepAuditEvent(tx, companyId, {
      by,
      act: "replay-delivery",
      subject: "webhook",
      subjectId: webhook.value.id,
      before: { delivery: Number(found.number), event: found.event.id, state: found.state },
    });
    const again = await findDelivery(tx, companyId, number, found.number);
    return accepted(deliveryJson(again ?? found));
  });
