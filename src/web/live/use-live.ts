import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { liveTopics, type LiveTopic } from "../../domain/live.ts";
import type { Connection, Listener } from "./stream.ts";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** What it is read anew by, when something of it changes. */
      readonly live?: readonly LiveTopic[];
    };
  }
}

/** Between two readings: what is being recorded without a pause is shown without keeping the server busy with nothing else. */
const SHORTEST_REST_MS = 300;
const REST_PER_READING = 2;
/** A moment without a connection is nobody's trouble. */
const CALM_MS = 4_000;

/** Reads anew what shows something of what changed, one reading after the other. */
const makeReader = (queries: QueryClient) => {
  let waiting = new Set<LiveTopic>();
  let isBusy = false;
  const readAll = async (): Promise<void> => {
    isBusy = true;
    while (waiting.size > 0) {
      const topics = waiting;
      waiting = new Set();
      const began = performance.now();
      await queries.invalidateQueries({
        predicate: ({ meta }) => meta?.live?.some((topic) => topics.has(topic)) === true,
        // Nobody looks: it is read when somebody does.
        refetchType: document.visibilityState === "hidden" ? "none" : "active",
      });
      const rest = Math.max(SHORTEST_REST_MS, REST_PER_READING * (performance.now() - began));
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
    isBusy = false;
  };
  return (topics: readonly LiveTopic[]): void => {
    for (const topic of topics) waiting.add(topic);
    if (!isBusy) void readAll();
  };
};

/** Heard on the window whenever the server has been reached anew, also after a moment that was too short to be told of. */
export const REACHED = "attain:reached";

/** Keeps what is shown the same as what is there, as long as somebody is signed in; whether it is at the moment. */
export const useLive = (isOn: boolean): Connection => {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>("live");
  useEffect(() => {
    if (!isOn) return undefined;
    const read = makeReader(queries);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let stop = (): void => undefined;
    const listener: Listener = {
      hear: (event) => {
        if (event.type === "changed") read(event.topics);
        if (event.type === "all") read(liveTopics);
        if (event.type === "all" || event.type === "here") dispatchEvent(new Event(REACHED));
      },
      connection: (now) => {
        if (now === "live") {
          clearTimeout(timer);
          timer = undefined;
          setConnection("live");
        } else timer ??= setTimeout(() => setConnection("reconnecting"), CALM_MS);
      },
    };
    // Not part of what a page needs to be shown.
    const begin = async (): Promise<void> => {
      const { followInOneTab } = await import("./tabs.ts");
      if (!isOver) stop = followInOneTab(listener);
    };
    void begin();
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, [isOn, queries]);
  return connection;
};
