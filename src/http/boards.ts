import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parseCadence } from "../domain/cadence.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { rankings } from "../domain/leaderboard.ts";
import { refusal } from "../domain/refusal.ts";
import type { Database } from "../operations/database.ts";
import { showLeaderboard } from "../operations/show-leaderboard.ts";
import { metricSchema } from "./attainment-schemas.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { amount, cadenceParameter, cursorParameter, day, dayParameter, limitParameter, name, periodSchema } from "./schemas.ts";

const text = z.string();
const PLACES = 50;

const place = z
  .strictObject({
    rank: z.int().describe("Those with more, and one"),
    tied: z.int().describe("How many share the rank"),
    member: text,
    memberName: name,
    team: text.nullable(),
    credited: amount,
    target: amount.nullable().describe("null: nothing of this metric is asked of them"),
    before: amount.describe("In the period before, by as many days"),
  })
  .meta({ id: "BoardPlace" });

const leaderboardSchema = z
  .strictObject({
    period: periodSchema,
    beforeIs: z.strictObject({ startsOn: day, endsBefore: day }).describe("The days that `before` is of"),
    metric: metricSchema,
    metrics: z.array(metricSchema).describe("Those of which there are boards: what plans of the cadence ask for"),
    cadences: z.array(text).describe("Over which plans ask something"),
    team: text.nullable(),
    teams: z.array(z.strictObject({ team: text, name })).describe("Whose boards may be opened beside the company's"),
    by: z.enum(rankings),
    members: z.int(),
    hidden: z.int().describe("Of them those below the middle or with nothing to show, of whom others are told nothing"),
    places: z.array(place),
    own: place.nullable().describe("The caller's own, wherever it is"),
    nextCursor: text.nullable(),
  })
  .meta({ id: "Leaderboard" });

const placeAt = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  return /^\d{1,7}$/.test(cursor) ? Number(cursor) : refuse(refusal("cursor-invalid", "?cursor"));
};

/** Who has most. */
export const addBoards = (app: FastifyInstance, database: Database): void =>
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/leaderboards",
    operationId: "showLeaderboard",
    access: "boards:read",
    summary: "Who has most of a metric in a period, or how much more than before",
    description:
      "Equals share a rank. Those below the middle, and who has nothing to show, are left out unless the company says otherwise (boards.lowestRanks). A rep is told of the boards that they are on, a leader of those of the teams too.",
    query: z.strictObject({
      metric: text.optional().describe("Left out: the first that plans of the cadence ask for"),
      on: dayParameter.optional().describe("Left out: today in the company's zone"),
      cadence: cadenceParameter.optional().describe("Left out: the shortest over which plans ask something"),
      team: text.optional().describe("A team's id, with its subteams; left out: the company's board"),
      by: z.enum(rankings).optional().describe("Left out: credited"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: leaderboardSchema,
    answerTo: async ({ query: { on, cadence, by, cursor, limit, ...rest }, request }) => {
      const days = on === undefined ? {} : { on: valueOf(parseDay(on, "/on")) };
      const periods = cadence === undefined ? {} : { cadence: valueOf(parseCadence(cadence, "/cadence")) };
      const question = {
        ...given(rest),
        ...days,
        ...periods,
        by: by ?? "credited",
        after: placeAt(cursor),
        limit: readLimit(limit) ?? PLACES,
        now: BigInt(Date.now()) * 1000n,
        caller: callerOf(request),
      };
      return valueOf(await showLeaderboard(database, callerOf(request).companyId, question));
    },
  });
