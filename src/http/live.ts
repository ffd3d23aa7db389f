import type { FastifyInstance, FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Caller } from "../domain/access.ts";
import { given } from "../domain/given.ts";
import { liveTopics } from "../domain/live.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../operations/database.ts";
import { Watching, type LiveEvent } from "../operations/watch-changes.ts";
import { callerOf, findCallerOf } from "./callers.ts";
import { addEndpoint } from "./endpoint.ts";
import { refuse } from "./refused-request.ts";

/** Between two signs of life; proxies hang up on who is silent for longer. */
const HEARTBEAT_MS = 15_000;
/** Every so many heartbeats whoever looks on is asked again who they are: a session ends by itself. */
const ASKED_AGAIN_EVERY = 4;
/** Tabs and devices of one person. */
const MOST_PER_CALLER = 12;
/** Who does not read as fast as they are told is let go, and comes back. */
const MOST_UNREAD = 64 * 1024;
const LONGEST_SECONDS = 3_600;
const LONGEST_PAST_SECONDS = 60;

const written = ({ type, id, ...data }: LiveEvent): string => `event: ${type}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** What one reader is told, as it goes out. */
class Stream extends Readable {
  caller: Caller;
  beats = 0;
  readonly #who: () => Promise<Caller | null>;

  constructor(caller: Caller, who: () => Promise<Caller | null>) {
    super();
    this.caller = caller;
    this.#who = who;
  }

  override _read(): void {
    // It is pushed when there is something to tell.
  }

  tell(text: string): void {
    if (this.readableEnded || this.destroyed) return;
    if (this.readableLength > MOST_UNREAD) this.destroy();
    else this.push(text);
  }

  end(text = ""): void {
    if (this.destroyed || this.readableEnded) return;
    if (text !== "") this.push(text);
    this.push(null);
  }

  /** Lets it go on only as long as its reader may come in, as who they are by now. */
  async askAgain(): Promise<void> {
    const caller = await this.#who();
    if (caller === null) this.end("event: ended\ndata: {}\n\n");
    else this.caller = caller;
  }
}

/** Refuses what is no whole number of seconds up to the most. */
const readSeconds = (found: string | undefined, pointer: string, most: number): number | undefined => {
  if (found === undefined) return undefined;
  if (!/^\d{1,9}$/.test(found)) refuse(refusal("number-integer", pointer, { found: shown(found) }));
  if (Number(found) > most) refuse(refusal("number-range", pointer, { found, limit: most }));
  return Number(found);
};

/** Server-sent events: what changed, for whoever looks on. */
export const addLive = (
  app: FastifyInstance,
  database: Database,
  { hearFault }: { readonly hearFault: (error: unknown) => void },
): void => {
  const watching = new Watching(database, hearFault);
  const streams = new Set<Stream>();
  const perCaller = new Map<string, number>();

  const who = (request: FastifyRequest) => async (): Promise<Caller | null> => {
    const found = await findCallerOf(database, request, { isUse: false });
    return found.ok ? found.value : null;
  };
  const askAgain = (stream: Stream): void => void stream.askAgain().catch(hearFault);

  const beating = setInterval(() => {
    for (const stream of streams) {
      stream.tell(":\n\n");
      stream.beats += 1;
      if (stream.beats % ASKED_AGAIN_EVERY === 0) askAgain(stream);
    }
  }, HEARTBEAT_MS);
  beating.unref();

  // A page must not have to read everything twice because it is the first; whoever comes later tries again.
  app.addHook("onListen", () => watching.begin().catch(hearFault));
  app.addHook("preClose", async () => {
    clearInterval(beating);
    for (const stream of streams) stream.end();
    await watching.stop();
  });

  const admit = (request: FastifyRequest): Stream => {
    const caller = callerOf(request);
    const name = `${caller.companyId} ${caller.by}`;
    const open = perCaller.get(name) ?? 0;
    if (open >= MOST_PER_CALLER) refuse(refusal("streams-too-many", "", { limit: MOST_PER_CALLER }));
    const stream = new Stream(caller, who(request));
    perCaller.set(name, open + 1);
    streams.add(stream);
    stream.once("close", () => {
      streams.delete(stream);
      const left = (perCaller.get(name) ?? 1) - 1;
      if (left > 0) perCaller.set(name, left);
      else perCaller.delete(name);
    });
    return stream;
  };

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/live",
    operationId: "watchChanges",
    access: "signed-in",
    summary: "Be told what changes, as server-sent events",
    description:
      "The stream begins with `here`, or with `all` where what came after `Last-Event-ID` is not known any more: read everything anew. Then comes " +
      `\`changed\` with \`{ "topics": [${liveTopics.map((topic) => `"${topic}"`).join(", ")}], "members": ["raj"] }\`: something of these topics changed, of ` +
      "these members; null: of any whom you see. It holds nothing that has to be read: what changed is asked for as always. Of what you may not see nothing is told. " +
      "A comment comes every 15 seconds. `ended` comes when you are signed in no more.",
    query: z.strictObject({
      past: z.string().optional().describe("Without Last-Event-ID: what changed so many seconds ago, at most 60, and since is told, too"),
      seconds: z.string().optional().describe("The stream ends after so many, at most 3600; left out: when you hang up"),
    }),
    answer: z.string().describe("Server-sent events"),
    answerType: "text/event-stream",
    answerTo: async ({ query, request, reply }) => {
      const lastId = request.headers["last-event-id"];
      const past = readSeconds(query.past, "?past", LONGEST_PAST_SECONDS);
      const lasting = readSeconds(query.seconds, "?seconds", LONGEST_SECONDS);
      const stream = admit(request);
      try {
        const watcher = {
          caller: () => stream.caller,
          hear: (event: LiveEvent) => stream.tell(written(event)),
          askAgain: () => askAgain(stream),
        };
        const since = given({
          lastId: typeof lastId === "string" && lastId !== "" ? lastId : undefined,
          seconds: past,
        });
        const stop = await watching.watch(stream.caller.companyId, watcher, since);
        stream.once("close", stop);
        if (stream.destroyed) stop();
      } catch (error) {
        stream.destroy();
        throw error;
      }
      if (lasting !== undefined) {
        const ending = setTimeout(() => stream.end(), lasting * 1_000);
        stream.once("close", () => clearTimeout(ending));
      }
      // A proxy that gathers answers would keep them from their reader.
      reply.headers({ "cache-control": "no-store", "x-accel-buffering": "no" });
      return stream;
    },
  });
};
