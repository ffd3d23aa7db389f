import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { listWebhooks as listIn } from "../store/webhooks.ts";
import { webhookJson, type WebhookJson } from "./webhook-json.ts";

/** Who is told what happens, in the order in which they were made. */
export const listWebhooks = async (
  database: Database,
  companyId: number,
  { secret }: { readonly secret: Secret },
): Promise<readonly WebhookJson[]> =>
  (await inCompany(database, companyId, (tx) => listIn(tx, companyId))).map((webhook) => webhookJson(webhook, secret));
