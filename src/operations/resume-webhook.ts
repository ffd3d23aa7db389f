import { isoInstant, type Instant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { resumeWebhook as resumeIn } from "../store/webhooks.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookJson, type WebhookJson } from "./webhook-json.ts";

/** Goes on with a webhook that was paused after a long failure: what waited meanwhile is sent. One that is not paused has what waits sent at once. */
export const resumeWebhook = (
  database: Database,
  companyId: number,
  id: string,
  { by, now, secret }: { readonly by: string; readonly now: Instant; readonly secret: Secret },
): Promise<Outcome<WebhookJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<WebhookJson>> => {
    const found = await webhookNamed(tx, companyId, id);
    if (!found.ok) return found;
    await resumeIn(tx, companyId, found.value.number, isoInstant(now));
    await keepAuditEvent(tx, companyId, {
      by,
      act: "resume-webhook",
      subject: "webhook",
      subjectId: found.value.id,
      before: { pausedWhy: found.value.pausedWhy },
    });
    const resumed = await webhookNamed(tx, companyId, id);
    return resumed.ok ? accepted(webhookJson(resumed.value, secret)) : resumed;
  });
