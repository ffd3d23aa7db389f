import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readOpenShare } from "../domain/audit.ts";
import { parseSpan } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { provenances } from "../domain/metric.ts";
import { answers, questionRules, readAnswer } from "../domain/padding.ts";
import { readText } from "../domain/text.ts";
import { answerQuestion } from "../operations/answer-question.ts";
import type { Database } from "../operations/database.ts";
import { drawAuditSample } from "../operations/draw-audit-sample.ts";
import { listQuestions, LONGEST_SPAN } from "../operations/list-questions.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readWhole } from "./parameters.ts";
import { valueOf } from "./refused-request.ts";
import { booleanParameter, day, dayParameter, name } from "./schemas.ts";

const text = z.string();
const instant = z.string().meta({ format: "date-time" });

export const questionSchema = z
  .strictObject({
    question: text.describe("What tells it from another: rule:member:day, and the kind of the records where it is of one"),
    rule: z.enum(questionRules),
    member: text,
    memberName: name,
    day: day.describe("Of the records; of those told late or at the end of a month the day of telling"),
    kind: text.nullable(),
    prospect: text.nullable(),
    about: z.strictObject({ firstOn: day, lastOn: day, days: z.int() }).nullable().describe("The days that late records are about"),
    why: z.strictObject({ en: text, ko: text }),
    measured: z.int(),
    sameOrMore: z.int().describe("How unusual it is: of memberDays so many had as much"),
    memberDays: z.int(),
    records: z.array(z.strictObject({ source: text, externalId: text })).describe("The first ten"),
    answer: z.strictObject({ answer: z.enum(answers), reason: text, by: text, at: instant }).nullable(),
  })
  .meta({ id: "Question", description: "Records that somebody should be asked about; no accusation" });

const questionList = z
  .strictObject({ questions: z.array(questionSchema), more: z.boolean().describe("Fewer days or one team would show the rest") })
  .meta({ id: "QuestionList" });

const answerOrder = z
  .strictObject({ answer: z.enum(answers), reason: text.describe("At most 1,000 characters") })
  .meta({ id: "AnswerOrder", examples: [{ answer: "fine", reason: "the dialer sent the morning at noon" }] });

const sample = z
  .strictObject({
    metric: text,
    metricName: name,
    from: day,
    before: day,
    seed: text.describe("Draws the same records again as long as the same ones count"),
    tolerated: z.number(),
    confidence: z.number(),
    all: z.int().describe("Records that count"),
    tooMany: z.int().describe("So many bad ones among them would be too many"),
    size: z.int(),
    found: z
      .strictObject({ bad: z.int(), badAtMost: z.number().nullable() })
      .nullable()
      .describe("With so many bad ones found, at most so large a share of all is bad"),
    records: z.array(
      z.strictObject({
        source: text,
        externalId: text,
        member: text.nullable(),
        kind: text,
        localDay: day,
        occurredAt: instant.nullable(),
        durationSeconds: z.int().nullable(),
        prospect: text.nullable(),
        provenance: z.enum(provenances),
        url: text.nullable(),
        evidence: text.nullable(),
      }),
    ),
  })
  .meta({ id: "AuditSample" });

const LONGEST_SEED = 100;
const MOST_BAD = 1_000_000;

/** What a person should look at: records that look unusual, and a sample of all. */
export const addQuestions = async (app: FastifyInstance, database: Database): Promise<void> => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/questions",
    operationId: "listQuestions",
    access: "questions:read",
    summary: "List records that somebody should be asked about, with why and how unusual it is",
    query: z.strictObject({
      from: dayParameter.describe("First day"),
      before: dayParameter.describe(`The day after the last; at most ${LONGEST_SPAN} days`),
      team: text.optional().describe("A team's id: its members and those of its subteams"),
      answered: booleanParameter.describe("Only those that were answered, or only those that were not"),
    }),
    answer: questionList,
    answerTo: async ({ query: { from, before, team, answered }, request }) => {
      const span = valueOf(parseSpan(from, before, { from: "/from", before: "/before" }));
      const asked = {
        span,
        ...given({ team, answered: answered === undefined ? undefined : answered === "true" }),
        caller: callerOf(request),
      };
      return valueOf(await listQuestions(database, callerOf(request).companyId, asked));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/questions/:question/answer",
    operationId: "answerQuestion",
    access: "questions:write",
    summary: "Say what came of a question",
    description:
      "No number changes by it: what should not count is voided or ruled on. The latest answer holds; nobody answers about themselves.",
    path: z.strictObject({ question: text }),
    bodies: { "application/json": answerOrder },
    answer: questionSchema,
    answerTo: async ({ path, request }) => {
      const order = { ...valueOf(readAnswer(request.body)), by: callerOf(request).by, caller: callerOf(request) };
      return valueOf(await answerQuestion(database, callerOf(request).companyId, path.question, order));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/audit-sample",
    operationId: "drawAuditSample",
    access: "settings:read",
    summary: "Draw at random as many counted records as it takes to be sure enough that few are bad",
    query: z.strictObject({
      metric: text,
      from: dayParameter.describe("First day"),
      before: dayParameter.describe("The day after the last"),
      member: text.optional().describe("Of this member alone"),
      tolerated: text.optional().describe("How many may be bad; left out: 5%"),
      confidence: text.optional().describe("How sure to be; left out: 95%"),
      seed: text.optional().describe("Draws the same records again; left out: a new one"),
      bad: text.optional().meta({ type: "integer", minimum: 0, maximum: MOST_BAD, description: "How many of them were found to be bad" }),
    }),
    answer: sample,
    answerTo: async ({ query: { metric, from, before, member, tolerated = "5%", confidence = "95%", seed, bad }, request }) => {
      const asked = {
        metric,
        span: valueOf(parseSpan(from, before, { from: "/from", before: "/before" })),
        tolerated: valueOf(readOpenShare(tolerated, "/tolerated")),
        confidence: valueOf(readOpenShare(confidence, "/confidence")),
        seed: seed === undefined ? randomBytes(4).toString("hex") : valueOf(readText(seed, "/seed", { max: LONGEST_SEED })),
        ...given({ member, bad: readWhole("bad", bad, { least: 0, most: MOST_BAD }) }),
      };
      return valueOf(await drawAuditSample(database, callerOf(request).companyId, asked));
    },
  });
};
