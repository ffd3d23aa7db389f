import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Access } from "./callers.ts";
import { openCursor, withSealedCursors } from "./cursors.ts";
import { answerWith } from "./idempotency.ts";
import { mediaType } from "./media-type.ts";
import type { WithinReach } from "./reach.ts";
import { refuse } from "./refused-request.ts";
import { isStreamed } from "./streamed-body.ts";

/** What an endpoint is asked. Parameters are texts: what they mean is read by the domain. */
export type Asked<Query, Path> = {
  readonly query: Query;
  readonly path: Path;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** One operation behind an address: where it answers, and everything that its documentation tells. */
export type Endpoint<Query extends z.ZodObject, Path extends z.ZodObject> = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  /** The operation's name, which is also its file and its command. */
  readonly operationId: string;
  readonly access: Access;
  readonly summary: string;
  readonly description?: string;
  readonly query?: Query;
  readonly path?: Path;
  /** The types of body that it takes. They are read by the domain; the schemas are for those who send them. */
  readonly bodies?: Readonly<Record<string, z.ZodType>>;
  readonly bodyLimit?: number;
  readonly answer: z.ZodType;
  /** Left out: 200. */
  readonly status?: 201 | 202;
  readonly answerType?: string;
  /** Other types in which the same answer may come. */
  readonly otherTypes?: Readonly<Record<string, z.ZodType>>;
  /** Answers beside the usual one, by status; of a type left out they are problems. */
  readonly others?: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType; readonly type?: string }>>;
  /**
   * It works on a file for as long as that takes: a database that is away is told when it is needed, and not found out beside the work, which keeps the processor so
   * busy that it would be taken for away.
   */
  readonly isLong?: true;
  /** It tells nothing but how the process is, to whoever asks under whatever name. */
  readonly isProbe?: true;
  /**
   * It works in several transactions, or takes a snapshot of its own: what is asked under an Idempotency-Key and what it was answered are not kept
   * in one. Done again it changes nothing a second time.
   */
  readonly isInSteps?: true;
  /** It changes what several people may be changing: who does says by If-Match which version they have seen. */
  readonly isEdit?: true;
  /** It changes by what an account signs in: its owner has shown within the last ten minutes that it is them. */
  readonly needsProof?: true;
  /** It counts against nobody's number of requests: it has limits of its own. */
  readonly isUnlimited?: true;
  /** Left out: it is about one company, which a header may name. */
  readonly isCompanys?: false;
  readonly answerTo: (asked: Asked<z.output<Query>, z.output<Path>>) => Promise<unknown>;
};

/** An endpoint of which only the documentation matters. */
export type AnyEndpoint = Omit<Endpoint<z.ZodObject, z.ZodObject>, "answerTo">;

declare module "fastify" {
  interface FastifyContextConfig {
    endpoint?: AnyEndpoint;
  }
  interface FastifyInstance {
    withinReach: WithinReach;
    silenceSeconds: number;
  }
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

export const addEndpoint = <Query extends z.ZodObject = Nothing, Path extends z.ZodObject = Nothing>(
  app: FastifyInstance,
  endpoint: Endpoint<Query, Path>,
): void => {
  const isPaged = endpoint.query !== undefined && "cursor" in endpoint.query.shape;
  const { method, url, query, path, bodyLimit, answerType = "application/json", answerTo } = endpoint;
  app.route({
    method,
    url,
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    schema: { querystring: query ?? nothing, params: path ?? nothing },
    config: { endpoint },
    handler: async (request, reply) => {
      if (endpoint.bodies !== undefined && request.body === undefined) refuse(mediaType(request));
      // Both were read by their schemas on the way here.
      const asked = { query: request.query as z.output<Query>, path: request.params as z.output<Path>, request, reply };
      const { secret } = app.answers;
      const { cursor } = asked.query as { readonly cursor?: unknown };
      const opened =
        typeof cursor === "string" ? { ...asked, query: { ...asked.query, cursor: openCursor(secret, request, cursor) } } : asked;
      const answerOf = async (): Promise<unknown> => {
        const answer = await answerTo(opened);
        if (!reply.hasHeader("content-type")) reply.type(`${answerType}; charset=utf-8`);
        if (endpoint.status !== undefined) reply.code(endpoint.status);
        return isPaged ? withSealedCursors(secret, request, answer) : answer;
      };
      const isInSteps = endpoint.isInSteps === true || endpoint.isLong === true || isStreamed(request.body);
      const work = answerWith(app, asked, { isInSteps, answer: answerOf });
      return reply.send(await (endpoint.isLong === true ? work : app.withinReach(work)));
    },
  });
};
