import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readMetricPreview } from "../domain/metric-preview-reading.ts";
import { readTargetsOrder } from "../domain/target-preview-reading.ts";
import type { Database } from "../operations/database.ts";
import { describeRules } from "../operations/describe-rules.ts";
import { listMetrics } from "../operations/list-metrics.ts";
import { listPlans } from "../operations/list-plans.ts";
import { previewMetric } from "../operations/preview-metric.ts";
import { previewTargets } from "../operations/preview-targets.ts";
import { showPlan } from "../operations/show-plan.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { pageOf, pageParameters } from "./page.ts";
import { valueOf } from "./refused-request.ts";
import {
  metricPreviewOrderSchema,
  metricPreviewSchema,
  metricsSchema,
  plansSchema,
  planShownSchema,
  rulesSchema,
  targetsOrderSchema,
  targetsPreviewSchema,
} from "./rule-schemas.ts";

const now = (): bigint => BigInt(Date.now()) * 1000n;

/** What is asked and what counts, for those who write it: lists, one of each, and what a draft of them would come to. */
export const addRules = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/plans",
    operationId: "listPlans",
    access: "settings:read",
    summary: "The plans with whom they ask, how often, since when and what comes next; those that have ended come last",
    query: z.strictObject(pageParameters),
    answer: plansSchema,
    answerTo: async ({ query, request }) => {
      const { plans, ...others } = await listPlans(database, callerOf(request).companyId, now());
      const { page, nextCursor } = pageOf(plans, query, ({ id }) => id);
      return { plans: page, ...others, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/plans/:id",
    operationId: "showPlan",
    access: "settings:read",
    summary: "One plan with its versions",
    path: z.strictObject({ id: z.string().describe("The plan's id") }),
    answer: planShownSchema,
    answerTo: async ({ path, request }) => valueOf(await showPlan(database, callerOf(request).companyId, path.id, now())),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/metrics",
    operationId: "listMetrics",
    access: "settings:read",
    summary: "The metrics in words, each with the plans that ask for it; those that have ended come last",
    query: z.strictObject(pageParameters),
    answer: metricsSchema,
    answerTo: async ({ query, request }) => {
      const { metrics, ...others } = await listMetrics(database, callerOf(request).companyId, now());
      const { page, nextCursor } = pageOf(metrics, query, ({ id }) => id);
      return { metrics: page, ...others, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/rule-words",
    operationId: "describeRules",
    access: "settings:read",
    summary: "What conditions and plans can be made of here: sources, outcomes, stages, attributes, phases, tables",
    answer: rulesSchema,
    answerTo: async ({ request }) => describeRules(database, callerOf(request).companyId, now()),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/target-previews",
    operationId: "previewTargets",
    access: "settings:read",
    isInSteps: true,
    summary: "What a drafted plan would ask of some members, line by line",
    description: "As if the drafted versions had held from the beginning. Nothing is counted and nothing is stored.",
    bodies: { "application/json": targetsOrderSchema },
    answer: targetsPreviewSchema,
    answerTo: async ({ request }) => {
      const { input, plan, on, members } = valueOf(readTargetsOrder(request.body));
      const question = { input, plan, ...given({ on, members }), now: now(), caller: callerOf(request) };
      return valueOf(await previewTargets(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/metric-previews",
    operationId: "previewMetric",
    access: "settings:read",
    isInSteps: true,
    summary: "What an unsaved metric counts of the records of thirty days, and which it leaves out and why",
    description:
      "Counted from the log by the conditions that would count it, as if it had held from the beginning: the numbers are those that it has once it is saved so. Nothing is stored, and nobody who records waits.",
    bodies: { "application/json": metricPreviewOrderSchema },
    answer: metricPreviewSchema,
    answerTo: async ({ request }) => {
      const { input, metric, through } = valueOf(readMetricPreview(request.body));
      const question = { input, metric, ...given({ through }), now: now(), caller: callerOf(request) };
      return valueOf(await previewMetric(database, callerOf(request).companyId, question));
    },
  });
};
