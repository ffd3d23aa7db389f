import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Caller } from "../domain/access.ts";
import { given } from "../domain/given.ts";
import { readExternalId, readSource } from "../domain/key.ts";
import { accepted, outcomeOf, refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import { signalKinds } from "../domain/signals/signal.ts";
import { attestSignal } from "../operations/attest-signal.ts";
import type { Database } from "../operations/database.ts";
import { deleteSignal } from "../operations/delete-signal.ts";
import { listSignals } from "../operations/list-signals.ts";
import { matchTopics } from "../operations/match-topics.ts";
import { recordSignals, type SignalsAnswer } from "../operations/record-signals.ts";
import { preferredLanguage } from "./accept-language.ts";
import { rejectedJson } from "./activities.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { Lines, NDJSON, takeLines } from "./lines-body.ts";
import { inBatches, readLines } from "./ndjson.ts";
import { readLimit } from "./parameters.ts";
import { problemOf } from "./problem.ts";
import { MEGABYTE } from "./read-body.ts";
import { refuse, valueOf } from "./refused-request.ts";
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

const MOST_AT_ONCE = 10_000;
const AT_ONCE = { lines: 1_000, bytes: 4 * MEGABYTE };
const LARGEST_BATCH = 32 * MEGABYTE;
const MOST_REJECTED = 10_000;

const now = (): bigint => BigInt(Date.now()) * 1000n;

const counts = ["accepted", "duplicates", "revised", "stale", "purged", "offTopic", "erased"] as const;

type Received = Record<(typeof counts)[number] | "received", number> & { rejected: { index: number; refusals: readonly Refusal[] }[] };

type Recording = { readonly database: Database; readonly caller: Caller };

const record = async ({ database, caller }: Recording, items: readonly Outcome<unknown>[], all: Received): Promise<void> => {
  const from = all.received;
  all.received += items.length;
  const readable = items.flatMap((item, index) => (item.ok ? [{ value: item.value, place: from + index }] : []));
  const reject = (index: number, refusals: readonly Refusal[]): void => {
    if (all.rejected.length < MOST_REJECTED) all.rejected.push({ index, refusals });
  };
  items.forEach((item, index) => {
    if (!item.ok) reject(from + index, item.refusals);
  });
  if (readable.length === 0) return;
  const answer: SignalsAnswer = await recordSignals(
    database,
    caller.companyId,
    readable.map(({ value }) => value),
    { now: now() },
  );
  for (const name of counts) all[name] += answer[name];
  for (const { index, refusals } of answer.rejected) reject(readable[index]?.place ?? from, refusals);
};

const signalPath = z.strictObject({ source: z.string(), externalId: z.string() });

/** The key in an address, by the same rules as in a body. */
const keyOf = ({ source, externalId }: z.output<typeof signalPath>): { readonly source: string; readonly externalId: string } => {
  const from = readSource(source, "/source");
  const id = readExternalId(externalId, "/externalId");
  const refusals = [from, id].flatMap((each) => (each.ok ? [] : each.refusals));
  return valueOf(outcomeOf(() => ({ source: from.ok ? from.value : "", externalId: id.ok ? id.value : "" }), refusals));
};

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
      const recording = { database, caller: callerOf(request) };
      const { body } = request;
      const all: Received = {
        received: 0,
        accepted: 0,
        duplicates: 0,
        revised: 0,
        stale: 0,
        purged: 0,
        offTopic: 0,
        erased: 0,
        rejected: [],
      };
      if (body instanceof Lines) for await (const batch of inBatches(readLines(body.pieces), AT_ONCE)) await record(recording, batch, all);
      else {
        const items: readonly unknown[] = Array.isArray(body) ? body : [body];
        if (items.length > MOST_AT_ONCE)
          refuse(refusal("batch-too-large", "", { limit: MOST_AT_ONCE, lines: NDJSON }), { connection: "close" });
        if (items.length > 0) await record(recording, items.map(accepted), all);
      }
      if (all.received === 0) return refuse(refusal("batch-empty", ""));
      const language = preferredLanguage(request.headers["accept-language"]);
      const told = { ...all, rejected: all.rejected.toSorted((a, b) => a.index - b.index).map((each) => rejectedJson(each, language)) };
      if (counts.some((name) => all[name] > 0)) return told;
      const [first, ...more] = (all.received === 1 ? all.rejected[0]?.refusals : undefined) ?? [
        refusal("no-signal-taken", "", { count: all.received }),
      ];
      const problem = first === undefined ? {} : problemOf([first, ...more], language, true);
      reply.code(422).type("application/problem+json; charset=utf-8");
      return { ...problem, status: 422, ...told };
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
    path: signalPath,
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
