import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { followUpActs, followUpStates } from "../domain/follow-up.ts";
import { readFollowUp } from "../domain/follow-up-reading.ts";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { followUpMiss } from "../operations/follow-up-miss.ts";
import { listFollowUps } from "../operations/list-follow-ups.ts";
import { personSchema } from "./dispute-schemas.ts";
import { bodyByCaller } from "./acting.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { pageOf, pageParameters } from "./page.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, day, instant, name, periodSchema } from "./schemas.ts";

const text = z.string();

export const followUpSchema = z
  .strictObject({
    member: personSchema,
    plan: z.strictObject({ id: text, name }),
    period: periodSchema,
    state: z.enum(followUpStates),
    reviewOn: day.nullable().describe("The day of the review that was agreed last"),
    leaders: z.array(personSchema).describe("Who leads the member today"),
    possible: z.array(z.enum(followUpActs)).describe("What may come next"),
    acts: z.array(z.strictObject({ act: z.enum(followUpActs), by: personSchema, text, reviewOn: day.nullable(), at: instant, on: day })),
  })
  .meta({ id: "FollowUp" });

const newActSchema = z
  .strictObject({
    member: text.describe("Who missed it: a member's id"),
    plan: text,
    on: day.describe("A day of the missed period"),
    act: z.enum(followUpActs).describe("reason and acknowledgement by the member; excusal, coaching and review by who leads them"),
    by: text.nullish().describe("Who does it: a member's id. An account does it as its own member, and need not say so"),
    text: text.nullish().describe("What is said: at most 4,000 characters; an acknowledgement needs none"),
    reviewOn: day.nullish().describe("With coaching: the day of the review"),
  })
  .meta({
    id: "NewFollowUpAct",
    examples: [
      {
        member: "raj",
        plan: "monthly",
        on: "2026-03-01",
        act: "coaching",
        by: "kim",
        text: "twelve calls before noon",
        reviewOn: "2026-04-20",
      },
    ],
  });

/** What was missed, and what is done about it. */
export const addFollowUps = async (app: FastifyInstance, database: Database): Promise<void> => {
  const clock = (): { readonly now: bigint } => ({ now: BigInt(Date.now()) * 1000n });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/follow-ups",
    operationId: "listFollowUps",
    access: "follow-ups:read",
    summary: "List what was missed in the last finished periods and is not settled: due reviews first",
    query: z.strictObject({
      member: z.string().optional().describe("Of this member"),
      leader: z.string().optional().describe("Of those whom this member leads"),
      settled: booleanParameter.describe("true: what is excused or closed as well"),
      periods: z
        .enum(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"])
        .optional()
        .describe("How many finished periods of each cadence are looked through; 2 if left out"),
      ...pageParameters,
    }),
    answer: z.strictObject({ followUps: z.array(followUpSchema), nextCursor: z.string().nullable() }).meta({ id: "FollowUpList" }),
    answerTo: async ({ query: { settled, periods, cursor, limit, ...rest }, request }) => {
      const question = given({
        ...rest,
        settled: settled === "true",
        periods: periods === undefined ? undefined : Number(periods),
        caller: callerOf(request),
      });
      const { followUps } = valueOf(await listFollowUps(database, callerOf(request).companyId, question, clock()));
      const { page, nextCursor } = pageOf(
        followUps,
        { cursor, limit },
        ({ member, plan, period }) => `${member.id} ${plan.id} ${period.startsOn}`,
      );
      return { followUps: page, nextCursor };
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/follow-ups",
    operationId: "followUpMiss",
    access: "follow-ups:write",
    summary: "Say or do something about a missed period",
    description:
      "The member says why; who leads them excuses it, or agrees on a plan and a day, and reviews it; the member acknowledges the review. A contractor's is refused.",
    bodies: { "application/json": newActSchema },
    answer: followUpSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await followUpMiss(database, callerOf(request).companyId, valueOf(readFollowUp(await bodyByCaller(database, request, "by"))), {
          ...clock(),
          caller: callerOf(request),
        }),
      ),
  });
};
