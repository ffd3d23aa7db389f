import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readWebhookOrder } from "../domain/webhook.ts";
import { addWebhook } from "../operations/add-webhook.ts";
import { changeWebhook } from "../operations/change-webhook.ts";
import type { Database } from "../operations/database.ts";
import { testWebhook } from "../operations/deliver-webhooks.ts";
import { endWebhook } from "../operations/end-webhook.ts";
import { listWebhooks } from "../operations/list-webhooks.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";
import { renewWebhookSecret } from "../operations/renew-webhook-secret.ts";
import { replayDelivery } from "../operations/replay-delivery.ts";
import { resumeWebhook } from "../operations/resume-webhook.ts";
import type { Secret } from "../operations/secret.ts";
import { deliveryStates, showDeliveries } from "../operations/show-deliveries.ts";
import { showWebhook } from "../operations/show-webhook.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { seenBy, versioned } from "./preconditions.ts";
import { valueOf } from "./refused-request.ts";
import { cursorParameter, limitParameter } from "./schemas.ts";
import {
  deliveryListSchema,
  deliverySchema,
  endedSchema,
  secretRenewedSchema,
  webhookListSchema,
  webhookMadeSchema,
  webhookOrderSchema,
  webhookSchema,
} from "./webhook-schemas.ts";

const collection = "/api/v1/webhooks";
const id = z.string().describe("The webhook's id");
const one = { url: `${collection}/:id`, path: z.strictObject({ id }) };

const now = (): bigint => BigInt(Date.now()) * 1000n;

export type WebhooksOptions = { readonly secret: Secret; readonly outside?: Outside };

/** Who is told of what happens here. */
export const addWebhooks = async (app: FastifyInstance, database: Database, options: WebhooksOptions): Promise<void> => {
  const { secret } = options;

  addEndpoint(app, {
    method: "GET",
    url: collection,
    operationId: "listWebhooks",
    access: "hooks:read",
    summary: "Who is told of what happens, and how it goes",
    answer: webhookListSchema,
    answerTo: async ({ request }) => ({ webhooks: await listWebhooks(database, callerOf(request).companyId, { secret }) }),
  });

  addEndpoint(app, {
    method: "POST",
    url: collection,
    operationId: "addWebhook",
    access: "hooks:write",
    summary: "Tell somebody from now on what happens",
    description:
      "Each event is sent at least once, under one id, in no promised order; what is not answered by 2xx is tried seventeen times within a day. Each request is signed as Standard Webhooks have it.",
    bodies: { "application/json": webhookOrderSchema },
    status: 201,
    answer: webhookMadeSchema,
    answerTo: async ({ request, reply }) => {
      const { companyId, by } = callerOf(request);
      return versioned(reply, valueOf(await addWebhook(database, companyId, valueOf(readWebhookOrder(request.body)), { by, ...options })));
    },
  });

  addEndpoint(app, {
    ...one,
    method: "GET",
    operationId: "showWebhook",
    access: "hooks:read",
    summary: "One webhook, and how it goes",
    answer: webhookSchema,
    answerTo: async ({ path, request, reply }) =>
      versioned(reply, valueOf(await showWebhook(database, callerOf(request).companyId, path.id, { secret }))),
  });

  addEndpoint(app, {
    ...one,
    method: "PUT",
    operationId: "changeWebhook",
    isEdit: true,
    access: "hooks:write",
    summary: "Tell a webhook elsewhere, of other events, or in another shape; its secret stays",
    bodies: { "application/json": webhookOrderSchema },
    answer: webhookSchema,
    answerTo: async ({ path, request, reply }) => {
      const { companyId, by } = callerOf(request);
      const order = valueOf(readWebhookOrder(request.body));
      return versioned(
        reply,
        valueOf(await changeWebhook(database, companyId, { id: path.id, order, seen: seenBy(request) }, { by, ...options })),
      );
    },
  });

  addEndpoint(app, {
    ...one,
    method: "DELETE",
    operationId: "endWebhook",
    access: "hooks:write",
    summary: "Tell a webhook nothing any more, what waits for it neither",
    answer: endedSchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await endWebhook(database, companyId, path.id, { by }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/secret`,
    method: "POST",
    operationId: "renewWebhookSecret",
    access: "hooks:write",
    summary: "Another secret; for a day requests are signed by both",
    answer: secretRenewedSchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await renewWebhookSecret(database, companyId, path.id, { by, now: now(), secret }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/test`,
    method: "POST",
    operationId: "testWebhook",
    access: "hooks:write",
    isLong: true,
    summary: "Send a trial event at once, and tell what was answered",
    answer: deliverySchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await testWebhook(database, companyId, path.id, { by, now, ...options }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/resumption`,
    method: "POST",
    operationId: "resumeWebhook",
    access: "hooks:write",
    summary: "Go on with a webhook that was paused: what waited meanwhile is sent",
    answer: webhookSchema,
    answerTo: async ({ path, request, reply }) => {
      const { companyId, by } = callerOf(request);
      return versioned(reply, valueOf(await resumeWebhook(database, companyId, path.id, { by, now: now(), secret })));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/deliveries`,
    method: "GET",
    operationId: "showDeliveries",
    access: "hooks:read",
    summary: "What a webhook was told or is to be told, the latest first, with every attempt",
    description: "Settled ones are kept for 30 days.",
    query: z.strictObject({
      state: z.string().optional().describe(deliveryStates.join(", ")),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: deliveryListSchema,
    answerTo: async ({ path, query: { state, cursor, limit }, request }) => {
      const question = { id: path.id, ...given({ state, cursor, limit: readLimit(limit) }) };
      return valueOf(await showDeliveries(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: `${one.url}/deliveries/:delivery/replay`,
    path: z.strictObject({ id, delivery: z.string().describe("Its number") }),
    operationId: "replayDelivery",
    access: "hooks:write",
    summary: "Send a delivery anew, under the same id",
    answer: deliverySchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await replayDelivery(database, companyId, path, { by, now: now() }));
    },
  });
};
