import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay, parseSpan } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { attainmentJson } from "../operations/attainment-json.ts";
import { attainmentOf } from "../operations/attainment-of.ts";
import type { Database } from "../operations/database.ts";
import { MOST_TREND_PERIODS, showTrend } from "../operations/show-trend.ts";
import { talliesJson } from "../operations/tallies-json.ts";
import { talliesOf, tallyGroups } from "../operations/tallies-of.ts";
import { attainmentSchema, talliesSchema, trendSchema } from "./attainment-schemas.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readWhole } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { cadenceParameter, dayParameter } from "./schemas.ts";

/** Where everybody stands, and the numbers under a chart. */
export const addAttainment = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/attainment",
    operationId: "attainmentOf",
    access: "attainment:read",
    summary: "Where everybody whom a plan asks stands in the periods that contain a day",
    query: z.strictObject({
      on: dayParameter.optional().describe("Left out: today in the company's zone"),
      cadence: cadenceParameter.optional().describe("Left out: of all plans"),
      team: z.string().optional().describe("A team's id: its members and those of its subteams"),
      member: z.string().optional().describe("A member's id"),
      plan: z.string().optional().describe("A plan's id"),
    }),
    answer: attainmentSchema,
    answerTo: async ({ query: { on, cadence, ...rest }, request }) => {
      const day = on === undefined ? {} : { on: valueOf(parseDay(on, "/on")) };
      const periods = cadence === undefined ? {} : { cadence: valueOf(parseCadence(cadence, "/cadence")) };
      const question = { ...given(rest), ...day, ...periods, now: BigInt(Date.now()) * 1000n, caller: callerOf(request) };
      return attainmentJson(valueOf(await attainmentOf(database, callerOf(request).companyId, question)));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/trends",
    operationId: "showTrend",
    access: "attainment:read",
    summary: "What there is of one metric in each of the last periods",
    description: "Of each member whom the caller sees, and of all together where the caller sees such sums.",
    query: z.strictObject({
      metric: z.string(),
      cadence: cadenceParameter,
      on: dayParameter.optional().describe("In the last of the periods; left out: today in the company's zone"),
      periods: z
        .string()
        .optional()
        .meta({ type: "integer", minimum: 2, maximum: MOST_TREND_PERIODS, description: "How many; left out: 8" }),
      team: z.string().optional().describe("A team's id: its members and those of its subteams"),
    }),
    answer: trendSchema,
    answerTo: async ({ query: { metric, cadence, on, periods, team }, request }) => {
      const day = on === undefined ? {} : { on: valueOf(parseDay(on, "/on")) };
      const question = {
        metric,
        cadence: valueOf(parseCadence(cadence, "/cadence")),
        periods: readWhole("periods", periods, { least: 2, most: MOST_TREND_PERIODS }) ?? 8,
        ...given({ team }),
        ...day,
        now: BigInt(Date.now()) * 1000n,
        caller: callerOf(request),
      };
      return valueOf(await showTrend(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/tallies",
    operationId: "talliesOf",
    access: "attainment:read",
    summary: "One metric's credits in a span of days, by member, team or day",
    description: "Of a team or a day what the members whom the caller sees have together; who sees sums has the company's.",
    query: z.strictObject({
      metric: z.string(),
      from: dayParameter.describe("First day"),
      before: dayParameter.describe("The day after the last"),
      groupBy: z.enum(tallyGroups),
      member: z.string().optional().describe("Of this member alone"),
    }),
    answer: talliesSchema,
    answerTo: async ({ query: { metric, from, before, groupBy, member }, request }) => {
      const span = valueOf(parseSpan(from, before, { from: "/from", before: "/before" }));
      const question = { metric, groupBy, from: span.startsOn, before: span.endsBefore, ...given({ member }), caller: callerOf(request) };
      return talliesJson(valueOf(await talliesOf(database, callerOf(request).companyId, question)));
    },
  });
};
