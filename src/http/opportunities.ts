import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { nowOf } from "../operations/company-today.ts";
import type { Database } from "../operations/database.ts";
import { listOpportunities, opportunityStates } from "../operations/list-opportunities.ts";
import { recordOpportunities } from "../operations/record-opportunities.ts";
import { restoreOpportunity } from "../operations/restore-opportunity.ts";
import { showOpportunity } from "../operations/show-opportunity.ts";
import { voidOpportunity } from "../operations/void-opportunity.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import {
  noOpportunityTakenSchema,
  opportunitiesRecordedSchema,
  opportunityListSchema,
  opportunitySchema,
  opportunityShownSchema,
} from "./opportunity-schemas.ts";
import { readLimit } from "./parameters.ts";
import { keyOf, readReason, recordPath } from "./record-key.ts";
import { valueOf } from "./refused-request.ts";
import { actSchema, booleanParameter, cursorParameter, limitParameter, problemSchema } from "./schemas.ts";
import { LARGEST_BATCH, MOST_AT_ONCE, NDJSON, recordSent, takeLines } from "./sent-records.ts";

/** Opportunities: recording, listing, showing, taking back. */
export const addOpportunities = async (app: FastifyInstance, database: Database): Promise<void> => {
  takeLines(app);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/opportunities",
    operationId: "recordOpportunities",
    access: "opportunities:write",
    summary: "Record opportunities",
    description:
      "One opportunity, an array of at most 10,000, or lines of JSON of any number; each as its source tells it now, whole. That it opened and how it closed are records of the log when the answer comes, " +
      "of the kinds opportunity_opened, deal_won and deal_lost, and count by the metrics that ask for them. A later state moves what they count. What is bad is named with its index.",
    query: z.strictObject({ atomic: booleanParameter.describe("true: one bad opportunity refuses all; at most 10,000") }),
    bodies: {
      "application/json": z.union([opportunitySchema, z.array(opportunitySchema).min(1).max(MOST_AT_ONCE)]),
      [NDJSON]: opportunitySchema,
    },
    bodyLimit: LARGEST_BATCH,
    answer: opportunitiesRecordedSchema,
    others: { 422: { description: "Nothing was taken", schema: z.union([noOpportunityTakenSchema, problemSchema]) } },
    answerTo: async ({ query, request, reply }) => {
      const { companyId } = callerOf(request);
      const atomic = query.atomic === "true";
      const record = async (items: readonly unknown[]) => {
        const { unattributed, undated, newSources, ...answer } = await recordOpportunities(database, companyId, items, {
          atomic,
          now: nowOf(),
          defaultProvenance: "imported",
        });
        return { ...answer, told: { unattributed, undated, newSources } };
      };
      return recordSent({ request, atomic, record }, { unattributed: 0, undated: 0, newSources: [] }, reply);
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/opportunities",
    operationId: "listOpportunities",
    access: "opportunities:read",
    summary: "List opportunities, each in its state that holds",
    query: z.strictObject({
      member: z.string().optional().describe("Whose they are now: a member's id"),
      source: z.string().optional(),
      product: z.string().optional(),
      stage: z.string().optional(),
      state: z
        .enum(opportunityStates)
        .optional()
        .describe("undated: without a day on which they opened; unattributed: of nobody, or of nobody known"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: opportunityListSchema,
    answerTo: async ({ query: { limit, ...query }, request }) => {
      const caller = callerOf(request);
      return valueOf(await listOpportunities(database, caller.companyId, given({ ...query, limit: readLimit(limit), caller })));
    },
  });

  const key = { url: "/api/v1/opportunities/:source/:externalId", path: recordPath };

  addEndpoint(app, {
    ...key,
    method: "GET",
    operationId: "showOpportunity",
    access: "opportunities:read",
    summary: "Show one opportunity with every state that was told, whose it was from day to day, and what happened to it",
    answer: opportunityShownSchema,
    answerTo: async ({ path, request }) => {
      const caller = callerOf(request);
      return valueOf(await showOpportunity(database, caller.companyId, keyOf(path), { caller }));
    },
  });

  const reason = z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") });

  addEndpoint(app, {
    ...key,
    method: "DELETE",
    operationId: "voidOpportunity",
    access: "opportunities:write",
    summary: "Take an opportunity back",
    description: "Nothing of it counts, whatever its source says, until it is restored. It stays readable.",
    query: reason,
    answer: actSchema,
    answerTo: async ({ path, query, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await voidOpportunity(database, companyId, keyOf(path), { reason: readReason(query.reason), by }));
    },
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/void`,
    method: "DELETE",
    operationId: "restoreOpportunity",
    access: "opportunities:write",
    summary: "Restore an opportunity that was taken back",
    description: "What its source says of it counts again.",
    query: reason,
    answer: actSchema,
    answerTo: async ({ path, query, request }) => {
      const { companyId, by } = callerOf(request);
      return valueOf(await restoreOpportunity(database, companyId, keyOf(path), { reason: readReason(query.reason), by }));
    },
  });
};
