import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Database } from "../operations/database.ts";
import { showInbox } from "../operations/show-inbox.ts";
import { callerOf } from "./callers.ts";
import { disputeSchema } from "./dispute-schemas.ts";
import { addEndpoint } from "./endpoint.ts";
import { followUpSchema } from "./follow-ups.ts";
import { noticeSchema } from "./notices.ts";
import { questionSchema } from "./questions.ts";
import { valueOf } from "./refused-request.ts";
import { leaveSchema } from "./schemas.ts";

const inboxSchema = z
  .strictObject({
    member: z.string().nullable().describe("The member that the caller is"),
    disputes: z.array(disputeSchema).describe("To decide"),
    leaves: z.array(leaveSchema).describe("Asked for, to decide"),
    followUps: z.array(followUpSchema).describe("Misses of which the caller has to say something, due reviews first"),
    questions: z.array(questionSchema).describe("Of the last 31 days, not answered"),
    notices: z.array(noticeSchema).describe("The latest first"),
    unread: z.int(),
  })
  .meta({ id: "Inbox" });

/** What waits for the caller. */
export const addInbox = (app: FastifyInstance, database: Database): void =>
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/inbox",
    operationId: "showInbox",
    access: "notices:read",
    summary: "Everything that waits for the caller to say something, at most a hundred of each",
    answer: inboxSchema,
    answerTo: async ({ request }) => valueOf(await showInbox(database, { caller: callerOf(request), now: BigInt(Date.now()) * 1000n })),
  });
