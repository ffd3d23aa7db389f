import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { MOST_PERIODS, showCalibration } from "../operations/show-calibration.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readWhole } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { cadenceParameter, day, name } from "./schemas.ts";

const PERIODS = 12;

const share = z.number().min(0).max(1);
const scores = {
  forecasts: z.int(),
  brier: share.nullable().describe("The mean of (probability − outcome)², 0 is perfect; null of no forecasts"),
  straightLineBrier: share.nullable().describe("The same of saying 1 to whoever has what is expected by then, else 0"),
  deciles: z.array(
    z.strictObject({
      from: share,
      before: share,
      forecasts: z.int(),
      said: share.nullable().describe("The mean probability; null of no forecasts"),
      reached: share.nullable().describe("The share of them that came true"),
    }),
  ),
};
const calibrationSchema = z
  .strictObject({
    plans: z.array(
      z.strictObject({
        plan: z.string(),
        planName: name,
        cadence: cadenceParameter,
        periods: z.int(),
        startsOn: day,
        endsBefore: day,
        ...scores,
      }),
    ),
    all: z.strictObject(scores),
  })
  .meta({ id: "Calibration" });

/** How far the probabilities can be believed. */
export const addCalibration = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/calibration",
    operationId: "showCalibration",
    access: "attainment:read",
    summary: "How often what the probabilities say came true in periods that are over",
    description:
      "Forecasts as of a quarter, half and three quarters of each period, from what was there by then, against what came of it. Quotas reached by then, and those without a working day left, are left out.",
    query: z.strictObject({
      plan: z.string().optional().describe("A plan's id"),
      periods: z
        .string()
        .optional()
        .meta({ type: "integer", minimum: 1, maximum: MOST_PERIODS, description: `How many periods back; left out: ${PERIODS}` }),
    }),
    answer: calibrationSchema,
    answerTo: async ({ query: { plan, periods }, request }) => {
      const question = {
        ...given({ plan }),
        periods: readWhole("periods", periods, { least: 1, most: MOST_PERIODS }) ?? PERIODS,
        now: BigInt(Date.now()) * 1000n,
      };
      return valueOf(await showCalibration(database, callerOf(request).companyId, question));
    },
  });
};
