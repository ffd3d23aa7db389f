import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import type { Database } from "../operations/database.ts";
import { findOwnProspects } from "../operations/find-own-prospects.ts";
import { showToday } from "../operations/show-today.ts";
import { actorOf } from "./acting.ts";
import { attainmentSchema } from "./attainment-schemas.ts";
import { callerOf } from "./callers.ts";
import { disputeSchema } from "./dispute-schemas.ts";
import { suggestionSchema } from "./suggestion-schemas.ts";
import { addEndpoint } from "./endpoint.ts";
import { noticeSchema } from "./notices.ts";
import { readLimit } from "./parameters.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { refusal } from "../domain/refusal.ts";
import { contactVerdictFields, day, judgedActivity, limitParameter, name, periodSchema } from "./schemas.ts";

const text = z.string();

const prospectFields = {
  prospect: text.describe("As a record names them: their id, else their address"),
  name: text.nullable(),
  phone: text.nullable(),
  email: text.nullable(),
};

const foundProspectsSchema = z
  .strictObject({ prospects: z.array(z.strictObject(prospectFields).meta({ id: "ProspectNamed" })) })
  .meta({ id: "FoundProspects" });

const todaySchema = z
  .strictObject({
    today: day.describe("Where the member is"),
    member: z.strictObject({ id: text, name }),
    attainment: attainmentSchema.describe("Of the member, in all periods that run"),
    entries: z
      .array(
        z
          .strictObject({
            kind: text,
            direction: text.nullable(),
            asksProspect: z.boolean().describe("Without a prospect it does not count"),
            asksDuration: z.boolean(),
            asksOutcome: z.boolean(),
            metrics: z.array(text),
          })
          .meta({ id: "Entry" }),
      )
      .describe("The kinds of record that the member's quotas ask for, in their order"),
    contacts: z.strictObject({
      window: periodSchema.describe("In which each prospect is to be contacted"),
      all: z.int().describe("The member's own prospects whom they have not contacted in it"),
      next: z
        .array(
          z
            .strictObject({
              ...prospectFields,
              stage: text.nullable(),
              why: z
                .enum(["callback", "never", "window"])
                .describe("They asked to be called back, were never contacted, or not in this window"),
              last: z.strictObject({ on: day, kind: text, outcome: text.nullable() }).nullable(),
              call: z
                .strictObject(contactVerdictFields)
                .nullable()
                .describe("Whether a call may be made now; null of whom no number is known. Only what forbids it is told"),
            })
            .meta({ id: "NextContact" }),
        )
        .describe("The first twenty"),
    }),
    suggestions: z.strictObject({
      all: z.int().describe("What the member holds and nobody has contacted yet"),
      next: z.array(suggestionSchema).describe("The first five, what is due first"),
    }),
    records: z.strictObject({
      counted: z.int(),
      notCounted: z.int().describe("Meant for a quota, and counted for none"),
      latest: z.array(judgedActivity).describe("Today's, the latest first: at most fifty"),
      disputes: z.array(disputeSchema).describe("The member's about today's, the latest first"),
    }),
    waiting: z.strictObject({
      disputes: z.int().describe("Those that the reader may decide"),
      questions: z.int().describe("About records of whom the reader leads, of the last two weeks, without an answer"),
      statements: z
        .array(z.strictObject({ statement: z.int(), plan: text, planName: name, period: periodSchema }))
        .describe("The member's own that nobody has acknowledged"),
      unread: z.int(),
      notices: z.array(noticeSchema).describe("The latest unread ones"),
    }),
  })
  .meta({ id: "Today" });

/** The first view of a day, and what is typed in it. */
export const addToday = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/today",
    operationId: "showToday",
    access: "activities:read",
    summary: "What there is to do today: where one stands, whom to contact next, what one recorded and whether it counted, and what waits",
    description: "Of the member that the account is.",
    answer: todaySchema,
    answerTo: async ({ request }) => valueOf(await showToday(database, callerOf(request), { now: BigInt(Date.now()) * 1000n })),
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/own-prospects",
    operationId: "findOwnProspects",
    access: "prospects:read",
    summary: "Find one's own prospects: those whom one owns or has met within 13 months",
    query: z.strictObject({
      find: z
        .string()
        .describe("A part of a name, an address or a number, or the initial consonants of a Korean name (ㅂㅅㅈ); empty: anybody"),
      limit: limitParameter,
    }),
    answer: foundProspectsSchema,
    answerTo: async ({ query: { find, limit }, request }) => {
      const member = await actorOf(database, request, undefined, "");
      if (member === undefined) return refuse(refusal("member-needed", ""));
      return findOwnProspects(database, callerOf(request).companyId, { member, find, ...given({ limit: readLimit(limit) }) });
    },
  });
};
