import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { noHint } from "../domain/meant.ts";
import { refusal, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { readSuggestionClaim, readSuggestionContact, readSuggestionWord } from "../domain/signals/suggestion-reading.ts";
import { suggestionStates } from "../domain/signals/suggestion.ts";
import { claimSuggestion } from "../operations/claim-suggestion.ts";
import { contactSuggestion } from "../operations/contact-suggestion.ts";
import type { Database } from "../operations/database.ts";
import { dismissSuggestion } from "../operations/dismiss-suggestion.ts";
import { listSuggestions } from "../operations/list-suggestions.ts";
import { releaseSuggestion } from "../operations/release-suggestion.ts";
import { restoreSuggestion } from "../operations/restore-suggestion.ts";
import { showCoverage } from "../operations/show-coverage.ts";
import { bodyByCaller } from "./acting.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { pageOf, pageParameters } from "./page.ts";
import { refuse, valueOf } from "./refused-request.ts";
import {
  coverageSchema,
  suggestionClaimSchema,
  suggestionContactedSchema,
  suggestionContactSchema,
  suggestionSchema,
  suggestionWordSchema,
} from "./suggestion-schemas.ts";

const nowOf = (): bigint => BigInt(Date.now()) * 1000n;

const suggestionPath = z.strictObject({ suggestion: z.string().describe("The suggestion's number") });

const numberOf = (found: string): number =>
  /^[1-9]\d{0,14}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/suggestion", { what: { en: "suggestion", ko: "추천 연락" }, found: shown(found), hint: noHint }));

/** Whom to contact because of what they did, and what came of it. */
export const addSuggestions = (app: FastifyInstance, database: Database): void => {
  const doing = async <T extends { readonly by: string }>(
    request: FastifyRequest,
    suggestion: string,
    { now, read }: { readonly now: bigint; readonly read: (body: unknown) => Outcome<T> },
  ) => ({
    ...valueOf(read(await bodyByCaller(database, request, "by"))),
    number: numberOf(suggestion),
    now,
    caller: callerOf(request),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/suggestions",
    operationId: "listSuggestions",
    access: "suggestions:read",
    summary: "List whom to contact, why and until when: what waits, or what was done",
    query: z.strictObject({
      member: z.string().optional().describe("Those that this member has"),
      state: z.enum(suggestionStates).optional().describe("Left out: those that wait, open or claimed"),
      order: z.enum(["due", "score", "new"]).optional().describe("What is due first (if left out), warmest, newest"),
      ...pageParameters,
    }),
    answer: z.strictObject({ suggestions: z.array(suggestionSchema), nextCursor: z.string().nullable() }).meta({ id: "SuggestionList" }),
    answerTo: async ({ query: { cursor, limit, ...rest }, request }) => {
      const question = given({ ...rest, caller: callerOf(request) });
      const { suggestions } = valueOf(await listSuggestions(database, callerOf(request).companyId, question, { now: nowOf() }));
      const { page, nextCursor } = pageOf(suggestions, { cursor, limit }, ({ suggestion }) => String(suggestion));
      return { suggestions: page, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/suggestions/:suggestion/claim",
    operationId: "claimSuggestion",
    access: "suggestions:write",
    summary: "Take a suggestion; of two who take it at once one has it",
    path: suggestionPath,
    bodies: { "application/json": suggestionClaimSchema },
    answer: suggestionSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await claimSuggestion(
          database,
          callerOf(request).companyId,
          await doing(request, path.suggestion, { now: nowOf(), read: readSuggestionClaim }),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/suggestions/:suggestion/release",
    operationId: "releaseSuggestion",
    access: "suggestions:write",
    summary: "Give a suggestion back with a reason, so that somebody else may take it",
    path: suggestionPath,
    bodies: { "application/json": suggestionWordSchema },
    answer: suggestionSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await releaseSuggestion(
          database,
          callerOf(request).companyId,
          await doing(request, path.suggestion, { now: nowOf(), read: readSuggestionWord }),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/suggestions/:suggestion/dismissal",
    operationId: "dismissSuggestion",
    access: "suggestions:write",
    summary: "Say that nobody is contacted because of a suggestion, and why",
    path: suggestionPath,
    bodies: { "application/json": suggestionWordSchema },
    answer: suggestionSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await dismissSuggestion(
          database,
          callerOf(request).companyId,
          await doing(request, path.suggestion, { now: nowOf(), read: readSuggestionWord }),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/suggestions/:suggestion/restoration",
    operationId: "restoreSuggestion",
    access: "suggestions:write",
    summary: "Take one's own dismissal back",
    path: suggestionPath,
    bodies: { "application/json": suggestionClaimSchema },
    answer: suggestionSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await restoreSuggestion(
          database,
          callerOf(request).companyId,
          await doing(request, path.suggestion, { now: nowOf(), read: readSuggestionClaim }),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/suggestions/:suggestion/contact",
    operationId: "contactSuggestion",
    access: "suggestions:write",
    summary: "Say that the prospect of a suggestion was contacted: that is recorded as an activity that answers its latest signal",
    path: suggestionPath,
    bodies: { "application/json": suggestionContactSchema },
    answer: suggestionContactedSchema,
    answerTo: async ({ path, request }) => {
      const now = nowOf();
      const order = await doing(request, path.suggestion, { now, read: (body) => readSuggestionContact(body, now) });
      return valueOf(await contactSuggestion(database, callerOf(request).companyId, order));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/coverage",
    operationId: "showCoverage",
    access: "suggestions:read",
    summary: "How many suggestions were answered, and how fast",
    query: z.strictObject({
      from: z.string().optional().describe("The first day on which they were made; 28 days if left out"),
      through: z.string().optional().describe("The last; today if left out"),
    }),
    answer: coverageSchema,
    answerTo: ({ query, request }) => {
      const from = query.from === undefined ? undefined : valueOf(parseDay(query.from, "/from"));
      const through = query.through === undefined ? undefined : valueOf(parseDay(query.through, "/through"));
      return showCoverage(database, callerOf(request).companyId, given({ from, through, caller: callerOf(request) }), { now: nowOf() });
    },
  });
};
