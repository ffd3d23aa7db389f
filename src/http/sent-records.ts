import type { FastifyReply, FastifyRequest, FastifyInstance } from "fastify";
import type { IncomingMessage } from "node:http";
import { accepted, refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Language } from "../domain/language.ts";
import { preferredLanguage } from "./accept-language.ts";
import { inBatches, readLines } from "./ndjson.ts";
import { problemOf, problemPart, type ProblemPart } from "./problem.ts";
import { bodyPieces, MEGABYTE, tooLarge } from "./read-body.ts";
import { refuse } from "./refused-request.ts";
import { PrintedPieces } from "./streamed-body.ts";

/** Records as they are sent: one, an array, or lines of JSON of any number. */

export const NDJSON = "application/x-ndjson";
export const MOST_AT_ONCE = 10_000;
const AT_ONCE = { lines: 1_000, bytes: 4 * MEGABYTE };
export const LARGEST_BATCH = 32 * MEGABYTE;
const MOST_REJECTED = 10_000;

/** Lines of JSON, not read yet. */
class Lines extends PrintedPieces {}

type Rejected = { readonly index: number; readonly refusals: readonly Refusal[] };

type Told = Readonly<Record<string, number | readonly string[]>>;

/** What became of a batch: `told` are counts and lists beside what every kind of record has, under their names. */
export type BatchAnswer = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  readonly rejected: readonly Rejected[];
  readonly told: Told;
};

export type Sent = {
  readonly request: FastifyRequest;
  readonly atomic: boolean;
  readonly record: (items: readonly unknown[]) => Promise<BatchAnswer>;
};

const plus = (sum: number | readonly string[] | undefined, more: number | readonly string[]): number | readonly string[] =>
  typeof more === "number"
    ? (typeof sum === "number" ? sum : 0) + more
    : [...(Array.isArray(sum) ? (sum as readonly string[]) : []), ...more];

/** What became of everything sent, added up over the batches that it was recorded in. */
class Received {
  received = 0;
  accepted = 0;
  duplicates = 0;
  revised = 0;
  stale = 0;
  rejectedCount = 0;
  readonly told: Record<string, number | readonly string[]>;
  readonly rejected: Rejected[] = [];

  constructor(nothingTold: Told) {
    this.told = { ...nothingTold };
  }

  reject(index: number, refusals: readonly Refusal[]): void {
    this.rejectedCount += 1;
    if (this.rejected.length < MOST_REJECTED) this.rejected.push({ index, refusals });
  }

  /** `places`: of each item among all that were sent. */
  add(answer: BatchAnswer, places: readonly number[]): void {
    this.accepted += answer.accepted;
    this.duplicates += answer.duplicates;
    this.revised += answer.revised;
    this.stale += answer.stale;
    for (const [name, more] of Object.entries(answer.told)) this.told[name] = plus(this.told[name], more);
    for (const { index, refusals } of answer.rejected) {
      const place = places[index];
      if (place !== undefined) this.reject(place, refusals);
    }
  }

  get taken(): number {
    const told = Object.values(this.told).reduce<number>((sum, each) => sum + (typeof each === "number" ? each : 0), 0);
    return this.accepted + this.duplicates + this.revised + this.stale + told;
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
  ...all.told,
});

const recordItems = async ({ atomic, record }: Sent, items: readonly Outcome<unknown>[], all: Received): Promise<void> => {
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
  if (readable.length > 0) all.add(await record(given), places);
};

const tooMany = (): never => refuse(refusal("batch-too-large", "", { limit: MOST_AT_ONCE, lines: NDJSON }), { connection: "close" });

const recordLines = async (sent: Sent, lines: Lines, all: Received): Promise<void> => {
  const read = readLines(lines.pieces);
  if (!sent.atomic) {
    for await (const batch of inBatches(read, AT_ONCE)) await recordItems(sent, batch, all);
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
  if (items.length > 0) await recordItems(sent, items, all);
};

/** Lets the endpoints of an application take lines of JSON. */
export const takeLines = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    [NDJSON, "application/ndjson", "application/jsonl"],
    async (_request: FastifyRequest, body: IncomingMessage) => new Lines(bodyPieces(body, app.silenceSeconds)),
  );
};

/** Records what a request brings, and answers with what became of it; a problem where nothing was taken. `nothingTold`: what is told beside, at nothing. */
export const recordSent = async (sent: Sent, nothingTold: Told, reply: FastifyReply) => {
  const { body, headers } = sent.request;
  const all = new Received(nothingTold);
  if (body instanceof Lines) await recordLines(sent, body, all);
  else {
    const items: readonly unknown[] = Array.isArray(body) ? body : [body];
    if (items.length > MOST_AT_ONCE) tooMany();
    if (items.length > 0) await recordItems(sent, items.map(accepted), all);
  }
  if (all.received === 0) return refuse(refusal("batch-empty", ""));
  const language = preferredLanguage(headers["accept-language"]);
  const json = recordingJson(all, language);
  if (all.taken > 0) return json;
  const [only] = all.rejected;
  const [first, ...more] = only?.refusals ?? [];
  const problem =
    all.received === 1 && first !== undefined
      ? problemOf([first, ...more], language, true)
      : problemOf([refusal("nothing-taken", "", { count: all.received })], language, true);
  reply.code(422).type("application/problem+json; charset=utf-8");
  return { ...problem, status: 422, ...json };
};
