import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { networkOf } from "../domain/client-network.ts";
import { purposeOf } from "../domain/signals/click.ts";
import type { Database } from "../operations/database.ts";
import { followLink } from "../operations/follow-link.ts";
import { makeLinks } from "../operations/make-links.ts";
import type { Secret } from "../operations/secret.ts";
import { callerOf } from "./callers.ts";
import { clientAddress } from "./client-address.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { linkOrderSchema, linksMadeSchema } from "./signal-schemas.ts";
import { siteOf } from "./site.ts";

const now = (): bigint => BigInt(Date.now()) * 1000n;
const FOUND = 302;

/** Links of our own in messages, and what happens when somebody follows one. */
export const addTrackedLinks = (app: FastifyInstance, database: Database, { secret }: { readonly secret: Secret }): void => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/tracked-links",
    operationId: "makeLinks",
    access: "signals:write",
    summary: "Make links for a message, each recipient their own, so that a person's click is known as a signal of theirs",
    description:
      "Where a link leads is kept here and stands in no link. Put the honeypot where no person sees it: whoever follows it follows everything, and counts nothing. Programs that look at every link, previews and double clicks are told apart; only a person's click counts.",
    bodies: { "application/json": linkOrderSchema },
    status: 201,
    answer: linksMadeSchema,
    answerTo: async ({ request }) =>
      valueOf(await makeLinks(database, callerOf(request).companyId, request.body, { now: now(), secret, publicUrl: siteOf(request) })),
  });

  // Who asks for the head alone is a machine, and is answered alike.
  addEndpoint(app, {
    method: "GET",
    url: "/r/:name",
    operationId: "followLink",
    access: "public",
    isCompanys: false,
    summary: "Follow one of our links to where it leads",
    path: z.strictObject({ name: z.string().describe("Its id, and the MAC that shows that it is of our making") }),
    answer: z.strictObject({}),
    others: { 302: { description: "Where it leads", schema: z.strictObject({}) } },
    answerTo: async ({ path, request, reply }) => {
      const { headers, method } = request;
      const to = valueOf(
        await followLink(database, secret, {
          name: path.name,
          at: now(),
          method,
          purpose: purposeOf(headers),
          userAgent: headers["user-agent"] ?? "",
          network: networkOf(clientAddress(request)),
        }),
      );
      reply.code(FOUND).header("location", to).header("cache-control", "no-store").header("referrer-policy", "no-referrer");
      return {};
    },
  });
};
