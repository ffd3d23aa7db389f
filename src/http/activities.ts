import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { attestActivity } from "../operations/attest-activity.ts";
import { linkActivity } from "../operations/link-activity.ts";
import { activityOrders, listActivities } from "../operations/list-activities.ts";
import { recordActivities } from "../operations/record-activities.ts";
import { readRuling } from "../domain/ruling-reading.ts";
import { ruleActivity } from "../operations/rule-activity.ts";
import { restoreActivity } from "../operations/restore-activity.ts";
import { showActivity } from "../operations/show-activity.ts";
import { unlinkActivity } from "../operations/unlink-activity.ts";
import { voidActivity } from "../operations/void-activity.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { keyOf, readReason, recordPath } from "./record-key.ts";
import { valueOf } from "./refused-request.ts";
import { LARGEST_BATCH, MOST_AT_ONCE, NDJSON, recordSent, takeLines } from "./sent-records.ts";
import {
  activityListSchema,
  activitySchema,
  attestationSchema,
  attestedSchema,
  activityShownSchema,
  rulingAnswerSchema,
  rulingBodySchema,
  actSchema,
  booleanParameter,
  linkActSchema,
  cursorParameter,
  dayParameter,
  limitParameter,
  nothingTakenSchema,
  recordingSchema,
} from "./schemas.ts";

const now = (): bigint => BigInt(Date.now()) * 1000n;

const dayIn = (found: string | undefined, pointer: string): number | undefined =>
  found === undefined ? undefined : valueOf(parseDay(found, pointer));
const truth = (found: "true" | "false" | undefined): boolean | undefined => (found === undefined ? undefined : found === "true");

/** The log: recording, listing, showing, taking back. */
export const addActivities = async (app: FastifyInstance, database: Database): Promise<void> => {
  takeLines(app);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/activities",
    operationId: "recordActivities",
    access: "activities:write",
    summary: "Record activities",
    description:
      "One activity, an array of at most 10,000, or lines of JSON of any number. What is good is durable and counted when the answer comes, each once whatever is sent twice; what is bad is named with its index. " +
      "An answer that did not arrive is settled by sending the same again.",
    query: z.strictObject({ atomic: booleanParameter.describe("true: one bad activity refuses all; at most 10,000") }),
    bodies: { "application/json": z.union([activitySchema, z.array(activitySchema).min(1).max(MOST_AT_ONCE)]), [NDJSON]: activitySchema },
    bodyLimit: LARGEST_BATCH,
    answer: recordingSchema,
    others: { 422: { description: "Nothing was taken", schema: nothingTakenSchema } },
    answerTo: async ({ query, request, reply }) => {
      const caller = callerOf(request);
      const atomic = query.atomic === "true";
      // Of a source that nobody declared it is not known who observed what it says.
      const record = async (items: readonly unknown[]) => {
        const { unattributed, newSources, ...answer } = await recordActivities(database, caller.companyId, items, {
          atomic,
          now: now(),
          defaultProvenance: "imported",
          caller,
        });
        return { ...answer, told: { unattributed, newSources } };
      };
      return recordSent({ request, atomic, record }, { unattributed: 0, newSources: [] }, reply);
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/activities",
    operationId: "listActivities",
    access: "activities:read",
    summary: "List activities, each with the verdict of every metric",
    query: z.strictObject({
      member: z.string().optional().describe("A member's id"),
      kind: z.string().optional(),
      source: z.string().optional(),
      from: dayParameter.optional().describe("First local day"),
      before: dayParameter.optional().describe("The local day after the last"),
      prospect: z.string().optional().describe("By any of its identities"),
      metric: z.string().optional().describe("A metric's id: its verdict alone is told"),
      counted: booleanParameter.describe(
        "true: only those that count, for the metric or, without one, for any; false: only those that do not",
      ),
      order: z.enum(activityOrders).optional().describe("day: in the order of their days; latest: the latest first. Left out: day"),
      unattributed: booleanParameter.describe("true: only those of nobody known; false: only those of somebody"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: activityListSchema,
    answerTo: async ({ query, request }) => {
      const { from, before, unattributed, counted, limit, ...rest } = query;
      const input = {
        ...rest,
        from: dayIn(from, "/from"),
        before: dayIn(before, "/before"),
        unattributed: truth(unattributed),
        counted: truth(counted),
        limit: readLimit(limit),
        caller: callerOf(request),
      };
      return valueOf(await listActivities(database, callerOf(request).companyId, given(input)));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/attested-activities",
    operationId: "attestActivity",
    access: "activities:rule",
    summary: "Enter an activity that no source told",
    description:
      "A person's decision, with its reason: the record is attested, comes from the source attested and counts wherever a captured one does. It is taken back and restored like every other.",
    bodies: { "application/json": attestationSchema },
    answer: attestedSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await attestActivity(database, callerOf(request).companyId, {
          fields: request.body,
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  const key = { url: "/api/v1/activities/:source/:externalId", path: recordPath };

  addEndpoint(app, {
    ...key,
    method: "GET",
    operationId: "showActivity",
    access: "activities:read",
    summary: "Show one activity with its earlier states, what people did to it and the verdict of every metric",
    answer: activityShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showActivity(database, callerOf(request).companyId, keyOf(path), { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    ...key,
    method: "DELETE",
    operationId: "voidActivity",
    access: "activities:write",
    summary: "Take an activity back",
    description: "It counts for nothing, whatever its source says, until it is restored. It stays readable.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: actSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await voidActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/void`,
    method: "DELETE",
    operationId: "restoreActivity",
    access: "activities:write",
    summary: "Restore an activity that was taken back",
    description: "What its source says of it holds again.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: actSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await restoreActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/link`,
    method: "DELETE",
    operationId: "unlinkActivity",
    access: "activities:rule",
    summary: "Say that a record is not the same act as the one that counts in its place",
    description:
      "The two are two acts from now on, whatever their sources tell, until it is taken back. A third record may be the partner of either.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: linkActSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await unlinkActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/unlinking`,
    method: "DELETE",
    operationId: "linkActivity",
    access: "activities:rule",
    summary: "Take back that a record is not the same act as another one",
    description: "It is linked again as the company's sources tell the same acts.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: linkActSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await linkActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/rulings`,
    method: "POST",
    operationId: "ruleActivity",
    access: "activities:rule",
    summary: "Decide that a record counts for a metric, or does not, whatever the rule says",
    description:
      "The record keeps its values and the verdict names the ruling. A ruling holds until another of the same record and metric; what it does not replace still decides.",
    bodies: { "application/json": rulingBodySchema },
    answer: rulingAnswerSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await ruleActivity(database, callerOf(request).companyId, keyOf(path), {
          ...valueOf(readRuling(request.body)),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });
};
