import { idFromName } from "../domain/id-from-name.ts";
import { refuseUrl } from "../domain/outside-address.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { WebhookOrder } from "../domain/webhook.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { sealText, subkey, type Secret } from "../store/secret-key.ts";
import { keepWebhook, listWebhooks, webhookIds } from "../store/webhooks.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookPurpose } from "./hooks/sealing.ts";
import { newSigningSecret } from "./hooks/signature.ts";
import type { Outside } from "./outgoing/guarded-request.ts";
import { webhookJson, type WebhookJson } from "./webhook-json.ts";

const MOST = 50;

export type WebhookMade = WebhookJson & {
  /** By which a receiver knows that it comes from here. Shown this once. */
  readonly secret: string;
};

export type WebhookOptions = { readonly by: string; readonly secret: Secret; readonly outside?: Outside };

/** Why an address must not be told of anything. */
export const refuseReceiver = (url: string, { allow }: Outside = {}): Refusal | undefined =>
  allow !== undefined && URL.canParse(url) && allow(new URL(url).origin) ? undefined : refuseUrl(url, "/url");

/** What of a webhook is told of in the audit: its address may be a secret, its host is none. */
export const toldWebhook = ({ url, events, shape, language }: Pick<WebhookOrder, "url" | "events" | "shape" | "language">) => ({
  host: new URL(url).host,
  events,
  shape,
  language,
});

/** Somebody new who is told what happens. Its secret is shown this once. Refuses an address inside, and more than fifty. */
export const addWebhook = (
  database: Database,
  companyId: number,
  order: WebhookOrder,
  { by, secret: sealing, outside }: WebhookOptions,
): Promise<Outcome<WebhookMade>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<WebhookMade>> => {
    const wrong = refuseReceiver(order.url, outside);
    if (wrong !== undefined) return refused(wrong);
    await ownCompany(tx, companyId);
    if ((await listWebhooks(tx, companyId)).length >= MOST) return refused(refusal("hooks-many", "", { limit: MOST }));
    const taken = await webhookIds(tx, companyId);
    const id = idFromName(order.name, "webhook", (each) => taken.has(each));
    const key = subkey(sealing, webhookPurpose);
    const secret = newSigningSecret();
    await keepWebhook(tx, companyId, { ...order, id, url: sealText(key, order.url), secret: sealText(key, secret), by });
    await keepAuditEvent(tx, companyId, { by, act: "add-webhook", subject: "webhook", subjectId: id, after: toldWebhook(order) });
    const made = await webhookNamed(tx, companyId, id);
    return made.ok ? accepted({ ...webhookJson(made.value, sealing), secret }) : made;
  });
