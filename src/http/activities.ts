import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { readExternalId, readSource } from "../domain/key.ts";
import type { Caller } from "../domain/access.ts";
import type { Language } from "../domain/language.ts";
import { accepted, outcomeOf, refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import { readText } from "../domain/text.ts";
import type { Database } from "../operations/database.ts";
import { attestActivity } from "../operations/attest-activity.ts";
import { linkActivity } from "../operations/link-activity.ts";
import { activityOrders, listActivities } from "../operations/list-activities.ts";
import { recordActivities, type RecordingAnswer } from "../operations/record-activities.ts";
import { readRuling } from "../domain/ruling-reading.ts";
import { ruleActivity } from "../operations/rule-activity.ts";
import { restoreActivity } from "../operations/restore-activity.ts";
import { showActivity } from "../operations/show-activity.ts";
import { unlinkActivity } from "../operations/unlink-activity.ts";
import { voidActivity } from "../operations/void-activity.ts";
import { preferredLanguage } from "./accept-language.ts";
import { callerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { inBatches, readLines } from "./ndjson.ts";
import { readLimit } from "./parameters.ts";
import { problemOf, problemPart, type ProblemPart } from "./problem.ts";
import { bodyPieces, MEGABYTE, tooLarge } from "./read-body.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { PrintedPieces } from "./streamed-body.ts";
import {
  activityListSchema,
  activitySchema,
  attestationSchema,
  attestedSchema,
  activityShownSchema,
  rulingAnswerSchema,
  rulingBodySchema,
  actSchema,
  booleanParameter,
  linkActSchema,
  cursorParameter,
  dayParameter,
  limitParameter,
  nothingTakenSchema,
  recordingSchema,
} from "./schemas.ts";

const NDJSON = "application/x-ndjson";
const MOST_AT_ONCE = 10_000;
const AT_ONCE = { lines: 1_000, bytes: 4 * MEGABYTE };
const LARGEST_BATCH = 32 * MEGABYTE;
const MOST_REJECTED = 10_000;
const LONGEST_REASON = 1000;

/** Lines of JSON, not read yet. */
class Lines extends PrintedPieces {}

type Rejected = { readonly index: number; readonly refusals: readonly Refusal[] };

/** What became of everything sent, added up over the batches that it was recorded in. */
class Received {
  received = 0;
  accepted = 0;
  duplicates = 0;
  revised = 0;
  stale = 0;
  unattributed = 0;
  rejectedCount = 0;
  readonly rejected: Rejected[] = [];
  readonly newSources: string[] = [];

  reject(index: number, refusals: readonly Refusal[]): void {
    this.rejectedCount += 1;
    if (this.rejected.length < MOST_REJECTED) this.rejected.push({ index, refusals });
  }

  /** `places`: of each item among all that were sent. */
  add(answer: RecordingAnswer, places: readonly number[]): void {
    this.accepted += answer.accepted;
    this.duplicates += answer.duplicates;
    this.revised += answer.revised;
    this.stale += answer.stale;
    this.unattributed += answer.unattributed;
    this.newSources.push(...answer.newSources);
    for (const { index, refusals } of answer.rejected) {
      const place = places[index];
      if (place !== undefined) this.reject(place, refusals);
    }
  }

  get taken(): number {
    return this.accepted + this.duplicates + this.revised + this.stale;
  }
}

export const rejectedJson = (
  { index, refusals }: Rejected,
  language: Language,
): { readonly index: number; readonly errors?: readonly ProblemPart[] } & ProblemPart => {
  const parts = refusals.map((each) => problemPart(each, language, true));
  const [first = { code: "", detail: "" }] = parts;
  return { index, ...first, ...(parts.length > 1 ? { errors: parts } : {}) };
};

const recordingJson = (all: Received, language: Language) => ({
  received: all.received,
  accepted: all.accepted,
  duplicates: all.duplicates,
  revised: all.revised,
  stale: all.stale,
  rejected: all.rejected.toSorted((a, b) => a.index - b.index).map((each) => rejectedJson(each, language)),
  ...(all.rejectedCount > all.rejected.length ? { rejectedCount: all.rejectedCount } : {}),
  unattributed: all.unattributed,
  newSources: all.newSources,
});

const now = (): bigint => BigInt(Date.now()) * 1000n;

type Recording = { readonly database: Database; readonly caller: Caller; readonly atomic: boolean };

const record = async ({ database, caller, atomic }: Recording, items: readonly Outcome<unknown>[], all: Received): Promise<void> => {
  const from = all.received;
  all.received += items.length;
  const readable: unknown[] = [];
  const places: number[] = [];
  items.forEach((item, index) => {
    if (item.ok) {
      readable.push(item.value);
      places.push(from + index);
    } else all.reject(from + index, item.refusals);
  });
  // A line that cannot be read refuses all of an atomic batch: an item that cannot be one stands for it, so that the others are looked at all the same.
  const given = atomic && all.rejectedCount > 0 ? [...readable, null] : readable;
  // Of a source that nobody declared it is not known who observed what it says.
  if (readable.length > 0)
    all.add(
      await recordActivities(database, caller.companyId, given, { atomic, now: now(), defaultProvenance: "imported", caller }),
      places,
    );
};

const tooMany = (): never => refuse(refusal("batch-too-large", "", { limit: MOST_AT_ONCE, lines: NDJSON }), { connection: "close" });

const recordLines = async (recording: Recording, lines: Lines, all: Received): Promise<void> => {
  const read = readLines(lines.pieces);
  if (!recording.atomic) {
    for await (const batch of inBatches(read, AT_ONCE)) await record(recording, batch, all);
    return;
  }
  const items: Outcome<unknown>[] = [];
  let size = 0;
  for await (const line of read) {
    items.push(line.read);
    size += line.bytes;
    if (items.length > MOST_AT_ONCE) tooMany();
    if (size > LARGEST_BATCH) tooLarge(LARGEST_BATCH);
  }
  if (items.length > 0) await record(recording, items, all);
};

const activityPath = z.strictObject({ source: z.string(), externalId: z.string() });

/** The key in an address, by the same rules as in a body: what could never have been stored is not looked for. */
const keyOf = ({ source, externalId }: z.output<typeof activityPath>): { readonly source: string; readonly externalId: string } => {
  const readSourceOutcome = readSource(source, "/source");
  const readId = readExternalId(externalId, "/externalId");
  const refusals = [readSourceOutcome, readId].flatMap((each) => (each.ok ? [] : each.refusals));
  return valueOf(
    outcomeOf(() => ({ source: readSourceOutcome.ok ? readSourceOutcome.value : "", externalId: readId.ok ? readId.value : "" }), refusals),
  );
};

const readReason = (found: string): string => valueOf(readText(found, "/reason", { max: LONGEST_REASON, hasLines: true }));

const dayIn = (found: string | undefined, pointer: string): number | undefined =>
  found === undefined ? undefined : valueOf(parseDay(found, pointer));
const truth = (found: "true" | "false" | undefined): boolean | undefined => (found === undefined ? undefined : found === "true");

/** The log: recording, listing, showing, taking back. */
export const addActivities = async (app: FastifyInstance, database: Database): Promise<void> => {
  app.addContentTypeParser(
    [NDJSON, "application/ndjson", "application/jsonl"],
    async (_request: FastifyRequest, body: IncomingMessage) => new Lines(bodyPieces(body, app.silenceSeconds)),
  );

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/activities",
    operationId: "recordActivities",
    access: "activities:write",
    summary: "Record activities",
    description:
      "One activity, an array of at most 10,000, or lines of JSON of any number. What is good is durable and counted when the answer comes, each once whatever is sent twice; what is bad is named with its index. " +
      "An answer that did not arrive is settled by sending the same again.",
    query: z.strictObject({ atomic: booleanParameter.describe("true: one bad activity refuses all; at most 10,000") }),
    bodies: { "application/json": z.union([activitySchema, z.array(activitySchema).min(1).max(MOST_AT_ONCE)]), [NDJSON]: activitySchema },
    bodyLimit: LARGEST_BATCH,
    answer: recordingSchema,
    others: { 422: { description: "Nothing was taken", schema: nothingTakenSchema } },
    answerTo: async ({ query, request, reply }) => {
      const recording = { database, caller: callerOf(request), atomic: query.atomic === "true" };
      const { body } = request;
      const all = new Received();
      if (body instanceof Lines) await recordLines(recording, body, all);
      else {
        const items: readonly unknown[] = Array.isArray(body) ? body : [body];
        if (items.length > MOST_AT_ONCE) tooMany();
        if (items.length > 0) await record(recording, items.map(accepted), all);
      }
      if (all.received === 0) return refuse(refusal("batch-empty", ""));
      const language = preferredLanguage(request.headers["accept-language"]);
      if (all.taken > 0) return recordingJson(all, language);
      const [only] = all.rejected;
      const [first, ...more] = only?.refusals ?? [];
      const problem =
        all.received === 1 && first !== undefined
          ? problemOf([first, ...more], language, true)
          : problemOf([refusal("nothing-taken", "", { count: all.received })], language, true);
      reply.code(422).type("application/problem+json; charset=utf-8");
      return { ...problem, status: 422, ...recordingJson(all, language) };
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/activities",
    operationId: "listActivities",
    access: "activities:read",
    summary: "List activities, each with the verdict of every metric",
    query: z.strictObject({
      member: z.string().optional().describe("A member's id"),
      kind: z.string().optional(),
      source: z.string().optional(),
      from: dayParameter.optional().describe("First local day"),
      before: dayParameter.optional().describe("The local day after the last"),
      prospect: z.string().optional().describe("By any of its identities"),
      metric: z.string().optional().describe("A metric's id: its verdict alone is told"),
      counted: booleanParameter.describe(
        "true: only those that count, for the metric or, without one, for any; false: only those that do not",
      ),
      order: z.enum(activityOrders).optional().describe("day: in the order of their days; latest: the latest first. Left out: day"),
      unattributed: booleanParameter.describe("true: only those of nobody known; false: only those of somebody"),
      cursor: cursorParameter,
      limit: limitParameter,
    }),
    answer: activityListSchema,
    answerTo: async ({ query, request }) => {
      const { from, before, unattributed, counted, limit, ...rest } = query;
      const input = {
        ...rest,
        from: dayIn(from, "/from"),
        before: dayIn(before, "/before"),
        unattributed: truth(unattributed),
        counted: truth(counted),
        limit: readLimit(limit),
        caller: callerOf(request),
      };
      return valueOf(await listActivities(database, callerOf(request).companyId, given(input)));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/attested-activities",
    operationId: "attestActivity",
    access: "activities:rule",
    summary: "Enter an activity that no source told",
    description:
      "A person's decision, with its reason: the record is attested, comes from the source attested and counts wherever a captured one does. It is taken back and restored like every other.",
    bodies: { "application/json": attestationSchema },
    answer: attestedSchema,
    answerTo: async ({ request }) =>
      valueOf(
        await attestActivity(database, callerOf(request).companyId, {
          fields: request.body,
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  const key = { url: "/api/v1/activities/:source/:externalId", path: activityPath };

  addEndpoint(app, {
    ...key,
    method: "GET",
    operationId: "showActivity",
    access: "activities:read",
    summary: "Show one activity with its earlier states, what people did to it and the verdict of every metric",
    answer: activityShownSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await showActivity(database, callerOf(request).companyId, keyOf(path), { caller: callerOf(request) })),
  });

  addEndpoint(app, {
    ...key,
    method: "DELETE",
    operationId: "voidActivity",
    access: "activities:write",
    summary: "Take an activity back",
    description: "It counts for nothing, whatever its source says, until it is restored. It stays readable.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: actSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await voidActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/void`,
    method: "DELETE",
    operationId: "restoreActivity",
    access: "activities:write",
    summary: "Restore an activity that was taken back",
    description: "What its source says of it holds again.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: actSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await restoreActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/link`,
    method: "DELETE",
    operationId: "unlinkActivity",
    access: "activities:rule",
    summary: "Say that a record is not the same act as the one that counts in its place",
    description:
      "The two are two acts from now on, whatever their sources tell, until it is taken back. A third record may be the partner of either.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: linkActSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await unlinkActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/unlinking`,
    method: "DELETE",
    operationId: "linkActivity",
    access: "activities:rule",
    summary: "Take back that a record is not the same act as another one",
    description: "It is linked again as the company's sources tell the same acts.",
    query: z.strictObject({ reason: z.string().describe("Why: at most 1,000 characters") }),
    answer: linkActSchema,
    answerTo: async ({ path, query, request }) =>
      valueOf(
        await linkActivity(database, callerOf(request).companyId, keyOf(path), {
          reason: readReason(query.reason),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });

  addEndpoint(app, {
    ...key,
    url: `${key.url}/rulings`,
    method: "POST",
    operationId: "ruleActivity",
    access: "activities:rule",
    summary: "Decide that a record counts for a metric, or does not, whatever the rule says",
    description:
      "The record keeps its values and the verdict names the ruling. A ruling holds until another of the same record and metric; what it does not replace still decides.",
    bodies: { "application/json": rulingBodySchema },
    answer: rulingAnswerSchema,
    answerTo: async ({ path, request }) =>
      valueOf(
        await ruleActivity(database, callerOf(request).companyId, keyOf(path), {
          ...valueOf(readRuling(request.body)),
          by: callerOf(request).by,
          caller: callerOf(request),
        }),
      ),
  });
};
