import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readCommitments } from "../domain/commitment-reading.ts";
import { parseDay } from "../domain/day.ts";
import type { Database } from "../operations/database.ts";
import { makeCommitments } from "../operations/make-commitments.ts";
import { showMorning } from "../operations/show-morning.ts";
import { bodyByCaller } from "./acting.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { valueOf } from "./refused-request.ts";
import { day, name } from "./schemas.ts";

const text = z.string();
const kindCount = { kind: text, count: z.int() };

const morningSchema = z
  .strictObject({
    team: text.nullable(),
    on: day,
    yesterday: day.describe("The last day before on which anybody of them works"),
    kinds: z.array(z.strictObject({ ...kindCount, kindName: name })).describe("Of that day, all of them together"),
    members: z.array(
      z.strictObject({
        member: text,
        memberName: name,
        yesterday: z.int(),
        kinds: z.array(z.strictObject(kindCount)),
        away: z.enum(["day", "half"]).nullable().describe("Today"),
        commitments: z
          .array(z.strictObject({ metric: text, amount: z.number(), credited: z.number() }))
          .describe("What they set out to do today, and what came of it"),
      }),
    ),
    waiting: z.strictObject({ disputes: z.int(), leaves: z.int() }).describe("For a decision, of the members whom the caller leads"),
    lateSources: z
      .array(z.strictObject({ source: text, lastOn: day }))
      .describe("Sources that told of them the working day before, and nothing of yesterday"),
  })
  .meta({ id: "Morning" });

const commitments = z.array(z.strictObject({ metric: text, amount: z.int() }));

const commitmentsOrderSchema = z
  .strictObject({
    member: text.optional().describe("A member's id; an account sets out for its own member, and need not say so"),
    commitments: commitments.describe("All of the day; none takes back what was said"),
  })
  .meta({ id: "CommitmentsOrder", examples: [{ commitments: [{ metric: "calls", amount: 20 }] }] });

/** A team as its day begins, and what its members set out to do. */
export const addMornings = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/teams/:team/morning",
    operationId: "showMorning",
    access: "activities:read",
    summary: "A team as its day begins: yesterday, who is away, what is set out to be done, what waits, what is late",
    path: z.strictObject({ team: text.describe("A team's id, with its subteams; - is everybody whom the caller sees") }),
    answer: morningSchema,
    answerTo: async ({ path: { team }, request }) => {
      const question = { team: team === "-" ? null : team, now: BigInt(Date.now()) * 1000n, caller: callerOf(request) };
      return valueOf(await showMorning(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/commitments/:day",
    operationId: "makeCommitments",
    access: "commitments:write",
    summary: "Say what one sets out to do on a day, in place of what was said before",
    description: "It binds nobody: who leads them sees it beside what comes of it.",
    path: z.strictObject({ day: text.describe("Today or a day of the week to come") }),
    bodies: { "application/json": commitmentsOrderSchema },
    answer: z.strictObject({ member: text, day, commitments }).meta({ id: "Commitments" }),
    answerTo: async ({ path, request }) => {
      const caller = callerOf(request);
      const on = valueOf(parseDay(path.day, "/day"));
      const order = valueOf(readCommitments(await bodyByCaller(database, request, "member")));
      const doing = { by: caller.by, now: BigInt(Date.now()) * 1000n, caller };
      return valueOf(await makeCommitments(database, caller.companyId, { ...order, day: on }, doing));
    },
  });
};
