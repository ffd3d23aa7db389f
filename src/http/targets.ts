import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { isoInstant, parseInstant } from "../domain/instant.ts";
import { refuseType } from "../domain/value-type.ts";
import type { Database } from "../operations/database.ts";
import { explainTeam } from "../operations/explain-team.ts";
import { importTargets } from "../operations/import-targets.ts";
import { listTargetTables } from "../operations/list-target-tables.ts";
import { showTargets } from "../operations/show-targets.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { MEGABYTE, readText } from "./read-body.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { booleanParameter, cadenceParameter, dayParameter, limitParameter } from "./schemas.ts";
import { targetItems, targetsAnswerSchema, targetsSchema, targetTablesSchema, teamExplanationSchema } from "./target-schemas.ts";

const LARGEST_SHEET = 16 * MEGABYTE;
const DEFAULT_HISTORY = 100;

const example = '[{"member": "raj", "period": "2026-01", "target": 150}]';

const tablePath = z.strictObject({ table: z.string().describe("The table's id") });

/** What a day or an instant of the address says; nothing when it is left out. */
const readMoment = ({ on, asOf }: { readonly on?: string | undefined; readonly asOf?: string | undefined }) => ({
  ...(on === undefined ? {} : { on: valueOf(parseDay(on, "?on")) }),
  ...(asOf === undefined ? {} : { asOf: isoInstant(valueOf(parseInstant(asOf, "?asOf"))) }),
});

const readCadence = (cadence: string | undefined) => (cadence === undefined ? {} : { cadence: valueOf(parseCadence(cadence, "?cadence")) });

/** Target tables, and who gave a team its number. */
export const addTargets = async (app: FastifyInstance, database: Database): Promise<void> => {
  app.addContentTypeParser(["text/csv", "text/tab-separated-values"], readText);

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/targets",
    operationId: "listTargetTables",
    access: "settings:read",
    summary: "The company's target tables",
    answer: targetTablesSchema,
    answerTo: async ({ request }) => ({ tables: await listTargetTables(database, callerOf(request).companyId) }),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/targets/:table",
    operationId: "showTargets",
    access: "settings:read",
    summary: "What a target table says, now or as it was in force at an instant, and who said so",
    path: tablePath,
    query: z.strictObject({
      on: dayParameter.optional().describe("Only of the period that contains this day"),
      asOf: z
        .string()
        .optional()
        .meta({ format: "date-time", examples: ["2026-03-31T15:00:00Z"] })
        .describe("What was in force at this instant; left out: now"),
      member: z.string().optional().describe("Only of this member"),
      team: z.string().optional().describe("Only of this team"),
      history: booleanParameter.describe("true: tell as well every word that was said, the latest first"),
      limit: limitParameter,
    }),
    answer: targetsSchema,
    answerTo: async ({ path, query: { history, limit, member, team, ...moment }, request, reply }) => {
      const { version, ...shown } = valueOf(
        await showTargets(database, callerOf(request).companyId, path.table, {
          ...readMoment(moment),
          ...given({ member, team }),
          ...(history === "true" ? { history: readLimit(limit) ?? DEFAULT_HISTORY } : {}),
        }),
      );
      tellVersion(reply, version);
      return shown;
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/targets/:table",
    operationId: "importTargets",
    isEdit: true,
    access: "settings:write",
    summary: "Say targets of members or teams, as pasted from a spreadsheet or as JSON",
    description:
      "All of it or nothing, with every wrong cell named. A sheet is wide (members down, periods across) or long (columns member, period, target); an empty cell says nothing, - takes a target back. What is not named stays. A table that is not there yet is made.",
    path: tablePath,
    query: z.strictObject({
      dryRun: booleanParameter.describe("true: only tell what would change"),
      metric: z.string().optional().describe("Of a new table: the metric of its targets"),
      cadence: cadenceParameter.optional().describe("Of a new table; left out: as the head of the sheet shows, else month"),
      name: z.string().optional().describe("Of a new table; left out: its id"),
      reason: z.string().optional().describe("Why targets of periods that are over change, or rise in the one that runs"),
    }),
    bodies: { "application/json": targetItems, "text/tab-separated-values": z.string(), "text/csv": z.string() },
    bodyLimit: LARGEST_SHEET,
    answer: targetsAnswerSchema,
    answerTo: async ({ path, query: { dryRun, cadence, ...order }, request }) => {
      const { body } = request;
      const targets = typeof body === "string" || Array.isArray(body) ? body : refuse(refuseType(body, "array", example, ""));
      return valueOf(
        await importTargets(
          database,
          callerOf(request).companyId,
          path.table,
          { targets, ...given(order), ...readCadence(cadence) },
          { by: callerOf(request).by, dryRun: dryRun === "true", seen: seenBy(request) },
        ),
      );
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/teams/:id/explanations",
    operationId: "explainTeam",
    access: "attainment:read",
    summary: "Who gave a team its number of a metric in a period: each member with what they did on the days that were the team's",
    path: z.strictObject({ id: z.string().describe("The team's id") }),
    query: z.strictObject({
      metric: z.string(),
      on: dayParameter.describe("A day of the period"),
      cadence: cadenceParameter.optional().describe("Of the period; left out: month"),
    }),
    answer: teamExplanationSchema,
    answerTo: async ({ path, query: { metric, on, cadence }, request }) =>
      valueOf(
        await explainTeam(database, callerOf(request).companyId, {
          team: path.id,
          metric,
          on: valueOf(parseDay(on, "?on")),
          ...readCadence(cadence),
          caller: callerOf(request),
        }),
      ),
  });
};
