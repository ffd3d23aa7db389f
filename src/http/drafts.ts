import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBacktest, readPublication } from "../domain/backtest-reading.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { companyChangesJson } from "../operations/apply-company.ts";
import { backtestJson } from "../operations/backtest-json.ts";
import { backtestPlan } from "../operations/backtest-plan.ts";
import type { Database } from "../operations/database.ts";
import { discardDraft } from "../operations/discard-draft.ts";
import { draftPlan } from "../operations/draft-plan.ts";
import { listDrafts } from "../operations/list-drafts.ts";
import { listSettingsChanges } from "../operations/list-settings-changes.ts";
import { publishDraft } from "../operations/publish-draft.ts";
import { otherMeant, replayMember } from "../operations/replay-member.ts";
import { draftShownJson, showDraft } from "../operations/show-draft.ts";
import {
  backtestOrderSchema,
  backtestSchema,
  draftContentSchema,
  draftSchema,
  draftShownSchema,
  draftsSchema,
  publicationSchema,
  replaySchema,
  settingsChangesSchema,
} from "./draft-schemas.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { readText } from "./read-body.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { pageOf, pageParameters } from "./page.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, companyChangesSchema, cursorParameter, dayParameter, limitParameter } from "./schemas.ts";

const draftPath = z.strictObject({ id: z.string().describe("The draft's id") });

const addDraftEndpoints = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/drafts",
    operationId: "listDrafts",
    access: "settings:read",
    summary: "The drafts, those that are open first",
    query: z.strictObject(pageParameters),
    answer: draftsSchema,
    answerTo: async ({ query, request }) => {
      const { drafts } = await listDrafts(database, callerOf(request).companyId);
      const { page, nextCursor } = pageOf(drafts, query, ({ id }) => id);
      return { drafts: page, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/drafts/:id",
    operationId: "draftPlan",
    isEdit: true,
    access: "settings:write",
    summary: "Keep metrics and plans as a draft, which nothing counts or asks by; the same id again replaces it",
    path: draftPath,
    query: z.strictObject({ name: z.string().optional().describe("What it is about, for people") }),
    bodies: { "application/json": draftContentSchema, "application/yaml": z.string() },
    answer: draftSchema,
    answerTo: async ({ path, query, request, reply }) => {
      const { companyId, by } = callerOf(request);
      const order = { id: path.id, name: query.name, input: request.body, by, seen: seenBy(request) };
      const draft = valueOf(await draftPlan(database, companyId, order));
      tellVersion(reply, draft.savedAt);
      return draft;
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/drafts/:id",
    operationId: "showDraft",
    access: "settings:read",
    summary: "A draft, and what publishing it would change",
    path: draftPath,
    answer: draftShownSchema,
    answerTo: async ({ path, request, reply }) => {
      const draft = valueOf(await showDraft(database, callerOf(request).companyId, path.id));
      tellVersion(reply, draft.savedAt);
      return draftShownJson(draft);
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/drafts/:id",
    operationId: "discardDraft",
    access: "settings:write",
    summary: "Lay a draft aside; it stays readable",
    path: draftPath,
    answer: draftSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await discardDraft(database, callerOf(request).companyId, path.id, { by: callerOf(request).by })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/drafts/:id/publication",
    operationId: "publishDraft",
    isEdit: true,
    access: "settings:write",
    summary: "Let a draft hold: its metrics and plans become the next versions",
    description:
      "The draft is put into the company's file as it is by then, and that is applied: the rules are those of PUT /company, and what changed meanwhile stays. If-Match says which saving of it was looked at.",
    path: draftPath,
    query: z.strictObject({ dryRun: booleanParameter.describe("true: only tell what would change") }),
    bodies: { "application/json": publicationSchema },
    answer: companyChangesSchema,
    answerTo: async ({ path, query, request }) => {
      const order = valueOf(readPublication(request.body));
      const options = { ...order, by: callerOf(request).by, dryRun: query.dryRun === "true", seen: seenBy(request) };
      return companyChangesJson(valueOf(await publishDraft(database, callerOf(request).companyId, path.id, options)));
    },
  });
};

/** What may become of plans, what drafts would have given, and what was asked on a past day. */
export const addDrafts = async (app: FastifyInstance, database: Database): Promise<void> => {
  app.addContentTypeParser("application/yaml", readText);
  addDraftEndpoints(app, database);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/backtests",
    operationId: "backtestPlan",
    isInSteps: true,
    access: "settings:read",
    summary: "What a draft would have given in the last periods that are over, beside the plan in force",
    description:
      "As if the drafted versions had held from the beginning; members, teams and everything else are as they are set now, by their days. A metric that is drafted is counted from the log. Nothing is stored, and nobody who records waits.",
    bodies: { "application/json": backtestOrderSchema },
    answer: backtestSchema,
    answerTo: async ({ request }) => {
      const order = valueOf(readBacktest(request.body));
      const question = {
        of: order.of,
        rows: order.rows,
        now: BigInt(Date.now()) * 1000n,
        ...given({ plan: order.plan, periods: order.periods }),
      };
      return backtestJson(valueOf(await backtestPlan(database, callerOf(request).companyId, question)), { rows: order.rows });
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/replays",
    operationId: "replayMember",
    access: "attainment:read",
    summary:
      "What a member was asked on a past day and had reached by its end, and who changed it; or what another version would have said",
    path: z.strictObject({ id: z.string().describe("The member's id") }),
    query: z.strictObject({
      on: dayParameter.describe("The day, through its end"),
      plan: z.string().optional().describe("Of this plan alone"),
      with: z.string().optional().describe("As if this had held: a draft's id, or the number of a version of the plan"),
    }),
    answer: replaySchema,
    answerTo: async ({ path, query, request }) => {
      const other = query.with === undefined ? {} : { with: otherMeant(query.with) };
      const question = {
        member: path.id,
        on: valueOf(parseDay(query.on, "/on")),
        caller: callerOf(request),
        now: BigInt(Date.now()) * 1000n,
        ...given({ plan: query.plan }),
        ...other,
      };
      return valueOf(await replayMember(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/settings-changes",
    operationId: "listSettingsChanges",
    access: "settings:read",
    summary: "Who changed the settings, when, why and how, the latest first",
    query: z.strictObject({
      plan: z.string().optional().describe("A plan's id: what was changed of it"),
      metric: z.string().optional().describe("A metric's id"),
      member: z.string().optional().describe("A member's id"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: settingsChangesSchema,
    answerTo: async ({ query: { limit, ...query }, request }) =>
      valueOf(await listSettingsChanges(database, callerOf(request).companyId, given({ ...query, limit: readLimit(limit) }))),
  });
};
