import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { senderOf } from "../domain/access.ts";
import { networkOf } from "../domain/client-network.ts";
import { refusal } from "../domain/refusal.ts";
import type { Database } from "../operations/database.ts";
import { take, type Limit } from "../operations/limits/take.ts";
import { clientAddress } from "./client-address.ts";
import { refuse } from "./refused-request.ts";

/** How many requests a minute; null: any number. */
export type RequestLimits = {
  /** Of one account or key. */
  readonly perCaller: number | null;
  /** Of one address, while it is not known who asks. */
  readonly perAddress: number | null;
};

export const usualLimits: RequestLimits = { perCaller: 600, perAddress: 600 };
export const noLimits: RequestLimits = { perCaller: null, perAddress: null };

declare module "fastify" {
  interface FastifyInstance {
    /** Counts a request against its sender and refuses one too many; tells the sender how many are left. */
    limitRequest: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  }
}

const MINUTE_SECONDS = 60;

type Named = { readonly name: "account" | "key" | "address"; readonly limit: Limit };

const limitOf = (request: FastifyRequest, { perCaller, perAddress }: RequestLimits): Named | undefined => {
  const { caller } = request;
  const perSeconds = MINUTE_SECONDS;
  if (caller === null) {
    if (perAddress === null) return undefined;
    const key = `requests address ${networkOf(clientAddress(request))}`;
    return { name: "address", limit: { companyId: null, key, most: perAddress, perSeconds } };
  }
  if (perCaller === null) return undefined;
  const { companyId, type } = caller;
  const key = `requests ${senderOf(caller)}`;
  return { name: type === "key" ? "key" : "account", limit: { companyId, key, most: perCaller, perSeconds } };
};

/** Makes requests count; who has had too many is told when to come back (draft-ietf-httpapi-ratelimit-headers). */
export const limitRequests = (app: FastifyInstance, database: Database, limits: RequestLimits): void => {
  app.decorate("limitRequest", async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const named = limitOf(request, limits);
    if (named === undefined) return;
    const { name, limit } = named;
    const { isAllowed, remaining, resetSeconds } = await app.withinReach(take(database, limit));
    reply.header("ratelimit-policy", `"${name}";q=${limit.most};w=${limit.perSeconds}`);
    reply.header("ratelimit", `"${name}";r=${remaining};t=${resetSeconds}`);
    if (isAllowed) return;
    const values = { most: limit.most, seconds: limit.perSeconds, wait: resetSeconds };
    refuse(refusal("rate-limited", "", values), { "retry-after": String(resetSeconds) });
  });
  app.addHook("onRequest", async (request, reply) => {
    const { endpoint } = request.routeOptions.config;
    if (endpoint !== undefined && endpoint.isProbe !== true && endpoint.isUnlimited !== true) await app.limitRequest(request, reply);
  });
};
