import type { FastifyInstance, FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { bodyPieces } from "./read-body.ts";
import { PrintedPieces } from "./streamed-body.ts";

export const NDJSON = "application/x-ndjson";

/** Lines of JSON, not read yet. */
export class Lines extends PrintedPieces {}

/** Lets the endpoints of this scope take lines of JSON. */
export const takeLines = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    [NDJSON, "application/ndjson", "application/jsonl"],
    async (_request: FastifyRequest, body: IncomingMessage) => new Lines(bodyPieces(body, app.silenceSeconds)),
  );
};
