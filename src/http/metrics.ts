import type { FastifyInstance, FastifyRequest } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { z } from "zod";
import { mayDo } from "../domain/access.ts";
import { refusal } from "../domain/refusal.ts";
import { connectionsOf, type Database } from "../operations/database.ts";
import { findCallerOf } from "./callers.ts";
import { isFromThisComputer } from "./client-address.ts";
import { addEndpoint } from "./endpoint.ts";
import { refuseUnencrypted } from "./guards.ts";
import { refuse, valueOf } from "./refused-request.ts";
import type { HearRequest } from "./request-log.ts";

const MS_PER_SECOND = 1_000;

/** What this process has answered and how it is. Labels are patterns and codes: nothing in them comes from a request. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #durations: Histogram<"method" | "route" | "status">;
  readonly #problems: Counter<"code">;
  readonly #connections: Gauge<"state">;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#durations = new Histogram({
      name: "attain_http_request_duration_seconds",
      help: "Requests by method, route and status, from their head to the end of the answer",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
      registers,
    });
    this.#problems = new Counter({
      name: "attain_http_problems_total",
      help: "Refusals and faults by code",
      labelNames: ["code"],
      registers,
    });
    this.#connections = new Gauge({
      name: "attain_database_connections",
      help: "Connections of this process to the database: busy, idle; requests waiting for one",
      labelNames: ["state"],
      registers,
    });
  }

  readonly hear: HearRequest = ({ method, route, status, milliseconds, code }) => {
    this.#durations.observe({ method, route: route ?? "", status }, milliseconds / MS_PER_SECOND);
    if (code !== undefined) this.#problems.inc({ code });
  };

  text(): Promise<string> {
    for (const [state, count] of Object.entries(connectionsOf(this.#database))) this.#connections.set({ state }, count);
    return this.#registry.metrics();
  }
}

/** Who sits at this computer may look; anybody else needs a key, or an account, that may. */
const admit = async (app: FastifyInstance, database: Database, request: FastifyRequest): Promise<void> => {
  if (isFromThisComputer(request)) return;
  refuseUnencrypted(request);
  const caller = valueOf(await app.withinReach(findCallerOf(database, request)));
  request.caller = caller;
  if (mayDo(caller, "metrics:read")) return;
  if (caller.type === "key") refuse(refusal("scope-missing", "", { scope: "metrics:read" }));
  refuse(refusal("role-required", "", { permission: "metrics:read" }));
};

export const addMetrics = (app: FastifyInstance, database: Database, metrics: Metrics): void => {
  addEndpoint(app, {
    method: "GET",
    isCompanys: false,
    url: "/metrics",
    operationId: "showMetrics",
    access: "public",
    summary: "How this process is, in the format of Prometheus",
    description: "Open to this computer without a proxy; to others with a key or an account that has `metrics:read`.",
    answer: z.string(),
    answerType: "text/plain",
    answerTo: async ({ request, reply }) => {
      await admit(app, database, request);
      reply.type("text/plain; version=0.0.4; charset=utf-8");
      return metrics.text();
    },
  });
};
