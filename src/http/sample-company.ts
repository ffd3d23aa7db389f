import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { beginSampleCompany } from "../operations/begin-sample-company.ts";
import type { Database } from "../operations/database.ts";
import type { Secret } from "../operations/secret.ts";
import { showSampleLoading } from "../operations/show-sample-loading.ts";
import type { ImportStore } from "../operations/uploads/import-store.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { sampleBegunSchema, sampleLoadingSchema, sampleOrderSchema } from "./session-schemas.ts";

const url = "/api/v1/sample-company";

/** The sample company, for whoever has just started the server. */
export const addSampleCompany = (
  app: FastifyInstance,
  database: Database,
  { secret, imports }: { readonly secret: Secret; readonly imports: ImportStore },
): void => {
  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "beginSampleCompany",
    access: "set-up",
    summary: "Begin to load the sample company into an installation that has none, by the one-time link of the server's console",
    description: "It is loaded beside the requests. The ticket that is answered asks how far it is.",
    bodies: { "application/json": sampleOrderSchema },
    answer: sampleBegunSchema,
    answerTo: async ({ request }) => valueOf(await beginSampleCompany(database, secret, { order: request.body, imports })),
  });

  addEndpoint(app, {
    method: "GET",
    url: `${url}/:ticket`,
    operationId: "showSampleLoading",
    access: "public",
    summary: "How far the sample company is, and at the end who may be signed in as, by which password",
    path: z.strictObject({ ticket: z.string() }),
    answer: sampleLoadingSchema,
    answerTo: async ({ path: { ticket } }) => valueOf(showSampleLoading(database, ticket)),
  });
};
