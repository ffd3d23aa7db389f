import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookJson, type WebhookJson } from "./webhook-json.ts";

/** One webhook, and how it goes. */
export const showWebhook = (
  database: Database,
  companyId: number,
  id: string,
  { secret }: { readonly secret: Secret },
): Promise<Outcome<WebhookJson>> =>
  inCompany(database, companyId, async (tx) => {
    const found = await webhookNamed(tx, companyId, id);
    return found.ok ? accepted(webhookJson(found.value, secret)) : found;
  });
