import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { refusal } from "../domain/refusal.ts";
import type { Database } from "../operations/database.ts";
import type { HookAnswer, HookPlace } from "../operations/hook-json.ts";
import { findHook, noteHookRefused, receiveHook, type FoundHook } from "../operations/receive-hook.ts";
import { clientAddress } from "./client-address.ts";
import { addEndpoint } from "./endpoint.ts";
import { hookAnswerSchema } from "./hook-schemas.ts";
import { MEGABYTE, readBody } from "./read-body.ts";
import { RefusedRequest, valueOf } from "./refused-request.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Of a request to an inbound hook. */
    hook: FoundHook | null;
  }
}

const MOST = 10 * MEGABYTE;

/** Who sends a byte now and then is never silent, and never done: the whole body has half as long again as one may be silent. */
const PATIENCE = 1.5;

const readInTime = async (request: FastifyRequest, body: IncomingMessage): Promise<Buffer> => {
  const seconds = request.server.silenceSeconds * PATIENCE;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const refused = new RefusedRequest([refusal("request-timeout", "", { seconds })], { connection: "close" });
    timer = setTimeout(() => reject(refused), seconds * 1_000);
  });
  try {
    return await Promise.race([readBody(body, request), late]);
  } finally {
    clearTimeout(timer);
  }
};

const ACCEPTED = 202;

/** Everything that is said twice stays twice. */
const headersOf = ({ rawHeaders }: IncomingMessage): ReadonlyMap<string, readonly string[]> => {
  const headers = new Map<string, string[]>();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[at + 1] ?? ""]);
  }
  return headers;
};

/** What is kept and not counted yet, or never will be, is told apart from what is. */
const isLater = ({ state, unattributed, unused }: HookAnswer): boolean =>
  state === "waiting" || state === "quarantined" || unattributed > 0 || (state === "ignored" && unused.length > 0);

/** Where other systems tell what happened there: signed as the endpoint says, kept as it came, acknowledged when it is durable. */
export const addHooks = async (app: FastifyInstance, database: Database, { secret, publicUrl }: HookPlace): Promise<void> => {
  app.decorateRequest("hook", null);
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser(
    /^application\/(?:[\w.+-]+\+)?json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i,
    async (request: FastifyRequest, body: IncomingMessage): Promise<Buffer> => {
      try {
        return await readInTime(request, body);
      } catch (error) {
        if (error instanceof RefusedRequest && request.hook !== null) await noteHookRefused(database, request.hook, error.refusals[0].code);
        throw error;
      }
    },
  );
  app.addHook("onRequest", async (request, reply) => {
    // Nothing else is in this scope but the other methods of its address, which are refused as such.
    if (request.method !== "POST") return;
    const { token = "" } = request.params as { readonly token?: string };
    const found = await app.withinReach(findHook(database, token, clientAddress(request)));
    if (found.ok) request.hook = found.value;
    else {
      await app.limitRequest(request, reply);
      valueOf(found);
    }
  });

  addEndpoint(app, {
    method: "POST",
    url: "/hooks/:token",
    operationId: "receiveHook",
    access: "public",
    isCompanys: false,
    // A system tells as much as there is; who is not let in is counted.
    isUnlimited: true,
    summary: "Tell what happened in another system",
    description:
      "200: read · 202: kept, and to be looked at by somebody here (GET /hook-endpoints/{id}/requests) · 401: not signed as the endpoint says · 410: ended · 503: send it again. At most 10 MB.",
    path: z.strictObject({ token: z.string().describe("As the endpoint's address has it") }),
    bodies: { "application/json": z.unknown().describe("As the sender has it; read by the endpoint's map") },
    bodyLimit: MOST,
    answer: hookAnswerSchema,
    others: { [ACCEPTED]: { description: "Kept, and not counted", schema: hookAnswerSchema, type: "application/json" } },
    answerTo: async ({ request, reply }) => {
      const { hook } = request;
      if (hook === null) throw new Error("a hook's request has no hook");
      const signed = {
        method: request.method,
        url: new URL(request.raw.url ?? "", publicUrl).href,
        headers: headersOf(request.raw),
        // Its parser made it of the body.
        body: request.body as Buffer,
      };
      const received = await receiveHook(database, hook, signed, { secret, now: BigInt(Date.now()) * 1000n });
      if (!received.ok) await app.limitRequest(request, reply);
      const answer = valueOf(received);
      if (isLater(answer)) reply.code(ACCEPTED);
      return answer;
    },
  });
};
