import type { FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { parseJson } from "../domain/strict-json.ts";
import { refuse, valueOf } from "./refused-request.ts";

export const MEGABYTE = 1024 * 1024;

/** Who says nothing for so long in the middle of a body will not finish it. */
export const SILENCE_SECONDS = 20;

/** Slower than this, in bytes a second, a sender that never falls silent would hold a place for days. */
const SLOWEST = 1024;

/** An answer before the end of a body leaves bytes on the line that are no next request. */
const closing = { connection: "close" };

const heard = async <T>(next: Promise<T>, silenceSeconds: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence()), silenceSeconds * 1000);
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
};

class Silence extends Error {}

/**
 * The body as it arrives. The stream is left open when the reader stops early: destroying it would end the connection before the answer.
 * Refuses who is silent for too long, and who crawls; what the reader does with a piece is not counted against the sender.
 */
export async function* bodyPieces(body: IncomingMessage, silenceSeconds: number): AsyncGenerator<Uint8Array, void> {
  // Typed as yielding anything, since a stream may be in object mode; a request's body is not.
  const pieces: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  const refuseSlow = (): never => refuse(refusal("request-timeout", "", { seconds: silenceSeconds }), closing);
  let bytes = 0;
  let waitedSeconds = 0;
  for (;;) {
    let piece: IteratorResult<Uint8Array>;
    const begun = performance.now();
    try {
      piece = await heard(pieces.next(), silenceSeconds);
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      return refuseSlow();
    }
    if (piece.done === true) return;
    bytes += piece.value.byteLength;
    waitedSeconds += (performance.now() - begun) / 1000;
    if (waitedSeconds > silenceSeconds && bytes < waitedSeconds * SLOWEST) refuseSlow();
    yield piece.value;
  }
}

export const tooLarge = (limit: number): never => refuse(refusal("body-too-large", "", { megabytes: limit / MEGABYTE }), closing);

/** The whole body, of at most as many bytes as the address takes. */
export const readBody = async (
  body: IncomingMessage,
  { routeOptions: { bodyLimit: limit }, server: { silenceSeconds } }: FastifyRequest,
): Promise<Buffer> => {
  // A body that says how large it is need not be taken in first.
  if (Number(body.headers["content-length"] ?? 0) > limit) return tooLarge(limit);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bodyPieces(body, silenceSeconds)) {
    size += piece.byteLength;
    if (size > limit) return tooLarge(limit);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

export const decodeText = (bytes: Uint8Array): Outcome<string> => {
  try {
    return accepted(utf8.decode(bytes));
  } catch {
    return refused(refusal("json-encoding", ""));
  }
};

export const decodeJson = (bytes: Uint8Array): Outcome<unknown> => {
  const text = decodeText(bytes);
  return text.ok ? parseJson(text.value) : text;
};

export const readText = async (request: FastifyRequest, body: IncomingMessage): Promise<string> =>
  valueOf(decodeText(await readBody(body, request)));

export const readJson = async (request: FastifyRequest, body: IncomingMessage): Promise<unknown> =>
  valueOf(decodeJson(await readBody(body, request)));
