import type { LiveEvent } from "./events.ts";
import { followChanges, type Connection, type Listener } from "./stream.ts";

type Message = { readonly event: LiveEvent } | { readonly connection: Connection };

/**
 * One tab of a browser listens, and the others hear it from there: a browser has six connections to a server, and six tabs that each held one
 * would leave none to read by. When the tab that listens is closed another takes its place.
 */
export const followInOneTab = (listener: Listener): (() => void) => {
  if (typeof navigator.locks === "undefined" || typeof BroadcastChannel === "undefined") return followChanges(listener);
  const ending = new AbortController();
  const tabs = new BroadcastChannel("attain.live");
  const tell = (message: Message): void => {
    // A channel is of this origin alone.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    tabs.postMessage(message);
  };
  tabs.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    if ("event" in data) listener.hear(data.event);
    else listener.connection(data.connection);
  });
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = followChanges({
        hear: (event) => {
          listener.hear(event);
          tell({ event });
        },
        connection: (connection) => {
          listener.connection(connection);
          tell({ connection });
        },
      });
      ending.signal.addEventListener("abort", () => {
        stop();
        resolve();
      });
    });
  navigator.locks.request("attain.live", { signal: ending.signal }, lead).catch(() => undefined);
  return () => {
    ending.abort();
    tabs.close();
  };
};
