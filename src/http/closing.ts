import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readAcknowledgement, readClosing, readReopening } from "../domain/closing-reading.ts";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Cadence } from "../domain/period.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { acknowledgeStatement } from "../operations/acknowledge-statement.ts";
import { closePeriod } from "../operations/close-period.ts";
import type { Database } from "../operations/database.ts";
import { listAdjustments } from "../operations/list-adjustments.ts";
import { listClosures } from "../operations/list-closures.ts";
import { listStatements } from "../operations/list-statements.ts";
import { previewClosing } from "../operations/preview-closing.ts";
import { reopenPeriod } from "../operations/reopen-period.ts";
import { showStatement } from "../operations/show-statement.ts";
import {
  acknowledgementSchema,
  adjustmentListSchema,
  closingOrderSchema,
  closingSchema,
  closureListSchema,
  closureSchema,
  reopeningOrderSchema,
  statementListSchema,
  statementSchema,
  statementShownSchema,
} from "./closing-schemas.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { pageOf, pageParameters } from "./page.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { booleanParameter, cadenceParameter, dayParameter, cursorParameter, limitParameter } from "./schemas.ts";

const cadenceOf = (text: string): Cadence => valueOf(parseCadence(text, "/cadence"));

const now = (): bigint => BigInt(Date.now()) * 1000n;

const WHOLE = /^[1-9]\d{0,8}$/;
const statementNumber = (found: string): number =>
  WHOLE.test(found) ? Number(found) : refuse(refusal("statement-not-found", "/statement", { found: shown(found) }));
const closureNumber = (found: string): number =>
  WHOLE.test(found) ? Number(found) : refuse(refusal("closure-not-found", "?closure", { found: shown(found) }));

const numberPath = z.strictObject({ number: z.string() });

const addClosures = (app: FastifyInstance, database: Database): void => {
  const url = "/api/v1/closures";

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listClosures",
    access: "company:read",
    summary: "List which periods were closed, by whom and when, the last first",
    query: z.strictObject({ cadence: cadenceParameter.optional(), ...pageParameters }),
    answer: closureListSchema,
    answerTo: async ({ query: { cadence, ...place }, request }) => {
      const caller = callerOf(request);
      const question = given({ cadence: cadence === undefined ? undefined : cadenceOf(cadence), caller });
      const { closures } = await listClosures(database, caller.companyId, question);
      const { page, nextCursor } = pageOf(closures, place, ({ closure }) => String(closure));
      return { closures: page, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: `${url}/preview`,
    operationId: "previewClosing",
    access: "closing:read",
    summary: "What speaks against closing a period now",
    query: z.strictObject({ cadence: cadenceParameter, on: dayParameter.describe("A day of the period") }),
    answer: closingSchema,
    answerTo: async ({ query: { cadence, on }, request }) =>
      valueOf(
        await previewClosing(
          database,
          callerOf(request).companyId,
          { cadence: cadenceOf(cadence), on: valueOf(parseDay(on, "/on")) },
          now(),
        ),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url,
    operationId: "closePeriod",
    isInSteps: true,
    access: "closing:write",
    summary: "Close a period: freeze its numbers as statements",
    description:
      "The numbers of everybody who is asked in the period, of the teams and the company. What is recorded later for its days counts as ever and is told on the next statements as an adjustment. Periods of a cadence are closed one after the other. Closing it again is refused, and tells who closed it.",
    bodies: { "application/json": closingOrderSchema },
    answer: closingSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await closePeriod(database, callerOf(request).companyId, valueOf(readClosing(request.body)), {
          by: callerOf(request).by,
          now: now(),
        }),
      ),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/reopenings",
    operationId: "reopenPeriod",
    access: "closing:write",
    summary: "Open the last closed period of a cadence again",
    description: "Its statements are kept and hold no longer; closing it anew gives a second version, with what came late in it.",
    bodies: { "application/json": reopeningOrderSchema },
    answer: closureSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await reopenPeriod(database, callerOf(request).companyId, valueOf(readReopening(request.body)), { by: callerOf(request).by }),
      ),
  });
};

/** Periods that are closed, their statements, and what came late. */
export const addClosing = async (app: FastifyInstance, database: Database): Promise<void> => {
  addClosures(app, database);
  const url = "/api/v1/statements";

  addEndpoint(app, {
    method: "GET",
    url,
    operationId: "listStatements",
    access: "statements:read",
    summary: "List the statements of closed periods",
    query: z.strictObject({
      cadence: cadenceParameter.optional(),
      on: dayParameter.optional().describe("Of periods that contain this day"),
      member: z.string().optional().describe("A member's id"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: statementListSchema,
    answerTo: async ({ query: { cadence, on, member, cursor, limit }, request }) => {
      const day = on === undefined ? undefined : valueOf(parseDay(on, "/on"));
      const from = cursor === undefined ? undefined : statementNumber(cursor);
      const by = cadence === undefined ? undefined : cadenceOf(cadence);
      const question = given({ cadence: by, on: day, member, after: from, limit: readLimit(limit), caller: callerOf(request) });
      const { next, ...list } = valueOf(await listStatements(database, callerOf(request).companyId, question));
      return { ...list, nextCursor: next === null ? null : String(next) };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: `${url}/:number`,
    operationId: "showStatement",
    access: "statements:read",
    summary: "A statement, with what earlier closed periods came to meanwhile",
    path: numberPath,
    answer: statementShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showStatement(database, callerOf(request).companyId, statementNumber(path.number), { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    method: "POST",
    url: `${url}/:number/acknowledgement`,
    operationId: "acknowledgeStatement",
    access: "statements:acknowledge",
    summary: "Note that the rep has seen the statement: once, and it stays",
    path: numberPath,
    bodies: { "application/json": acknowledgementSchema },
    answer: statementSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await acknowledgeStatement(database, callerOf(request).companyId, statementNumber(path.number), {
          ...valueOf(readAcknowledgement(request.body)),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/adjustments",
    operationId: "listAdjustments",
    access: "statements:read",
    summary: "What closed periods came to after they were closed, and from what",
    query: z.strictObject({
      open: booleanParameter.describe("true: only those that wait for the next statements"),
      closure: z.string().optional().meta({ type: "integer", description: "Only those that are told on the statements of this closure" }),
      member: z.string().optional().describe("A member's id"),
    }),
    answer: adjustmentListSchema,
    answerTo: async ({ query: { open, closure, member }, request }) => {
      const number = closure === undefined ? undefined : closureNumber(closure);
      const question = { open: open === "true", ...given({ closure: number, member }), caller: callerOf(request) };
      return valueOf(await listAdjustments(database, callerOf(request).companyId, question));
    },
  });
};
