import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Transaction } from "../store/database.ts";
import { findEndpoint, listEndpoints, type ListedEndpoint } from "../store/hook-endpoints.ts";
import { findWebhook, listWebhooks, type ListedWebhook } from "../store/webhooks.ts";

/** The inbound hook of this id, or that there is none, with the nearest that there is. */
export const hookNamed = async (tx: Transaction, companyId: number, id: string): Promise<Outcome<ListedEndpoint>> => {
  const found = await findEndpoint(tx, companyId, id.normalize("NFC"));
  return found === undefined ? refused(notFound("hookEndpoint", id, await listEndpoints(tx, companyId))) : accepted(found);
};

/** The webhook of this id, or that there is none, with the nearest that there is. */
export const webhookNamed = async (tx: Transaction, companyId: number, id: string): Promise<Outcome<ListedWebhook>> => {
  const found = await findWebhook(tx, companyId, id.normalize("NFC"));
  return found === undefined ? refused(notFound("webhook", id, await listWebhooks(tx, companyId))) : accepted(found);
};
