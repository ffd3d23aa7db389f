import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import type { Outside } from "../src/operations/outgoing/guarded-request.ts";

/** An event of Bluesky's Jetstream, version 1. */
export type StreamEvent = { readonly did: string; readonly time_us: number; readonly kind: string } & Readonly<Record<string, unknown>>;

const cidOf = (text: string): string =>
  `bafyrei${[...Buffer.from(text).toString("hex")].map((digit) => "abcdefgh234567ij".charAt(Number.parseInt(digit, 16))).join("")}`
    .slice(0, 59)
    .padEnd(20, "a");

const commit = (did: string, time_us: number, fields: Readonly<Record<string, unknown>>): StreamEvent => ({
  did,
  time_us,
  kind: "commit",
  commit: { rev: "3l", ...fields },
});

type Told = { readonly did: string; readonly rkey: string; readonly at: number };

export const postEvent = ({ did, rkey, at }: Told, text: string, more: Readonly<Record<string, unknown>> = {}): StreamEvent =>
  commit(did, at, {
    operation: "create",
    collection: "app.bsky.feed.post",
    rkey,
    cid: cidOf(`${did.slice(-6)}${rkey}`),
    record: { $type: "app.bsky.feed.post", createdAt: new Date(at / 1000).toISOString(), text, ...more },
  });

const acted =
  (collection: string) =>
  ({ did, rkey, at }: Told, subject: unknown): StreamEvent =>
    commit(did, at, {
      operation: "create",
      collection,
      rkey,
      cid: cidOf(`${did.slice(-6)}${rkey}`),
      record: { createdAt: new Date(at / 1000).toISOString(), subject },
    });
export const likeEvent = acted("app.bsky.feed.like");
export const repostEvent = acted("app.bsky.feed.repost");
export const followEvent = acted("app.bsky.graph.follow");

export const deleteEvent = ({ did, rkey, at }: Told, collection = "app.bsky.feed.post"): StreamEvent =>
  commit(did, at, { operation: "delete", collection, rkey });

export const closedEvent = (did: string, at: number): StreamEvent => ({
  did,
  time_us: at,
  kind: "account",
  account: { active: false, did, seq: 1, status: "deleted", time: new Date(at / 1000).toISOString() },
});

export type StreamServer = {
  readonly url: string;
  /** Lets the connector reach it, and nothing else on this computer. */
  readonly outside: Outside;
  /** What was asked for at each connection, as the query has it. */
  readonly asked: readonly URLSearchParams[];
  /** Told to whoever listens, and kept for who asks for it again. */
  readonly tell: (...events: readonly (StreamEvent | string)[]) => void;
  /** What lies before an event of this time is not kept any more: who asks for it begins later, and is not told. */
  readonly forgetBefore: (at: number) => void;
  /** Cuts off whoever listens. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
};

/** A Jetstream on this computer, over a real WebSocket: it replays from a cursor, clamps one that is too old, and can be cut off. */
export const streamServer = async (): Promise<StreamServer> => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, path: "/subscribe" });
  const told: { readonly at: number; readonly text: string }[] = [];
  const asked: URLSearchParams[] = [];
  let oldest = 0;
  sockets.on("connection", (socket: WebSocket, request: IncomingMessage) => {
    const query = new URL(request.url ?? "", "http://localhost").searchParams;
    asked.push(query);
    const cursor = query.get("cursor");
    if (cursor !== null) for (const { at, text } of told) if (at >= Math.max(oldest, Number(cursor))) socket.send(text);
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const cut = (): void => sockets.clients.forEach((socket) => socket.terminate());
  return {
    url: `${origin}/subscribe`,
    outside: { allow: (each) => each === origin },
    asked,
    tell: (...events) => {
      for (const event of events) {
        const text = typeof event === "string" ? event : JSON.stringify(event);
        told.push({ at: typeof event === "string" ? (told.at(-1)?.at ?? 0) : event.time_us, text });
        sockets.clients.forEach((socket) => socket.send(text));
      }
    },
    forgetBefore: (at) => {
      oldest = at;
    },
    cut,
    close: async () => {
      cut();
      sockets.close();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
};
