import { onSignedIn, Problem, sendForStream } from "../ask.ts";
import { readEvents, type LiveEvent } from "./events.ts";

export type Connection = "live" | "reconnecting";

export type Listener = {
  readonly hear: (event: LiveEvent) => void;
  readonly connection: (now: Connection) => void;
};

/** Signs of life come every 15 seconds; who has had none for so long has been asleep, or the connection is gone without a word. */
const SILENCE_MS = 40_000;
const WATCH_MS = 5_000;
const SHORTEST_WAIT_MS = 500;
/** A browser does not always say that there is a connection again: for so long the page says what is no longer true. */
const LONGEST_WAIT_MS = 15_000;
/** What the page has read may have changed before the stream began. */
const LONGEST_PAST_SECONDS = 60;

const isReading = ({ name }: PerformanceEntry): boolean => new URL(name).pathname.startsWith("/api/");

/** Not since the page began to load: what changed before anything was read needs no second reading. */
const secondsSinceFirstReading = (): number => {
  const first = performance.getEntriesByType("resource").find(isReading)?.startTime ?? 0;
  return Math.min(LONGEST_PAST_SECONDS, Math.ceil((performance.now() - first) / 1_000));
};

/** As long as somebody is signed in: listens, and comes back by itself whenever the connection breaks. What it answers with ends it. */
export const followChanges = ({ hear, connection }: Listener): (() => void) => {
  let isOver = false;
  let lastId: string | undefined;
  let wait = SHORTEST_WAIT_MS;
  let current = new AbortController();
  let wake: () => void = () => undefined;
  let heardAt = Date.now();

  const alive = (): void => {
    heardAt = Date.now();
  };
  // By the clock: timers stand still while the computer sleeps.
  const watch = setInterval(() => {
    if (Date.now() - heardAt > SILENCE_MS) {
      alive();
      current.abort();
      wake();
    }
  }, WATCH_MS);
  const again = (): void => {
    wait = SHORTEST_WAIT_MS;
    wake();
  };
  addEventListener("online", again);
  // Somebody has signed in here, or in another tab while this one was not looked at.
  addEventListener("focus", again);
  const ignore = onSignedIn(again);

  const listen = async (): Promise<void> => {
    current = new AbortController();
    alive();
    const query = lastId === undefined ? { past: secondsSinceFirstReading() } : {};
    const headers = lastId === undefined ? {} : { "last-event-id": lastId };
    const body = await sendForStream("/live", { query, headers, signal: current.signal });
    for await (const event of readEvents(body, alive)) {
      if (event.type === "ended") return;
      lastId = event.id;
      wait = SHORTEST_WAIT_MS;
      connection("live");
      hear(event);
    }
  };

  const run = async (): Promise<void> => {
    while (!isOver) {
      const trouble = await listen().catch((error: unknown) => error);
      if (isOver) return;
      connection("reconnecting");
      const isKeptOut = trouble instanceof Problem && trouble.status === 401;
      await new Promise<void>((resolve) => {
        // Not all at once when a server has come back.
        const timer = isKeptOut ? undefined : setTimeout(resolve, wait * (0.75 + Math.random() / 2));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };
  void run();
  return () => {
    isOver = true;
    clearInterval(watch);
    removeEventListener("online", again);
    removeEventListener("focus", again);
    ignore();
    current.abort();
    wake();
  };
};
