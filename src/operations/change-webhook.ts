import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { WebhookOrder } from "../domain/webhook.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { sealText, subkey } from "../store/secret-key.ts";
import { changeWebhook as changeIn } from "../store/webhooks.ts";
import { refuseReceiver, toldWebhook, type WebhookOptions } from "./add-webhook.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookPurpose } from "./hooks/sealing.ts";
import { webhookJson, type WebhookJson } from "./webhook-json.ts";

/** Another address, other events or another shape for a webhook; what waits goes there as well. Its secret stays. Refuses an address inside. */
export const changeWebhook = (
  database: Database,
  companyId: number,
  { id, order, seen }: { readonly id: string; readonly seen: Seen; readonly order: WebhookOrder },
  { by, secret: sealing, outside }: WebhookOptions,
): Promise<Outcome<WebhookJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<WebhookJson>> => {
    const wrong = refuseReceiver(order.url, outside);
    if (wrong !== undefined) return refused(wrong);
    await ownCompany(tx, companyId);
    const found = await webhookNamed(tx, companyId, id);
    if (!found.ok) return found;
    const unseen = refuseUnseen(seen, String(found.value.version));
    if (unseen !== undefined) return refused(unseen);
    const before = webhookJson(found.value, sealing);
    await changeIn(tx, companyId, found.value.number, { ...order, url: sealText(subkey(sealing, webhookPurpose), order.url) });
    await keepAuditEvent(tx, companyId, {
      by,
      act: "change-webhook",
      subject: "webhook",
      subjectId: found.value.id,
      before: { ...toldWebhook({ ...order, ...before, events: order.events }), events: before.events },
      after: toldWebhook(order),
    });
    const changed = await webhookNamed(tx, companyId, id);
    return changed.ok ? accepted(webhookJson(changed.value, sealing)) : changed;
  });
