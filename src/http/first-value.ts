import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { readIdentity, readNewMembers } from "../domain/new-members.ts";
import { directions, readQuotaOrder } from "../domain/quota-order-reading.ts";
import { addMembers } from "../operations/add-members.ts";
import { countActivities, readCountedBy } from "../operations/count-activities.ts";
import type { Database } from "../operations/database.ts";
import { endQuota } from "../operations/end-quota.ts";
import { listPresets } from "../operations/list-presets.ts";
import { listUnattributed } from "../operations/list-unattributed.ts";
import { makeQuota } from "../operations/make-quota.ts";
import { mapIdentity } from "../operations/map-identity.ts";
import { unmapIdentity } from "../operations/unmap-identity.ts";
import { showSample } from "../operations/show-sample.ts";
import { suggestQuota } from "../operations/suggest-quota.ts";
import { asDownload } from "./download.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import {
  activityCountsSchema,
  identityBodySchema,
  identityMappedSchema,
  membersAddedSchema,
  membersOrderSchema,
  presetListSchema,
  quotaEndedSchema,
  quotaMadeSchema,
  quotaOrderSchema,
  quotaSuggestionSchema,
  unattributedSchema,
} from "./first-value-schemas.ts";
import { readLimit, readWhole } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { MEGABYTE } from "./read-body.ts";
import { cadenceParameter, cursorParameter, dayParameter, limitParameter } from "./schemas.ts";

const dayOf = (found: string | undefined, pointer: string): number | undefined =>
  found === undefined ? undefined : valueOf(parseDay(found, pointer));

const addPeople = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/members",
    operationId: "addMembers",
    access: "members:write",
    summary: "Add members, and names by which sources know those who are there",
    description:
      "All of them or none. Whom id, e-mail address or an identity names already is completed. Records that named nobody and name one of them count from now on. The same again changes nothing.",
    bodies: { "application/json": membersOrderSchema },
    bodyLimit: 16 * MEGABYTE,
    answer: membersAddedSchema,
    answerTo: async ({ request }) =>
      valueOf(await addMembers(database, callerOf(request).companyId, valueOf(readNewMembers(request.body)), { by: callerOf(request).by })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/members/:member/identities",
    operationId: "mapIdentity",
    access: "members:write",
    summary: "Say who a member is in a source: what it told of that name and of nobody known counts from now on",
    path: z.strictObject({ member: z.string() }),
    bodies: { "application/json": identityBodySchema },
    answer: identityMappedSchema,
    answerTo: async ({ path, request }) => {
      const identity = valueOf(readIdentity(request.body, ""));
      return valueOf(await mapIdentity(database, callerOf(request).companyId, { ...path, ...identity }, { by: callerOf(request).by }));
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/members/:member/identities/:source/:externalId",
    operationId: "unmapIdentity",
    access: "members:write",
    summary: "Take back who a member is in a source: the records that came by that name are nobody's again",
    path: z.strictObject({ member: z.string(), source: z.string(), externalId: z.string() }),
    answer: identityMappedSchema,
    answerTo: async ({ path: { member, ...named }, request }) => {
      const identity = valueOf(readIdentity(named, ""));
      return valueOf(await unmapIdentity(database, callerOf(request).companyId, { member, ...identity }, { by: callerOf(request).by }));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/unattributed",
    operationId: "listUnattributed",
    access: "imports:read",
    summary: "The names by which sources tell of nobody known, with their records and whom they may mean",
    description: "Those with the most records first. POST /members/{member}/identities says who it is.",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: unattributedSchema,
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(await listUnattributed(database, callerOf(request).companyId, given({ cursor, limit: readLimit(limit) }))),
  });
};

