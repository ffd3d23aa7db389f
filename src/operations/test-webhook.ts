import { isoInstant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { TEST_EVENT } from "../domain/webhook-event.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { findDelivery, keepDeliveries, takeThisDelivery } from "../store/webhook-deliveries.ts";
import { deliver, LEASE_SECONDS, type DeliveryOptions } from "./deliver-webhooks.ts";
import { newEvent } from "./dispatch-events.ts";
import { webhookNamed } from "./find-hook.ts";
import { deliveryJson, type DeliveryJson } from "./webhook-json.ts";

/** Tells a webhook a trial event at once, paused or not, and what it answered. It is not tried a second time. */
export const testWebhook = async (
  database: Database,
  companyId: number,
  id: string,
  { by, ...options }: DeliveryOptions & { readonly by: string },
): Promise<Outcome<DeliveryJson>> => {
  const at = isoInstant(options.now());
  const taken = await inCompany(database, companyId, async (tx) => {
    const webhook = await webhookNamed(tx, companyId, id);
    if (!webhook.ok) return webhook;
    const { number } = webhook.value;
    const event = newEvent({ type: TEST_EVENT, data: { webhook: webhook.value.id } }, at);
    const [kept] = await keepDeliveries(tx, companyId, { events: [event], only: number, now: at });
    if (kept === undefined) throw new Error("the trial was not kept");
    const delivery = await takeThisDelivery(tx, companyId, kept, { now: at, leaseSeconds: LEASE_SECONDS });
    if (delivery === undefined) throw new Error("the trial was not taken");
    await keepAuditEvent(tx, companyId, { by, act: "test-webhook", subject: "webhook", subjectId: webhook.value.id });
    return accepted({ delivery, webhook: webhook.value, settings: await loadSettings(tx, companyId) });
  });
  if (!taken.ok) return taken;
  const { delivery, webhook, settings } = taken.value;
  await deliver(database, companyId, delivery, webhook, settings, options);
  const shown = await inCompany(database, companyId, (tx) => findDelivery(tx, companyId, webhook.number, delivery.number));
  if (shown === undefined) throw new Error("the trial is gone");
  return accepted(deliveryJson(shown));
};
