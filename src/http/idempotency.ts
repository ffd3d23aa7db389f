import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { senderOf } from "../domain/access.ts";
import { canonicalJson, type Json } from "../domain/canonical-json.ts";
import { refusal, type Outcome } from "../domain/refusal.ts";
import { answerOnce, answerOnceInSteps, SOON_SECONDS, type OneTimeAnswer, type WrittenAnswer } from "../operations/answer-once.ts";
import type { Database } from "../operations/database.ts";
import type { Secret } from "../operations/secret.ts";
import { refuse, RefusedRequest } from "./refused-request.ts";
import { isStreamed } from "./streamed-body.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Where answers are kept for who asks the same again, and by what they are sealed. */
    answers: { readonly database: Database; readonly secret: Secret };
  }
}

const LONGEST_KEY = 255;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);
const FIRST_REFUSED = 400;
/** Told again with the answer; everything else is about the connection or the browser. */
const keptHeaders = ["content-type", "etag", "location", "content-disposition"] as const;

/** The key of a request that changes something and has one; who is not known has none that could be theirs. */
const keyOf = ({ method, headers, caller }: FastifyRequest): string | undefined => {
  const key = headers["idempotency-key"];
  if (key === undefined || safeMethods.has(method)) return undefined;
  if (typeof key !== "string" || !/^[\x20-\x7e]+$/.test(key) || key.length > LONGEST_KEY)
    refuse(refusal("idempotency-key-invalid", "", { limit: LONGEST_KEY }));
  return caller === null ? undefined : String(key);
};

/** The body in one way of writing it only. */
const printOf = async (body: unknown): Promise<Buffer | string> => {
  if (body === undefined) return "";
  if (typeof body === "string" || Buffer.isBuffer(body)) return body;
  if (isStreamed(body)) return body.print();
  // The parser of JSON made it.
  return canonicalJson(body as Json);
};

/** What is asked: method, address with its parameters in one order, and body. */
const fingerprintOf = async ({ method, url, body }: FastifyRequest): Promise<Buffer> => {
  const { pathname, searchParams } = new URL(url, "http://attain");
  searchParams.sort();
  return createHash("sha256")
    .update(`${method} ${pathname}?${searchParams.toString()}\n`)
    .update(await printOf(body))
    .digest();
};

const headersOf = (reply: FastifyReply): Readonly<Record<string, string>> =>
  Object.fromEntries(
    keptHeaders.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );

/** The answer as a text, in place of whatever the endpoint answers with. */
const writtenFrom = (answer: unknown, reply: FastifyReply): WrittenAnswer => ({
  status: reply.statusCode,
  headers: headersOf(reply),
  body: typeof answer === "string" ? answer : JSON.stringify(answer),
});

const told = (outcome: Outcome<OneTimeAnswer>): OneTimeAnswer => {
  if (outcome.ok) return outcome.value;
  const isSoon = outcome.refusals[0].code === "idempotency-in-progress";
  throw new RefusedRequest(outcome.refusals, isSoon ? { "retry-after": String(SOON_SECONDS) } : {});
};

/** Answers as the endpoint does; under an Idempotency-Key once, and later ones with the same again. */
export const answerWith = async (
  { answers: { database, secret } }: FastifyInstance,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { isInSteps, answer }: { readonly isInSteps: boolean; readonly answer: () => Promise<unknown> },
): Promise<unknown> => {
  const key = keyOf(request);
  const { caller } = request;
  if (key === undefined || caller === null) return answer();
  let fingerprint: Promise<Buffer> | undefined;
  const once = {
    companyId: caller.companyId,
    by: senderOf(caller),
    key,
    secret,
    fingerprint: () => (fingerprint ??= fingerprintOf(request)),
    answer: async () => writtenFrom(await answer(), reply),
    isKept: ({ status }: WrittenAnswer) => status < FIRST_REFUSED,
  };
  const { status, headers, body, isReplayed } = told(await (isInSteps ? answerOnceInSteps : answerOnce)(database, once));
  reply.code(status).headers(headers);
  if (isReplayed) reply.header("idempotency-replayed", "true");
  return body;
};
