import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { readReadNotices } from "../domain/notice-reading.ts";
import { noticeKinds, noticeWays } from "../domain/notice-kinds.ts";
import type { Database } from "../operations/database.ts";
import { listNotices } from "../operations/list-notices.ts";
import { readNotices } from "../operations/read-notices.ts";
import { refusal } from "../domain/refusal.ts";
import { actorOf, bodyByCaller } from "./acting.ts";
import { callerOf } from "./callers.ts";

import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { booleanParameter, cursorParameter, instant, limitParameter } from "./schemas.ts";

const text = z.string();

export const noticeSchema = z
  .strictObject({
    notice: z.int(),
    what: z.enum(noticeKinds),
    text: z.strictObject({ en: text, ko: text }),
    about: text.describe("The member whom it is about"),
    dispute: text.nullable(),
    plan: text.nullable(),
    at: instant,
    on: z.string().meta({ format: "date" }).describe("The company's day then"),
    readAt: instant.nullable(),
    way: z.enum(noticeWays).describe("How it is told beside the inbox"),
    mail: z
      .strictObject({ state: z.enum(["waiting", "sent", "failed", "unknown"]), failure: text.nullable() })
      .nullable()
      .describe("null: in no mail, or not yet; unknown: it was handed over, and whether it left was not noted"),
  })
  .meta({ id: "Notice" });

const noticeListSchema = z
  .strictObject({
    notices: z.array(noticeSchema),
    unread: z.int().describe("Over all pages"),
    nextCursor: text.nullable(),
  })
  .meta({ id: "NoticeList" });

const readNoticesSchema = z
  .strictObject({
    member: text.optional().describe("As in the list"),
    notices: z.array(z.int()).optional().describe("Left out: all of them"),
  })
  .meta({ id: "ReadNotices", examples: [{ member: "raj", notices: [45, 46] }] });

/** What members are told. */
export const addNotices = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/notices",
    operationId: "listNotices",
    access: "notices:read",
    summary: "List what a member was told, the latest first",
    query: z.strictObject({
      member: z.string().optional().describe("A member's id. An account asks for its own member's, and need not say so"),
      unread: booleanParameter.describe("true: only what is unread"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: noticeListSchema,
    answerTo: async ({ query: { member, unread, cursor, limit }, request }) => {
      const { type, memberNumber } = callerOf(request);
      // Nobody's inbox is empty.
      if (type === "user" && memberNumber === null && member === undefined) return { notices: [], unread: 0, nextCursor: null };
      const reader = (await actorOf(database, request, member, "?member")) ?? refuse(refusal("required", "?member"));
      const question = {
        member: reader,
        unread: unread === "true",
        ...given({ cursor, limit: readLimit(limit), caller: callerOf(request) }),
      };
      return valueOf(await listNotices(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/notices/reading",
    operationId: "readNotices",
    access: "notices:read",
    summary: "Mark a member's notices as read",
    description: "What is read by then is in no digest.",
    bodies: { "application/json": readNoticesSchema },
    answer: z.strictObject({ read: z.int().describe("How many were unread") }).meta({ id: "NoticesRead" }),
    answerTo: async ({ request }) =>
      valueOf(
        await readNotices(
          database,
          callerOf(request).companyId,
          valueOf(readReadNotices(await bodyByCaller(database, request, "member"))),
          {
            now: BigInt(Date.now()) * 1000n,
            caller: callerOf(request),
          },
        ),
      ),
  });
};
