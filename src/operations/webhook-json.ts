import type { Language } from "../domain/language.ts";
import type { WebhookShape } from "../domain/webhook.ts";
import { openText, subkey, type Secret } from "../store/secret-key.ts";
import type { ListedDelivery } from "../store/webhook-deliveries.ts";
import type { ListedWebhook, PauseReason } from "../store/webhooks.ts";
import { webhookPurpose } from "./hooks/sealing.ts";

export type WebhookJson = {
  /** Counts its changes. */
  readonly version: number;
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly shape: WebhookShape;
  readonly language: Language;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly oldSecretUntil: string | null;
  /** Since then something has failed and nothing has arrived. */
  readonly failingSince: string | null;
  readonly pausedAt: string | null;
  readonly pausedWhy: PauseReason | null;
  readonly waiting: number;
};

export const webhookJson = (webhook: ListedWebhook, secret: Secret): WebhookJson => {
  const {
    version,
    id,
    name,
    url,
    events,
    shape,
    language,
    createdAt,
    createdBy,
    oldSecretUntil,
    failingSince,
    pausedAt,
    pausedWhy,
    waiting,
  } = webhook;
  return {
    version,
    id,
    name,
    url: openText(subkey(secret, webhookPurpose), url),
    events,
    shape,
    language,
    createdAt,
    createdBy,
    oldSecretUntil,
    failingSince,
    pausedAt,
    pausedWhy,
    waiting,
  };
};

export type DeliveryJson = {
  readonly delivery: number;
  readonly event: { readonly id: string; readonly type: string; readonly subject: string; readonly at: string };
  readonly state: ListedDelivery["state"];
  readonly attempts: number;
  /** Null of one that is settled. */
  readonly nextAt: string | null;
  readonly settledAt: string | null;
  readonly log: ListedDelivery["log"];
};

export const deliveryJson = ({ number, event, state, attempts, nextAt, settledAt, log }: ListedDelivery): DeliveryJson => ({
  delivery: Number(number),
  event: { id: event.id, type: event.type, subject: event.subject, at: event.happenedAt },
  state,
  attempts,
  nextAt: state === "waiting" ? nextAt : null,
  settledAt,
  log,
});