const addQuotas = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/quotas",
    operationId: "makeQuota",
    access: "settings:write",
    summary: "Make a quota: so many of a kind of activity in each period",
    description:
      "Writes a metric, where none counts just this, and a plan. It joins a plan of plain quotas that asks the same people by the same cadence where that may change from its first day on; else it gets a plan of its own.",
    bodies: { "application/json": quotaOrderSchema },
    answer: quotaMadeSchema,
    answerTo: async ({ request }) =>
      valueOf(await makeQuota(database, callerOf(request).companyId, valueOf(readQuotaOrder(request.body)), { by: callerOf(request).by })),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/quotas/:plan",
    operationId: "endQuota",
    access: "settings:write",
    summary: "End a quota: its plan ends today, or with metric asks the rest from its next period on",
    path: z.strictObject({ plan: z.string() }),
    query: z.strictObject({ metric: z.string().optional().describe("Of a plan that asks several: which") }),
    answer: quotaEndedSchema,
    answerTo: async ({ path: { plan }, query: { metric = null }, request }) =>
      valueOf(await endQuota(database, callerOf(request).companyId, { plan, metric }, { by: callerOf(request).by })),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/quota-suggestion",
    operationId: "suggestQuota",
    access: "settings:read",
    summary: "What is usual of a kind of activity per member and period, to choose a target by",
    query: z.strictObject({
      kind: z.string(),
      direction: z.enum(directions).optional(),
      cadence: cadenceParameter,
      team: z.string().optional().describe("With its subteams, by the team of each day"),
      target: z.string().optional().meta({ type: "integer", description: "How many of the counts reach it; left out: the suggested one" }),
    }),
    answer: quotaSuggestionSchema,
    answerTo: async ({ query: { kind, direction = null, cadence, team = null, target }, request }) => {
      const question = {
        kind,
        direction,
        cadence: valueOf(parseCadence(cadence, "?cadence")),
        team,
        target: readWhole("target", target, { least: 1, most: 1_000_000 }) ?? null,
      };
      return valueOf(await suggestQuota(database, callerOf(request).companyId, question, { now: BigInt(Date.now()) * 1000n }));
    },
  });
};

const addPresets = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/presets",
    operationId: "listPresets",
    access: "public",
    summary: "What a trade starts with: kinds, metrics and plans that a new company may be made with",
    isCompanys: false,
    answer: presetListSchema,
    answerTo: () => Promise.resolve(listPresets()),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/presets/:preset/sample",
    operationId: "showSample",
    access: "company:read",
    summary: "The sample of a preset as a file of activities, with days up to the company's yesterday",
    description: "It is imported like any other file. Its people are those whom a company has that was made with preset and sample.",
    path: z.strictObject({ preset: z.string() }),
    answer: z.string(),
    answerType: "text/csv",
    answerTo: async ({ path, request, reply }) => {
      const { csv } = valueOf(await showSample(database, callerOf(request).companyId, path));
      const name = `${path.preset}-sample.csv`;
      asDownload(reply, { name, plainName: name, type: "text/csv; charset=utf-8" });
      return csv;
    },
  });
};

/** From an empty installation to the first number and the first quota. */
export const addFirstValue = async (app: FastifyInstance, database: Database): Promise<void> => {
  addPresets(app, database);
  addPeople(app, database);

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/activity-counts",
    operationId: "countActivities",
    access: "activities:read",
    summary: "Who did how much of what: counts straight from the log, without any plan or metric",
    description:
      "Records that were taken back are left out; of two that tell of the same act one counts; a daily total adds what the records lack.",
    query: z.strictObject({
      from: dayParameter.optional().describe("First local day; left out: from the first"),
      before: dayParameter.optional().describe("The local day after the last; left out: to the last"),
      by: z
        .string()
        .optional()
        .describe("member, kind, and one of day, week, month, joined by commas; left out: member,kind")
        .meta({ examples: ["member,kind", "kind,week"] }),
      team: z.string().optional().describe("With its subteams, by the team of each day"),
    }),
    answer: activityCountsSchema,
    answerTo: async ({ query: { from, before, by = "member,kind", team }, request }) => {
      const question = {
        ...given({ from: dayOf(from, "?from"), before: dayOf(before, "?before"), team }),
        caller: callerOf(request),
        by: valueOf(readCountedBy(by, "?by")),
      };
      return valueOf(await countActivities(database, callerOf(request).companyId, question));
    },
  });
  addQuotas(app, database);
};
