import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { given } from "../domain/given.ts";
import { signalKinds } from "../domain/signals/signal.ts";
import { attestSignal } from "../operations/attest-signal.ts";
import type { Database } from "../operations/database.ts";
import { deleteSignal } from "../operations/delete-signal.ts";
import { listSignals } from "../operations/list-signals.ts";
import { matchTopics } from "../operations/match-topics.ts";
import { recordSignals } from "../operations/record-signals.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { keyOf, recordPath } from "./record-key.ts";
import { valueOf } from "./refused-request.ts";
import { LARGEST_BATCH, MOST_AT_ONCE, NDJSON, recordSent, takeLines } from "./sent-records.ts";
import { cursorParameter, limitParameter } from "./schemas.ts";
import {
  noSignalTakenSchema,
  signalAttestationSchema,
  signalListSchema,
  signalSchema,
  signalsRecordedSchema,
  topicQuestionSchema,
  topicsMatchedSchema,
} from "./signal-schemas.ts";

const now = (): bigint => BigInt(Date.now()) * 1000n;

const nothingTold = { purged: 0, offTopic: 0, erased: 0 };

/** What prospects did: told by sources and by people, listed, taken back; and why a text is on a topic. */
export const addSignals = async (app: FastifyInstance, database: Database): Promise<void> => {
  takeLines(app);

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/signals",
    operationId: "recordSignals",
    access: "signals:write",
    summary: "Record what prospects did that shows interest",
    description:
      "One signal, an array of at most 10,000, or lines of JSON of any number; each once under its source and its id there, whatever is sent twice. A text is looked through for the company's topics, and of one that is on none nothing is kept. " +
      "What its author took back (purgedAt) stays counted and loses what it said.",
    bodies: { "application/json": z.union([signalSchema, z.array(signalSchema).min(1).max(MOST_AT_ONCE)]), [NDJSON]: signalSchema },
    bodyLimit: LARGEST_BATCH,
    answer: signalsRecordedSchema,
    others: { 422: { description: "Nothing was taken", schema: noSignalTakenSchema } },
    answerTo: async ({ request, reply }) => {
      const record = async (items: readonly unknown[]) => {
        const {
          received: _,
          purged,
          offTopic,
          erased,
          ...answer
        } = await recordSignals(database, callerOf(request).companyId, items, { now: now() });
        return { ...answer, told: { purged, offTopic, erased } };
      };
      return recordSent({ request, atomic: false, record }, nothingTold, reply);
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/signals",
    operationId: "listSignals",
    access: "signals:read",
    summary: "List what prospects did, the latest first, with the topics of each and why",
    query: z.strictObject({
      topic: z.string().optional().describe("A topic's id"),
      source: z.string().optional(),
      kind: z.enum(signalKinds).optional(),
      author: z.string().optional().describe("By a name of a prospect"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: signalListSchema,
    answerTo: async ({ query: { limit, ...asked }, request }) =>
      valueOf(
        await listSignals(database, callerOf(request).companyId, given({ ...asked, limit: readLimit(limit), caller: callerOf(request) })),
      ),
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/signals/:source/:externalId",
    operationId: "deleteSignal",
    access: "signals:write",
    summary: "Forget what a signal says, as when its author deletes it; it stays counted",
    path: recordPath,
    answer: z.strictObject({ purged: z.boolean().describe("false: it was before") }).meta({ id: "SignalDeleted" }),
    answerTo: async ({ path, request }) => valueOf(await deleteSignal(database, callerOf(request).companyId, keyOf(path), { now: now() })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/attested-signals",
    operationId: "attestSignal",
    access: "signals:attest",
    summary: "Enter what a prospect did where no source may tell us, with the address at which it stands",
    bodies: { "application/json": signalAttestationSchema },
    status: 201,
    answer: z.strictObject({ source: z.string(), externalId: z.string() }).meta({ id: "SignalAttested" }),
    answerTo: async ({ request }) => valueOf(await attestSignal(database, callerOf(request).companyId, request.body, { now: now() })),
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/topics/matches",
    operationId: "matchTopics",
    access: "signals:read",
    summary: "See why a text is on the company's topics, or is not; nothing of it is kept",
    bodies: { "application/json": topicQuestionSchema },
    answer: topicsMatchedSchema,
    answerTo: async ({ request }) => valueOf(await matchTopics(database, callerOf(request).companyId, request.body)),
  });
};
