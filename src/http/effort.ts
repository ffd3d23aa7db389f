import type { FastifyInstance } from "fastify";
import type { Database } from "../operations/database.ts";
import { draftEffort } from "../operations/draft-effort.ts";
import { planEffort } from "../operations/plan-effort.ts";
import { callerOf } from "./callers.ts";
import { effortDraftOrderSchema, effortDraftSchema, effortOrderSchema, effortPlanSchema } from "./effort-schemas.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";

/** How much effort a result needs. */
export const addEffort = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/effort-plans",
    operationId: "planEffort",
    access: "funnel:read",
    summary: "How much effort a result needs, and whether one person can do it",
    description:
      "The funnel in reverse: the least number of the first stage of which the result comes with the chance that is asked for, by rates that are known or estimated, in the member's working days, against the time and the contacts that there are. Nothing is stored.",
    bodies: { "application/json": effortOrderSchema },
    answer: effortPlanSchema,
    answerTo: async ({ request }) => {
      const { body: input } = request;
      const asked = { input, caller: callerOf(request), now: BigInt(Date.now()) * 1000n };
      return valueOf(await planEffort(database, callerOf(request).companyId, asked));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/effort-drafts",
    operationId: "draftEffort",
    access: "settings:write",
    summary: "Make what the planner answers a draft plan: so much a week, in proportion to the working days",
    description: "An effort that is not reachable is refused. The draft is looked back with and published like any other.",
    bodies: { "application/json": effortDraftOrderSchema },
    answer: effortDraftSchema,
    answerTo: async ({ request }) => {
      const { body: input } = request;
      const caller = callerOf(request);
      return valueOf(await draftEffort(database, caller.companyId, { input, caller, by: caller.by, now: BigInt(Date.now()) * 1000n }));
    },
  });
};
