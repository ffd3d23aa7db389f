import type { FastifyInstance } from "fastify";
import { checkReadiness } from "../operations/check-readiness.ts";
import type { Database } from "../operations/database.ts";
import { addEndpoint } from "./endpoint.ts";
import { PROBE_MS } from "./reach.ts";
import { healthSchema } from "./schemas.ts";

/** Whether the process lives, and whether it could serve: what restarts it asks the first, what sends it requests the second. */
export const addHealth = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    isCompanys: false,
    isProbe: true,
    url: "/healthz",
    operationId: "checkHealth",
    access: "public",
    summary: "Alive",
    answer: healthSchema,
    answerTo: () => Promise.resolve({ status: "alive" }),
  });
  addEndpoint(app, {
    method: "GET",
    isCompanys: false,
    isProbe: true,
    url: "/readyz",
    operationId: "checkReadiness",
    access: "public",
    summary: "Able to serve; 503 says what keeps the database from answering",
    answer: healthSchema,
    answerTo: async () => {
      await checkReadiness(database, PROBE_MS, { toWrite: true });
      return { status: "ready" };
    },
  });
};
