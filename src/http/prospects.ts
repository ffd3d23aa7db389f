import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { parseDay } from "../domain/day.ts";
import { noHint } from "../domain/meant.ts";
import { readMerge, readMergeDecision, readUnmerge } from "../domain/merge-reading.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { decideMerge } from "../operations/decide-merge.ts";
import { listProspects } from "../operations/list-prospects.ts";
import { listMergeSuggestions } from "../operations/list-merge-suggestions.ts";
import { mergeProspects } from "../operations/merge-prospects.ts";
import { showProspect } from "../operations/show-prospect.ts";
import { suggestMerge } from "../operations/suggest-merge.ts";
import { unmergeProspect } from "../operations/unmerge-prospect.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { personSchema } from "./dispute-schemas.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import {
  booleanParameter,
  cursorParameter,
  dayParameter,
  day,
  decisionAnswerSchema,
  limitParameter,
  mergeDecisionSchema,
  mergeOrderSchema,
  mergeSchema,
  prospectShownSchema,
  suggestionAnswerSchema,
  suggestionListSchema,
  unmergeOrderSchema,
} from "./schemas.ts";

const dryRunQuery = z.strictObject({ dryRun: booleanParameter.describe("true: only tell which numbers would change") });

const prospectListSchema = z
  .strictObject({
    prospects: z.array(
      z
        .strictObject({
          name: z.string().nullable(),
          reference: z.strictObject({ kind: z.string(), value: z.string() }).describe("What it is known by first"),
          owner: personSchema.nullable(),
          stage: z.string().nullable().describe("Today's"),
          lastOn: day.nullable().describe("The day of the last record with it"),
        })
        .meta({ id: "ListedProspect" }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "ProspectList" });

const suggestionNumber = (found: string): number =>
  /^[1-9]\d{0,8}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/number", { what: { en: "merge suggestion", ko: "병합 제안" }, found: shown(found), hint: noHint }));

const addMerges = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/merges",
    operationId: "mergeProspects",
    access: "prospects:merge",
    summary: "Say that two prospects are one",
    description:
      "Whatever was done with either counts for keep from then on, once where a prospect counts once, and what was told of either holds for both. Kept with who and why; an unmerge takes it back and leaves no trace in the numbers.",
    query: dryRunQuery,
    bodies: { "application/json": mergeOrderSchema },
    answer: mergeSchema,
    answerTo: async ({ query, request }) =>
      valueOf(
        await mergeProspects(database, callerOf(request).companyId, valueOf(readMerge(request.body)), {
          by: callerOf(request).by,
          dryRun: query.dryRun === "true",
        }),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/unmerges",
    operationId: "unmergeProspect",
    access: "prospects:merge",
    summary: "Take a merge back",
    description:
      "The prospect that the identity was made for is one of its own again, with its records, its facts, and whatever was merged into it before.",
    query: dryRunQuery,
    bodies: { "application/json": unmergeOrderSchema },
    answer: mergeSchema,
    answerTo: async ({ query, request }) =>
      valueOf(
        await unmergeProspect(database, callerOf(request).companyId, valueOf(readUnmerge(request.body)), {
          by: callerOf(request).by,
          dryRun: query.dryRun === "true",
        }),
      ),
  });
};

const addSuggestions = (app: FastifyInstance, database: Database): void => {
  const url = "/api/v1/merge-suggestions";

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listMergeSuggestions",
    access: "prospects:read",
    summary: "List prospects that are perhaps one and of which nobody has said so",
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: suggestionListSchema,
    answerTo: async ({ query: { cursor, limit }, request }) =>
      valueOf(
        await listMergeSuggestions(
          database,
          callerOf(request).companyId,
          given({ cursor, limit: readLimit(limit), caller: callerOf(request) }),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "suggestMerge",
    access: "prospects:write",
    summary: "Say that two prospects are perhaps one",
    description:
      "No number changes until a person merges them. What was suggested of the two before, and perhaps dismissed, is not offered again.",
    bodies: { "application/json": mergeOrderSchema },
    answer: suggestionAnswerSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await suggestMerge(database, callerOf(request).companyId, valueOf(readMerge(request.body)), {
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:number/decision`,
    operationId: "decideMerge",
    access: "prospects:merge",
    summary: "Merge the two that a suggestion names, or dismiss it",
    path: z.strictObject({ number: z.string() }),
    query: dryRunQuery,
    bodies: { "application/json": mergeDecisionSchema },
    answer: decisionAnswerSchema,
    answerTo: async ({ path, query, request }) => {
      const order = { number: suggestionNumber(path.number), ...valueOf(readMergeDecision(request.body)) };
      return valueOf(
        await decideMerge(database, callerOf(request).companyId, order, { by: callerOf(request).by, dryRun: query.dryRun === "true" }),
      );
    },
  });
};

/** Prospects: who is one with whom, by whose word. */
export const addProspects = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/prospects",
    operationId: "listProspects",
    access: "prospects:read",
    summary: "List prospects in the order in which they were met, without colleagues",
    query: z.strictObject({
      owner: z.string().optional().describe("A member's id"),
      find: z.string().optional().describe("A part of the name, of an address or of a number"),
      stage: z.string().optional().describe("Today's"),
      notSince: dayParameter.optional().describe("Only those with whom there is no record from this day on"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: prospectListSchema,
    answerTo: async ({ query: { notSince, limit, ...asked }, request }) => {
      const since = notSince === undefined ? undefined : valueOf(parseDay(notSince, "?notSince"));
      const question = given({ ...asked, notSince: since, limit: readLimit(limit), caller: callerOf(request) });
      return valueOf(await listProspects(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/prospects/:reference",
    operationId: "showProspect",
    access: "prospects:read",
    summary: "Show a prospect by any of its identities, with what was merged into it and what holds of it from which day on",
    path: z.strictObject({ reference: z.string() }),
    answer: prospectShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showProspect(database, callerOf(request).companyId, path.reference, { caller: callerOf(request) })),
  });
  addMerges(app, database);
  addSuggestions(app, database);
};
