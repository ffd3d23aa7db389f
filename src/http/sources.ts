import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { provenances } from "../domain/metric.ts";
import type { Database } from "../operations/database.ts";
import { listSources } from "../operations/list-sources.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { day, instant } from "./schemas.ts";

const text = z.string();

const sourceListSchema = z
  .strictObject({
    sources: z.array(
      z
        .strictObject({
          source: text.describe("Id"),
          provenance: z.enum(provenances).nullable().describe("null: its records say it each"),
          lastAt: instant.nullable().describe("When the last record came"),
          lastDay: day.nullable().describe("The day that it is about"),
          usualDays: z.int().nullable().describe("Something comes at least every so many working days; null: too little came to tell"),
          waitedDays: z.int().nullable().describe("Full working days since then without anything"),
          late: z.boolean(),
          days: z.array(day).describe("Days of the last eight weeks on which something came"),
          sameActs: z
            .array(z.strictObject({ source: text, prefer: text.describe("Whose record counts of two") }))
            .describe("Sources that tell of the same acts"),
          members: z.int().describe("How many members are known there"),
        })
        .meta({ id: "Source" }),
    ),
  })
  .meta({ id: "SourceList" });

/** Where records come from. */
export const addSources = (app: FastifyInstance, database: Database): void =>
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/sources",
    operationId: "listSources",
    access: "imports:read",
    summary: "List the sources: what came last, how often something comes and whether it is late",
    answer: sourceListSchema,
    answerTo: ({ request }) => listSources(database, callerOf(request).companyId),
  });
