import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readRedating } from "../domain/redating-reading.ts";
import type { Database } from "../operations/database.ts";
import { redateActivities } from "../operations/redate-activities.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, redatingOrderSchema, redatingSchema } from "./schemas.ts";

/** Days gone, dated anew on purpose. */
export const addRedatings = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/redatings",
    operationId: "redateActivities",
    access: "settings:write",
    summary: "Work out the days of stored records anew, in the zones that the settings give now",
    description:
      "A change of zone moves no stored day by itself. This does, for one member or everybody, within a span of days; the count follows in the same act, of at most 20,000 records, which is kept with its reason and with every record's day before and after.",
    query: z.strictObject({ dryRun: booleanParameter.describe("true: only tell which records and which numbers would change") }),
    bodies: { "application/json": redatingOrderSchema },
    answer: redatingSchema,
    answerTo: async ({ query, request }) =>
      valueOf(
        await redateActivities(database, callerOf(request).companyId, valueOf(readRedating(request.body)), {
          by: callerOf(request).by,
          dryRun: query.dryRun === "true",
        }),
      ),
  });
};
