import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readHookOrder, readNewSecret } from "../domain/hook.ts";
import { addHook } from "../operations/add-hook.ts";
import { changeHook } from "../operations/change-hook.ts";
import type { Database } from "../operations/database.ts";
import { endHook } from "../operations/end-hook.ts";
import type { HookPlace } from "../operations/hook-json.ts";
import { hookRequestStates, listHookRequests } from "../operations/list-hook-requests.ts";
import { listHooks } from "../operations/list-hooks.ts";
import { renewHookSecret } from "../operations/renew-hook-secret.ts";
import { replayHookRequest } from "../operations/replay-hook-request.ts";
import { showHook } from "../operations/show-hook.ts";
import { showHookRequest } from "../operations/show-hook-request.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import {
  hookEndpointListSchema,
  hookEndpointMadeSchema,
  hookEndpointSchema,
  hookOrderSchema,
  hookRequestListSchema,
  hookRequestShownSchema,
  newSecretSchema,
} from "./hook-schemas.ts";
import { readLimit } from "./parameters.ts";
import { seenBy, versioned } from "./preconditions.ts";
import { valueOf } from "./refused-request.ts";
import { cursorParameter, limitParameter } from "./schemas.ts";
import { endedSchema, secretRenewedSchema } from "./webhook-schemas.ts";

const collection = "/api/v1/hook-endpoints";
const id = z.string().describe("The endpoint's id");
const one = { url: `${collection}/:id`, path: z.strictObject({ id }) };
const oneRequest = { url: `${one.url}/requests/:request`, path: z.strictObject({ id, request: z.string().describe("Its number") }) };

const now = (): bigint => BigInt(Date.now()) * 1000n;

/** Where other systems tell what happened there. */
export const addHookEndpoints = async (app: FastifyInstance, database: Database, place: HookPlace): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: collection,
    operationId: "listHooks",
    access: "hooks:read",
    summary: "The inbound hooks, and how it goes at each",
    answer: hookEndpointListSchema,
    answerTo: async ({ request }) => ({ endpoints: await listHooks(database, callerOf(request).companyId, place) }),
  });

  addEndpoint(app, {
    method: "POST",
    url: collection,
    operationId: "addHook",
    access: "hooks:write",
    summary: "Take in from now on what another system tells, read by a map",
    bodies: { "application/json": hookOrderSchema },
    status: 201,
    answer: hookEndpointMadeSchema,
    answerTo: async ({ request, reply }) => {
      const { companyId, by } = callerOf(request);
      return versioned(reply, valueOf(await addHook(database, companyId, valueOf(readHookOrder(request.body)), { by, ...place })));
    },
  });

  addEndpoint(app, {
    ...one,
    method: "GET",
    operationId: "showHook",
    access: "hooks:read",
    summary: "One inbound hook, with its map",
    answer: hookEndpointSchema,
    answerTo: async ({ path, request, reply }) =>
      versioned(reply, valueOf(await showHook(database, callerOf(request).companyId, path.id, place))),
  });

  addEndpoint(app, {
    ...one,
    method: "PUT",
    operationId: "changeHook",
    isEdit: true,
    access: "hooks:write",
    summary: "Another map, account, scheme or name; or suspend it. Address and secret stay",
    bodies: { "application/json": hookOrderSchema },
    answer: hookEndpointSchema,
    answerTo: async ({ path, request, reply }) => {
      const { companyId, by } = callerOf(request);
      const order = valueOf(readHookOrder(request.body));
      return versioned(
        reply,
        valueOf(await changeHook(database, companyId, { id: path.id, order, seen: seenBy(request) }, { by, ...place })),
      );
    },
  });

  addEndpoint(app, {
    ...one,
    method: "DELETE",
    operationId: "endHook",
    access: "hooks:write",
    summary: "End an inbound hook: who sends to it is told that it is gone",
    answer: endedSchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await endHook(database, companyId, path.id, { by }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/secret`,
    method: "POST",
    operationId: "renewHookSecret",
    access: "hooks:write",
    summary: "Another secret; for a day the one before is taken as well",
    bodies: { "application/json": newSecretSchema },
    answer: secretRenewedSchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      const order = { id: path.id, secret: valueOf(readNewSecret(request.body)) };
      return valueOf(await renewHookSecret(database, companyId, order, { by, now: now(), secret: place.secret }));
    },
  });

  addEndpoint(app, {
    ...one,
    url: `${one.url}/requests`,
    method: "GET",
    operationId: "listHookRequests",
    access: "hooks:read",
    summary: "What came to an inbound hook, the latest first",
    description: "What was read is kept for 30 days without its body, what is in quarantine for 90 with it.",
    query: z.strictObject({
      state: z.string().optional().describe(hookRequestStates.join(", ")),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: hookRequestListSchema,
    answerTo: async ({ path, query: { state, cursor, limit }, request }) => {
      const question = { id: path.id, ...given({ state, cursor, limit: readLimit(limit) }) };
      return valueOf(await listHookRequests(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    ...oneRequest,
    method: "GET",
    operationId: "showHookRequest",
    access: "hooks:read",
    summary: "One request as it came to an inbound hook",
    answer: hookRequestShownSchema,
    answerTo: async ({ path, request }) => valueOf(await showHookRequest(database, callerOf(request).companyId, path)),
  });

  addEndpoint(app, {
    ...oneRequest,
    url: `${oneRequest.url}/replay`,
    method: "POST",
    operationId: "replayHookRequest",
    access: "hooks:write",
    isLong: true,
    summary: "Read a request that is in quarantine again, by the map as it is now",
    answer: hookRequestShownSchema,
    answerTo: async ({ path, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await replayHookRequest(database, companyId, path, { by, now: now() }));
    },
  });
};
