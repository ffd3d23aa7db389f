import { WebSocket } from "ws";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { DatabaseUnavailable, type Database } from "../operations/database.ts";
import { hearStream } from "../operations/hear-stream.ts";
import { listCompanies } from "../operations/list-companies.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";
import { holdStream, letStreamGo, noteStreamTrouble, streamAddress, takeStreams, type TakenStream } from "../operations/take-stream.ts";

export type StreamOptions = {
  readonly database: Database;
  /** Told of what is no weather. */
  readonly hearFault: (error: unknown) => void;
  readonly outside?: Outside;
  readonly pace?: StreamPace;
};

/** `gatherMs`: so long events are gathered before they are dealt with together. */
export type StreamPace = { readonly lookMs: number; readonly gatherMs: number; readonly retryMs: number; readonly longestRetryMs: number };

const usual: StreamPace = { lookMs: 5_000, gatherMs: 1_000, retryMs: 1_000, longestRetryMs: 30_000 };

/** So many wait at most before the socket is told to wait itself: memory stays flat however much comes. */
const MOST_WAITING = 5_000;
const AT_ONCE = 2_000;
/** No event is as long; an endless one is given up. */
const LONGEST_MESSAGE = 1_048_576;
const HANDSHAKE_MS = 10_000;
/** The stream has events every second: a connection that says nothing for so long is none. */
const SILENCE_MS = 60_000;
const HOLD_MS = 20_000;

class Ended extends Error {}

/** One connection: what comes waits here until it is asked for. */
class Connection {
  readonly #socket: WebSocket;
  #waiting: string[] = [];
  #closed: string | null = null;
  #wake: () => void = () => undefined;
  #heardAt = performance.now();

  constructor(url: URL, lookup: unknown) {
    const address = url.href.replace(/^http/, "ws");
    this.#socket = new WebSocket(address, {
      handshakeTimeout: HANDSHAKE_MS,
      maxPayload: LONGEST_MESSAGE,
      // A stream that is compressed costs more than the line it saves.
      perMessageDeflate: false,
      followRedirects: false,
      ...(lookup === undefined ? {} : { lookup }),
    });
    this.#socket.on("message", (data, isBinary) => {
      this.#heardAt = performance.now();
      if (isBinary) return;
      this.#waiting.push((data as Buffer).toString("utf8")); // a text that is no fragment comes as one buffer
      if (this.#waiting.length >= MOST_WAITING) this.#socket.pause();
      if (this.#waiting.length >= AT_ONCE) this.#wake();
    });
    this.#socket.on("close", (code) => this.#end(`closed ${code}`));
    this.#socket.on("error", (error) => this.#end("code" in error ? String(error.code) : error.message));
  }

  #end(why: string): void {
    this.#closed ??= why;
    this.#wake();
  }

  /** What has come, after a while or as soon as it is much; nothing at its end. */
  async next(gatherMs: number): Promise<readonly string[]> {
    if (this.#waiting.length < AT_ONCE && this.#closed === null)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, gatherMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const some = this.#waiting.slice(0, AT_ONCE);
    this.#waiting = this.#waiting.slice(AT_ONCE);
    if (this.#socket.isPaused && this.#waiting.length < AT_ONCE) this.#socket.resume();
    if (performance.now() - this.#heardAt > SILENCE_MS) this.#end("silent");
    return some;
  }

  /** Why nothing comes any more; null while something may. */
  get ended(): string | null {
    return this.#waiting.length > 0 ? null : this.#closed;
  }

  wake(): void {
    this.#wake();
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Listens to one stream until it is told to stop, or the stream is ended. */
class Listening {
  readonly #stream: TakenStream;
  readonly #options: StreamOptions;
  readonly #pace: StreamPace;
  #cursor: bigint | null;
  #stopping = false;
  #connection: Connection | null = null;
  #wake: () => void = () => undefined;

  constructor(stream: TakenStream, options: StreamOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#pace = options.pace ?? usual;
    this.#cursor = stream.cursor;
  }

  stop(): void {
    this.#stopping = true;
    this.#connection?.wake();
    this.#wake();
  }

  async run(): Promise<void> {
    const { database } = this.#options;
    let retryMs = this.#pace.retryMs;
    try {
      while (!this.#stopping) {
        const before = this.#cursor;
        const trouble = await this.#listen();
        if (this.#cursor !== before) retryMs = this.#pace.retryMs;
        if (trouble !== null && !this.#stopping && !(await noteStreamTrouble(database, this.#stream, trouble))) return;
        if (!this.#stopping) await this.#pause(retryMs);
        retryMs = Math.min(retryMs * 2, this.#pace.longestRetryMs);
      }
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    } finally {
      await letStreamGo(database, this.#stream);
    }
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** One connection to its end; why it ended. */
  async #listen(): Promise<Refusal | null> {
    const address = await streamAddress(this.#stream, this.#cursor, this.#options.outside);
    if (!address.ok) return address.refusals[0];
    const connection = new Connection(address.value.url, address.value.lookup);
    this.#connection = connection;
    try {
      await this.#hear(connection);
    } finally {
      connection.close();
    }
    return connection.ended === null
      ? null
      : refusal("outside-unreachable", "", { found: shown(address.value.url.host), problem: connection.ended });
  }

  async #hear(connection: Connection): Promise<void> {
    const { database } = this.#options;
    const { companyId, number, accounts } = this.#stream;
    let after = this.#cursor;
    let heldAt = performance.now();
    while (!this.#stopping && connection.ended === null) {
      const messages = await connection.next(this.#pace.gatherMs);
      if (messages.length > 0) {
        const now = BigInt(Date.now()) * 1_000n;
        const { lastAt } = await hearStream(database, companyId, messages, { sourceNumber: number, accounts, after, now });
        if (lastAt !== null) {
          after = null;
          if (this.#cursor === null || lastAt > this.#cursor) this.#cursor = lastAt;
        }
      }
      if (performance.now() - heldAt < HOLD_MS) continue;
      heldAt = performance.now();
      if (!(await holdStream(database, this.#stream))) throw new Ended();
    }
  }
}

export type Streams = { readonly stop: () => Promise<void> };

/** Listens to the streams of all companies, each in one process alone, from where it was heard last. */
export const startStreams = (options: StreamOptions): Streams => {
  const { database, hearFault, pace = usual } = options;
  const listening = new Map<Listening, Promise<void>>();
  let stopping = false;
  let wake: () => void = () => undefined;
  const begin = (stream: TakenStream): void => {
    const one = new Listening(stream, options);
    const running = one
      .run()
      .catch((error: unknown) => {
        // Whoever looks next takes it up again.
        if (!(error instanceof DatabaseUnavailable)) hearFault(error);
      })
      .finally(() => listening.delete(one));
    listening.set(one, running);
  };
  const look = async (): Promise<void> => {
    for (const { companyId } of await listCompanies(database)) {
      if (stopping) return;
      for (const stream of await takeStreams(database, companyId)) begin(stream);
    }
  };
  const looking = (async () => {
    while (!stopping) {
      await look().catch((error: unknown) => {
        if (!(error instanceof DatabaseUnavailable)) hearFault(error);
      });
      if (!stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pace.lookMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  })();
  return {
    stop: async () => {
      stopping = true;
      wake();
      await looking;
      for (const one of listening.keys()) one.stop();
      await Promise.all(listening.values());
    },
  };
};
