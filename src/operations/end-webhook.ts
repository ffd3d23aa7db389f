import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endWebhook as endIn } from "../store/webhooks.ts";
import { webhookNamed } from "./find-hook.ts";

/** Tells a webhook nothing any more, what waits for it neither. */
export const endWebhook = (
  database: Database,
  companyId: number,
  id: string,
  { by }: { readonly by: string },
): Promise<Outcome<{ readonly id: string }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly id: string }>> => {
    await ownCompany(tx, companyId);
    const found = await webhookNamed(tx, companyId, id);
    if (!found.ok) return found;
    await endIn(tx, companyId, found.value.number, by);
    await keepAuditEvent(tx, companyId, { by, act: "end-webhook", subject: "webhook", subjectId: found.value.id });
    return accepted({ id: found.value.id });
  });
