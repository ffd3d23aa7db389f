import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Language } from "../domain/language.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { NO_VERSION } from "../domain/seen-version.ts";
import { DatabaseUnavailable } from "../operations/database.ts";
import { preferredLanguage } from "./accept-language.ts";
import { failures, problemOf, titleOf, typeOf, type Problem } from "./problem.ts";
import { mediaType } from "./media-type.ts";
import { MEGABYTE } from "./read-body.ts";
import { RefusedRequest } from "./refused-request.ts";
import { routeOf } from "./request-log.ts";

/** Told of every fault: the id is the request's, which the user can quote; the route is its pattern, null where nothing is. */
export type HearFault = (id: string, error: unknown, request: { readonly method: string; readonly route: string | null }) => void;

const problemType = "application/problem+json; charset=utf-8";

const failure = (code: keyof typeof failures, language: Language, values: Readonly<Record<string, string>>): Problem => {
  const { status, words } = failures[code];
  const detail = words[language].replace(
    /\{(\w+)(?:\|([^/}]+)\/[^}]+)?\}/g,
    (_, name: string, particle: string | undefined) => (values[name] ?? "") + (particle === undefined ? "" : `${particle}(를)`),
  );
  return {
    type: typeOf(code),
    title: titleOf(status, language),
    status,
    code,
    detail,
    errors: [{ code, detail }],
  };
};

/** What Fastify itself refuses, in our words; undefined for what is no refusal. */
const frameworkRefusal = (error: FastifyError, request: FastifyRequest): Refusal | undefined => {
  switch (error.code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return mediaType(request);
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return refusal("body-too-large", "", { megabytes: request.routeOptions.bodyLimit / MEGABYTE });
    case "FST_ERR_CTP_EMPTY_TYPE":
    case "FST_ERR_CTP_INVALID_CONTENT_LENGTH":
      return refusal("request-malformed", "", { problem: error.message });
    case "FST_ERR_BAD_URL":
      return refusal("url-malformed", "");
    default:
      return undefined;
  }
};

const isGone = (error: unknown, request: FastifyRequest): boolean =>
  request.raw.destroyed && error instanceof Error && "code" in error && error.code === "ECONNRESET";

const hasBody = (request: FastifyRequest): boolean => !["GET", "HEAD", "DELETE", "OPTIONS"].includes(request.method);

/** The tag of what is there, for who has seen another. */
const presentVersion = ([{ code, values }]: RefusedRequest["refusals"]): Readonly<Record<string, string>> => {
  const { current } = values;
  const isTold = (code === "version-mismatch" || code === "precondition-required") && current !== NO_VERSION;
  return isTold && typeof current === "string" ? { etag: current } : {};
};

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply => {
  reply.problemCode = problem.code;
  return reply
    .code(problem.status)
    .type(problemType)
    .send({ ...problem, instance: reply.request.id });
};

/** Of a body that nobody reads any more the rest is no next request, and its sender need not be waited for. */
const isUnread = ({ raw: { headers, complete } }: FastifyRequest): boolean =>
  !complete && (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);

/** Every error's one way out: a refusal with its status, weather with when to come back, a fault with an id and nothing else. */
export const answerFailures = (app: FastifyInstance, hearFault: HearFault): void => {
  app.setErrorHandler((error: unknown, request, reply) => {
    const language = preferredLanguage(request.headers["accept-language"]);
    if (isUnread(request)) reply.header("connection", "close");
    if (error instanceof RefusedRequest) {
      const { retryAfterSeconds } = error.refusals[0].values;
      if (typeof retryAfterSeconds === "number") reply.header("retry-after", retryAfterSeconds);
      return sendProblem(
        reply.headers({ ...error.headers, ...presentVersion(error.refusals) }),
        problemOf(error.refusals, language, hasBody(request)),
      );
    }
    if (error instanceof DatabaseUnavailable)
      return sendProblem(
        reply.header("retry-after", error.retryAfterSeconds),
        failure("database-unavailable", language, { trouble: error.trouble }),
      );
    if (error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("FST_")) {
      // Fastify gives its own errors such a code.
      const refused = frameworkRefusal(error as FastifyError, request);
      if (refused !== undefined) return sendProblem(reply.header("connection", "close"), problemOf([refused], language, hasBody(request)));
    }
    const { id } = request;
    // Who has hung up in the middle of a body is no fault of ours, and hears no answer.
    if (!isGone(error, request)) hearFault(id, error, { method: request.method, route: routeOf(request) });
    return sendProblem(reply, failure("fault", language, { id }));
  });
};

const statusOfParser: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
export const HEADER_KILOBYTES = 16;
export const HEADER_SECONDS = 15;

/** The answer to bytes that never became a request, whole, since there is nothing yet to answer with. */
export const answerToParser = (code: string): string => {
  const status = statusOfParser[code] ?? 400;
  const found =
    status === 431
      ? refusal("headers-too-large", "", { kilobytes: HEADER_KILOBYTES })
      : status === 408
        ? refusal("request-timeout", "", { seconds: HEADER_SECONDS })
        : refusal("request-malformed", "", { problem: code });
  const body = JSON.stringify(problemOf([found], "en", false));
  const reason = { 400: "Bad Request", 408: "Request Timeout", 431: "Request Header Fields Too Large" }[status] ?? "";
  return `HTTP/1.1 ${status} ${reason}\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
};
