import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { addSignalSource } from "../operations/add-signal-source.ts";
import type { Database } from "../operations/database.ts";
import { endSignalSource } from "../operations/end-signal-source.ts";
import { listSignalSources } from "../operations/list-signal-sources.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { signalSourceListSchema, signalSourceOrderSchema } from "./signal-schemas.ts";

const url = "/api/v1/signal-sources";
const id = z.string().describe("The source's id");

/** Feeds and streams that signals are fetched from. */
export const addSignalSources = (app: FastifyInstance, database: Database, { outside }: { readonly outside: Outside }): void => {
  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listSignalSources",
    access: "signals:read",
    summary: "List the feeds and streams that signals are fetched from: what was heard last, what was missed, how much was on a topic",
    answer: signalSourceListSchema,
    answerTo: ({ request }) => listSignalSources(database, callerOf(request).companyId),
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "addSignalSource",
    access: "signals:write",
    summary: "Fetch signals from a feed or a stream from now on",
    description:
      "feed: RSS or Atom over https, asked four times an hour. bluesky: everything that is said on Bluesky, of which nothing is kept but what is on a topic or done with the company's own accounts.",
    bodies: { "application/json": signalSourceOrderSchema },
    status: 201,
    answer: z.strictObject({ id }).meta({ id: "SignalSourceMade" }),
    answerTo: async ({ request }) => valueOf(await addSignalSource(database, callerOf(request).companyId, request.body, { outside })),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: `${url}/:id`,
    operationId: "endSignalSource",
    access: "signals:write",
    summary: "Fetch nothing more from a source; what it told stays",
    path: z.strictObject({ id }),
    answer: z.strictObject({ ended: id }).meta({ id: "SignalSourceEnded" }),
    answerTo: async ({ path, request }) => valueOf(await endSignalSource(database, callerOf(request).companyId, path.id)),
  });
};
