import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientAddress } from "./client-address.ts";

// Without letters and digits that look alike.
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_LENGTH = 12;

/** What a person can quote: by it the lines of a log are found. */
export const newRequestId = (): string => Array.from(randomBytes(ID_LENGTH), (byte) => letters[byte % letters.length]).join("");

/**
 * One request, as the log has it. It holds nothing that somebody has written: the address only as its pattern, no parameters, no body; who asked by
 * number or key.
 */
export type RequestLine = {
  readonly id: string;
  readonly method: string;
  /** `/api/v1/activities/:source/:externalId`; null where nothing answers at the address. */
  readonly route: string | null;
  readonly status: number;
  /** From the request's head to the end of its answer. */
  readonly milliseconds: number;
  readonly company: number | null;
  readonly by: string | null;
  /** Why it was refused, or what kept the database. */
  readonly code?: string;
  /** Of the client, where somebody was kept out: whoever defends the server needs it. */
  readonly address?: string;
  /** The sender hung up before the answer was whole. */
  readonly isAborted?: true;
};

export type HearRequest = (line: RequestLine) => void;

declare module "fastify" {
  interface FastifyReply {
    /** The code of the problem that is answered; null of what was done. */
    problemCode: string | null;
  }
}

/** No status that anybody was answered: servers write it for a sender who did not wait. */
const GONE_BEFORE_ANSWER = 499;

const keptOut = new Set([401, 403, 421, 429]);

/** The route's pattern; null of the page and of addresses where nothing is. */
export const routeOf = ({ routeOptions, is404 }: FastifyRequest): string | null => (is404 ? null : (routeOptions.url ?? null));

/** Who asked: an account by its number, since its id is made from a name; a key by the name that it was given. */
const askerOf = ({ caller }: FastifyRequest): string | null =>
  caller === null ? null : caller.userNumber === null ? caller.by : `user:${caller.userNumber}`;

const lineOf = (request: FastifyRequest, reply: FastifyReply, milliseconds: number, isAborted: boolean): RequestLine => ({
  id: request.id,
  method: request.method,
  route: routeOf(request),
  status: isAborted && !reply.sent ? GONE_BEFORE_ANSWER : reply.statusCode,
  milliseconds: Math.round(milliseconds * 10) / 10,
  company: request.caller?.companyId ?? null,
  by: askerOf(request),
  ...(reply.problemCode === null ? {} : { code: reply.problemCode }),
  ...(keptOut.has(reply.statusCode) ? { address: clientAddress(request) } : {}),
  ...(isAborted ? { isAborted } : {}),
});

/** Tells of each request once, when its answer is out or its sender has gone; the id is in every answer. */
export const tellRequests = (app: FastifyInstance, hear: HearRequest): void => {
  app.decorateReply("problemCode", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    const began = performance.now();
    reply.raw.once("close", () => hear(lineOf(request, reply, performance.now() - began, !reply.raw.writableEnded)));
  });
};
