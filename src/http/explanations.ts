import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { explainMember } from "../operations/explain-member.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, cadenceParameter, cursorParameter, dayParameter, explanationSchema, limitParameter } from "./schemas.ts";

/** Why each record of a member counts, or does not. */
export const addExplanations = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/explanations",
    operationId: "explainMember",
    access: "activities:read",
    summary: "Every record of a member in a period, with its verdict for one metric",
    path: z.strictObject({ id: z.string().describe("The member's id") }),
    query: z.strictObject({
      metric: z.string(),
      on: dayParameter.describe("A day of the period"),
      cadence: cadenceParameter
        .optional()
        .describe("Of the period; left out: that of the plan that asks the member for the metric, else of any plan that does, else month"),
      counted: booleanParameter.describe("true: only records that count; false: only those that do not"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: explanationSchema,
    answerTo: async ({ path, query, request }) => {
      const { metric, on, counted, cursor, limit } = query;
      const cadence = query.cadence === undefined ? undefined : valueOf(parseCadence(query.cadence, "/cadence"));
      const input = { cadence, counted: counted === undefined ? undefined : counted === "true", cursor, limit: readLimit(limit) };
      return valueOf(
        await explainMember(database, callerOf(request).companyId, {
          member: path.id,
          metric,
          on: valueOf(parseDay(on, "/on")),
          now: BigInt(Date.now()) * 1000n,
          caller: callerOf(request),
          ...given(input),
        }),
      );
    },
  });
};
