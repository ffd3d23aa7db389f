import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { attributionModels } from "../domain/opportunity-attribution.ts";
import type { Database } from "../operations/database.ts";
import { funnelGroups, funnelOf } from "../operations/funnel-of.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readWhole } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { day, dayParameter, name } from "./schemas.ts";

const text = z.string();
const share = z.number().min(0).max(1);
const interval = z.strictObject({ low: share, high: share });
const ownRate = z
  .strictObject({ mean: share, interval })
  .nullable()
  .describe("As counted, with Wilson's interval at 95%; null: no share can be told, since nothing was tried or more came than was tried");
const step = z.strictObject({ from: text, to: text, reached: z.int(), of: z.int(), rate: ownRate });
const counts = z.array(z.int()).describe("By stage, in their order");

const funnelSchema = z
  .strictObject({
    from: day,
    before: day,
    through: day.describe("Through this day it is known what came of it"),
    stages: z.array(
      z.strictObject({
        id: text,
        name,
        count: z.int(),
        loose: z.int().nullable().describe("On these days, of nothing that was tried before; null: you see not everybody's"),
      }),
    ),
    steps: z.array(step).describe("Each stage to the next"),
    whole: step.nullable().describe("The first to the last"),
    by: z.enum(funnelGroups).nullable(),
    rows: z
      .array(
        z.strictObject({
          id: text.nullable().describe("null: nobody's known, or in no team"),
          name: name.nullable(),
          counts,
          reached: z.int(),
          of: z.int(),
          own: ownRate,
          believed: z
            .strictObject({ mean: share, interval })
            .nullable()
            .describe("Drawn towards what all have in common, the more the fewer were tried; rows are ordered by nothing else"),
          above: share.nullable().describe("The chance that it is above that of all the others together"),
          isToldApart: z.boolean().describe("Whether that chance is above nine in ten, or below one"),
        }),
      )
      .describe("From the first stage to the last"),
    isSpread: z.boolean().describe("Whether the rows differ by more than chance makes of equal ones"),
    cohorts: z.array(
      z.strictObject({
        startsOn: day.describe("The month in which was tried"),
        counts,
        of: z.int(),
        reached: z.int().describe("Of how many tries the last stage came so far"),
        expected: z.number().describe("Of how many it is expected to in the end"),
      }),
    ),
    lag: z
      .strictObject({
        half: z.int().nullable().describe("Days within which half of those that come have come; null: none has"),
        mostly: z.int().nullable().describe("Nine of ten"),
        days: z.array(z.strictObject({ day: z.int(), share })),
      })
      .describe("From the first stage to the last; what is open still counts for as long as it was watched"),
    attribution: z
      .strictObject({
        model: z.enum(attributionModels),
        lookBackDays: z.int(),
        halfLifeDays: z.int(),
        opened: z.int(),
        withoutActivity: z.int().describe("Of these nothing was done before with their prospect"),
        rows: z.array(
          z.strictObject({
            kind: text,
            kindName: name,
            source: text,
            hundredths: z.int().describe("Of opportunities; they add up to what was opened with an activity before"),
          }),
        ),
      })
      .nullable()
      .describe("How opportunities are shared out among what was done before: accounting, no cause. null: the funnel has no opportunities"),
  })
  .meta({ id: "Funnel" });

/** What came of what was tried. */
export const addFunnel = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/funnel",
    operationId: "funnelOf",
    access: "funnel:read",
    summary: "What was tried and what came of it so far: rates with intervals, how long it takes, and by whom",
    description:
      "A record of a later stage is of the latest try with its prospect, and of the cohort of that try's day: months add up, and what was tried this month is never held against what came of another.",
    query: z.strictObject({
      from: dayParameter.optional().describe("The first day on which was tried; left out: twelve months ago"),
      before: dayParameter.optional().describe("The day after the last; left out: tomorrow"),
      first: text.optional().describe("A stage of the funnel; left out: the first"),
      last: text.optional().describe("A later stage; left out: the last"),
      team: text.optional().describe("With its subteams, by the team of each day"),
      by: z.enum(funnelGroups).optional(),
      attribution: z.enum(attributionModels).optional().describe("Left out: time_decay"),
      lookBack: text.optional().meta({ type: "integer", description: "How many days before it opened an activity may lie; left out: 90" }),
    }),
    answer: funnelSchema,
    answerTo: async ({ query: { from, before, lookBack, ...asked }, request }) =>
      valueOf(
        await funnelOf(database, callerOf(request).companyId, {
          ...given({
            ...asked,
            from: from === undefined ? undefined : valueOf(parseDay(from, "?from")),
            before: before === undefined ? undefined : valueOf(parseDay(before, "?before")),
            lookBackDays: readWhole("lookBack", lookBack, { least: 1, most: 366 }),
          }),
          caller: callerOf(request),
          now: BigInt(Date.now()) * 1000n,
        }),
      ),
  });
};
