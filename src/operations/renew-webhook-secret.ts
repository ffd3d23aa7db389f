import { isoInstant, type Instant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { sealText, subkey, type Secret } from "../store/secret-key.ts";
import { changeWebhookSecret } from "../store/webhooks.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookPurpose } from "./hooks/sealing.ts";
import { newSigningSecret } from "./hooks/signature.ts";
import { OVERLAP_MICROSECONDS, type SecretRenewed } from "./renew-hook-secret.ts";

/** Another secret for a webhook; for a day it is signed by both, so that the receiver can change over when it suits. */
export const renewWebhookSecret = (
  database: Database,
  companyId: number,
  id: string,
  { by, now, secret: sealing }: { readonly by: string; readonly now: Instant; readonly secret: Secret },
): Promise<Outcome<SecretRenewed>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SecretRenewed>> => {
    await ownCompany(tx, companyId);
    const found = await webhookNamed(tx, companyId, id);
    if (!found.ok) return found;
    const secret = newSigningSecret();
    const oldSecretUntil = isoInstant(now + OVERLAP_MICROSECONDS);
    await changeWebhookSecret(tx, companyId, found.value.number, {
      secret: sealText(subkey(sealing, webhookPurpose), secret),
      oldUntil: oldSecretUntil,
    });
    await keepAuditEvent(tx, companyId, { by, act: "renew-webhook-secret", subject: "webhook", subjectId: found.value.id });
    return accepted({ secret, oldSecretUntil });
  });
